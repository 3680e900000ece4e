"""Bodies, units, posts and rights: set up and changed by those whose management reaches them."""

from __future__ import annotations

import dataclasses

import pytest

from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.kernel.identifiers import uscc_check_digit
from gongkai.people import operations
from gongkai.people.models import Body, Right, Unit
from gongkai.people.queries import BodyDetails
from gongkai.people.queries.organisation import (
    reasons_not_to_change_body,
    reasons_not_to_create_body,
)
from gongkai.people.testing import make_division
from gongkai.people.tests.county import STAMP, County, post_of
from gongkai.people.verbs import MANAGE_PEOPLE, Verb

pytestmark = pytest.mark.django_db

USCC = "11520999000000099X"[:17]
USCC += uscc_check_digit(USCC)


@pytest.fixture
def county() -> County:
    return County()


def details(**changes) -> BodyDetails:
    values = {
        "code": "health", "name": "清江县卫生健康局", "kind": Body.Kind.DEPARTMENT, "uscc": USCC,
        "division": make_division(), "short_names": ("县卫健局",),
    }  # fmt: skip
    return BodyDetails(**(values | changes))


def as_it_is(body: Body) -> BodyDetails:
    fields = {field.name: getattr(body, field.name) for field in dataclasses.fields(BodyDetails)}
    return BodyDetails(**(fields | {"short_names": tuple(body.short_names)}))


def test_the_county_manager_sets_up_a_body(county):
    body = operations.create_body(details(), actor=county.chief)
    entry = Entry.objects.get()
    assert (entry.name, entry.about) == ("BodyCreated", "body:health")
    assert entry.actor["post"] == "钱进岗"
    assert "卫生健康" not in str(entry.data)
    assert body.short_names == ["县卫健局"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"code": "Health Bureau"},
            "代码会出现在网址中，只能用小写字母、数字和连字符，例如 finance 。",
        ),
        ({"code": "finance"}, "代码“finance”已被其他机关使用，请另取一个。"),
        ({"name": "清江县财政局"}, "已有名为“清江县财政局”的机关，请核对全称。"),
        ({"name": ""}, "请填写机关全称。"),
        (
            {"uscc": USCC[:-1] + ("A" if USCC[-1] != "A" else "B")},
            "统一社会信用代码校验不通过，有一位或几位输错了，请对照证书逐位检查。",
        ),
    ],
)
def test_a_body_that_cannot_be_is_refused(county, changes, sentence):
    assert reasons_not_to_create_body(details(**changes), county.chief) == [sentence]
    with pytest.raises(Refused):
        operations.create_body(details(**changes), actor=county.chief)
    assert not Entry.objects.exists()


def test_a_credit_code_belongs_to_one_body(county):
    taken = details(uscc=county.finance.uscc)
    assert reasons_not_to_create_body(taken, county.chief) == [
        "统一社会信用代码已登记在“清江县财政局”名下，请核对证书。"
    ]


def test_the_manager_of_a_body_changes_its_telephone_but_not_its_place(county):
    now = as_it_is(county.finance)
    phone = dataclasses.replace(now, phone="0000-5550199")
    operations.change_body(county.finance, phone, actor=county.keeper)
    assert Entry.objects.get().fact.fields == ("phone",)
    moved = dataclasses.replace(phone, parent=county.government)
    assert reasons_not_to_change_body(county.finance, moved, county.keeper) == [
        "您没有管理“全县的机构与人员”的权限，如需办理请联系上级管理员。"
    ]
    operations.change_body(county.finance, moved, actor=county.chief)


def test_a_body_keeps_its_code_and_does_not_stand_below_itself(county):
    now = as_it_is(county.finance)
    other = dataclasses.replace(now, code="money")
    assert reasons_not_to_change_body(county.finance, other, county.chief) == [
        "代码出现在公开网址中，不能改变。"
    ]
    county.education.parent = county.finance
    county.education.save()
    turned = dataclasses.replace(now, parent=county.education)
    assert reasons_not_to_change_body(county.finance, turned, county.chief) == [
        "上级机关不能是本机关或其下级机关。"
    ]


