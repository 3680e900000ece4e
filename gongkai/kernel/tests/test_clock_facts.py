"""Facts that contradict each other are refused; facts without legal effect are doubted."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from gongkai.kernel.calendar import builtin_calendar
from gongkai.kernel.clock import ClockError, Fact, began_on, builtin_rules, read
from gongkai.kernel.tests.test_clock import d, facts_of, reply

RECEIVED = "RequestReceived=2025-03-03"


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ((), "没有“收到申请”（RequestReceived）的记录，“答复政府信息公开申请”的期限还没有起算。"),
        (("RequestAnswered=2025-03-05",), "期限还没有起算。"),
        (("ReceiptCorrected=2025-03-05",), "只有更正，没有“收到申请”（RequestReceived）的记录"),
        (
            (RECEIVED, "RequestReceived=2025-03-05"),
            "起算日有2025年3月3日、2025年3月5日几个，只能有一个；更正日期请用 ReceiptCorrected。",
        ),
        (
            (RECEIVED, "RequestAnswered=2025-03-02"),
            "“答复”（2025年3月2日）早于“收到申请”（2025年3月3日），请核对日期。",
        ),
        ((RECEIVED, "ThirdPartyAsked=2025-03-02"), "“征求第三方意见”（2025年3月2日）早于"),
        ((RECEIVED, "RequestClarified=2025-03-02"), "“收到补正的申请”（2025年3月2日）早于"),
        # The receipt was corrected to a day after the answer.
        (
            (RECEIVED, "RequestAnswered=2025-03-05", "ReceiptCorrected=2025-03-06"),
            "“答复”（2025年3月5日）早于“收到申请”（2025年3月6日）",
        ),
        (
            (RECEIVED, "ThirdPartyReplied=2025-03-12"),
            "“第三方答复”（2025年3月12日）之前没有“征求第三方意见”的记录，请核对日期。",
        ),
        (
            (RECEIVED, "ThirdPartyAsked=2025-03-12", "ThirdPartyReplied=2025-03-10"),
            "“第三方答复”（2025年3月10日）之前没有“征求第三方意见”的记录，请核对日期。",
        ),
        # A second asking that would be answered before it was made.
        (
            (
                RECEIVED,
                "ThirdPartyAsked=2025-03-05",
                "ThirdPartyReplied=2025-03-06",
                "ThirdPartyAsked=2025-03-12",
                "ThirdPartyReplied=2025-03-10",
            ),
            "“征求第三方意见的答复”（2025年3月10日）之前没有“征求第三方意见”的记录",
        ),
        # The reply of a third party does not answer for another body.
        ((RECEIVED, "ThirdPartyAsked=2025-03-05", "OtherBodyReplied=2025-03-06"), "其他机关答复"),
        (
            (RECEIVED, "DeadlineExtended=2025-03-20:21"),
            "2025年3月20日延长21个工作日不成立：延长的期限为1至20个工作日"
            "（政府信息公开条例第三十三条第二款）。",
        ),
        ((RECEIVED, "DeadlineExtended=2025-03-20:-1"), "延长-1个工作日不成立"),
    ],
)
def test_facts_that_contradict_each_other_are_refused_in_words(
    texts: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(ClockError) as refused:
        reply(*texts)
    assert sentence in "".join(refused.value.reasons)


def test_an_extension_by_no_days_at_all_is_refused() -> None:
    rule = builtin_rules().in_force("foi.reply", d("2025-03-03"))
    facts = [*facts_of(RECEIVED), Fact("DeadlineExtended", d("2025-03-20"), 0)]
    with pytest.raises(ClockError, match="延长0个工作日不成立"):
        read(rule, facts, builtin_calendar())


def test_every_contradiction_is_named_at_once() -> None:
    with pytest.raises(ClockError) as refused:
        reply(RECEIVED, "RequestAnswered=2025-03-02", "ThirdPartyReplied=2025-03-10")
    assert len(refused.value.reasons) == 2


@pytest.mark.parametrize(
    ("texts", "due", "doubt"),
    [
        # Due on 31 March; by an extension of 20 on 28 April.
        (
            ("DeadlineExtended=2025-03-20:20", "DeadlineExtended=2025-04-20:20"),
            "2025-04-28",
            "2025年4月20日再次延期没有效力：只能延期一次，2025年3月20日已经延过。",
        ),
        (
            ("DeadlineExtended=2025-04-01:20",),
            "2025-03-31",
            "2025年4月1日延期时期限已经届满，延期没有效力。",
        ),
        (
            ("ThirdPartyAsked=2025-03-31", "ThirdPartyReplied=2025-04-08"),
            "2025-03-31",
            "2025年3月31日征求第三方意见时期限已经届满，不再停算。",
        ),
        (
            ("ThirdPartyAsked=2025-04-02",),
            "2025-03-31",
            "2025年4月2日征求第三方意见时期限已经届满，不再停算。",
        ),
        # 11, 12 March are left out; the second reply belongs to nothing.
        (
            (
                "ThirdPartyAsked=2025-03-10",
                "ThirdPartyReplied=2025-03-12",
                "ThirdPartyReplied=2025-03-14",
            ),
            "2025-04-02",
            "“第三方答复”（2025年3月14日）没有对应的“征求第三方意见”，不影响期限。",
        ),
        (
            ("RequestAnswered=2025-03-10", "DeadlineExtended=2025-03-12:20"),
            "2025-03-31",
            "“延期”（2025年3月12日）在“答复”之后，不影响期限。",
        ),
        (
            ("RequestAnswered=2025-03-10", "RequestClarified=2025-03-12"),
            "2025-03-31",
            "“收到补正的申请”（2025年3月12日）在“答复”之后，不影响期限。",
        ),
        (
            ("RequestWithdrawn=2025-03-10", "RequestAnswered=2025-03-12"),
            "2025-03-31",
            "“答复”（2025年3月12日）在“撤回申请”之后，不影响期限。",
        ),
        # From 7 March: 10-14 (5), 17-21 (10), 24-28 (15), 31 Mar - 3 Apr (19), 7 April (20).
        (
            ("RequestClarified=2025-03-05", "RequestClarified=2025-03-07"),
            "2025-04-07",
            "“收到补正的申请”不止一次，按最后一次（2025年3月7日）重新起算，请核对。",
        ),
    ],
)
def test_facts_without_legal_effect_are_doubted_and_change_nothing(
    texts: tuple[str, ...], due: str, doubt: str
) -> None:
    reading = reply(RECEIVED, *texts)
    assert (reading.due_on, reading.doubts) == (d(due), (doubt,))


def test_an_asking_after_the_limit_does_not_pause_the_clock() -> None:
    assert reply(RECEIVED, "ThirdPartyAsked=2025-04-02").paused_since is None


def test_the_same_receipt_twice_is_one_receipt() -> None:
    reading = reply(RECEIVED, RECEIVED)
    assert (reading.due_on, reading.doubts) == (d("2025-03-31"), ())


def test_the_order_in_which_facts_were_recorded_does_not_matter() -> None:
    texts = (
        RECEIVED,
        "ThirdPartyAsked=2025-03-10",
        "ThirdPartyReplied=2025-03-12",
        "DeadlineExtended=2025-03-20:10",
        "RequestAnswered=2025-04-08",
    )
    readings = {(one.due_on, one.stopped_on) for one in (reply(*p) for p in permutations(texts))}
    # 2 April, and ten more: 3 (1), 7-11 (6), 14-17 April (10).
    assert readings == {(d("2025-04-17"), d("2025-04-08"))}


def test_facts_of_other_clocks_are_passed_over() -> None:
    reading = reply(RECEIVED, "FeeNoticeReceived=2025-03-01", "LettersSent=2020-01-01")
    assert (reading.due_on, reading.doubts) == (d("2025-03-31"), ())


def test_a_case_has_begun_or_not() -> None:
    rule = builtin_rules().in_force("foi.reply", d("2025-03-03"))
    assert began_on(rule, facts_of("RequestAnswered=2025-03-04")) is None
    assert began_on(rule, facts_of("ReceiptCorrected=2025-03-04")) is None
    assert began_on(rule, facts_of(RECEIVED, "ReceiptCorrected=2025-03-04")) == d("2025-03-04")


def test_a_moment_without_a_time_zone_belongs_to_no_day() -> None:
    rule = builtin_rules().in_force("foi.reply", d("2025-03-03"))
    facts = [Fact("RequestReceived", datetime(2025, 3, 3, 9, 0))]
    with pytest.raises(ClockError, match="没有写明时区"):
        read(rule, facts, builtin_calendar())


def test_a_date_beyond_all_calendars_is_refused_in_words() -> None:
    rules, calendar = builtin_rules(), builtin_calendar()
    for code, event in (("budget.publish", "BudgetApproved"), ("litigation.direct", "ActLearned")):
        rule = rules.in_force(code, d("2025-03-03"))
        with pytest.raises(ClockError, match="超出了公元9999年"):
            read(rule, facts_of(f"{event}=9999-12-30"), calendar)


def hours(*facts: Fact) -> object:
    rule = builtin_rules().in_force("publicconcern.response", d("2025-03-03"))
    return read(rule, facts, builtin_calendar())


def test_hours_need_a_moment_and_one_beginning() -> None:
    arose = datetime(2025, 3, 3, 1, 30, tzinfo=UTC)
    later = datetime(2025, 3, 3, 2, 30, tzinfo=UTC)
    with pytest.raises(ClockError, match="“舆情发生”要写明时刻，不能只写日期"):
        hours(Fact("ConcernArose", d("2025-03-03")))
    with pytest.raises(ClockError, match="期限还没有起算"):
        hours(Fact("ConcernAnswered", later))
    with pytest.raises(ClockError, match="时刻有2个，只能有一个"):
        hours(Fact("ConcernArose", arose), Fact("ConcernArose", later))
    with pytest.raises(ClockError, match="“回应”（2025-03-03 09:30）早于起算的时刻"):
        hours(Fact("ConcernArose", later), Fact("ConcernAnswered", arose))
