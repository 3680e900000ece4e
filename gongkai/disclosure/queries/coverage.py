"""How every duty stands: when something was last released under it, and when the next is due.

A duty for which one body answers stands by whatever was released under it. One that several bodies
share (乡镇 of a county row) stands for each of them, by its own releases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from gongkai.disclosure.models import Standing
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
    """How one duty is kept, by one of the bodies that answer for it."""

    duty_id: int
    code: str
    body_id: int | None  # None: no body of the county answers for it
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
    """The same with the duty and the body themselves."""

    duty: CatalogueEntry
    body: Body | None


def coverage(today: date | None = None, body: Body | None = None) -> list[Covered]:
    """Every proactive duty in force, the overdue first, then the empty, then by due date.

    A shared duty comes once for each body that answers for it; with a body, its own rows only.
    """
    return with_duties(reckoned(today, body))


def reckoned(today: date | None = None, body: Body | None = None) -> list[Reckoned]:
    """The same without the duties, for counting over a thousand of them and showing a hundred."""
    day = today or timezone.localdate()
    working = calendar()
    duties = _duties(day, body)
    sharing, kept = _sharing(duties), _kept(duties)
    rows = duties.values_list("pk", "code", "current", *_OF_VERSION)
    found = [
        _reckon(pk, code, answering, limit, effective_on, counters, day=day, working=working)
        for pk, code, version, limit, effective_on, lead in rows
        for answering, counters in _answered(lead, sharing.get(version, ()), kept.get(pk, {}))
        if body is None or answering == body.pk
    ]
    return sorted(found, key=_pressing)


_OF_VERSION = ("current__limit_parts", "current__effective_on", "current__responsible_body")


def _duties(day: date, body: Body | None) -> QuerySet[CatalogueEntry]:
    duties = CatalogueEntry.objects.filter(
        current__isnull=False, current__route=EntryVersion.Route.PROACTIVE
    ).exclude(ended_on__lt=day)
    return duties if body is None else duties.filter(answered_for_by([body.pk]))


def answered_for_by(bodies: Iterable[int]) -> Q:
    """The condition on duties that one of these bodies answers for, alone or with others."""
    its_own = Q(current__responsible_body__in=bodies)
    shared = EntryVersion.also_responsible.through.objects.filter(body__in=bodies)
    return its_own | Q(current__in=shared.values("entryversion"))


Counters = tuple[int, datetime | None]  # public items, and when the last was released


def _sharing(duties: QuerySet[CatalogueEntry]) -> dict[int, list[int]]:
    """Who answers for a version besides the first named, by its primary key."""
    rows = EntryVersion.also_responsible.through.objects.filter(
        entryversion__in=duties.order_by().values("current")
    )
    found: dict[int, list[int]] = defaultdict(list)
    for version, body in rows.values_list("entryversion", "body"):
        found[version].append(body)
    return found


def _kept(duties: QuerySet[CatalogueEntry]) -> dict[int, dict[int, Counters]]:
    """The counters by duty and body. What was released by a body that went into another is that
    one's: the merger of two townships makes nothing late."""
    rows = Standing.objects.filter(duty__in=duties.order_by().values("pk"))
    found: dict[int, dict[int, Counters]] = defaultdict(dict)
    went_into = {
        body.pk: body.successor_id
        for body in Body.objects.filter(successor__isnull=False).only("successor")
    }
    for duty, body, items, last in rows.values_list(
        "duty", "body", "public_items", "last_released_at"
    ):
        today = body
        while successor := went_into.get(today):
            today = successor
        found[duty][today] = total([found[duty].get(today, (0, None)), (items, last)])
    return found


def _answered(
    lead: int | None, others: Iterable[int], kept: Mapping[int, Counters]
) -> Iterator[tuple[int | None, Counters]]:
    """Each body that answers for a duty, and its counters."""
    answering = list(dict.fromkeys(one for one in (lead, *others) if one is not None))
    if len(answering) < 2:
        yield answering[0] if answering else None, total(kept.values())
        return
    for one in answering:
        yield one, kept.get(one, (0, None))


def total(counters: Iterable[Counters]) -> Counters:
    """The counters of several bodies in one."""
    several = list(counters)
    moments = [last for _, last in several if last]
    return sum(items for items, _ in several), max(moments, default=None)


def _reckon(
    pk: int,
    code: str,
    body: int | None,
    limit: Sequence[LimitPart],
    effective_on: date,
    counters: Counters,
    *,
    day: date,
    working: Calendar,
) -> Reckoned:
    items, last = counters
    due = next_due(
        [part for part in limit if part["kind"] in RECURRING],
        last_released_on=timezone.localdate(last) if last else None,
        formed_on=effective_on,
        calendar=working,
        today=day,
    )
    late = working.workdays_between(due.on, day) if due and due.on < day else 0
    on, why = (due.on, due.why) if due else (None, "")
    return Reckoned(pk, code, body, items, last, on, why, late)


def _pressing(one: Reckoned) -> tuple[int, int, date, str, int]:
    empty = 0 if one.empty else 1
    return (-one.overdue_by, empty, one.due_on or date.max, one.code, one.body_id or 0)


def with_duties(rows: Sequence[Reckoned]) -> list[Covered]:
    """The rows with their duties and bodies, in the same order."""
    duties = CatalogueEntry.objects.select_related("catalogue", "current").in_bulk(
        [row.duty_id for row in rows]
    )
    bodies = Body.objects.in_bulk({row.body_id for row in rows if row.body_id})
    return [
        Covered(**vars(row), duty=duties[row.duty_id], body=bodies.get(row.body_id or 0))
        for row in rows
    ]


def overdue(covered: Iterable[Covered]) -> list[Covered]:
    """Those that are late."""
    return [one for one in covered if one.overdue_by]
