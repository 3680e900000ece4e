"""The follower that destroys what was erased, once the tombstones are in the public log."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.disclosure.log import own_ground
from gongkai.disclosure.models import (
    Attachment,
    ConfirmedFinding,
    Item,
    Opinion,
    SetAside,
    Version,
)
from gongkai.disclosure.operations.erasing import destroy_sealed, erase_as_logged
from gongkai.files.models import StoredFile
from gongkai.journal.followers import follower
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.transparency.events import EntriesLogged, LogReconciled
from gongkai.transparency.forgetting import scrub
from gongkai.transparency.models import PartCommitment, Sealed
from gongkai.transparency.queries import erased_between, erasures_to_repeat, still_to_destroy

EMPTIED = (
    Version, Attachment, ConfirmedFinding, SetAside, Opinion, StoredFile, Sealed, PartCommitment,
)  # fmt: skip


@follower("disclosure.destroying", EntriesLogged, atomic=False)
def destroy_what_was_erased(entries: Sequence[Entry]) -> None:
    """Each erasure an operation of its own; read twice, the second finds nothing left."""
    destroyed = False
    for entry in entries:
        fact = entry.fact
        assert isinstance(fact, EntriesLogged)
        for reference in sorted(erased_between(fact.first, fact.last)):
            destroyed |= _destroy(reference)
    if destroyed:
        scrub(*EMPTIED)


@follower("disclosure.erasing_again", LogReconciled, atomic=False)
def erase_what_came_back(entries: Sequence[Entry]) -> None:
    """A backup from before an erasure brings the content back; the log knows better."""
    if not entries:
        return
    for reference, (numbers, public_ground) in erasures_to_repeat("item:").items():
        item = Item.objects.filter(number=reference.removeprefix("item:")).first()
        if item is not None:
            erase_as_logged(item, numbers, own_ground(public_ground))
    for reference in still_to_destroy("item:"):
        _destroy(reference)
    scrub(*EMPTIED)


def _destroy(reference: str) -> bool:
    item = Item.objects.filter(number=reference.removeprefix("item:")).first()
    if item is None or not reference.startswith("item:"):
        return False
    try:
        destroy_sealed(item)
    except Refused:  # done before
        return False
    return True
