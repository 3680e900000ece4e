"""补正 (第三十条): within seven working days, once for all points, the reply clock starts anew."""

from __future__ import annotations

import json
from datetime import date

import pytest

from gongkai.cases.models import Letter
from gongkai.foi.models import FoiRequest, RequestFile
from gongkai.foi.operations import clarifying, receiving
from gongkai.foi.queries.reasons_clarifying import last_day_to_ask, suggested_answer_by
from gongkai.foi.queries.visibility import letters_for_requester
from gongkai.foi.tests.cast import Cast, facts_about, make_cast, today
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.reference.queries import calendar

pytestmark = pytest.mark.django_db

POINTS = ["哪一年的资金", "哪些乡镇的公路", ""]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def asked(cast) -> FoiRequest:
    foi_request = cast.register("counter", days_ago=4)
    clarifying.ask_to_clarify(
        foi_request, POINTS, answer_by=today(10), staff=cast.clerk, on=today(-3)
    )
    foi_request.refresh_from_db()
    return foi_request


def refusal(verb, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        verb(*args, **kwargs)
    return "".join(refused.value.reasons)


def test_article_30_seven_working_days_over_a_holiday(cast):
    foi_request = cast.register("counter", on=date(2025, 9, 26))
    assert last_day_to_ask(foi_request) == date(2025, 10, 13)  # 28 Sep worked, 1 to 8 Oct off


def test_all_points_go_out_in_one_letter(cast, asked):
    assert asked.status == "clarifying"
    clarification = asked.clarifications.get()
    letter = Letter.objects.get(matter=asked.reference, template="foi.clarification")
    assert clarification.letter == letter.number
    text = "".join(text for _, text in letter.lines)
    assert "哪一年的资金" in text and "哪些乡镇的公路" in text
    entry = Entry.objects.get(name="ClarificationAsked")
    assert (entry.on, entry.data["letter"]) == (today(-3), letter.number)
    assert "哪一年" not in json.dumps(entry.data, ensure_ascii=False)


def test_article_30_nobody_asks_twice(cast, asked):
    words = refusal(
        clarifying.ask_to_clarify, asked, ["又一点"], answer_by=today(9), staff=cast.clerk
    )
    assert "一次性告知" in words
    clarifying.clarify(asked, on=today(), text="2025年，全县", staff=cast.clerk)
    again = refusal(
        clarifying.ask_to_clarify, asked, ["又一点"], answer_by=today(9), staff=cast.clerk
    )
    assert "一次性告知" in again


def test_article_30_after_seven_working_days_it_is_too_late(cast):
    foi_request = cast.register("counter", days_ago=30)
    words = refusal(
        clarifying.ask_to_clarify, foi_request, POINTS, answer_by=today(9), staff=cast.clerk
    )
    assert "7个工作日期限已于" in words


def test_before_receipt_nothing_is_asked(cast):
    foi_request = cast.register("email")
    words = refusal(
        clarifying.ask_to_clarify, foi_request, POINTS, answer_by=today(9), staff=cast.clerk
    )
    assert "还没有确认收到" in words


def test_a_deadline_that_is_no_deadline_is_refused(cast):
    foi_request = cast.register("counter")

    def words(points=POINTS, answer_by=None, on=None, staff=cast.clerk) -> str:
        return refusal(
            clarifying.ask_to_clarify, foi_request, points, answer_by=answer_by or today(9),
            on=on, staff=staff,
        )  # fmt: skip

    assert "须在告知日期之后" in words(answer_by=today())
    assert "请写明需要补正的全部内容" in words(points=[" "])
    assert "晚于今天" in words(on=today(1))
    assert "早于收到日期" in words(on=today(-1))
    assert "没有对" in words(staff=cast.outsider)


def test_the_suggested_deadline_is_a_working_day(settings):
    settings.FOI_CLARIFICATION_DAYS = 15
    assert suggested_answer_by(date(2025, 9, 19)) == date(2025, 10, 9)
    assert calendar().is_workday(suggested_answer_by(date(2025, 9, 20)))


def test_the_clarified_request_counts_from_its_day(cast, asked):
    clarified = clarifying.clarify(asked, on=today(-1), text="2025年，全县", staff=cast.clerk)
    assert clarified.status == "open"
    assert facts_about(asked)[-1] == ("RequestClarified", today(-1))
    assert asked.clarifications.get().answer == "2025年，全县"


def test_a_clarification_over_the_site_is_confirmed_by_staff(cast, asked):
    clarifying.offer_clarification(asked, "2025年，全县")
    asked.refresh_from_db()
    assert asked.status == "clarifying"
    assert "等待工作人员" in refusal(clarifying.offer_clarification, asked, "再补充")
    early = refusal(clarifying.clarify, asked, on=today(-1), staff=cast.clerk)
    assert "申请人提交补正的日期" in early
    clarifying.clarify(asked, on=today(), staff=cast.clerk)
    clarification = asked.clarifications.get()
    assert (clarification.answer, clarification.answered_on) == ("2025年，全县", today())


def test_an_empty_clarification_is_refused(cast, asked):
    assert "请写明补正的内容" in refusal(clarifying.offer_clarification, asked, "  ")
    assert "最多5000个字" in refusal(clarifying.offer_clarification, asked, "路" * 5001)
    assert "请写明补正的内容" in refusal(clarifying.clarify, asked, on=today(), staff=cast.clerk)


def test_who_is_asked_nothing_clarifies_nothing(cast):
    foi_request = cast.register()
    assert "不需要补正" in refusal(clarifying.offer_clarification, foi_request, "补充")
    assert "没有等待补正" in refusal(
        clarifying.clarify, foi_request, on=today(), text="补充", staff=cast.clerk
    )


def late(asked: FoiRequest) -> None:
    asked.clarifications.update(answer_by=today(-1))


def test_article_30_given_up_only_after_the_deadline(cast, asked):
    words = refusal(
        clarifying.abandon_unclarified, asked, staff=cast.clerk, without_good_reason=True
    )
    assert "期限届满后才能处理" in words
    late(asked)
    closed = clarifying.abandon_unclarified(asked, staff=cast.clerk, without_good_reason=True)
    assert (closed.status, closed.outcome, closed.closed_on) == ("closed", "R15", today())
    assert Entry.objects.get(name="RequestAbandoned").data == {"why": "not_clarified"}


def test_article_30_who_is_taken_to_have_given_up_is_told_by_letter(cast, asked):
    late(asked)
    clarifying.abandon_unclarified(asked, staff=cast.clerk, without_good_reason=True)
    letter = letters_for_requester(asked).get(template="foi.answer.r15")
    text = "".join(text for _, text in letter.lines)
    assert asked.clarifications.get().letter in text
    assert "视为放弃申请" in text and "行政复议" in text


def test_article_30_a_good_reason_keeps_it_open(cast, asked):
    late(asked)
    words = refusal(
        clarifying.abandon_unclarified, asked, staff=cast.clerk, without_good_reason=False
    )
    assert "没有正当理由" in words


def test_what_was_sent_is_not_taken_as_given_up(cast, asked):
    clarifying.offer_clarification(asked, "2025年，全县")
    late(asked)
    words = refusal(
        clarifying.abandon_unclarified, asked, staff=cast.clerk, without_good_reason=True
    )
    assert "请先确认收到补正" in words


def test_a_late_clarification_with_good_reason_is_taken(cast, asked):
    late(asked)
    assert clarifying.clarify(asked, on=today(), text="住院", staff=cast.clerk).status == "open"


def test_after_a_clarification_the_day_of_receipt_does_not_move_behind_it(cast, asked):
    words = refusal(
        receiving.correct_receipt, asked, on=today(-2), reason="typing-error", staff=cast.clerk
    )
    assert "不能晚于这一天" in words
    assert not RequestFile.objects.exists()
