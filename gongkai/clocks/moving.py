"""What a new calendar moves: when a year is loaded or amended, running clocks are read again.

The notice of 国务院办公厅 for the next year comes in autumn, when clocks already run into that
year; now and then a holiday is lengthened in mid-term (国办发明电〔2020〕1号).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from gongkai.clocks.keeping import UNREADABLE, note_trouble, settle_by
from gongkai.clocks.models import Clock
from gongkai.clocks.queries.reading import Almanac, NotBegun, almanac, facts_of_many, read_facts
from gongkai.clocks.queries.table import open_clocks
from gongkai.clocks.registry import KINDS, ClockKind, terms_of
from gongkai.journal.followers import follower
from gongkai.journal.models import Entry
from gongkai.reference.events import CalendarYearLoaded

AT_ONCE = 500


@follower("clocks.calendar", CalendarYearLoaded, atomic=False)
def read_running_clocks_again(_entries: Sequence[Entry]) -> None:
    """Bring all running clocks up to the calendar as it is now; several loadings need one round.

    Not in one transaction, which would keep everybody else from writing: a round that breaks off is
    begun again, and finds those already read marked with the calendar they were read by.
    """
    read_again(almanac())


def read_again(now: Almanac) -> int:
    """Read the running clocks that were read by another calendar; how many moved."""
    others = open_clocks().filter(_by_another(now))
    if not others.exists():
        return 0
    return sum(
        _read_batch_again(kind, keys) for kind in KINDS for keys in _in_batches(others, kind)
    )


def _by_another(now: Almanac) -> Q:
    if now.loaded_at is None:
        return Q(calendar_at__isnull=False)
    return Q(calendar_at__isnull=True) | ~Q(calendar_at=now.loaded_at)


def _in_batches(clocks: QuerySet[Clock], kind: ClockKind) -> Iterator[list[int]]:
    """The clocks of a kind, by key, so that none that stays as it is can hold up the round."""
    rows = clocks.filter(rule=kind.rule).order_by("pk").values_list("pk", "about")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last = batch[-1][0]
        yield [pk for pk, about in batch if kind.claims(about)]


@transaction.atomic
def _read_batch_again(kind: ClockKind, keys: Sequence[int]) -> int:
    """With the rows locked: a fact that comes meanwhile is read after us, or we read it."""
    clocks = list(Clock.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    now = almanac()
    abouts = [clock.about for clock in clocks]
    facts, terms = facts_of_many(kind, abouts), terms_of(kind, abouts)
    moved, same = 0, []
    for clock in clocks:
        try:
            term = terms.get(clock.about)
            reading = read_facts(kind.rule, facts[clock.about], now.working, term)
        except NotBegun:
            continue
        except UNREADABLE as error:
            note_trouble(clock.about, clock.rule, error)
            continue
        if (reading.due_on, reading.provisional) == (clock.due_on, clock.provisional):
            same.append(clock.pk)
        else:
            moved += settle_by(clock, reading, now)
    Clock.objects.filter(pk__in=same).update(calendar_at=now.loaded_at)
    return moved
