"""Why a body, a unit or a post cannot be closed, and what is no longer there to be chosen."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.kernel.dates import chinese_date
from gongkai.people.closing import still_owed_by_body, still_owed_by_unit
from gongkai.people.models import Body, Post, Tenure, Unit
from gongkai.people.queries.managing import COUNTY, reasons_not_to_manage, scopes_of_rights

NAMED = 3  # people in a sentence; more are counted


def open_bodies() -> QuerySet[Body]:
    """The bodies that exist: those one can choose."""
    return Body.objects.filter(closed_on__isnull=True)


def open_units(body: Body | None = None) -> QuerySet[Unit]:
    """The units that exist, of a body or of all."""
    units = Unit.objects.filter(closed_on__isnull=True, body__closed_on__isnull=True)
    return (units if body is None else units.filter(body=body)).select_related("body")


def closed_reasons(place: Body | Unit | Post | None) -> list[str]:
    """Why nothing new is given to this place: it was closed, or what it belongs to was."""
    while place is not None:
        if place.closed_on:
            return [f"{place}已于{chinese_date(place.closed_on)}撤销，不能再使用。"]
        place = _around(place)
    return []


def _around(place: Body | Unit | Post) -> Body | Unit | None:
    if isinstance(place, Post):
        return place.unit
    return place.body if isinstance(place, Unit) else None


def reasons_not_to_close_body(
    body: Body, actor: Actor, *, closed_on: date | None = None, successor: Body | None = None
) -> list[str]:
    """Why the body cannot be closed; without a day, whatever the day is."""
    reasons = reasons_not_to_manage(actor, COUNTY) + closed_reasons(body)
    reasons += _against_day(closed_on, Tenure.objects.filter(post__unit__body=body))
    below = body.children.filter(closed_on__isnull=True).count()
    if below:
        reasons.append(f"还有{below}个机关以{body.name}为上级机关，请先修改它们的上级机关。")
    reasons += still_owed_by_body(body)
    for unit in body.units.filter(closed_on__isnull=True):
        reasons += still_owed_by_unit(unit)
    return reasons + _against_successor(body, successor)


def reasons_not_to_close_unit(
    unit: Unit, actor: Actor, *, closed_on: date | None = None, successor: Unit | None = None
) -> list[str]:
    """Why the unit cannot be closed."""
    reasons = reasons_not_to_manage(actor, unit.body) + closed_reasons(unit)
    reasons += _against_day(closed_on, Tenure.objects.filter(post__unit=unit))
    reasons += still_owed_by_unit(unit)
    return reasons + _against_successor(unit, successor)


def reasons_not_to_close_post(
    post: Post, actor: Actor, *, closed_on: date | None = None
) -> list[str]:
    """Why the post cannot be closed."""
    reasons = reasons_not_to_manage(actor, post.unit, *scopes_of_rights(post))
    return reasons + closed_reasons(post) + _against_day(closed_on, post.tenures.all())


def _against_day(closed_on: date | None, tenures: QuerySet[Tenure]) -> list[str]:
    """Nothing is closed beforehand, and nobody holds a post of what is closed."""
    today = timezone.localdate()
    day = closed_on or today
    if day > today:
        return ["撤销日期不能晚于今天，请到当天再办理。"]
    held = tenures.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
    names = list(dict.fromkeys(held.order_by("pk").values_list("person__name", flat=True)))
    if not names:
        return []
    some = "、".join(names[:NAMED]) + (f"等{len(names)}人" if len(names) > NAMED else "")
    until = "今天" if day == today else chinese_date(day)
    return [f"{some}的任职在{until}之后还没有结束，请先结束任职，再撤销。"]


def _against_successor(place: Body | Unit, successor: Body | Unit | None) -> list[str]:
    if successor is None:
        return []
    if successor == place:
        return ["承接职责的不能是被撤销的自己，请另选一个，或者不选。"]
    return closed_reasons(successor)
