"""What happened to a person, a post or a body, as Chinese sentences for a timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils import timezone

from gongkai.journal.facts import Fact
from gongkai.journal.models import Entry
from gongkai.kernel.dates import chinese_date, stamp
from gongkai.people import events
from gongkai.people.models import Body, Person, Post, Right, Unit
from gongkai.people.verbs import VERBS
from gongkai.screens.components import Happening


def tell(entries: Iterable[Entry]) -> list[Happening]:
    """One line for each entry that concerns people, in the order given."""
    rows = [entry for entry in entries if type(entry.fact) in _TITLES]
    names = _names_in(rows)
    return [
        Happening(
            at=entry.at,
            title=_TITLES[type(entry.fact)],
            who=_who(entry),
            text=_text(entry.fact, names),
        )
        for entry in rows
    ]


def _who(entry: Entry) -> str:
    actor = entry.actor
    post = "".join(actor.get(key, "") for key in ("body", "unit", "post"))
    return f"{actor['name']}（{post}）" if post else str(actor["name"])


def _names_in(entries: Iterable[Entry]) -> dict[str, str]:
    """Names of what the facts refer to: people and posts by reference, bodies and units that
    others went into by code."""
    wanted = {str(value) for entry in entries for value in entry.data.values()}
    usernames = [one.split(":", 1)[1] for one in wanted if one.startswith("person:")]
    posts = [int(one.split(":", 1)[1]) for one in wanted if one.startswith("post:")]
    people = Person.objects.filter(username__in=usernames)
    found = {person.reference: person.name for person in people}
    rows = Post.objects.filter(pk__in=posts).select_related("unit__body")
    found |= {post.reference: str(post) for post in rows}
    successors = [entry.data.get("successor") for entry in entries if entry.data.get("successor")]
    if successors:
        found |= dict(Body.objects.filter(code__in=successors).values_list("code", "name"))
        found |= {unit.code: str(unit) for unit in Unit.objects.filter(code__in=successors)}
    return found


_TITLES: dict[type[Fact], str] = {
    events.BodyCreated: "设立机关",
    events.BodyChanged: "修改机关信息",
    events.BodyClosed: "撤销机关",
    events.UnitCreated: "设立内设机构",
    events.UnitChanged: "修改内设机构",
    events.UnitClosed: "撤销内设机构",
    events.PostCreated: "设立岗位",
    events.PostRenamed: "岗位更名",
    events.PostClosed: "撤销岗位",
    events.RightGranted: "授予权限",
    events.RightWithdrawn: "收回权限",
    events.PersonCreated: "开通账号",
    events.PersonRenamed: "修改姓名",
    events.TenureBegan: "任职",
    events.TenureEnded: "结束任职",
    events.TenureCancelled: "取消任职",
    events.DelegationGiven: "委托",
    events.DelegationRevoked: "撤销委托",
    events.SignedIn: "登录",
    events.SignInFailed: "登录失败",
    events.AccountLocked: "账号锁定",
    events.AccountUnlocked: "解除锁定",
    events.SignedOut: "退出登录",
    events.PasswordChanged: "修改口令",
    events.PasswordReset: "重置口令",
    events.TwoStepSetUp: "启用动态口令",
    events.TwoStepRemoved: "停用动态口令",
    events.AccountClosed: "停用账号",
    events.AccountReopened: "恢复账号",
}


def _text(fact: Fact, names: dict[str, str]) -> str:
    tell_more = _TEXTS.get(type(fact))
    return tell_more(fact, names) if tell_more else ""


def _right(fact: Fact, _: dict[str, str]) -> str:
    assert isinstance(fact, events.RightGranted | events.RightWithdrawn)
    verb = VERBS.get(fact.verb)
    label = verb.label if verb else fact.verb
    if isinstance(fact, events.RightGranted):
        return f"{label}，范围：{Right.Reach(fact.reach).label}"
    return label


def _tenure(fact: Fact, names: dict[str, str]) -> str:
    assert isinstance(fact, events.TenureBegan | events.TenureEnded | events.TenureCancelled)
    post = names.get(fact.post, "已撤销的岗位")
    if isinstance(fact, events.TenureEnded):
        return f"{post}，最后一天{chinese_date(fact.ends_on)}"
    return f"{post}，自{chinese_date(fact.begins_on)}"


def _delegation(fact: Fact, names: dict[str, str]) -> str:
    assert isinstance(fact, events.DelegationGiven | events.DelegationRevoked)
    post, taker = names.get(fact.post, "已撤销的岗位"), names.get(fact.taker, "同事")
    if isinstance(fact, events.DelegationRevoked):
        return f"{post}，受托人{taker}"
    return f"{post}，受托人{taker}，{chinese_date(fact.begins_on)}至{chinese_date(fact.ends_on)}"


def _closing(fact: Fact, names: dict[str, str]) -> str:
    assert isinstance(fact, events.BodyClosed | events.UnitClosed | events.PostClosed)
    successor = "" if isinstance(fact, events.PostClosed) else names.get(fact.successor, "")
    day = f"自{chinese_date(fact.closed_on)}起"
    return f"{day}，并入{successor}" if successor else day


def _failure(fact: Fact, _: dict[str, str]) -> str:
    assert isinstance(fact, events.SignInFailed)
    what = "动态口令" if fact.step == "code" else "口令"
    return f"{what}不正确，连续第{fact.failures}次"


def _lock(fact: Fact, _: dict[str, str]) -> str:
    assert isinstance(fact, events.AccountLocked)
    return f"锁定至{stamp(timezone.localtime(fact.until))}"


_TEXTS: dict[type[Fact], Callable[[Fact, dict[str, str]], str]] = {
    events.RightGranted: _right,
    events.RightWithdrawn: _right,
    events.TenureBegan: _tenure,
    events.TenureEnded: _tenure,
    events.TenureCancelled: _tenure,
    events.DelegationGiven: _delegation,
    events.DelegationRevoked: _delegation,
    events.BodyClosed: _closing,
    events.UnitClosed: _closing,
    events.PostClosed: _closing,
    events.SignInFailed: _failure,
    events.AccountLocked: _lock,
}
