"""第三十三条第二款: once for each count, by at most 20 working days, by the head, before the limit.
第三十五条: the requester is asked why."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.cases.models import Letter
from gongkai.foi.operations import clarifying, consulting, extending
from gongkai.foi.operations.consulting import ThirdParty
from gongkai.foi.queries.reasons_extending import reasons_not_to_extend
from gongkai.foi.testing import make_office
from gongkai.foi.tests.answering import clock, day, due, names, refused
from gongkai.people.models import Delegation

pytestmark = pytest.mark.django_db

REASON = "需要汇总各乡镇的数据"


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def foi_request(office):
    return office.request(on=day("03-03"))  # due on 2025-03-31


def extend(office, foi_request, **more):
    said = {"days": 20, "reason": REASON, "on": day("03-28"), "staff": office.head} | more
    return extending.extend(foi_request, **said)


@pytest.mark.parametrize(
    ("days", "until"),
    [
        (1, "04-01"),
        (10, "04-15"),  # 1-3 Apr (3), 7-11 (8), 14-15 (10); the 4th is 清明
        (20, "04-28"),  # 16-18 (13), 21-25 (18), 27 (19), a Sunday that is worked, 28 (20)
    ],
)
def test_article_33_the_limit_grows_by_working_days(office, foi_request, days, until):
    extension = extend(office, foi_request, days=days)
    assert due(foi_request) == day(until)
    letter = Letter.objects.get(number=extension.letter)
    text = str(letter.lines)
    assert f"延长{days}个工作日" in text
    assert f"2025年{int(until[:2])}月{int(until[3:])}日" in text
    assert REASON in text


@pytest.mark.parametrize("days", [0, 21, -1])
def test_article_33_at_most_20_working_days(office, foi_request, days):
    assert "1到20个工作日" in refused(extend, office, foi_request, days=days)


def test_article_33_only_the_head_decides_and_the_refusal_says_who(office, foi_request):
    said = refused(extend, office, foi_request, staff=office.clerk)
    assert "政府信息公开工作机构负责人" in said
    assert "可以办理的有：何文" in said
    assert names(foi_request.reference)[-1] == "RequestReceived"


def test_the_head_may_delegate(office, foi_request):
    today = date.today()
    Delegation.objects.create(
        giver=office.head.person,
        taker=office.second.person,
        post=office.head.person.tenures.get().post,
        begins_on=today,
        ends_on=today,
        reason="出差",
    )
    assert extend(office, foi_request, staff=office.second).decided_by == office.second.person


def test_article_33_on_the_last_day_yes_on_the_next_no(office):
    in_time, late = (office.request(on=day("03-03")) for _ in range(2))
    assert extend(office, in_time, on=day("03-31"))
    said = refused(extend, office, late, on=day("04-01"))
    assert "已于2025年3月31日届满" in said


def test_article_33_a_second_extension_is_refused(office, foi_request):
    extend(office, foi_request, days=5, on=day("03-24"))
    said = refused(extend, office, foi_request, days=5)
    assert "已于2025年3月24日延期5个工作日" in said
    assert "只能延期一次" in said


def test_article_30_after_a_clarification_the_new_count_may_be_extended_once_again(office):
    foi_request = office.request(on=day("03-03"))
    extend(office, foi_request, days=5, on=day("03-05"))
    clarifying.ask_to_clarify(
        foi_request, ["请写明年度"], answer_by=day("03-21"), staff=office.clerk, on=day("03-10")
    )
    assert "等待申请人补正" in refused(extend, office, foi_request, on=day("03-11"))
    clarifying.clarify(foi_request, on=day("03-17"), text="2024年度", staff=office.clerk)
    # 18-21 (4), 24-28 (9), 31 Mar - 3 Apr (13), 7-11 (18), 14-15 (20).
    assert due(foi_request) == day("04-15")
    extend(office, foi_request, days=5, on=day("04-01"))
    assert due(foi_request) == day("04-22")
    assert "只能延期一次" in refused(extend, office, foi_request, days=5, on=day("04-02"))


def test_while_others_are_asked_nothing_is_extended(office, foi_request):
    asked = consulting.consult_third_party(
        foi_request,
        [ThirdParty("某公司", "商业秘密")],
        question="合同",
        on=day("03-10"),
        staff=office.clerk,
    )
    assert "正在征求第三方意见" in refused(extend, office, foi_request)
    consulting.record_reply(
        asked[0], position="consent", opinion="", on=day("03-17"), staff=office.clerk
    )
    assert extend(office, foi_request)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": " "}, "写明需要延期的理由"),
        ({"reason": "长" * 501}, "最多500个字"),
        ({"on": day("02-28")}, "早于收到申请"),
        ({"on": date(2199, 1, 1)}, "晚于今天"),
    ],
)
def test_what_else_stands_against_it(office, foi_request, more, said):
    assert said in refused(extend, office, foi_request, **more)


def test_a_request_of_2019_before_the_revision_is_extended_by_15_at_most(office):
    foi_request = office.request(on=date(2019, 5, 10))
    said = reasons_not_to_extend(foi_request, office.head, days=16, on=date(2019, 5, 20))
    assert "1到15个工作日" in "".join(said)


def test_the_button_knows_without_a_form(office, foi_request):
    assert reasons_not_to_extend(foi_request, office.head) == []
    assert len(reasons_not_to_extend(foi_request, office.clerk)) == 1


def test_article_35_the_requester_is_asked_once_why(office, foi_request):
    said = {
        "count": "自2025年1月1日以来共提出申请126件",
        "answer_by": day("03-20"),
        "on": day("03-10"),
        "staff": office.clerk,
    }
    assert "权限" in refused(
        extending.ask_for_reasons, foi_request, **said | {"staff": office.head}
    )
    assert "明显超过合理范围" in refused(
        extending.ask_for_reasons, foi_request, **said | {"count": " "}
    )
    assert "须在告知日期之后" in refused(
        extending.ask_for_reasons, foi_request, **said | {"answer_by": day("03-10")}
    )
    letter = extending.ask_for_reasons(foi_request, **said)
    assert "126件" in str(letter.lines)
    assert names(foi_request.reference)[-1] == "ReasonsAsked"
    assert clock(foi_request).due_on == day("03-31"), "the reply clock goes on"
    assert "不能重复要求" in refused(extending.ask_for_reasons, foi_request, **said)
