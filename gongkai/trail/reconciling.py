"""After a restore: the tables learn from the files of the trail, and writing goes on.

The files are what the public log was told of, so they are right, once they lead to every anchor.
What they hold of facts that the backup did not know stays in the trail, without its salt.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.kernel.tlog.checkpoint import Checkpoint as Claim
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.hashing import leaf_hash
from gongkai.trail import writing
from gongkai.trail.checking import sound_claim
from gongkai.trail.events import TrailReconciled
from gongkai.trail.models import Case, TrailEntry
from gongkai.trail.numbering import number_facts
from gongkai.transparency import logs
from gongkai.transparency.store.state import State

LOST = "lost:"  # before the pseudonym of a case that the backup did not know


@dataclass(frozen=True)
class Reconciled:
    """What it came to."""

    size: int
    read: int  # entries that the table did not have, or had otherwise
    given_up: int  # rows that were numbered, never written, and are numbered anew


def reconcile() -> Reconciled | None:
    """Bring the tables into line; None where there is no trail yet. Raise `Refused` where the
    files are not sound, or contradict what the public log was told."""
    if not (writing.folder() / "checkpoint").exists():
        return None
    try:
        claim = sound_claim()
    except LogError as problem:
        refuse_if([f"办理留痕的文件不能通过核对（{problem}），请先放回完整的文件。"])
        raise
    _restore_memory(claim)
    return _bring_into_line(claim)


def _restore_memory(claim: Claim) -> None:
    """The anchors were compared, and they are what the world has seen of this trail."""
    state = State(logs.state_folder(writing.TRAIL))
    try:
        if state.signed() is None and state.pending() is None and claim.size:
            state.remember(writing.reader().checkpoint())
    finally:
        state.close()


@operation
def _bring_into_line(claim: Claim) -> Reconciled:
    given_up = _give_up(claim)
    read = 0
    for index, content in enumerate(writing.reader().entries(0, claim.size)):
        if not TrailEntry.objects.filter(index=index, content=content).exists():
            _take(index, content)
            read += 1
    TrailEntry.objects.filter(index__lt=claim.size).update(written=True)
    _move_ends()
    number_facts(list(Entry.objects.filter(pk__in=given_up).order_by("seq")))
    record(
        TrailReconciled(claim.size, read, len(given_up)),
        about=f"log:{writing.TRAIL}", actor=SYSTEM,
    )  # fmt: skip
    return Reconciled(claim.size, read, len(given_up))


def _give_up(claim: Claim) -> list[int]:
    """Forget rows that the files do not have like this; their facts are numbered anew."""
    there = dict(enumerate(writing.reader().entries(0, claim.size)))
    wrong = [
        row
        for row in TrailEntry.objects.order_by("index")
        if there.get(row.index) != bytes(row.content)
    ]
    TrailEntry.objects.filter(pk__in=[row.pk for row in wrong]).delete()
    return [row.fact for row in wrong if row.fact is not None]


def _take(index: int, content: bytes) -> None:
    said = json.loads(content)
    case, _ = Case.objects.get_or_create(
        case=UUID(said["case"]), defaults={"reference": f"{LOST}{said['case']}"}
    )
    TrailEntry.objects.create(
        index=index, case=case, seq=said["seq"], content=content, written=True
    )


def _move_ends() -> None:
    """The chains go on from what is there now."""
    for case in Case.objects.annotate(last=Max("entries__seq")):
        row = case.entries.filter(seq=case.last).first() if case.last else None
        case.seq = row.seq if row else 0
        case.leaf = leaf_hash(bytes(row.content)) if row else None
        case.save(update_fields=["seq", "leaf"])
