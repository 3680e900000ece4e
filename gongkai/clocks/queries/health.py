"""How the clocks themselves are: which cannot be read, and how many should have rung by now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from gongkai.clocks.models import Clock
from gongkai.clocks.queries.table import near_or_passed, open_clocks
from gongkai.clocks.registry import kind_of
from gongkai.kernel.calendar import Calendar
from gongkai.reference.queries import calendar

SHOWN = 50


@dataclass(frozen=True)
class Unreadable:
    """A clock that no date could be read for, and why; the row keeps what it said last."""

    about: str
    name: str  # of what is due
    why: str
    since: datetime | None

    def __str__(self) -> str:
        return f"{self.about} “{self.name}”的期限无法推算：{self.why}"


@dataclass(frozen=True)
class Health:
    """The running clocks, the first of those that cannot be read, and the backlog of the bell."""

    running: int
    unreadable: Sequence[Unreadable]
    unreadable_count: int
    backlog: int


def health(late_by: timedelta = timedelta(0)) -> Health:
    """How the clocks are now; the backlog is what should have rung so long ago already."""
    at = timezone.now() - late_by
    broken = open_clocks().exclude(trouble="")
    return Health(
        running=open_clocks().count(),
        unreadable=[_told(one) for one in broken.order_by("troubled_at", "pk")[:SHOWN]],
        unreadable_count=broken.count(),
        backlog=to_ring(at, timezone.localdate(at), calendar()).filter(trouble="").count(),
    )


def _told(clock: Clock) -> Unreadable:
    kind = kind_of(clock.about, clock.rule)
    return Unreadable(
        clock.about, kind.name if kind else clock.rule, clock.trouble, clock.troubled_at
    )


def to_ring(at: datetime, today: date, working: Calendar) -> QuerySet[Clock]:
    """Clocks that seem to have something to say at a moment and did not say it."""
    unheard = Q(passed_rung_for__isnull=True) | ~Q(passed_rung_for=F("due_on"))
    unheard_near = Q(near_rung_for__isnull=True) | ~Q(near_rung_for=F("due_on"))
    passed = Q(due_at__lt=at) | Q(due_at__isnull=True, due_on__lt=today)
    return (
        open_clocks()
        .filter(near_or_passed(at, today, working))
        .filter((passed & unheard) | (~passed & unheard_near))
    )
