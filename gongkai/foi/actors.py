"""The requester, acting over the public pages. The journal learns no name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TheRequester:
    """Whoever holds the look-up code."""

    def snapshot(self) -> dict[str, str]:
        """What the journal keeps of it."""
        return {"person": "requester", "name": "申请人"}


REQUESTER = TheRequester()
