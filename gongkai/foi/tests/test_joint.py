"""Examined, and put to units of the house: the reply clock goes on, the unit has its own."""

from __future__ import annotations

import pytest

from gongkai.foi.models import UnitTask
from gongkai.foi.operations import joint
from gongkai.foi.queries.visibility import may_see
from gongkai.foi.testing import make_office
from gongkai.foi.tests.answering import clock, day, due, names, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def asked(office, foi_request, **more) -> UnitTask:
    said = {"on": day("09-22"), "staff": office.clerk} | more
    return joint.ask_unit(foi_request, office.section, "请提供2025年预算明细", **said)


def test_article_33_a_reply_is_due_in_20_working_days(office):
    assert due(office.request(on=day("09-19"))) == day("10-23")


def test_article_30_a_clear_request_needs_no_clarification(office):
    foi_request = office.request()
    # 22-26 Sep (5), 28 Sep (6), a Sunday that is worked, 29 Sep (7).
    assert due(foi_request, "foi.clarify") == day("09-29")
    joint.find_clear(foi_request, on=day("09-22"), staff=office.clerk)
    assert clock(foi_request, "foi.clarify").stopped_on == day("09-22")
    assert "已经审核" in refused(joint.find_clear, foi_request, on=day("09-23"), staff=office.clerk)


def test_nobody_else_finds_it_clear(office):
    foi_request = office.request()
    assert "权限" in refused(joint.find_clear, foi_request, on=day("09-22"), staff=office.outsider)


def test_a_unit_is_asked_and_answers(office):
    foi_request = office.request()
    task = asked(office, foi_request)
    assert task.reference == f"{foi_request.reference}/unit/1"
    assert may_see(office.expert.person, foi_request)
    joint.reply_for_unit(task, "明细附后", on=day("09-24"), staff=office.expert)
    task.refresh_from_db()
    assert (task.opinion, task.person) == ("明细附后", office.expert.person)
    assert names(task.reference) == ["UnitAsked", "UnitReplied"]
    assert names(foi_request.reference)[-2:] == ["UnitAsked", "UnitReplied"]


def test_the_limit_of_a_unit_is_the_houses_own_and_pauses_nothing(office):
    foi_request = office.request()
    task = asked(office, foi_request)
    # 23-26 Sep (4), 28 Sep (5), a Sunday that is worked.
    assert due(task.reference, "foi.unit_opinion") == day("09-28")
    assert clock(task.reference, "foi.unit_opinion").unit == office.section
    assert due(foi_request) == day("10-23")


def test_the_handling_unit_is_not_asked_and_nobody_twice(office):
    foi_request = office.request()
    assert "就是承办单位" in refused(
        joint.ask_unit, foi_request, office.unit, "请提供", on=day("09-22"), staff=office.clerk
    )
    task = asked(office, foi_request)
    assert "不能重复交办" in refused(asked, office, foi_request)
    joint.reply_for_unit(task, "明细附后", on=day("09-24"), staff=office.expert)
    assert asked(office, foi_request, on=day("09-25")).serial == 2


def test_a_question_and_an_opinion_are_needed(office):
    foi_request = office.request()
    assert "请写明需要协办的内容" in refused(
        joint.ask_unit, foi_request, office.section, " ", on=day("09-22"), staff=office.clerk
    )
    task = asked(office, foi_request)
    assert "请写明协办意见" in refused(
        joint.reply_for_unit, task, " ", on=day("09-24"), staff=office.expert
    )
    assert "早于交办的日期" in refused(
        joint.reply_for_unit, task, "有", on=day("09-19"), staff=office.expert
    )
    assert "晚于今天" in refused(
        joint.reply_for_unit, task, "有", on=day("09-24").replace(year=2199), staff=office.expert
    )


def test_only_the_unit_that_was_asked_answers_once(office):
    task = asked(office, office.request())
    assert "权限" in refused(
        joint.reply_for_unit, task, "有", on=day("09-24"), staff=office.outsider
    )
    joint.reply_for_unit(task, "有", on=day("09-24"), staff=office.expert)
    assert "已经反馈" in refused(
        joint.reply_for_unit, task, "又有", on=day("09-25"), staff=office.expert
    )


def test_what_is_not_confirmed_or_is_being_clarified_is_not_handled(office):
    foi_request = office.request()
    for status, said in (("clarifying", "等待申请人补正"), ("submitted", "还没有确认收到")):
        type(foi_request).objects.filter(pk=foi_request.pk).update(status=status)
        assert said in refused(asked, office, foi_request)
