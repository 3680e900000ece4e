"""Why a person cannot be created, appointed, or let go; and why an account cannot be changed."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Q

from gongkai.journal.actors import Actor
from gongkai.people.actors import Staff
from gongkai.people.models import Person, Post, Tenure
from gongkai.people.queries.closing import closed_reasons
from gongkai.people.queries.managing import (
    last_manager_reasons,
    reasons_not_to_manage,
    reasons_not_to_manage_person,
    scopes_of_rights,
)

USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,39}", re.ASCII)


def reasons_not_to_create_person(username: str, name: str, actor: Actor) -> list[str]:
    """Why this account cannot be opened."""
    reasons = reasons_not_to_manage(actor)
    if not USERNAME.fullmatch(username):
        reasons.append(
            "账号用小写字母开头，由2至40个小写字母、数字、点、下划线或连字符组成，例如 wang.li 。"
        )
    elif Person.objects.filter(username=username).exists():
        reasons.append(f"账号“{username}”已有人使用（停用的账号也不能重用），请另取一个。")
    return reasons + _faults_of_name(name)


def reasons_not_to_rename_person(person: Person, name: str, actor: Actor) -> list[str]:
    """Why the person cannot have this name."""
    return reasons_not_to_manage_person(actor, person) + _faults_of_name(name)


def _faults_of_name(name: str) -> list[str]:
    return [] if name.strip() else ["请填写姓名。"]


def reasons_not_to_appoint(
    person: Person, post: Post, begins_on: date, ends_on: date | None, actor: Actor
) -> list[str]:
    """Why the person cannot hold the post in this time. Nobody appoints themselves."""
    reasons = reasons_not_to_manage(actor, post.unit, *scopes_of_rights(post))
    reasons += closed_reasons(post)
    if not person.is_active:
        reasons.append(f"{person.name}的账号已停用，请先恢复账号。")
    if isinstance(actor, Staff) and actor.person == person:
        reasons.append("不能任命自己，请由另一位管理员办理。")
    if ends_on and ends_on < begins_on:
        reasons.append(f"任职的最后一天{ends_on}早于第一天{begins_on}，请检查。")
    elif _tenures_within(person, post, begins_on, ends_on):
        reasons.append(f"{person.name}在这段时间内已在该岗位任职，不必重复办理。")
    return reasons


def _tenures_within(person: Person, post: Post, begins_on: date, ends_on: date | None) -> bool:
    held = Tenure.objects.filter(person=person, post=post)
    held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=begins_on))
    return (held.filter(begins_on__lte=ends_on) if ends_on else held).exists()


def reasons_not_to_end_tenure(tenure: Tenure, ends_on: date, actor: Actor) -> list[str]:
    """Why the tenure cannot end with this day. It can become shorter, never longer."""
    reasons = reasons_not_to_manage(actor, tenure.post.unit, *scopes_of_rights(tenure.post))
    if ends_on < tenure.begins_on:
        reasons.append(f"任职自{tenure.begins_on}开始，最后一天不能早于这一天。")
    if tenure.ends_on and ends_on >= tenure.ends_on:
        reasons.append(f"任职已定于{tenure.ends_on}结束，只能提前；如需延长请另行任命。")
    return reasons + last_manager_reasons(without_tenure=tenure)


def reasons_not_to_cancel_tenure(tenure: Tenure, actor: Actor, on: date) -> list[str]:
    """Why the tenure cannot be undone as if it had never been meant."""
    reasons = reasons_not_to_manage(actor, tenure.post.unit, *scopes_of_rights(tenure.post))
    if tenure.begins_on <= on:
        reasons.append("任职已经开始，不能取消，请改为结束任职。")
    return reasons


def reasons_not_to_reset_password(person: Person, actor: Actor) -> list[str]:
    """Why someone else cannot give this account a new password."""
    reasons = reasons_not_to_manage_person(actor, person)
    if isinstance(actor, Staff) and actor.person == person:
        reasons.append("自己的口令请在“修改口令”中修改。")
    return reasons + _closed(person)


def reasons_not_to_unlock(person: Person, actor: Actor) -> list[str]:
    """Why the lock cannot be ended early."""
    reasons = reasons_not_to_manage_person(actor, person)
    if not person.is_locked:
        reasons.append("该账号没有被锁定。")
    return reasons


def reasons_not_to_remove_two_step(person: Person, actor: Actor) -> list[str]:
    """Why someone else cannot take off the second step, as after a lost telephone."""
    reasons = reasons_not_to_manage_person(actor, person)
    if isinstance(actor, Staff) and actor.person == person:
        reasons.append("自己的动态口令请在“动态口令”中停用。")
    if not person.totp_secret:
        reasons.append("该账号没有启用动态口令。")
    return reasons


def reasons_not_to_close(person: Person, actor: Actor) -> list[str]:
    """Why the account cannot be closed."""
    reasons = reasons_not_to_manage_person(actor, person)
    if isinstance(actor, Staff) and actor.person == person:
        reasons.append("不能停用自己的账号，请由另一位管理员办理。")
    return reasons + _closed(person) + last_manager_reasons(without_person=person)


def reasons_not_to_reopen(person: Person, actor: Actor) -> list[str]:
    """Why the account cannot be used again."""
    reasons = reasons_not_to_manage_person(actor, person)
    return reasons + (["该账号正在使用，不必恢复。"] if person.is_active else [])


def _closed(person: Person) -> list[str]:
    return [] if person.is_active else ["该账号已经停用。"]
