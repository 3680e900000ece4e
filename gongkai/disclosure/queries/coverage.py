"""How every duty stands: when something was last released under it, and when the next is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from gongkai.kernel.calendar import Calendar
from gongkai.people.models import Body
from gongkai.reference.queries import calendar
from gongkai.registers.limit_dates import next_due
from gongkai.registers.models import CatalogueEntry, EntryVersion

# Only these ask for a release by themselves; a term runs from information that was formed, and a
# duty without such information is not late.
RECURRING = frozenset({"every", "annual"})

# Columns of a duty that take long to read, and say nothing about how it is kept.
LONG = ("elements", "element_details", "legal_basis", "channels", "local_columns")


@dataclass(frozen=True)
class Covered:
    """One duty, and whether it is kept."""

    duty: CatalogueEntry
    items: int
    last_released_at: datetime | None
    due_on: date | None  # when the next item is due; None: nothing is due by date
    why: str
    overdue_by: int  # working days; 0 when in time
    empty: bool  # nothing was ever released under it


def coverage(today: date | None = None, body: Body | None = None) -> list[Covered]:
    """Every proactive duty in force, the overdue first, then the empty, then by due date."""
    day = today or timezone.localdate()
    working = calendar()
    covered = [_covered(duty, day, working) for duty in _duties(day, body)]
    return sorted(covered, key=_pressing)


def _duties(day: date, body: Body | None) -> QuerySet[CatalogueEntry]:
    duties = CatalogueEntry.objects.filter(
        current__isnull=False, current__route=EntryVersion.Route.PROACTIVE
    ).exclude(ended_on__lt=day)
    if body is not None:
        duties = duties.filter(current__responsible_body=body)
    return duties.select_related("catalogue", "current__responsible_body", "standing").defer(
        *(f"current__{name}" for name in LONG)
    )


def _covered(duty: CatalogueEntry, day: date, working: Calendar) -> Covered:
    assert duty.current is not None
    standing = getattr(duty, "standing", None)  # a duty under which nothing happened has none
    last = standing.last_released_at if standing else None
    items = standing.public_items if standing else 0
    due = next_due(
        [part for part in duty.current.limit_parts if part["kind"] in RECURRING],
        last_released_on=timezone.localdate(last) if last else None,
        formed_on=duty.current.effective_on,
        calendar=working,
        today=day,
    )
    late = working.workdays_between(due.on, day) if due and due.on < day else 0
    return Covered(
        duty, items, last, due.on if due else None, due.why if due else "", late, items == 0
    )


def _pressing(one: Covered) -> tuple[int, int, date, str]:
    return (-one.overdue_by, 0 if one.empty else 1, one.due_on or date.max, one.duty.code)


def overdue(covered: Iterable[Covered]) -> list[Covered]:
    """Those that are late."""
    return [one for one in covered if one.overdue_by]
