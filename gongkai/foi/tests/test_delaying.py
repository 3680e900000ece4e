"""第三十五条: asked for reasons, answered, and told of a later day that the organ names."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.cases.models import Letter
from gongkai.foi.models import Delay
from gongkai.foi.operations import delaying, extending
from gongkai.foi.queries.visibility import letters_for_requester
from gongkai.foi.telling import timeline
from gongkai.foi.telling_requester import public_steps
from gongkai.foi.testing import Office, make_office
from gongkai.foi.tests.answering import clock, day, names, refused
from gongkai.foi.tests.screens import address, browser, do, problems, text_of

pytestmark = pytest.mark.django_db

WHY = "为编写县志逐年收集"
BECAUSE = "需要检索的档案数量很大"


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def found(office):
    return office.request(on=day("03-03"))  # due on 2025-03-31


def ask(office, found):
    return extending.ask_for_reasons(
        found, count="本年共提出126件", answer_by=day("03-14"), on=day("03-05"), staff=office.clerk
    )


def explain(office, found, **more):
    said = {"on": day("03-10"), "staff": office.clerk} | more
    return delaying.record_reasons(found, said.pop("text", WHY), **said)


def delay(office, found, **more) -> Delay:
    said = {
        "until": day("06-30"), "reason": BECAUSE, "on": day("03-12"), "staff": office.clerk,
    } | more  # fmt: skip
    return delaying.delay_reply(found, **said)


def test_article_35_a_later_day_is_set_and_told_by_letter(office, found):
    asked = ask(office, found)
    explain(office, found)
    made = delay(office, found)
    letter = letters_for_requester(found).get(template="foi.delayed_reply")
    assert letter.number == made.letter
    text = str(letter.lines)
    assert asked.number in text and BECAUSE in text and "2025年6月30日" in text
    assert WHY not in text
    assert names(found.reference)[-2:] == ["ReasonsGiven", "ReplyDelayed"]


def test_article_35_the_day_that_was_told_is_what_is_due(office, found):
    ask(office, found)
    explain(office, found)
    delay(office, found)
    reply = clock(found)
    assert (reply.due_on, reply.delayed_until, reply.stopped_on) == (
        day("06-30"),
        day("06-30"),
        None,
    )
    assert timeline(found)[-1].title.startswith("说明理由后延迟答复至2025年6月30日")
    assert "将于2025年6月30日前答复" in public_steps(found)[-1].title


def test_article_35_told_after_the_limit_the_reply_stays_overdue(office, found):
    ask(office, found)
    explain(office, found)
    delay(office, found, on=day("04-01"))
    reply = clock(found)
    assert (reply.due_on, reply.delayed_until) == (day("03-31"), None)
    assert "不改变到期日" in reply.doubts[0]


def test_article_35_reasons_come_after_the_asking(office, found):
    assert "还没有要求申请人说明理由" in refused(explain, office, found)
    ask(office, found)
    assert "早于要求说明理由的日期" in refused(explain, office, found, on=day("03-04"))
    assert "请写明" in refused(explain, office, found, text="  ")
    assert "最多5000个字" in refused(explain, office, found, text="县" * 5001)
    assert "权限" in refused(explain, office, found, staff=office.outsider)
    explain(office, found)
    assert "不能重复登记" in refused(explain, office, found)


def test_article_35_no_delay_without_reasons(office, found):
    ask(office, found)
    assert "申请人还没有说明理由" in refused(delay, office, found)
    assert not Letter.objects.filter(template="foi.delayed_reply").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"until": day("03-31")}, "不需要延迟"),
        ({"until": day("03-12")}, "须在告知日期之后"),
        ({"reason": " "}, "请写明不能按期答复的原因"),
        ({"reason": "多" * 501}, "最多500个字"),
        ({"on": day("03-07")}, "早于申请人说明理由的日期"),
    ],
)
def test_article_35_a_delay_that_is_none_is_refused(office, found, more, said):
    ask(office, found)
    explain(office, found)
    assert said in refused(delay, office, found, **more)


def test_article_35_the_term_is_set_once(office, found):
    ask(office, found)
    explain(office, found)
    delay(office, found)
    assert "没有规定可以再次延迟" in refused(delay, office, found, until=day("07-31"))
    assert "权限" in refused(delay, office, found, staff=office.outsider)


def test_at_the_desk_reasons_are_noted_and_the_delay_told(office):
    today = timezone.localdate()
    found = office.request(on=today, handler=office.clerk.person)
    until = today + timedelta(days=120)
    extending.ask_for_reasons(
        found, count="本年共提出126件", answer_by=until, on=today, staff=office.clerk
    )
    answer = do(office.clerk, found, "record-reasons", text=WHY)
    assert answer.status_code == 302, problems(answer)
    answer = do(office.clerk, found, "delay", until=until.isoformat(), reason=BECAUSE, preview="1")
    assert "政府信息公开申请延迟答复告知书" in text_of(answer)
    assert not Delay.objects.exists()
    answer = do(office.clerk, found, "delay", until=until.isoformat(), reason=BECAUSE)
    assert answer.status_code == 302, problems(answer)
    page = text_of(browser(office.clerk).get(address(found)))
    assert WHY in page and BECAUSE in page and "延迟答复至" in page
