"""The verbs of 机构改革: a body, a unit or a post exists no longer.

Its history, its items and its public pages stay; it is offered nowhere and gets nothing new.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Model

from gongkai.journal.actors import Actor
from gongkai.journal.facts import Fact
from gongkai.journal.recording import operation, record_many, refuse_if
from gongkai.people.events import BodyClosed, PostClosed, UnitClosed
from gongkai.people.models import Body, Post, Unit
from gongkai.people.queries import closing as queries
from gongkai.people.queries import manager
from gongkai.people.queries.managing import COUNTY

Told = tuple[str, Fact]


@operation
def close_body(body: Body, *, closed_on: date, actor: Actor, successor: Body | None = None) -> Body:
    """Close a body with all its units and posts; `successor` takes over what it did."""
    _as_it_is_now(body, successor)
    refuse_if(
        queries.reasons_not_to_close_body(body, actor, closed_on=closed_on, successor=successor)
    )
    units = list(body.units.filter(closed_on__isnull=True))
    facts = [fact for unit in units for fact in _close_unit(unit, closed_on, None)]
    body.closed_on, body.successor = closed_on, successor
    body.save(update_fields=["closed_on", "successor"])
    fact = BodyClosed(closed_on, successor.code if successor else "")
    _tell([*facts, (body.reference, fact)], manager(actor, COUNTY) or actor, closed_on)
    return body


@operation
def close_unit(unit: Unit, *, closed_on: date, actor: Actor, successor: Unit | None = None) -> Unit:
    """Close a unit with all its posts."""
    _as_it_is_now(unit, successor)
    refuse_if(
        queries.reasons_not_to_close_unit(unit, actor, closed_on=closed_on, successor=successor)
    )
    facts = _close_unit(unit, closed_on, successor)
    _tell(facts, manager(actor, unit.body) or actor, closed_on)
    return unit


@operation
def close_post(post: Post, *, closed_on: date, actor: Actor) -> Post:
    """Close a post that nobody holds."""
    _as_it_is_now(post)
    refuse_if(queries.reasons_not_to_close_post(post, actor, closed_on=closed_on))
    fact = _close_post(post, closed_on)
    _tell([fact], manager(actor, post.unit) or actor, closed_on)
    return post


def _as_it_is_now(*places: Model | None) -> None:
    """Locked, so that nothing is closed twice nor goes into what is being closed."""
    for place in places:
        if place is not None:
            locked = type(place)._default_manager.select_for_update()
            place.refresh_from_db(from_queryset=locked)


def _close_unit(unit: Unit, closed_on: date, successor: Unit | None) -> list[Told]:
    posts = unit.posts.filter(closed_on__isnull=True).select_related("unit")
    facts = [_close_post(post, closed_on) for post in posts]
    unit.closed_on, unit.successor = closed_on, successor
    unit.save(update_fields=["closed_on", "successor"])
    fact = UnitClosed(unit.body.code, closed_on, successor.code if successor else "")
    return [*facts, (unit.reference, fact)]


def _close_post(post: Post, closed_on: date) -> Told:
    post.closed_on = closed_on
    post.save(update_fields=["closed_on"])
    return post.reference, PostClosed(post.unit.code, closed_on)


def _tell(facts: Iterable[Told], actor: Actor, on: date) -> None:
    record_many(list(facts), actor=actor, on=on)
