"""国办函〔2020〕109号: asked for inside the term, by one standard, paid, or taken as given up."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.cases.models import Letter
from gongkai.foi.models import Answer, FeeNotice, FoiRequest
from gongkai.foi.operations import fees
from gongkai.foi.process import stage_of
from gongkai.foi.queries.reasons_fees import place_in_month
from gongkai.foi.queries.visibility import letters_for_requester
from gongkai.foi.telling_requester import public_steps
from gongkai.foi.testing import make_office
from gongkai.foi.tests.answering import clock, day, due, names, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def foi_request(office):
    return office.request(on=day("03-03"))  # due on 2025-03-31


def charge(office, foi_request, **more) -> FeeNotice:
    said = {
        "standard": "pages",
        "pages": 250,
        "pay_how": "非税收入缴款码",
        "on": day("03-10"),
        "staff": office.clerk,
    } | more
    return fees.issue_fee_notice(foi_request, **said)


def test_article_5_pages_are_charged_and_the_notice_shows_how(office, foi_request):
    notice = charge(office, foi_request)
    assert (notice.yuan, notice.quantity) == (4700, 250)
    text = str(Letter.objects.get(number=notice.letter).lines)
    assert "合计4700元" in text
    assert "非税收入缴款码" in text
    assert names(notice.reference) == ["FeeNoticeIssued"]


def test_article_4_the_35th_request_of_the_month_costs_200_yuan(office):
    earlier = [office.request(on=day("03-03")) for _ in range(33)]
    office.request(on=day("02-28"))
    office.request(on=day("03-03"), identity_number="520999198505050039")
    foi_request = office.request(on=day("03-04"))
    assert place_in_month(earlier[0]) == 1
    assert place_in_month(foi_request) == 34
    the_35th = office.request(on=day("03-04"))
    notice = charge(office, the_35th, standard="count", pages=None)
    assert (notice.quantity, notice.yuan) == (35, 200)
    assert "第35件" in str(Letter.objects.get(number=notice.letter).lines)


def test_article_4_the_first_ten_are_free(office, foi_request):
    said = refused(charge, office, foi_request, standard="count", pages=None)
    assert "第1件申请，没有达到收费的件数" in said
    assert "没有达到收费的页数" in refused(charge, office, foi_request, pages=30)
    assert charge(office, foi_request, pages=31).yuan == 10


def test_article_3_never_both_standards(office, foi_request):
    notice = charge(office, foi_request)
    fees.pay(notice, on=day("03-12"), staff=office.clerk)
    assert "两种标准不能同时适用" in refused(
        charge, office, foi_request, standard="count", pages=None
    )
    assert "不能重复收费" in refused(charge, office, foi_request)
    other = office.request(on=day("03-03"))
    assert "不填页数" in refused(charge, office, other, standard="count")
    assert "请选择计费标准" in refused(charge, office, other, standard="both")


def test_article_5_what_is_public_already_is_not_charged_by_pages(office, foi_request):
    Answer.objects.create(
        foi_request=foi_request,
        number=1,
        kind="R1",
        author=office.clerk.person,
        created_at="2025-03-05T00:00Z",
        changed_at="2025-03-05T00:00Z",
    )
    assert "已经主动公开" in refused(charge, office, foi_request)


def test_article_6_the_notice_comes_inside_the_handling_term(office, foi_request):
    assert "期限已于2025年3月31日届满" in refused(charge, office, foi_request, on=day("04-01"))
    assert charge(office, foi_request, on=day("03-31"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"pages": 0}, "请填写提供信息的页数"),
        ({"pages": None}, "请填写提供信息的页数"),
        ({"pages": 100_001}, "请检查数字"),
        ({"on": day("02-28")}, "早于收到申请"),
        ({"pay_how": " "}, "缴费方式"),
    ],
)
def test_what_else_stands_against_it(office, foi_request, more, said):
    assert said in refused(charge, office, foi_request, **more)


def test_only_those_who_handle_charge(office, foi_request):
    assert "权限" in refused(charge, office, foi_request, staff=office.outsider)


def test_before_the_rule_nothing_is_charged(office):
    old = office.request(on=date(2020, 11, 2))
    assert "不能收费" in refused(charge, office, old, on=date(2020, 11, 16))
    assert charge(office, old, on=date(2020, 11, 17))


def test_article_6_the_payment_is_due_20_working_days_after_the_receipt(office, foi_request):
    notice = charge(office, foi_request)
    assert "早于发出通知" in refused(
        fees.fee_notice_received, notice, on=day("03-07"), staff=office.clerk
    )
    fees.fee_notice_received(notice, on=day("03-12"), staff=office.clerk)
    # 13-14 (2), 17-21 (7), 24-28 (12), 31 Mar - 3 Apr (16), 7-10 (20).
    assert due(notice.reference, "foi.fee_payment") == day("04-10")
    assert "已经记录" in refused(
        fees.fee_notice_received, notice, on=day("03-13"), staff=office.clerk
    )
    fees.pay(notice, on=day("03-20"), staff=office.clerk)
    assert clock(notice.reference, "foi.fee_payment").stopped_on == day("03-20")
    assert "已于2025年3月20日缴费" in refused(fees.pay, notice, on=day("03-21"), staff=office.clerk)


def test_article_6_unpaid_after_the_limit_it_is_given_up(office, foi_request):
    notice = charge(office, foi_request)
    assert "请先记录" in refused(fees.abandon_unpaid, notice, on=day("06-03"), staff=office.clerk)
    fees.fee_notice_received(notice, on=day("03-12"), staff=office.clerk)
    assert "至2025年4月10日" in refused(
        fees.abandon_unpaid, notice, on=day("04-10"), staff=office.clerk
    )
    fees.abandon_unpaid(notice, on=day("04-11"), staff=office.clerk)
    foi_request = FoiRequest.objects.get(pk=foi_request.pk)
    assert (foi_request.status, foi_request.outcome) == ("closed", "R16")
    assert foi_request.closed_on == day("04-11")
    assert names(foi_request.reference)[-1] == "RequestAbandoned"
    assert names(notice.reference)[-1] == "PartEnded"
    assert clock(foi_request).stopped_on == day("04-11")
    letter = Letter.objects.filter(matter=foi_request.reference).last()
    assert notice.letter in str(letter.lines)
    assert [one.template for one in letters_for_requester(foi_request)] == [
        "foi.fee_notice", "foi.answer.r16",
    ]  # fmt: skip
    assert "已经办结" in refused(fees.pay, notice, on=day("04-14"), staff=office.clerk)


def test_one_notice_at_a_time(office, foi_request):
    charge(office, foi_request)
    assert "还没有缴费" in refused(charge, office, foi_request)


def test_a_notice_is_cancelled_before_it_is_paid(office, foi_request):
    notice = charge(office, foi_request)
    fees.fee_notice_received(notice, on=day("03-12"), staff=office.clerk)
    assert "请写明" in refused(
        fees.cancel_fee_notice, notice, " ", on=day("03-13"), staff=office.clerk
    )
    assert "早于发出通知" in refused(
        fees.cancel_fee_notice, notice, "页数数错", on=day("03-09"), staff=office.clerk
    )
    assert "权限" in refused(
        fees.cancel_fee_notice, notice, "页数数错", on=day("03-13"), staff=office.outsider
    )
    assert stage_of(foi_request).code == "paying"
    fees.cancel_fee_notice(notice, "页数数错", on=day("03-13"), staff=office.clerk)
    assert stage_of(foi_request).code != "paying"
    assert not Letter.objects.get(number=notice.letter).stands
    assert clock(notice.reference, "foi.fee_payment").stopped_on == day("03-13")
    assert names(notice.reference)[-1] == names(foi_request.reference)[-1] == "FeeNoticeCancelled"
    assert public_steps(foi_request)[-1].title == "撤销缴费通知，不必按原通知缴费"


def test_nothing_is_paid_by_a_cancelled_notice_and_another_may_follow(office, foi_request):
    notice = charge(office, foi_request)
    fees.cancel_fee_notice(notice, "应当按件", on=day("03-11"), staff=office.clerk)
    said = "已于2025年3月11日撤销"
    assert said in refused(fees.pay, notice, on=day("03-12"), staff=office.clerk)
    assert said in refused(fees.fee_notice_received, notice, on=day("03-12"), staff=office.clerk)
    assert said in refused(fees.abandon_unpaid, notice, on=day("06-12"), staff=office.clerk)
    assert said in refused(
        fees.cancel_fee_notice, notice, "再次", on=day("03-12"), staff=office.clerk
    )
    again = charge(office, foi_request, on=day("03-12"))
    assert again.serial == 2
    fees.pay(again, on=day("03-13"), staff=office.clerk)
    assert "缴费" in refused(
        fees.cancel_fee_notice, again, "多收了", on=day("03-14"), staff=office.clerk
    )
