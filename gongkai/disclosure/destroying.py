"""The follower that destroys what was erased, once the tombstones are in the public log."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.disclosure.models import Item
from gongkai.disclosure.operations.erasing import destroy_sealed
from gongkai.journal.followers import follower
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.transparency.events import EntriesLogged
from gongkai.transparency.forgetting import scrub
from gongkai.transparency.queries import erased_between


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
        scrub()


def _destroy(reference: str) -> bool:
    item = Item.objects.filter(number=reference.removeprefix("item:")).first()
    if item is None or not reference.startswith("item:"):
        return False
    try:
        destroy_sealed(item)
    except Refused:  # done before
        return False
    return True
