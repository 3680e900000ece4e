"""What the table answers: the clocks of a thing, and those that still run."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from gongkai.clocks.models import OPEN, Clock
from gongkai.clocks.registry import KINDS, matter_of
from gongkai.kernel.calendar import Calendar


def clocks_of(about: str, *, with_parts: bool = False) -> QuerySet[Clock]:
    """The clocks of a reference, the running ones first, then by due date.

    `with_parts`: those of the whole matter, for instance of its third parties too.
    """
    clocks = Clock.objects.filter(matter=matter_of(about))
    if not with_parts:
        clocks = clocks.filter(about=about)
    stopped_last = F("stopped_on").asc(nulls_first=True)
    return clocks.order_by(stopped_last, F("due_on").asc(nulls_last=True), "id")


def open_clocks() -> QuerySet[Clock]:
    """The clocks that have not stopped; paused ones among them."""
    return Clock.objects.filter(OPEN)


def near_or_passed(at: datetime, today: date, working: Calendar) -> Q:
    """The condition on clocks whose due date is as near as their kind calls near, or behind."""
    by_days: dict[int, set[str]] = defaultdict(set)
    by_hours: dict[int, set[str]] = defaultdict(set)
    horizon = today
    for kind in KINDS:
        by_days[kind.near_days].add(kind.rule)
        by_hours[kind.near_hours].add(kind.rule)
    found = Q(due_at__isnull=True, due_on__lt=today) | Q(due_at__lt=at)
    for days, rules in by_days.items():
        until = working.add_workdays(today, days).on
        horizon = max(horizon, until)
        found |= Q(due_at__isnull=True, due_on__lte=until, rule__in=rules)
    for hours, rules in by_hours.items():
        until_at = at + timedelta(hours=hours)
        horizon = max(horizon, timezone.localdate(until_at))
        found |= Q(due_at__lte=until_at, rule__in=rules)
    return Q(due_on__lte=horizon) & found  # the first part is what an index can answer
