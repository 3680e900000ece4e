"""How far rights reach, as conditions on units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from gongkai.people.models import Right

NOWHERE = Q(pk__in=[])
EVERYWHERE = ~NOWHERE


@dataclass(frozen=True)
class Reached:
    """One right: its verb's code, how far it reaches, and the unit and body (keys) of its post."""

    verb: str
    reach: Right.Reach
    unit: int
    body: int

    def covers(self, unit: int, body: int) -> bool:
        """Whether it reaches the unit with this key, of the body with this key."""
        if self.reach == Right.Reach.EVERYWHERE:
            return True
        return self.body == body if self.reach == Right.Reach.BODY else self.unit == unit


def somewhere(condition: Q) -> bool:
    """Whether a condition made here holds of any unit: without, a query need not be asked."""
    return condition is not NOWHERE


def where(reached: Iterable[Reached]) -> Q:
    """The condition on units that at least one of these rights reaches."""
    rights = list(reached)
    if any(one.reach == Right.Reach.EVERYWHERE for one in rights):
        return EVERYWHERE
    bodies = {one.body for one in rights if one.reach == Right.Reach.BODY}
    units = {one.unit for one in rights if one.reach == Right.Reach.UNIT and one.body not in bodies}
    parts = [Q(body__in=sorted(bodies))] if bodies else []
    if units:
        parts.append(Q(pk__in=sorted(units)))
    return reduce(or_, parts) if parts else NOWHERE
