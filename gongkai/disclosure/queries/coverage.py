"""How every duty stands: when something was last released under it, and when the next is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from gongkai.kernel.calendar import Calendar
from gongkai.people.models import Body
from gongkai.reference.queries import calendar
from gongkai.registers.limit_dates import next_due
from gongkai.registers.limit_wordings import LimitPart
from gongkai.registers.models import CatalogueEntry, EntryVersion

# Only these ask for a release by themselves; a term runs from information that was formed, and a
# duty without such information is not late.
RECURRING = frozenset({"every", "annual"})


@dataclass(frozen=True)
class Reckoned:
    """How one duty is kept."""

    duty_id: int
    code: str
    items: int
    last_released_at: datetime | None
    due_on: date | None  # when the next item is due; None: nothing is due by date
    why: str
    overdue_by: int  # working days; 0 when in time

    @property
    def empty(self) -> bool:
        """Whether nothing stands in public under it."""
        return self.items == 0


@dataclass(frozen=True)
class Covered(Reckoned):
    """The same with the duty itself."""

    duty: CatalogueEntry


def coverage(today: date | None = None, body: Body | None = None) -> list[Covered]:
    """Every proactive duty in force, the overdue first, then the empty, then by due date."""
    return with_duties(reckoned(today, body))


def reckoned(today: date | None = None, body: Body | None = None) -> list[Reckoned]:
    """The same without the duties, for counting over a thousand of them and showing a hundred."""
    day = today or timezone.localdate()
    working = calendar()
    rows = _duties(day, body).values_list(
        "pk",
        "code",
        "current__limit_parts",
        "current__effective_on",
        "standing__public_items",
        "standing__last_released_at",
    )
    return sorted((_reckon(*row, day=day, working=working) for row in rows), key=_pressing)


def _duties(day: date, body: Body | None) -> QuerySet[CatalogueEntry]:
    duties = CatalogueEntry.objects.filter(
        current__isnull=False, current__route=EntryVersion.Route.PROACTIVE
    ).exclude(ended_on__lt=day)
    return duties if body is None else duties.filter(current__responsible_body=body)


def _reckon(
    pk: int,
    code: str,
    limit: Sequence[LimitPart],
    effective_on: date,
    items: int | None,  # None: nothing ever happened under the duty
    last: datetime | None,
    *,
    day: date,
    working: Calendar,
) -> Reckoned:
    due = next_due(
        [part for part in limit if part["kind"] in RECURRING],
        last_released_on=timezone.localdate(last) if last else None,
        formed_on=effective_on,
        calendar=working,
        today=day,
    )
    late = working.workdays_between(due.on, day) if due and due.on < day else 0
    on, why = (due.on, due.why) if due else (None, "")
    return Reckoned(pk, code, items or 0, last, on, why, late)


def _pressing(one: Reckoned) -> tuple[int, int, date, str]:
    return (-one.overdue_by, 0 if one.empty else 1, one.due_on or date.max, one.code)


def with_duties(rows: Sequence[Reckoned]) -> list[Covered]:
    """The rows with their duties, in the same order."""
    duties = CatalogueEntry.objects.select_related("catalogue", "current__responsible_body")
    found = duties.in_bulk([row.duty_id for row in rows])
    return [Covered(**vars(row), duty=found[row.duty_id]) for row in rows]


def overdue(covered: Iterable[Covered]) -> list[Covered]:
    """Those that are late."""
    return [one for one in covered if one.overdue_by]
