"""What the platform itself says about deadlines: near, passed, moved."""

from __future__ import annotations

from django.utils import timezone

from gongkai.clocks.events import DeadlineMoved, DeadlineNear, DeadlinePassed
from gongkai.clocks.models import Clock
from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import operation, record
from gongkai.kernel.clock import Reading
from gongkai.reference.events import CalendarYearLoaded


@operation
def note_move(clock: Clock, reading: Reading) -> None:
    """Record that the calendar moved a due date; `clock` still holds the date before."""
    loading = Entry.objects.filter(name=CalendarYearLoaded.__name__).order_by("-id").first()
    moved = DeadlineMoved(
        rule=clock.rule,
        before=clock.due_on,
        after=reading.due_on,
        provisional=reading.provisional,
        because=loading.pk if loading else 0,
    )
    record(moved, about=clock.about, actor=SYSTEM, on=timezone.localdate())


@operation
def ring_near(clock: Clock) -> None:
    """Record that the due date is near, on the day on which it was noticed."""
    assert clock.due_on is not None
    record(DeadlineNear(clock.rule, clock.due_on), about=clock.about, actor=SYSTEM)


@operation
def ring_passed(clock: Clock) -> None:
    """Record that the due date went by, on the day on which it was noticed."""
    assert clock.due_on is not None
    record(DeadlinePassed(clock.rule, clock.due_on), about=clock.about, actor=SYSTEM)
