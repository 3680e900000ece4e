"""The board: running clocks that someone may see, by state, body, unit and rule.

Everything here is answered by indexes of the running clocks, however many have stopped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.clocks.models import Clock
from gongkai.clocks.queries.table import near_or_passed, open_clocks
from gongkai.clocks.registry import kind_of
from gongkai.kernel.calendar import Calendar
from gongkai.people.models import Right, Unit
from gongkai.people.queries import Viewer, units_held, units_where, widest_reach
from gongkai.people.verbs import SUPERVISE

STATES = {
    "passed": "已超期",
    "today": "今天到期",
    "near": "即将到期",
    "delayed": "延迟答复",
    "calm": "其余在办",
    "paused": "暂停计算",
}
NARROWING = ("body", "unit", "rule")


@dataclass(frozen=True)
class Now:
    """The moment and the calendar by which a page tells what is near."""

    at: datetime
    today: date
    working: Calendar

    def condition(self, state: str) -> Q:
        """The condition on running clocks for one of `STATES`; every clock is in exactly one."""
        dated = Q(due_on__isnull=False)
        passed = Q(due_at__isnull=True, due_on__lt=self.today) | Q(due_at__lt=self.at)
        today = Q(due_on=self.today) & ~passed
        near = near_or_passed(self.at, self.today, self.working)
        later = dated & ~passed & ~near & ~Q(due_on=self.today)
        return {
            "passed": Q(due_on__lte=self.today) & passed,
            "today": today,
            "near": near & ~passed & ~Q(due_on=self.today),
            # 条例 第三十五条: a later day was told with reasons; pressing when that day is.
            "delayed": later & Q(delayed_until__isnull=False),
            "calm": later & Q(delayed_until__isnull=True),
            "paused": Q(due_on__isnull=True),
        }[state]


def seen_by(viewer: Viewer) -> Q:
    """The condition on clocks that are this person's business.

    Those of the units where the person has a post or was lent one, and those that the person may
    supervise. A clock that no unit answers for yet belongs to those who supervise its body.
    """
    reach = widest_reach(viewer, [SUPERVISE])
    if reach == Right.Reach.EVERYWHERE:
        return Q()
    supervised = units_where(viewer, SUPERVISE).values_list("pk", "body")
    units = {unit for unit, _ in supervised} | units_held(viewer)
    bodies = {body for _, body in supervised} if reach == Right.Reach.BODY else set()
    return Q(unit__in=units) | Q(unit__isnull=True, body__in=bodies)


def is_seen_by(viewer: Viewer, clock: Clock) -> bool:
    """Whether this clock is the viewer's business: as above, or because its domain says so."""
    if Clock.objects.filter(seen_by(viewer), pk=clock.pk).exists():
        return True
    kind = kind_of(clock.about, clock.rule)
    return bool(kind and kind.seen_by and kind.seen_by(viewer, clock.about))


def running(viewer: Viewer, chosen: Mapping[str, Any] | None = None) -> QuerySet[Clock]:
    """The running clocks that the person sees, of the chosen `body`, `unit` (keys) and `rule`."""
    wanted = {name: value for name, value in (chosen or {}).items() if name in NARROWING}
    return open_clocks().filter(seen_by(viewer), **wanted)


@dataclass(frozen=True)
class Tally:
    """How many running clocks a unit has in each state. No unit: none answers for them yet."""

    unit: Unit | None
    body_id: int | None
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def tallies(clocks: QuerySet[Clock], now: Now) -> list[Tally]:
    """The states by unit, in one query over an index; in the order of bodies and units."""
    by_state = {state: Count("pk", filter=now.condition(state)) for state in STATES}
    grouped: Any = clocks.order_by().values("body_id", "unit_id").annotate(**by_state)
    rows = list(grouped)
    units = Unit.objects.select_related("body").in_bulk({row["unit_id"] for row in rows})
    found = [
        Tally(units.get(row["unit_id"]), row["body_id"], {state: row[state] for state in STATES})
        for row in rows
    ]
    return sorted(found, key=_in_order)


def _in_order(tally: Tally) -> tuple[int, int, int, int]:
    if tally.unit is None:
        return (1, 0, tally.body_id or 0, 0)
    return (0, tally.unit.body.order, tally.unit.body_id, tally.unit.order)


def totals(found: Sequence[Tally]) -> Mapping[str, int]:
    """The states over all units."""
    sums: dict[str, int] = defaultdict(int)
    for tally in found:
        for state, count in tally.counts.items():
            sums[state] += count
    return sums


def page(clocks: QuerySet[Clock], state: str, now: Now, start: int, most: int) -> Sequence[Clock]:
    """Some clocks of a state, the oldest due date first; "" is all that are not paused."""
    wanted = now.condition(state) if state else Q(due_on__isnull=False)
    order = "paused_since" if state == "paused" else "due_on"
    keys = clocks.filter(wanted).order_by(order, "id").values_list("pk", flat=True)
    rows = Clock.objects.select_related("unit", "body").in_bulk(list(keys[start : start + most]))
    return sorted(rows.values(), key=lambda one: (getattr(one, order) or date.max, one.pk))
