"""第三十五条: the requester gave good reasons for so many requests; the organ names a later day.

The law names no length and no way of counting, so the day that was told is the day that is due.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.kernel.calendar import builtin_calendar
from gongkai.kernel.clock import ClockError, Fact, Reading, Rule, builtin_rules, explain, read
from gongkai.kernel.tests.test_clock import d

RULE = builtin_rules().in_force("foi.reply", date(2025, 3, 3))


def delayed(*texts: str, rule: Rule = RULE) -> Reading:
    """Received on 2025-03-03, due on 03-31; a delay is written ReplyDelayed=day>until."""
    facts = [Fact("RequestReceived", d("2025-03-03"))]
    for text in texts:
        event, _, when = text.partition("=")
        day, _, until = when.partition(">")
        amount = int(until) if until.isdecimal() else None
        facts.append(Fact(event, d(day), amount, d(until) if "-" in until else None))
    return read(rule, facts, builtin_calendar())


@pytest.mark.parametrize(
    ("texts", "due", "limit"),
    [
        (["ReplyDelayed=2025-03-12>2025-06-30"], "2025-06-30", "2025-03-31"),
        (["ReplyDelayed=2025-03-31>2025-06-30"], "2025-06-30", "2025-03-31"),  # the last day
        (["ReplyDelayed=2025-04-01>2025-06-30"], "2025-03-31", None),  # too late: no effect
        # A day off is a day that was named: it does not move.
        (["ReplyDelayed=2025-03-12>2025-06-29"], "2025-06-29", "2025-03-31"),
        # Told until a day that the extended limit passes anyway: the later of the two.
        (
            ["DeadlineExtended=2025-03-10>20", "ReplyDelayed=2025-03-12>2025-04-01"],
            "2025-04-28",
            None,
        ),
        (
            ["DeadlineExtended=2025-03-10>20", "ReplyDelayed=2025-04-14>2025-06-30"],
            "2025-06-30",
            "2025-04-28",
        ),
        # The time of a third party is left out of the limit, and does not move the named day.
        (
            ["ThirdPartyAsked=2025-03-10", "ThirdPartyReplied=2025-03-17",
             "ReplyDelayed=2025-03-20>2025-06-30"],
            "2025-06-30",
            "2025-04-08",
        ),
        (
            ["ReplyDelayed=2025-03-12>2025-06-30", "ThirdPartyAsked=2025-05-06"],
            "2025-06-30",
            "2025-03-31",
        ),
        # While a third party is awaited within the limit nothing is due, told or not.
        (["ThirdPartyAsked=2025-03-10", "ReplyDelayed=2025-03-12>2025-06-30"], None, None),
        # A corrected request counts anew: the delay belonged to the count that is over.
        (
            ["ReplyDelayed=2025-03-12>2025-06-30", "ClarificationAsked=2025-04-10",
             "RequestClarified=2025-04-14"],
            "2025-05-14",
            None,
        ),
        # Only the first that was told holds.
        (
            ["ReplyDelayed=2025-03-12>2025-05-30", "ReplyDelayed=2025-03-20>2025-06-30"],
            "2025-05-30",
            "2025-03-31",
        ),
    ],
)  # fmt: skip
def test_条例第三十五条_the_day_that_was_told_is_due(texts, due, limit):
    reading = delayed(*texts)
    assert reading.due_on == (d(due) if due else None)
    assert reading.limit_on == (d(limit) if limit else None)


@pytest.mark.parametrize(
    ("texts", "doubt"),
    [
        (["ReplyDelayed=2025-04-01>2025-06-30"], "时期限已经届满，不改变到期日"),
        (["ReplyDelayed=2025-03-12>2025-05-30", "ReplyDelayed=2025-03-20>2025-06-30"], "不止一次"),
        (["ReplyDelayed=2025-03-12>2025-06-30", "ThirdPartyAsked=2025-05-06"], ""),
        (
            ["ReplyDelayed=2025-03-12>2025-06-30", "ClarificationAsked=2025-04-10",
             "RequestClarified=2025-04-14"],
            "",
        ),
    ],
)  # fmt: skip
def test_条例第三十五条_what_has_no_effect_is_doubted_and_only_that(texts, doubt):
    doubts = "".join(delayed(*texts).doubts)
    assert doubt in doubts
    assert bool(doubts) == bool(doubt)


def test_条例第三十五条_whether_a_late_delay_counts_is_configuration():
    assert RULE.delay is not None and RULE.delay.late_mark == "I"
    other = replace(RULE, delay=replace(RULE.delay, late_counts=True))
    reading = delayed("ReplyDelayed=2025-04-01>2025-06-30", rule=other)
    assert (reading.due_on, reading.doubts) == (d("2025-06-30"), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ReplyDelayed=2025-03-12", "没有写明延迟到哪一天"),
        ("ReplyDelayed=2025-03-12>2025-03-12", "须在告知之日"),
    ],
)
def test_条例第三十五条_a_delay_to_no_later_day_is_refused(text, said):
    with pytest.raises(ClockError, match=said):
        delayed(text)


def test_条例第三十五条_the_explanation_shows_the_limit_and_the_day_that_was_told():
    reading = delayed("ReplyDelayed=2025-03-12>2025-06-30", "RequestAnswered=2025-06-20")
    assert reading.why == (
        "自2025-03-03起算；政府信息公开条例第三十三条第二款的期限到2025-03-31为止；"
        "2025-03-12告知说明理由后延迟答复（政府信息公开条例第三十五条），2025-06-30到期；"
        "2025年6月20日答复，没有逾期。"
    )
    assert not reading.is_late_on(d("2025-07-31"))
    last, told = explain(reading)[-2:]
    assert (last.on, last.counts, last.n) == (d("2025-03-31"), True, 20)
    assert (told.on, told.counts) == (d("2025-06-30"), False)
    assert told.why == "2025年3月12日告知申请人延迟到此日（政府信息公开条例第三十五条）"
    assert sum(line.counts for line in explain(reading)) == 20


def test_条例第三十五条_the_2008_regulation_knows_no_delay():
    old = builtin_rules().in_force("foi.reply", date(2018, 3, 5))
    assert old.delay is None
