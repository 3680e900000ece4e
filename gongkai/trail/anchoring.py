"""Anchors: the root of the trail goes into the public log, every hour and at the end of the day.

From then on whoever rewrites a step contradicts a checkpoint that the world has. An anchor tells
how many entries the trail has and nothing about any case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from gongkai.journal.actors import SYSTEM
from gongkai.journal.chores import chore
from gongkai.journal.models import Entry
from gongkai.journal.recording import operation, record
from gongkai.kernel.tlog.checkpoint import Checkpoint as Claim
from gongkai.kernel.tlog.encoding import to_base64
from gongkai.kernel.tlog.notes import Note
from gongkai.trail import numbering, writing
from gongkai.trail.events import TrailAnchored
from gongkai.trail.models import Anchor, TrailEntry
from gongkai.transparency import alarms
from gongkai.transparency.registry import Act, Statement, logged

EVERY = timedelta(hours=1)
LOGS = "log:"  # what logs say of themselves is no reason for an anchor: each anchor is such a fact


@chore("trail.anchor", timedelta(minutes=1))
def anchor_when_due() -> None:
    """An hour after the last anchor, and once a new day has begun (the end of the old one)."""
    if is_due():
        with alarms.raised_by(writing.WRITING, writing.NotReconciled):
            anchor()


def is_due() -> bool:
    """Whether time has come, something happened since the last anchor, and the trail is not in the
    middle of an import: its end is worth more than its middle."""
    last, now = Anchor.objects.order_by("-size").first(), timezone.now()
    if last is not None and now - last.at < EVERY and _day(now) == _day(last.at):
        return False
    since = TrailEntry.objects.filter(index__gte=last.size if last else 0)
    happened = since.exclude(case__reference__startswith=LOGS).exists()
    return happened and numbering.behind() < numbering.BATCH


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def anchor() -> Anchor | None:
    """Write what waits, and anchor the whole; None where that is anchored already."""
    writing.write_waiting()
    if not (writing.folder() / "checkpoint").exists():
        return None
    note = writing.reader().checkpoint()
    claim = Claim.parse(Note.parse(note).text)
    if not claim.size or Anchor.objects.filter(size=claim.size).exists():
        return None
    return _record(note, claim)


@operation
def _record(note: str, claim: Claim) -> Anchor:
    """The fact, which the public log takes up as it takes up all others."""
    fact = record(
        TrailAnchored(claim.origin, claim.size, to_base64(claim.root)),
        about=f"log:{writing.TRAIL}", actor=SYSTEM,
    )  # fmt: skip
    return Anchor.objects.create(size=claim.size, note=note, fact=fact, at=timezone.now())


@logged(TrailAnchored)
def anchored(entries: Sequence[Entry]) -> Iterable[tuple[Entry, Statement]]:
    """What the public log says of it."""
    for entry in entries:
        fact = entry.fact
        assert isinstance(fact, TrailAnchored)
        more: dict[str, str | int] = {"log": fact.log, "size": fact.size, "root": fact.root}
        yield entry, Statement(Act.ANCHOR, more=more)
