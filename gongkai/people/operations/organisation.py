"""The verbs on bodies, units, posts and their rights."""

from __future__ import annotations

from typing import Any

from gongkai.journal.actors import Actor
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.events import (
    BodyChanged,
    BodyCreated,
    PostCreated,
    PostRenamed,
    RightGranted,
    RightWithdrawn,
    UnitChanged,
    UnitCreated,
)
from gongkai.people.models import Body, Post, Right, Unit
from gongkai.people.queries import BodyDetails, Scope, manager
from gongkai.people.queries import organisation as queries
from gongkai.people.verbs import Verb

UNCHANGED = ["没有任何改动，无需保存。"]


@operation
def create_body(details: BodyDetails, *, actor: Actor) -> Body:
    """Set up a body."""
    refuse_if(queries.reasons_not_to_create_body(details, actor))
    body = Body.objects.create(**_values(details))
    record(BodyCreated(body.kind, body.division.code), about=body.reference, actor=_as(actor, None))
    return body


@operation
def change_body(body: Body, details: BodyDetails, *, actor: Actor) -> Body:
    """Change a body; its code stays, because it stands in public addresses."""
    refuse_if(queries.reasons_not_to_change_body(body, details, actor))
    fields = _set(body, _values(details))
    body.save()
    record(BodyChanged(fields), about=body.reference, actor=_as(actor, body))
    return body


def _values(details: BodyDetails) -> dict[str, Any]:
    return {**vars(details), "short_names": list(details.short_names)}


def _set(row: Body | Unit, values: dict[str, Any]) -> tuple[str, ...]:
    """Set what is other, and say which fields that was; refused when nothing is."""
    fields = tuple(name for name, value in values.items() if getattr(row, name) != value)
    refuse_if([] if fields else UNCHANGED)
    for name in fields:
        setattr(row, name, values[name])
    return fields


def _as(actor: Actor, scope: Scope) -> Actor:
    """The actor in the capacity of manager: the journal names the post."""
    return manager(actor, scope) or actor


@operation
def create_unit(body: Body, name: str, *, actor: Actor, code: str = "", order: int = 0) -> Unit:
    """Set up a unit in a body; without a code it gets the body's with the next number."""
    refuse_if(queries.reasons_not_to_create_unit(body, name, actor))
    Body.objects.select_for_update().get(pk=body.pk)  # two at a time would take the same number
    unit = Unit.objects.create(
        body=body, code=code or _next_unit_code(body), name=name.strip(), order=order
    )
    record(UnitCreated(body.code), about=unit.reference, actor=_as(actor, body))
    return unit


def _next_unit_code(body: Body) -> str:
    taken = set(Unit.objects.values_list("code", flat=True))
    number = 1
    while f"{body.code}-{number}" in taken:
        number += 1
    return f"{body.code}-{number}"


@operation
def change_unit(unit: Unit, name: str, *, actor: Actor, order: int | None = None) -> Unit:
    """Rename a unit, or move it in the order of its body."""
    refuse_if(queries.reasons_not_to_change_unit(unit, name, actor))
    values: dict[str, Any] = {"name": name.strip()}
    if order is not None:
        values["order"] = order
    fields = _set(unit, values)
    unit.save()
    fact = UnitChanged(unit.body.code, fields)
    record(fact, about=unit.reference, actor=_as(actor, unit.body))
    return unit


@operation
def create_post(unit: Unit, name: str, *, actor: Actor) -> Post:
    """Set up a post in a unit; it has no rights yet."""
    refuse_if(queries.reasons_not_to_create_post(unit, name, actor))
    post = Post.objects.create(unit=unit, name=name.strip())
    record(PostCreated(unit.code), about=post.reference, actor=_as(actor, unit))
    return post


@operation
def rename_post(post: Post, name: str, *, actor: Actor) -> Post:
    """Give a post another name."""
    refuse_if(queries.reasons_not_to_rename_post(post, name, actor))
    refuse_if([] if post.name != name.strip() else UNCHANGED)
    post.name = name.strip()
    post.save()
    record(PostRenamed(post.unit.code), about=post.reference, actor=_as(actor, post.unit))
    return post


@operation
def grant(post: Post, verb: Verb, reach: str, *, actor: Actor) -> Right:
    """Let a post do something within a reach; a right it has already takes the new reach."""
    refuse_if(queries.reasons_not_to_grant(post, verb, reach, actor))
    right, _ = Right.objects.update_or_create(post=post, verb=verb.code, defaults={"reach": reach})
    fact = RightGranted(verb.code, str(reach))
    record(fact, about=post.reference, actor=_as(actor, post.unit))
    return right


@operation
def withdraw_right(right: Right, *, actor: Actor) -> None:
    """Take a right from its post."""
    refuse_if(queries.reasons_not_to_withdraw_right(right, actor))
    post = right.post
    right.delete()
    record(RightWithdrawn(right.verb), about=post.reference, actor=_as(actor, post.unit))
