"""An answer that was annulled, or recalled: the stop is undone, and the clock runs again.

How it counts then is written in no law that we know: it is data, and marked as inferred.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.kernel.calendar import builtin_calendar
from gongkai.kernel.clock import ClockError, Reading, Rule, builtin_rules, explain, read
from gongkai.kernel.clock_loading import read_rules
from gongkai.kernel.clock_rules import Reopening
from gongkai.kernel.tests.test_clock import d, facts_of, reply

RECEIVED = "RequestReceived=2025-03-03"  # due on 31 March
ANSWERED = "RequestAnswered=2025-03-24"  # the fifteenth working day


def rule_counting(counts: str) -> Rule:
    rule = builtin_rules().in_force("foi.reply", d("2025-03-03"))
    return replace(rule, reopens=(Reopening("RequestReopened", counts, "第三十三条", "I"),))


def reopened(counts: str, *texts: str) -> Reading:
    return read(rule_counting(counts), facts_of(*texts), builtin_calendar())


@pytest.mark.parametrize(
    ("counts", "due"),
    [
        # From Thursday 5 June: 6 June (1), 9-13 (6), 16-20 (11), 23-27 (16), 30 June - 3 July (20).
        ("anew", "2025-07-03"),
        ("left", "2025-06-12"),  # five were left: 6, 9, 10, 11, 12 June
        ("through", "2025-03-31"),
    ],
)
def test_how_a_reopened_case_counts_is_configuration(counts: str, due: str) -> None:
    reading = reopened(counts, RECEIVED, ANSWERED, "RequestReopened=2025-06-05")
    assert reading.due_on == d(due)
    assert reading.stopped_on is None
    assert reading.doubts == ()
    assert sum(line.counts for line in explain(reading)) == 20


def test_条例第三十三条_a_reopened_request_has_the_whole_length_again() -> None:
    reading = reply(RECEIVED, ANSWERED, "RequestReopened=2025-06-05")
    assert reading.due_on == d("2025-07-03")
    assert "2025-06-05重新办理，重新起算" in reading.why
    assert "重新办理，重新起算" in explain(reading)[0].why


def test_it_stops_again_with_the_new_answer_even_on_the_same_day() -> None:
    reading = reply(RECEIVED, ANSWERED, "RequestReopened=2025-06-05", "RequestAnswered=2025-06-05")
    assert (reading.stopped_on, reading.doubts) == (d("2025-06-05"), ())


def test_answered_and_recalled_on_one_day_it_is_open() -> None:
    reading = reply(RECEIVED, ANSWERED, "RequestReopened=2025-03-24")
    assert reading.stopped_on is None
    assert reading.due_on == d("2025-04-22")


def test_an_answer_that_was_late_before_is_still_doubted() -> None:
    reading = reply(RECEIVED, "RequestAnswered=2025-04-02", "RequestReopened=2025-06-05")
    assert reading.doubts == ("重新起算（2025年6月5日）之前，原来的期限已经届满，请核对是否逾期。",)


def test_a_third_party_left_without_reply_before_the_answer_is_not_awaited_again() -> None:
    texts = (RECEIVED, "ThirdPartyAsked=2025-03-05", ANSWERED, "RequestReopened=2025-06-05")
    reading = reply(*texts)
    assert (reading.paused_since, reading.due_on) == (None, d("2025-07-03"))
    late = reply(*texts, "ThirdPartyReplied=2025-06-10")
    assert late.due_on == d("2025-07-03")
    assert late.doubts == ("“第三方答复”（2025年6月10日）没有对应的“征求第三方意见”，不影响期限。",)


def test_a_third_party_may_be_asked_anew_and_the_new_count_may_be_extended() -> None:
    reading = reply(
        RECEIVED,
        "DeadlineExtended=2025-03-20:20",
        "RequestAnswered=2025-04-25",
        "RequestReopened=2025-06-05",
        "ThirdPartyAsked=2025-06-06",
        "ThirdPartyReplied=2025-06-10",
        "DeadlineExtended=2025-06-20:10",
    )
    # Asked on 6 June (1); 9, 10 June are left out; 11-13 (4), 16-20 (9) ... ten more.
    assert reading.due_on == d("2025-07-21")
    assert reading.extended_by == 10


def test_clarified_after_reopening_counts_from_the_clarification_without_doubt() -> None:
    reading = reply(
        RECEIVED,
        "ClarificationAsked=2025-03-05",
        "RequestClarified=2025-03-07",
        "RequestAnswered=2025-03-24",
        "RequestReopened=2025-06-05",
        "ClarificationAsked=2025-06-06",
        "RequestClarified=2025-06-12",
    )
    assert (reading.started_on, reading.doubts) == (d("2025-06-12"), ())


def test_reopening_what_is_open_changes_nothing_and_is_doubted() -> None:
    reading = reply(RECEIVED, "ThirdPartyAsked=2025-03-05", "RequestReopened=2025-03-10",
                    "ThirdPartyReplied=2025-03-12")  # fmt: skip
    assert (
        reading.due_on
        == reply(RECEIVED, "ThirdPartyAsked=2025-03-05", "ThirdPartyReplied=2025-03-12").due_on
    )
    assert reading.doubts == ("“重新办理”（2025年3月10日）之前没有办结，不影响期限。",)


def test_another_way_of_counting_and_hours_are_refused_in_words() -> None:
    text = """
[events]
Began = "开始"
Ended = "结束"
Again = "重来"

[[rules]]
code = "x"
version = "1"
name = "试"
article = "第一条"
mark = "T"
effective_from = 2020-01-01
length = "%s"
starts = ["Began"]
stops = ["Ended"]
rolls = false

[[rules.reopens]]
event = "Again"
counts = "%s"
article = "第二条"
mark = "I"
"""
    with pytest.raises(ClockError, match="anew、left、through"):
        read_rules(text % ("5 days", "twice"))
    with pytest.raises(ClockError, match="不能停算、重新起算、延长、延迟或者重新办理"):
        read_rules(text % ("5 hours", "anew"))
    assert read_rules(text % ("5 days", "left"))[0].effective_from == date(2020, 1, 1)
