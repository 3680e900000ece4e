"""What a new calendar moves: when a year is loaded or amended, running clocks are read again.

The notice of 国务院办公厅 for the next year comes in autumn, when clocks already run into that
year; now and then a holiday is lengthened in mid-term (国办发明电〔2020〕1号).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from gongkai.clocks.keeping import UNREADABLE, lock, note_trouble, settle
from gongkai.clocks.models import Clock
from gongkai.clocks.queries.reading import NotBegun, calendar_at, facts_of_many, read_facts
from gongkai.clocks.queries.table import open_clocks
from gongkai.clocks.registry import KINDS, ClockKind
from gongkai.journal.followers import follower
from gongkai.journal.models import Entry
from gongkai.kernel.calendar import Calendar
from gongkai.reference.events import CalendarYearLoaded
from gongkai.reference.queries import calendar

AT_ONCE = 500


@follower("clocks.calendar", CalendarYearLoaded, atomic=False)
def read_running_clocks_again(_entries: Sequence[Entry]) -> None:
    """Bring all running clocks up to the calendar as it is now; several loadings need one round.

    Not in one transaction, which would keep everybody else from writing: a round that breaks off is
    begun again, and finds those already read marked with the calendar they were read by.
    """
    read_again(calendar_at(), calendar())


def read_again(loaded_at: datetime | None, working: Calendar) -> int:
    """Read the running clocks that were read by an older calendar; how many moved."""
    moved = 0
    for kind in KINDS:
        for clocks in _outdated(kind, loaded_at):
            moved += _read_batch_again(kind, clocks, loaded_at, working)
    return moved


def _outdated(kind: ClockKind, loaded_at: datetime | None) -> Iterator[list[Clock]]:
    """Running clocks of a kind in batches, by key, so that no row can hold up the round."""
    older = Q(calendar_at__isnull=True) | ~Q(calendar_at=loaded_at)
    rows = open_clocks().filter(older, rule=kind.rule).order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last = batch[-1].pk
        if mine := [clock for clock in batch if kind.claims(clock.about)]:
            yield mine


def _read_batch_again(
    kind: ClockKind, clocks: Sequence[Clock], loaded_at: datetime | None, working: Calendar
) -> int:
    facts = facts_of_many(kind, [clock.about for clock in clocks])
    moved, same = 0, []
    for clock in clocks:
        try:
            reading = read_facts(kind.rule, facts[clock.about], working)
        except NotBegun:
            continue
        except UNREADABLE as error:
            note_trouble(clock.about, clock.rule, error)
            continue
        if (reading.due_on, reading.provisional) == (clock.due_on, clock.provisional):
            same.append(clock.pk)
        else:
            moved += _settle(clock)
    Clock.objects.filter(pk__in=same).update(calendar_at=loaded_at)
    return moved


def _settle(seen: Clock) -> bool:
    """Move one clock, in a transaction of its own, with the row locked and read again."""
    with transaction.atomic():
        clock = lock(seen.about, seen.rule)
        return clock is not None and settle(clock)
