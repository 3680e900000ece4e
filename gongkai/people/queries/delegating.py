"""Why a post cannot be lent to a colleague, and which delegations someone has given or taken."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai.journal.actors import Actor
from gongkai.kernel.dates import chinese_date
from gongkai.people.actors import Staff
from gongkai.people.models import Delegation, Person, Post, Tenure
from gongkai.people.queries.capacity import in_force
from gongkai.people.queries.managing import manager_of


def reasons_not_to_delegate(
    post: Post,
    taker: Person | None,
    begins_on: date,
    ends_on: date,
    reason: str,
    actor: Staff,
    *,
    on: date,
) -> list[str]:
    """Why the actor cannot lend the post to this colleague in this time; `on` is today.

    Only a post held oneself can be lent, so nobody lends more than they have, and what was lent
    is not lent on.
    """
    reasons = _faults_of_time(begins_on, ends_on, on)
    if not reasons:
        reasons = _faults_of_post(post, begins_on, ends_on, actor.person)
        reasons += _faults_of_other_delegations(post, begins_on, ends_on, actor.person)
    if taker is not None:
        reasons += _faults_of_taker(taker, post, actor.person, on)
    if not reason.strip():
        reasons.append("请写明委托事由，例如“外出培训”。")
    return reasons


def _faults_of_time(begins_on: date, ends_on: date, on: date) -> list[str]:
    if ends_on < begins_on:
        return [f"结束日期{chinese_date(ends_on)}早于开始日期{chinese_date(begins_on)}，请检查。"]
    if begins_on < on:
        return [f"开始日期{chinese_date(begins_on)}已经过去，委托最早从今天开始。"]
    return []


def _faults_of_post(post: Post, begins_on: date, ends_on: date, giver: Person) -> list[str]:
    held = Tenure.objects.filter(in_force(begins_on), person=giver, post=post)
    if not held.exists():
        return [f"{chinese_date(begins_on)}您不在“{post}”任职，只能委托自己在任的岗位。"]
    last = max((tenure.ends_on or date.max) for tenure in held)
    if ends_on > last:
        return [f"您在“{post}”任职至{chinese_date(last)}，委托不能超过这一天。"]
    return []


def _faults_of_other_delegations(
    post: Post, begins_on: date, ends_on: date, giver: Person
) -> list[str]:
    others = Delegation.objects.filter(
        giver=giver,
        post=post,
        revoked_at__isnull=True,
        begins_on__lte=ends_on,
        ends_on__gte=begins_on,
    ).select_related("taker")
    return [
        f"该岗位{chinese_date(one.begins_on)}至{chinese_date(one.ends_on)}已委托给{one.taker.name}，"
        "同一时间只能委托一人；如需改托他人请先撤销。"
        for one in others
    ]


def _faults_of_taker(taker: Person, post: Post, giver: Person, on: date) -> list[str]:
    if taker == giver:
        return ["不能委托给自己，请选择一位同事。"]
    if not taker.is_active:
        return [f"{taker.name}的账号已停用，请选择其他同事。"]
    if Tenure.objects.filter(in_force(on), person=taker, post=post).exists():
        return [f"{taker.name}本来就在该岗位任职，不需要委托。"]
    return []


def reasons_not_to_revoke(delegation: Delegation, actor: Actor, *, on: date) -> list[str]:
    """Why the actor cannot end this delegation: giver, taker, managers may, while it lasts."""
    reasons = []
    if isinstance(actor, Staff) and not _may_revoke(delegation, actor):
        reasons.append("只有委托人、受托人和管理员可以撤销委托。")
    if delegation.revoked_at:
        reasons.append("该委托已经撤销。")
    elif delegation.ends_on < on:
        reasons.append(f"该委托已于{chinese_date(delegation.ends_on)}结束，不必撤销。")
    return reasons


def _may_revoke(delegation: Delegation, actor: Staff) -> bool:
    concerned = {delegation.giver, delegation.taker}
    return actor.person in concerned or manager_of(actor, delegation.giver) is not None


def delegations_given(person: Person) -> QuerySet[Delegation]:
    """What someone lent, the latest first."""
    return Delegation.objects.filter(giver=person).select_related("taker", "post__unit__body")


def delegations_taken(person: Person) -> QuerySet[Delegation]:
    """What was lent to someone, the latest first."""
    return Delegation.objects.filter(taker=person).select_related("giver", "post__unit__body")


def colleagues(person: Person) -> QuerySet[Person]:
    """To whom someone can lend a post."""
    return Person.objects.filter(is_active=True).exclude(pk=person.pk).order_by("name", "username")
