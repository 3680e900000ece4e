"""What the platform itself says about deadlines: near, passed, moved."""

from __future__ import annotations

from django.utils import timezone

from gongkai.clocks.events import DeadlineMoved
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
