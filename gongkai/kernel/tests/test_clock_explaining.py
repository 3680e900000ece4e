"""What a clerk reads: the sentence for the phone, and why each day counts or does not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gongkai.kernel.calendar import builtin_calendar
from gongkai.kernel.clock import Fact, builtin_rules, explain, read
from gongkai.kernel.tests.test_clock import d, reading_of, reply


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (
            ("RequestReceived=2025-09-19", "ThirdPartyAsked=2025-09-22",
             "ThirdPartyReplied=2025-09-24"),
            "自2025-09-19起算；9月28日调休上班，10月1日至8日放假不计，10月11日调休上班；"
            "9月23日至24日征求第三方意见，2个工作日不计；2025-10-27到期。",
        ),
        (
            ("RequestReceived=2025-03-03", "ThirdPartyAsked=2025-03-10"),
            "自2025-03-03起算；2025-03-10起征求第三方意见，期限停算，恢复后还有15个工作日。",
        ),
        (
            ("RequestReceived=2025-03-03", "RequestClarified=2025-03-10"),
            "2025-03-03收到申请，2025-03-10收到补正的申请，重新起算；"
            "4月4日至6日放假不计；2025-04-08到期。",
        ),
        (
            ("RequestReceived=2025-03-03", "DeadlineExtended=2025-03-31:3",
             "RequestAnswered=2025-04-03"),
            "自2025-03-03起算；2025-03-31决定延长3个工作日；2025-04-03到期；"
            "2025年4月3日答复，没有逾期。",
        ),
        (
            ("RequestReceived=2025-03-03", "RequestAnswered=2025-04-01"),
            "自2025-03-03起算；2025-03-31到期；2025年4月1日答复，已经逾期。",
        ),
        (
            ("RequestReceived=2025-03-03", "ClarificationAsked=2025-03-05",
             "RequestAbandoned=2025-04-01"),
            "自2025-03-03起算；2025年4月1日视为放弃申请，没有逾期。",
        ),
        (
            ("RequestReceived=2026-12-29",),
            "自2026-12-29起算；2027-01-26到期"
            "（暂定：有的年份放假安排还没有公布，公布后重新推算）。",
        ),
    ],
)  # fmt: skip
def test_a_reading_is_said_in_one_sentence(texts: tuple[str, ...], sentence: str) -> None:
    assert reply(*texts).why == sentence


def lines_of(*texts: str) -> dict[str, tuple[bool, int, str]]:
    return {line.on.isoformat(): line[1:] for line in explain(reply(*texts))}


def test_every_day_says_whether_it_counts_and_why() -> None:
    lines = lines_of(
        "RequestReceived=2025-09-19", "ThirdPartyAsked=2025-09-26", "ThirdPartyReplied=2025-09-29"
    )
    assert lines["2025-09-19"] == (
        False, 0, "收到申请，开始的当日不计入（民法典第二百零一条）",
    )  # fmt: skip
    assert lines["2025-09-26"] == (True, 5, "周五，工作日")  # the day of asking counts
    assert lines["2025-09-27"] == (False, 5, "周六休息")
    assert lines["2025-09-28"] == (False, 5, "周日，征求第三方意见，不计")
    assert lines["2025-09-29"] == (False, 5, "周一，征求第三方意见，不计")
    assert lines["2025-09-30"] == (True, 6, "周二，工作日")
    assert lines["2025-10-08"] == (False, 6, "10月8日，国庆节、中秋节放假")
    assert lines["2025-10-11"] == (True, 9, "周六，国庆节、中秋节调休，上班")
    assert list(lines)[-1] == "2025-10-27"
    assert lines["2025-10-27"] == (True, 20, "周一，工作日")


def test_the_days_of_an_extension_are_told_apart() -> None:
    lines = lines_of("RequestReceived=2025-03-03", "DeadlineExtended=2025-03-31:2")
    assert lines["2025-03-31"] == (True, 20, "周一，工作日")
    assert lines["2025-04-02"] == (True, 22, "周三，工作日（延长的期限）")
    assert list(lines)[-1] == "2025-04-02"


def test_after_a_restart_the_explanation_begins_with_the_corrected_request() -> None:
    lines = lines_of("RequestReceived=2025-03-03", "RequestClarified=2025-03-10")
    assert next(iter(lines.items())) == (
        "2025-03-10",
        (False, 0, "收到补正的申请，重新起算，开始的当日不计入（民法典第二百零一条）"),
    )


def test_the_explanation_of_a_paused_clock_ends_where_it_is_paused() -> None:
    lines = lines_of("RequestReceived=2025-03-03", "ThirdPartyAsked=2025-03-10")
    assert list(lines.items())[-1] == ("2025-03-10", (True, 5, "周一，工作日"))


def test_an_end_that_moves_over_a_holiday_says_so() -> None:
    lines = {
        line.on.isoformat(): line[1:]
        for line in explain(reading_of("budget.publish", "BudgetApproved=2025-09-14"))
    }
    assert lines["2025-10-03"] == (True, 19, "周五，按自然日计入")
    assert lines["2025-10-04"] == (
        True,
        20,
        "10月4日，国庆节、中秋节放假，期限最后一日顺延（民法典第二百零三条）",
    )
    assert lines["2025-10-08"] == (False, 20, "10月8日，国庆节、中秋节放假，顺延")
    assert list(lines.items())[-1] == ("2025-10-09", (False, 20, "周四，工作日，顺延至此日"))


def test_natural_days_left_out_say_why() -> None:
    reading = reading_of(
        "reconsideration.apply",
        "ActLearned=2025-03-03",
        "ObstacleBegan=2025-03-10",
        "ObstacleEnded=2025-03-20",
    )
    lines = {line.on.isoformat(): line[1:] for line in explain(reading)}
    assert lines["2025-03-15"] == (False, 7, "周六，障碍期间，不计")
    assert lines["2025-03-21"] == (True, 8, "周五，按自然日计入")
    assert "3月11日至20日障碍期间，10日不计" in reading.why


def test_hours_are_explained_by_day() -> None:
    rule = builtin_rules().in_force("publicconcern.response", d("2025-09-19"))
    facts = [
        Fact("ConcernArose", datetime(2025, 9, 19, 6, 30, tzinfo=UTC)),
        Fact("ConcernAnswered", datetime(2025, 9, 21, 6, 31, tzinfo=UTC)),
    ]
    reading = read(rule, facts, builtin_calendar())
    assert [line[1:] for line in explain(reading)] == [
        (True, 9, "14:30起算，到24时已过9小时，夜间和休息日也计入"),
        (True, 33, "到24时已过33小时，夜间和休息日也计入"),
        (True, 48, "14:30满48小时"),
    ]
    assert reading.why == (
        "自2025-09-19 14:30起算；2025-09-21 14:30到期；2025年9月21日回应，已经逾期。"
    )
