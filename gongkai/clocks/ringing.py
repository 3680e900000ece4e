"""The bell: once when a due date is near, once when it has passed.

The table only says where to look. Each clock is read again from the journal before it rings, and
one conditional UPDATE decides who rings: of several sweepers only the one whose UPDATE changed the
row records the fact, in the same transaction. After days of standing still a clock that has passed
rings as passed only. A due date that moves (延期、停算、日历调整) rings anew for the new date.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from gongkai.clocks.keeping import lock, note_trouble, settle_by
from gongkai.clocks.models import Clock
from gongkai.clocks.moving import read_again
from gongkai.clocks.operations import ring_near, ring_passed
from gongkai.clocks.queries.health import to_ring
from gongkai.clocks.queries.reading import almanac, facts_of, read_facts, term_of
from gongkai.clocks.registry import kind_of
from gongkai.journal.chores import chore
from gongkai.kernel.calendar import Calendar
from gongkai.reference.queries import calendar

log = logging.getLogger(__name__)

SWEEP = 500  # clocks at a time: the worker has other things to do; the rest is next in a minute
TROUBLE_RESTS = timedelta(hours=1)


@dataclass(frozen=True)
class Moment:
    """When the sweep looks; the day is China's, whatever the server's clock is set to."""

    at: datetime
    today: date
    working: Calendar

    @classmethod
    def now(cls) -> Moment:
        """This moment."""
        at = timezone.now()
        return cls(at, timezone.localdate(at), calendar())


@chore("clocks.ring", every=timedelta(minutes=1))
def ring() -> None:
    """Ring all that is near or has passed by now.

    Before, what was read by an older calendar is read again: usually nothing, because the follower
    did it; but a fact recorded at the very moment of a loading may have been read by the old one.
    """
    read_again(almanac())
    sweep(Moment.now())


def sweep(moment: Moment) -> int:
    """Ring what is due to ring at a moment; returns how many rang.

    A clock that cannot be read is put aside for an hour and reported; the others ring all the same.
    """
    rang = 0
    for clock in _to_ring(moment)[:SWEEP]:
        try:
            with transaction.atomic():
                rang += _ring(clock, moment)
        except OperationalError:
            raise  # the database went away: nothing is wrong with this clock
        except Exception as problem:  # one record must not silence the others
            log.exception("clock %s %s was put aside", clock.about, clock.rule)
            note_trouble(clock.about, clock.rule, problem)
    return rang


def _to_ring(moment: Moment) -> QuerySet[Clock]:
    """Clocks that seem to have something to say, the oldest due date first."""
    rested = Q(troubled_at__isnull=True) | Q(troubled_at__lt=moment.at - TROUBLE_RESTS)
    waiting = to_ring(moment.at, moment.today, moment.working)
    return waiting.filter(rested).order_by("due_on", "id")


def _ring(seen: Clock, moment: Moment) -> bool:
    """Read one clock again, and ring if it still has something to say; whether it rang."""
    clock = lock(seen.about, seen.rule)
    if clock is None or clock.stopped_on is not None:
        return False
    now = almanac()  # maybe newer than when the sweep began
    facts, term = facts_of(clock.about, clock.rule), term_of(clock.about, clock.rule)
    reading = read_facts(clock.rule, facts, now.working, term)
    settle_by(clock, reading, now)
    if reading.due_on is None or reading.stopped_on is not None:
        return False
    clock.due_on, clock.due_at = reading.due_on, reading.due_at
    if _has_passed(clock, moment):
        return _ring_passed(clock)
    return _is_near(clock, moment) and _ring_near(clock)


def _has_passed(clock: Clock, moment: Moment) -> bool:
    if clock.due_at is not None:
        return clock.due_at < moment.at
    return clock.due_on is not None and clock.due_on < moment.today


def _is_near(clock: Clock, moment: Moment) -> bool:
    kind = kind_of(clock.about, clock.rule)
    if kind is None or clock.due_on is None:
        return False
    if clock.due_at is not None:
        return clock.due_at <= moment.at + timedelta(hours=kind.near_hours)
    return clock.due_on <= moment.working.add_workdays(moment.today, kind.near_days).on


def _ring_passed(clock: Clock) -> bool:
    """Change the row and record, unless it rang for this date already; near is over then, too."""
    changed = _still(clock, "passed_rung_for").update(
        passed_rung_for=clock.due_on, near_rung_for=clock.due_on
    )
    if changed:
        ring_passed(clock)
    return bool(changed)


def _ring_near(clock: Clock) -> bool:
    changed = _still(clock, "near_rung_for").update(near_rung_for=clock.due_on)
    if changed:
        ring_near(clock)
    return bool(changed)


def _still(clock: Clock, rung_for: str) -> QuerySet[Clock]:
    """The row, if it is still as it was read and did not ring for this date."""
    unheard = Q(**{f"{rung_for}__isnull": True}) | ~Q(**{rung_for: clock.due_on})
    return Clock.objects.filter(unheard, pk=clock.pk, due_on=clock.due_on, stopped_on__isnull=True)
