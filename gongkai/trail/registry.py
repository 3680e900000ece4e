"""Where domains say which steps of their cases a party may know of, in the `ready` of `apps.py`.

    open_to_parties("foi", frozenset({"RequestReceived", …}))

The party's receipt holds the bytes of every entry of the case, because the chain must be whole. So
an entry names its fact only where the party may know it; of other steps (drafts, approvals,
inquiries, 政府信息公开条例 第十六条) it says that there was one, and when. What kind it was is
under the commitment.
"""

from __future__ import annotations

from collections.abc import Callable

HIDDEN = "Internal"

_OPEN: dict[str, Callable[[str], bool]] = {}


def open_to_parties(kind: str, may_know: Callable[[str], bool]) -> None:
    """Of cases whose references begin with `kind:`, name only facts that `may_know` allows."""
    _OPEN[kind] = may_know


def act_of(reference: str, name: str) -> str:
    """What an entry about this may call this fact."""
    may_know = _OPEN.get(reference.partition(":")[0])
    return HIDDEN if may_know is not None and not may_know(name) else name
