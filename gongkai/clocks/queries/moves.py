"""What a loading of the calendar moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.clocks.events import DeadlineMoved
from gongkai.journal.models import Entry
from gongkai.reference.events import CalendarYearLoaded


@dataclass(frozen=True)
class Loading:
    """A loading of a calendar year, and how many due dates it moved."""

    entry: Entry
    year: int
    notice: str
    amended: bool
    moved: int


def moved_by(loading: Entry) -> QuerySet[Entry]:
    """The `DeadlineMoved` entries of a loading, in the order in which they were moved."""
    return _moves_since(loading).filter(data__because=loading.pk).order_by("id")


def _moves_since(loading: Entry) -> QuerySet[Entry]:
    # The legal date of a move is the day on which it was noticed, so the index by name and day
    # finds the few entries in question.
    return Entry.objects.filter(name=DeadlineMoved.__name__, on__gte=loading.on, id__gt=loading.pk)


def loadings(most: int = 20) -> Sequence[Loading]:
    """The latest loadings, the newest first."""
    entries = list(
        Entry.objects.filter(name=CalendarYearLoaded.__name__).order_by("-on", "-id")[:most]
    )
    if not entries:
        return []
    oldest = min(entries, key=lambda one: one.pk)
    moved = Counter(_moves_since(oldest).values_list("data__because", flat=True))
    return [
        Loading(one, one.data["year"], one.data["notice"], one.data["amended"], moved[one.pk])
        for one in sorted(entries, key=lambda one: -one.pk)
    ]
