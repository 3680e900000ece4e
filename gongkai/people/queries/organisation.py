"""Why a body, a unit, a post or a right cannot be set up, changed or taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.kernel.identifiers import reasons_against_uscc
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Post, Right, Unit
from gongkai.people.queries.capacity import posts_of
from gongkai.people.queries.closing import closed_reasons
from gongkai.people.queries.managing import (
    COUNTY,
    last_manager_reasons,
    reasons_not_to_manage,
    scope_of,
)
from gongkai.people.verbs import VERBS, Verb
from gongkai.reference.models import Division

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True)
class BodyDetails:
    """A body as a form or a seed gives it. The code stands in public addresses."""

    code: str
    name: str
    kind: str
    uscc: str
    division: Division
    parent: Body | None = None
    short_names: tuple[str, ...] = ()
    document_prefix: str = ""
    address: str = ""
    phone: str = ""
    office_hours: str = ""
    order: int = 0


def reasons_not_to_create_body(details: BodyDetails, actor: Actor) -> list[str]:
    """Why this body cannot be set up."""
    reasons = reasons_not_to_manage(actor, COUNTY)
    if not CODE.fullmatch(details.code):
        reasons.append("代码会出现在网址中，只能用小写字母、数字和连字符，例如 finance 。")
    elif Body.objects.filter(code=details.code).exists():
        reasons.append(f"代码“{details.code}”已被其他机关使用，请另取一个。")
    return reasons + _faults_of_body(details, None)


def reasons_not_to_change_body(body: Body, details: BodyDetails, actor: Actor) -> list[str]:
    """Why this body cannot be changed so. Its place among bodies is the county's to change."""
    moved = (details.parent, details.division) != (body.parent, body.division)
    reasons = reasons_not_to_manage(actor, COUNTY if moved else body)
    if details.code != body.code:
        reasons.append("代码出现在公开网址中，不能改变。")
    return reasons + _faults_of_body(details, body)


def _faults_of_body(details: BodyDetails, own: Body | None) -> list[str]:
    others = Body.objects.exclude(pk=own.pk if own else 0)
    reasons = [] if details.name.strip() else ["请填写机关全称。"]
    if others.filter(name=details.name).exists():
        reasons.append(f"已有名为“{details.name}”的机关，请核对全称。")
    reasons += reasons_against_uscc(details.uscc)
    holder = others.filter(uscc=details.uscc).first()
    if holder:
        reasons.append(f"统一社会信用代码已登记在“{holder.name}”名下，请核对证书。")
    if details.parent and details.parent != (own and own.parent):
        reasons += closed_reasons(details.parent)
    if own and own in _with_those_above(details.parent):
        reasons.append("上级机关不能是本机关或其下级机关。")
    return reasons


def _with_those_above(body: Body | None) -> Iterable[Body]:
    while body:
        yield body
        body = body.parent


def reasons_not_to_create_unit(body: Body, name: str, actor: Actor) -> list[str]:
    """Why a unit of this name cannot be set up in the body."""
    reasons = reasons_not_to_manage(actor, body) + closed_reasons(body)
    return reasons + _faults_of_unit_name(body, name, None)


def reasons_not_to_change_unit(unit: Unit, name: str, actor: Actor) -> list[str]:
    """Why the unit cannot have this name."""
    return reasons_not_to_manage(actor, unit.body) + _faults_of_unit_name(unit.body, name, unit)


def _faults_of_unit_name(body: Body, name: str, own: Unit | None) -> list[str]:
    if not name.strip():
        return ["请填写内设机构名称。"]
    if body.units.filter(name=name).exclude(pk=own.pk if own else 0).exists():
        return [f"{body.name}已有内设机构“{name}”，请改用其他名称。"]
    return []


def reasons_not_to_create_post(unit: Unit, name: str, actor: Actor) -> list[str]:
    """Why a post of this name cannot be set up in the unit."""
    reasons = reasons_not_to_manage(actor, unit) + closed_reasons(unit)
    return reasons + _faults_of_post_name(unit, name, None)


def reasons_not_to_rename_post(post: Post, name: str, actor: Actor) -> list[str]:
    """Why the post cannot have this name."""
    reasons = reasons_not_to_manage(actor, post.unit)
    return reasons + _faults_of_post_name(post.unit, name, post)


def _faults_of_post_name(unit: Unit, name: str, own: Post | None) -> list[str]:
    if not name.strip():
        return ["请填写岗位名称。"]
    if unit.posts.filter(name=name).exclude(pk=own.pk if own else 0).exists():
        return [f"{unit}已有岗位“{name}”，请改用其他名称。"]
    return []


def reasons_not_to_grant(post: Post, verb: Verb, reach: str, actor: Actor) -> list[str]:
    """Why the post cannot have this right. Nobody gives rights to a post of their own."""
    reasons = reasons_not_to_manage(actor, post.unit, scope_of(post.unit, reach))
    reasons += closed_reasons(post)
    if verb.code not in VERBS:
        reasons.append(f"没有“{verb.code}”这项权限。")
    if post.rights.filter(verb=verb.code, reach=reach).exists():
        reasons.append(f"该岗位已有“{verb.label}”的权限，范围相同。")
    return reasons + reasons_as_own(post, actor, "授予权限")


def reasons_as_own(post: Post, actor: Actor, what: str) -> list[str]:
    """Why a manager must leave this to another: the post is their own."""
    if not isinstance(actor, Staff):
        return []
    if post not in posts_of(actor.person, timezone.localdate()):
        return []
    return [f"不能给自己在任的岗位{what}，请由另一位管理员办理。"]


def reasons_not_to_withdraw_right(right: Right, actor: Actor) -> list[str]:
    """Why the right cannot be taken from its post."""
    scope = scope_of(right.post.unit, right.reach)
    reasons = reasons_not_to_manage(actor, right.post.unit, scope)
    return reasons + last_manager_reasons(without_right=right)