def test_saving_nothing_is_said_to_be_nothing(county):
    with pytest.raises(Refused, match="没有任何改动"):
        operations.change_body(county.finance, as_it_is(county.finance), actor=county.chief)


def test_the_manager_of_a_body_makes_units_there_and_nowhere_else(county):
    unit = operations.create_unit(county.finance, "国库股", actor=county.keeper)
    assert unit.code == "finance-3"
    with pytest.raises(Refused, match="您没有管理“清江县教育局”的权限"):
        operations.create_unit(county.education, "督导股", actor=county.keeper)
    with pytest.raises(Refused, match="清江县财政局已有内设机构“国库股”"):
        operations.create_unit(county.finance, "国库股", actor=county.keeper)
    operations.change_unit(unit, "国库科", order=9, actor=county.keeper)
    assert Unit.objects.get(pk=unit.pk).name == "国库科"
    assert Entry.objects.latest("id").fact.fields == ("name", "order")


def test_a_post_is_set_up_and_renamed(county):
    post = operations.create_post(county.budget, "预算编制岗", actor=county.keeper)
    operations.rename_post(post, "预算审核岗", actor=county.keeper)
    with pytest.raises(Refused, match="已有岗位“预算审核岗”"):
        operations.create_post(county.budget, "预算审核岗", actor=county.keeper)
    assert [entry.name for entry in Entry.objects.filter(about=post.reference).order_by("id")] == [
        "PostCreated", "PostRenamed",
    ]  # fmt: skip


def test_a_right_is_granted_widened_and_withdrawn(county):
    post = post_of(county.zhao)
    operations.grant(post, STAMP, "unit", actor=county.keeper)
    with pytest.raises(Refused, match="该岗位已有“盖章”的权限，范围相同"):
        operations.grant(post, STAMP, "unit", actor=county.keeper)
    right = operations.grant(post, STAMP, "body", actor=county.keeper)
    assert post.rights.get().reach == "body"
    operations.withdraw_right(right, actor=county.keeper)
    assert not post.rights.exists()
    assert [entry.data for entry in Entry.objects.order_by("id")] == [
        {"verb": "test.stamp", "reach": "unit"},
        {"verb": "test.stamp", "reach": "body"},
        {"verb": "test.stamp"},
    ]


def test_nobody_grants_further_than_they_manage(county):
    with pytest.raises(Refused, match="您没有管理“全县的机构与人员”的权限"):
        operations.grant(post_of(county.zhao), STAMP, "everywhere", actor=county.keeper)


def test_nobody_grants_rights_to_a_post_of_their_own(county):
    with pytest.raises(Refused, match="不能给自己在任的岗位授予权限"):
        operations.grant(post_of(county.chief), STAMP, "unit", actor=county.chief)


def test_a_right_that_the_house_does_not_know_is_refused(county):
    with pytest.raises(Refused, match=r"没有“test\.unknown”这项权限"):
        operations.grant(
            post_of(county.zhao), Verb("test.unknown", "不存在"), "unit", actor=county.chief
        )


def test_the_last_right_to_manage_the_county_stays(county):
    right = Right.objects.get(post=post_of(county.chief), verb=MANAGE_PEOPLE.code)
    with pytest.raises(Refused, match="没有人能够管理全县"):
        operations.withdraw_right(right, actor=SYSTEM)
    operations.grant(post_of(county.zhao), MANAGE_PEOPLE, "everywhere", actor=SYSTEM)
    operations.withdraw_right(right, actor=SYSTEM)


def test_a_clerk_manages_nothing(county):
    for attempt in (
        lambda: operations.create_body(details(), actor=county.lin),
        lambda: operations.create_unit(county.finance, "国库股", actor=county.lin),
        lambda: operations.create_post(county.office, "新岗", actor=county.lin),
        lambda: operations.grant(post_of(county.zhao), STAMP, "unit", actor=county.lin),
    ):
        with pytest.raises(Refused, match="您没有管理"):
            attempt()
    assert not Entry.objects.exists()
