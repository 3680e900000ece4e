"""Who may manage whom. Nobody gives or takes more than their own management reaches.

Otherwise the manager of one body could reset the password of the county's manager who has a post
there, sign in as them, and rule the county.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Person, Post, Right, Tenure, Unit
from gongkai.people.queries.capacity import acting, acting_anywhere, acting_over_body, in_force
from gongkai.people.verbs import MANAGE_PEOPLE

COUNTY = None  # the scope of those who manage everything

Scope = Body | Unit | None


def manager(actor: Actor, of: Scope) -> Actor | None:
    """The capacity in which the actor manages a unit, a body or the county; None when in none.

    The platform itself manages everything: set-up commands act as `SYSTEM`.
    """
    if not isinstance(actor, Staff):
        return actor
    if isinstance(of, Unit):
        return acting(actor, MANAGE_PEOPLE, of)
    return acting_over_body(actor, MANAGE_PEOPLE, of)


def manager_of(actor: Actor, person: Person) -> Actor | None:
    """The capacity in which the actor manages a person: over all that the person's posts reach."""
    if not isinstance(actor, Staff):
        return actor
    found = [manager(actor, scope) for scope in scopes_of(person)]
    if not found:
        return acting_anywhere(actor, MANAGE_PEOPLE)
    return found[0] if all(found) else None


def scopes_of(person: Person) -> list[Scope]:
    """All that the posts of a person reach, today or later."""
    today = timezone.localdate()
    held = Tenure.objects.filter(person=person).exclude(ends_on__lt=today)
    posts = Post.objects.filter(tenures__in=held).distinct().select_related("unit__body")
    return [scope for post in posts for scope in [post.unit, *scopes_of_rights(post)]]


def scopes_of_rights(post: Post) -> list[Scope]:
    """What the rights of a post reach."""
    return [scope_of(post.unit, right.reach) for right in post.rights.all()]


def scope_of(unit: Unit, reach: str) -> Scope:
    """What a right of this reach, given to a post in this unit, covers."""
    if reach == Right.Reach.EVERYWHERE:
        return COUNTY
    return unit.body if reach == Right.Reach.BODY else unit


def reasons_not_to_manage(actor: Actor, *scopes: Scope) -> list[str]:
    """Why the actor may not manage all of these."""
    if not scopes and isinstance(actor, Staff) and not acting_anywhere(actor, MANAGE_PEOPLE):
        return [_without("机构与人员")]
    for scope in scopes:
        if not manager(actor, scope):
            return [_without("全县的机构与人员" if scope is None else str(scope))]
    return []


def reasons_not_to_manage_person(actor: Actor, person: Person) -> list[str]:
    """Why the actor may not manage this person."""
    if manager_of(actor, person):
        return []
    return [f"您的管理范围没有覆盖{person.name}的全部岗位和权限，请由管理范围更大的管理员办理。"]


def _without(what: str) -> str:
    return f"您没有管理“{what}”的权限，如需办理请联系上级管理员。"


def has_county_manager(on: date) -> bool:
    """Whether anybody can manage the whole county on a day."""
    rights = Right.objects.filter(verb=MANAGE_PEOPLE.code, reach=Right.Reach.EVERYWHERE)
    held = Tenure.objects.filter(in_force(on), person__is_active=True)
    return held.filter(post__rights__in=rights).exists()


def last_manager_reasons(
    *,
    without_right: Right | None = None,
    without_tenure: Tenure | None = None,
    without_person: Person | None = None,
    on: date | None = None,
) -> list[str]:
    """Why something cannot be taken away: nobody would be left who manages the whole county."""
    managers = Q(verb=MANAGE_PEOPLE.code, reach=Right.Reach.EVERYWHERE)
    rights = Right.objects.filter(managers)
    held = Tenure.objects.filter(in_force(on or timezone.localdate()), person__is_active=True)
    before = held.filter(post__rights__in=rights).exists()
    if without_right:
        rights = rights.exclude(pk=without_right.pk)
    if without_tenure:
        held = held.exclude(pk=without_tenure.pk)
    if without_person:
        held = held.exclude(person=without_person)
    if not before or held.filter(post__rights__in=rights).exists():
        return []
    return ["这样将没有人能够管理全县的机构与人员，请先把该权限授予另一个在任岗位。"]
