"""When things are due under the law, each date worked out by hand beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from gongkai.kernel.calendar import Calendar, Holiday, builtin_calendar
from gongkai.kernel.clock import Fact, Length, Reading, Unit, builtin_rules, legal_date, read

CALENDAR = builtin_calendar()
RULES = builtin_rules()


def d(text: str) -> date:
    return date.fromisoformat(text)


def facts_of(*texts: str) -> list[Fact]:
    """Read "Event=2025-03-03" and "Event=2025-03-03:10"."""
    found = []
    for text in texts:
        event, when = text.split("=")
        day, _, amount = when.partition(":")
        found.append(Fact(event, d(day), int(amount) if amount else None))
    return found


def reply(*texts: str, calendar: Calendar = CALENDAR) -> Reading:
    facts = facts_of(*texts)
    return read(RULES.for_case("foi.reply", facts), facts, calendar)


def reading_of(code: str, *texts: str) -> Reading:
    facts = facts_of(*texts)
    return read(RULES.for_case(code, facts), facts, CALENDAR)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        # A plain Monday: 4-7 (4), 10-14 (9), 17-21 (14), 24-28 (19), 31 March (20).
        ("2025-03-03", "2025-03-31"),
        # A Saturday that is worked: 13-17 (5), 20-24 (10), 27-31 Oct (15), 3-7 Nov (20).
        ("2025-10-11", "2025-11-07"),
        # A Friday off in exchange for Saturday the 12th, which is worked:
        # 8-12 Oct (5), 14-18 (10), 21-25 (15), 28 Oct - 1 Nov (20).
        ("2024-10-04", "2024-11-01"),
        # Over 春节 2025, 28 Jan - 4 Feb off, Sunday 26 Jan and Saturday 8 Feb worked:
        # 21-24 (4), 26 (5), 27 Jan (6), 5-8 Feb (10), 10-14 (15), 17-21 (20).
        ("2025-01-20", "2025-02-21"),
        # Over National Day 2025, 28 Sep and 11 Oct worked: 22-26 (5), 28-30 (8), 9-11 (11),
        # 13-17 (16), 20-23 Oct (20).
        ("2025-09-19", "2025-10-23"),
        # Over a leap day: 20-23 (4), 26 Feb - 1 Mar (9), 4-8 (14), 11-15 (19), 18 March (20).
        ("2024-02-19", "2024-03-18"),
    ],
)
def test_条例第三十三条_a_reply_is_due_twenty_working_days_after_receipt(
    received: str, due: str
) -> None:
    reading = reply(f"RequestReceived={received}")
    assert (reading.due_on, reading.provisional, reading.doubts) == (d(due), False, ())
    assert reading.started_on == reading.began_on == d(received)


@pytest.mark.parametrize(
    ("asked", "replied", "due"),
    [
        # Received on 1 Sep 2025; without asking: 2-5 (4), 8-12 (9), 15-19 (14), 22-26 (19),
        # Sunday 28 (20).
        ("2025-09-10", "2025-09-10", "2025-09-28"),  # the same day: nothing is left out
        ("2025-09-10", "2025-09-11", "2025-09-29"),  # the 11th
        ("2025-09-12", "2025-09-15", "2025-09-29"),  # Friday to Monday: Monday
        ("2025-09-12", "2025-09-14", "2025-09-28"),  # Friday to Sunday: no working day
        # Over a holiday: through 26 Sep 19 are counted; 28-30 Sep and 9 Oct left out; the 20th
        # counted day is 10 October.
        ("2025-09-26", "2025-10-09", "2025-10-10"),
        ("2025-09-30", "2025-10-09", "2025-09-28"),  # asked when all was over
    ],
)
def test_条例第三十三条第三款_the_time_of_asking_a_third_party_is_not_counted(
    asked: str, replied: str, due: str
) -> None:
    reading = reply(
        "RequestReceived=2025-09-01", f"ThirdPartyAsked={asked}", f"ThirdPartyReplied={replied}"
    )
    assert reading.due_on == d(due)
    assert reading.paused_since is None


def test_条例第三十三条第三款_a_pause_may_outlive_the_limit() -> None:
    # Through 10 March 5 days are counted. Replied on 30 April; the rest is
    # 6-9 May (9), 12-16 (14), 19-23 (19), 26 May (20).
    reading = reply(
        "RequestReceived=2025-03-03", "ThirdPartyAsked=2025-03-10", "ThirdPartyReplied=2025-04-30"
    )
    assert reading.due_on == d("2025-05-26")


def test_条例第三十三条第三款_while_the_answer_is_open_nothing_is_due() -> None:
    reading = reply("RequestReceived=2025-03-03", "ThirdPartyAsked=2025-03-10")
    assert reading.due_on is None
    assert reading.paused_since == d("2025-03-10")
    assert reading.paused_for == "征求第三方意见"
    assert reading.remaining == 15
    assert not reading.is_late_on(d("2025-12-31"))


@pytest.mark.parametrize(
    "texts",
    [
        # 11-14 (4), 17, 18 March (6) are left out once, not twice: 31 March and six working days
        # more, 4 April being a holiday: 1-3 (3), 7-9 April (6).
        ("ThirdPartyAsked=2025-03-10", "ThirdPartyAsked=2025-03-12",
         "ThirdPartyReplied=2025-03-14", "ThirdPartyReplied=2025-03-18"),
        ("ThirdPartyAsked=2025-03-10", "OtherBodyAsked=2025-03-12",
         "ThirdPartyReplied=2025-03-14", "OtherBodyReplied=2025-03-18"),
        ("ThirdPartyAsked=2025-03-10", "OtherBodyAsked=2025-03-12",
         "ThirdPartyReplied=2025-03-18", "OtherBodyReplied=2025-03-14"),
        ("ThirdPartyAsked=2025-03-10", "ThirdPartyReplied=2025-03-12",
         "OtherBodyAsked=2025-03-12", "OtherBodyReplied=2025-03-18"),
        ("ThirdPartyAsked=2025-03-10", "ThirdPartyAsked=2025-03-10",
         "ThirdPartyReplied=2025-03-14", "ThirdPartyDidNotReply=2025-03-18"),
    ],
)  # fmt: skip
def test_条例第三十三条第三款_askings_that_overlap_are_left_out_once(
    texts: tuple[str, ...],
) -> None:
    assert reply("RequestReceived=2025-03-03", *texts).due_on == d("2025-04-09")


def test_one_of_two_third_parties_still_silent_keeps_the_clock_paused() -> None:
    reading = reply(
        "RequestReceived=2025-03-03",
        "ThirdPartyAsked=2025-03-10",
        "ThirdPartyAsked=2025-03-12",
        "ThirdPartyReplied=2025-03-14",
    )
    assert (reading.due_on, reading.paused_since) == (None, d("2025-03-10"))


@pytest.mark.parametrize(
    ("asking_day_counts", "reply_day_counts", "due"),
    [
        # Asked on Monday 10, replied on Wednesday 12 March; due on the 31st without asking.
        (True, False, "2025-04-02"),  # 11, 12 left out
        (True, True, "2025-04-01"),  # 11
        (False, False, "2025-04-03"),  # 10, 11, 12
        (False, True, "2025-04-02"),  # 10, 11
    ],
)
def test_which_days_of_asking_are_left_out_is_configuration(
    asking_day_counts: bool, reply_day_counts: bool, due: str
) -> None:
    rule = RULES.in_force("foi.reply", d("2025-03-03"))
    pauses = tuple(
        replace(pause, asking_day_counts=asking_day_counts, reply_day_counts=reply_day_counts)
        for pause in rule.pauses
    )
    facts = facts_of(
        "RequestReceived=2025-03-03", "ThirdPartyAsked=2025-03-10", "ThirdPartyReplied=2025-03-12"
    )
    assert read(replace(rule, pauses=pauses), facts, CALENDAR).due_on == d(due)


@pytest.mark.parametrize(
    ("extended", "due", "by"),
    [
        # Due on 31 March. Twenty more: 1-3 (3), 7-11 (8), 14-18 (13), 21-25 (18), Sunday 27 (19),
        # 28 April (20). Ten more end on 15 April.
        ("2025-03-20", "2025-04-28", 20),
        ("2025-03-31:20", "2025-04-28", 20),  # on the last day
        ("2025-03-31:10", "2025-04-15", 10),
        ("2025-04-01:20", "2025-03-31", 0),  # after it
    ],
)
def test_条例第三十三条第二款_extended_in_time_or_not_at_all(
    extended: str, due: str, by: int
) -> None:
    reading = reply("RequestReceived=2025-03-03", f"DeadlineExtended={extended}")
    assert (reading.due_on, reading.extended_by) == (d(due), by)
    assert ["期限已经届满，延期没有效力" in doubt for doubt in reading.doubts] == [True] * (not by)


def test_an_extension_granted_while_the_clock_is_paused_is_in_time() -> None:
    # 15 of 40 are left out of the count so far: 5 counted through 10 March, 35 after 30 April:
    # 6-9 May (4), 12-16 (9), 19-23 (14), 26-30 (19), 3-6 June (23), 9-13 (28), 16-20 (33),
    # 23, 24 June (35). 31 May to 2 June is a holiday.
    reading = reply(
        "RequestReceived=2025-03-03",
        "ThirdPartyAsked=2025-03-10",
        "DeadlineExtended=2025-04-15",
        "ThirdPartyReplied=2025-04-30",
    )
    assert (reading.due_on, reading.doubts) == (d("2025-06-24"), ())


@pytest.mark.parametrize("calendar_day", ["2025-03-07", "2025-04-10"])
def test_条例第三十条_the_count_begins_anew_with_the_corrected_request(calendar_day: str) -> None:
    reading = reply(
        "RequestReceived=2025-03-03",
        "ClarificationAsked=2025-03-05",
        f"RequestClarified={calendar_day}",
    )
    alone = reply(f"RequestReceived={calendar_day}")
    assert reading.due_on == alone.due_on
    assert (reading.began_on, reading.started_on) == (d("2025-03-03"), d(calendar_day))
    assert reading.doubts == ()


def test_条例第三十条_a_late_clarification_that_was_never_asked_for_is_doubted() -> None:
    # 11 (1), 14-18 (6), 21-25 (11), Sunday 27 (12), 28-30 April (15), 6-9 (19), 12 May (20).
    reading = reply("RequestReceived=2025-03-03", "RequestClarified=2025-04-10")
    assert reading.due_on == d("2025-05-12")
    assert ["原来的期限已经届满" in doubt for doubt in reading.doubts] == [True]


def test_条例第三十条_while_the_clarification_is_awaited_nothing_is_due() -> None:
    waiting = ("RequestReceived=2025-03-03", "ClarificationAsked=2025-03-07")
    reading = reply(*waiting)
    assert (reading.due_on, reading.paused_since, reading.remaining) == (None, d("2025-03-07"), 20)
    assert reading.paused_for == "等待收到补正的申请"
    given_up = reply(*waiting, "RequestAbandoned=2025-04-02")
    assert (given_up.due_on, given_up.paused_since) == (None, None)
    assert given_up.stopped_on == d("2025-04-02")
    assert not given_up.is_late_on(d("2025-12-31"))


def test_asking_for_clarification_after_the_limit_cures_nothing() -> None:
    reading = reply("RequestReceived=2025-03-03", "ClarificationAsked=2025-04-01")
    assert (reading.due_on, reading.paused_since) == (d("2025-03-31"), None)
    assert ["不再等待" in doubt for doubt in reading.doubts] == [True]


def test_a_restart_is_whole_again_and_may_be_extended_again() -> None:
    # From 10 March: 11-14 (4), 17-21 (9), 24-28 (14), 31 Mar - 3 Apr (18), 7, 8 April (20).
    before = ("RequestReceived=2025-03-03", "DeadlineExtended=2025-03-06:20")
    reading = reply(*before, "RequestClarified=2025-03-10")
    assert (reading.due_on, reading.extended_by) == (d("2025-04-08"), 0)
    again = reply(*before, "RequestClarified=2025-03-10", "DeadlineExtended=2025-04-08:1")
    assert (again.due_on, again.extended_by) == (d("2025-04-09"), 1)


@pytest.mark.parametrize(
    ("texts", "due", "version"),
    [
        # 15 under the text of 2007: 3, 4 (2), 7-11 (7), 14-18 (12), 21-23 May 2018 (15); and 15
        # more: 24, 25 (2), 28 May - 1 June (7), 4-8 (12), 11-13 June (15).
        (("RequestReceived=2018-05-02",), "2018-05-23", "2008"),
        (("RequestReceived=2018-05-02", "DeadlineExtended=2018-05-23"), "2018-06-13", "2008"),
        # Begun before 15 May 2019 and running over it: 13-17 (5), 20-24 (10), 27-31 May (15);
        # extended on the last day: 3-6 (4), 7 June off, 10-14 (9), 17-21 (14), 24 June (15).
        (("RequestReceived=2019-05-10",), "2019-05-31", "2008"),
        (("RequestReceived=2019-05-10", "DeadlineExtended=2019-05-31"), "2019-06-24", "2008"),
        # Clarified when the new text was in force: still the old length, counted from 20 May:
        # 21-24 (4), 27-31 (9), 3-6 (13), 10, 11 June (15).
        (("RequestReceived=2019-05-10", "RequestClarified=2019-05-20"), "2019-06-11", "2008"),
        # The first day of the new text: 16, 17 (2), 20-24 (7), 27-31 (12), 3-6 (16), 10-13 (20).
        (("RequestReceived=2019-05-15",), "2019-06-13", "2019"),
    ],
)
def test_a_case_keeps_the_version_of_the_day_it_began(
    texts: tuple[str, ...], due: str, version: str
) -> None:
    reading = reply(*texts)
    assert (reading.due_on, reading.rule.version) == (d(due), version)


def test_a_corrected_receipt_decides_the_date_and_the_version() -> None:
    reading = reply("RequestReceived=2019-05-15", "ReceiptCorrected=2019-05-10")
    assert (reading.began_on, reading.rule.version) == (d("2019-05-10"), "2008")
    assert reading.due_on == d("2019-05-31")
    # Corrected twice: the correction recorded last holds, whichever day it names.
    twice = reply(
        "RequestReceived=2025-03-05", "ReceiptCorrected=2025-03-04", "ReceiptCorrected=2025-03-03"
    )
    assert twice.due_on == d("2025-03-31")


def test_国办发明电2020年1号_the_lengthened_holiday_moves_terms_that_were_running() -> None:
    # The notice of 2019 gave off 24-30 January and made people work on 19 January and 1 February.
    # 16, 17 (2), 19 (3), 20-23 (7), 31 Jan (8), 1 Feb (9), 3-7 (14), 10-14 (19), 17 (20).
    table = next(year for year in CALENDAR.years if year.year == 2020)
    spring = Holiday(
        "春节",
        tuple(d("2020-01-24") + timedelta(days=n) for n in range(7)),
        (d("2020-01-19"), d("2020-02-01")),
    )
    holidays = tuple(spring if one.name == "春节" else one for one in table.holidays)
    as_first_ordered = replace(table, amended_by=(), holidays=holidays)
    before = Calendar.from_years([y for y in CALENDAR.years if y.year != 2020] + [as_first_ordered])
    assert reply("RequestReceived=2020-01-15", calendar=before).due_on == d("2020-02-17")
    # As amended, through 2 February off: 16-23 Jan (7), 3-7 (12), 10-14 (17), 17-19 Feb (20).
    assert reply("RequestReceived=2020-01-15").due_on == d("2020-02-19")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2025, 3, 2, 15, 59, tzinfo=UTC), "2025-03-02"),
        (datetime(2025, 3, 2, 16, 0, tzinfo=UTC), "2025-03-03"),
        (datetime(2025, 3, 3, 1, 0, tzinfo=timezone(timedelta(hours=9))), "2025-03-03"),
        (datetime(2025, 3, 3, 0, 59, tzinfo=timezone(timedelta(hours=9))), "2025-03-02"),
    ],
)
def test_a_moment_belongs_to_the_day_in_china_wherever_the_server_stands(
    moment: datetime, day: str
) -> None:
    assert legal_date(moment) == d(day)
    rule = RULES.in_force("foi.reply", d("2025-03-03"))
    assert read(rule, [Fact("RequestReceived", moment)], CALENDAR).started_on == d(day)


def test_beyond_the_known_years_a_date_is_provisional() -> None:
    # 2-4 (3), 7-11 (8), 14-18 (13), 21-25 (18), 28, 29 December 2026 (20).
    known = reply("RequestReceived=2026-12-01")
    assert (known.due_on, known.provisional) == (d("2026-12-29"), False)
    # 7-11 (4 from the 8th), 14-18 (9), 21-25 (14), 28-31 (18), then 2027 as plain weekdays.
    guessed = reply("RequestReceived=2026-12-07")
    assert (guessed.due_on, guessed.provisional) == (d("2027-01-04"), True)
    assert "暂定" in guessed.why


@pytest.mark.parametrize(
    ("code", "texts", "due"),
    [
        # 条例第三十条, seven working days: 4-7 (4), 10-12 March (7).
        ("foi.clarify", ("RequestReceived=2025-03-03",), "2025-03-12"),
        # 条例第三十二条, 第三十四条, fifteen: 4-7 (4), 10-14 (9), 17-21 (14), 24 March (15).
        ("foi.third_party", ("ThirdPartyLetterReceived=2025-03-03",), "2025-03-24"),
        ("foi.joint", ("OtherBodyLetterReceived=2025-03-03",), "2025-03-24"),
        ("foi.fee_payment", ("FeeNoticeReceived=2025-03-03",), "2025-03-31"),
        # 条例第二十六条
        ("disclosure.publish", ("ItemDrafted=2025-03-03",), "2025-03-31"),
        ("disclosure.publish", ("ItemDrafted=2018-03-05",), "2018-04-02"),
        # 行政处罚法第四十八条、第八十五条, three working days: 9, 10, Saturday 11 October.
        ("penalty.withdraw", ("PenaltyAnnulled=2025-09-30",), "2025-10-11"),
        # 预算法第十四条, twenty natural days: 25-31 Jan (7), 1-13 Feb (20), through the festival.
        ("budget.publish", ("BudgetApproved=2025-01-24",), "2025-02-13"),
        # 16-30 Sep (15), 1-5 Oct (20): the 5th is a holiday, the 9th the first working day.
        ("budget.publish", ("BudgetApproved=2025-09-15",), "2025-10-09"),
        # 行政复议法第二十条, sixty days: 5-31 Aug (27), Sep (57), 1-3 Oct (60), a holiday.
        ("reconsideration.apply", ("ActLearned=2025-08-04",), "2025-10-09"),
        # Over a leap day: 6-31 Jan (26), Feb (55), 1-5 March 2024 (60).
        ("reconsideration.apply", ("ActLearned=2024-01-05",), "2024-03-05"),
        # The days of the obstacle, 11-20 March (10), are added: 2 May becomes 12 May.
        ("reconsideration.apply",
         ("ActLearned=2025-03-03", "ObstacleBegan=2025-03-10", "ObstacleEnded=2025-03-20"),
         "2025-05-12"),
        # An obstacle in the holiday over which the end was moving, 2 to 6 May: gone before the
        # last day, and over it (10 May is a Saturday).
        ("reconsideration.apply",
         ("ActLearned=2025-03-03", "ObstacleBegan=2025-05-04", "ObstacleEnded=2025-05-05"),
         "2025-05-06"),
        ("reconsideration.apply",
         ("ActLearned=2025-03-03", "ObstacleBegan=2025-05-04", "ObstacleEnded=2025-05-10"),
         "2025-05-12"),
        # 行政诉讼法第四十五条, fifteen days: 21-30 Sep (10), 1-5 Oct (15), a holiday.
        ("litigation.after_reconsideration", ("ReconsiderationDecisionReceived=2025-09-20",),
         "2025-10-09"),
    ],
)  # fmt: skip
def test_the_other_limits(code: str, texts: tuple[str, ...], due: str) -> None:
    reading = reading_of(code, *texts)
    assert (reading.due_on, reading.provisional) == (d(due), False)


@pytest.mark.parametrize(
    ("learned", "due"),
    [
        ("2025-03-14", "2025-09-15"),  # 14 September is a Sunday
        ("2025-08-31", "2026-02-28"),  # no 31 February; that Saturday is worked
        ("2023-08-31", "2024-02-29"),  # in a leap year
        ("2024-02-29", "2024-08-29"),
        ("2025-05-31", "2025-12-01"),  # no 31 November; the 30th is a Sunday
    ],
)
def test_民法典第二百零二条_six_months_end_on_the_corresponding_day_or_the_last(
    learned: str, due: str
) -> None:
    assert reading_of("litigation.direct", f"ActLearned={learned}").due_on == d(due)


@pytest.mark.parametrize(
    ("code", "due"),
    [
        ("publicconcern.first", "2025-10-01T00:30"),
        ("publicconcern.conference", "2025-10-01T19:30"),
        ("publicconcern.response", "2025-10-02T19:30"),
    ],
)
def test_国办发2016年61号_80号_hours_run_through_nights_and_holidays(code: str, due: str) -> None:
    arose = datetime(2025, 9, 30, 11, 30, tzinfo=UTC)  # 19:30 in China
    rule = RULES.in_force(code, d("2025-09-30"))
    reading = read(rule, [Fact("ConcernArose", arose)], CALENDAR)
    assert reading.due_at is not None
    assert f"{reading.due_at:%Y-%m-%dT%H:%M}" == due
    assert reading.due_on == d(due[:10])
    assert not reading.provisional


def test_an_answer_stops_the_clock_and_tells_whether_it_was_late() -> None:
    on_time = reply("RequestReceived=2025-03-03", "RequestAnswered=2025-03-31")
    assert on_time.stopped_on == d("2025-03-31")
    assert not on_time.is_late_on(d("2025-06-01"))
    late = reply("RequestReceived=2025-03-03", "RequestAnswered=2025-04-01")
    assert late.is_late_on(d("2025-06-01"))
    running = reply("RequestReceived=2025-03-03")
    assert not running.is_late_on(d("2025-03-31"))
    assert running.is_late_on(d("2025-04-01"))
    at_once = reply("RequestReceived=2025-03-03", "RequestAnswered=2025-03-03")  # 第三十三条第一款
    assert not at_once.is_late_on(d("2025-06-01"))


def test_an_answer_without_waiting_for_the_third_party_ends_the_pause() -> None:
    # 条例第三十二条: the body decides. 11-20 March left out (8): 31 March and 1-3, 7-11 April.
    reading = reply(
        "RequestReceived=2025-03-03", "ThirdPartyAsked=2025-03-10", "RequestAnswered=2025-03-20"
    )
    assert (reading.paused_since, reading.due_on) == (None, d("2025-04-11"))


def test_a_promise_stands_beside_the_statutory_limit() -> None:
    rule = replace(RULES.in_force("foi.reply", d("2025-03-03")), promise=Length(10, Unit.WORKDAYS))
    facts = facts_of("RequestReceived=2025-03-03", "DeadlineExtended=2025-03-10:5")
    reading = read(rule, facts, CALENDAR)
    # 4-7 (4), 10-14 (9), 17 March (10); the law: 31 March and 1-3, 7, 8 April.
    assert (reading.promised_on, reading.due_on) == (d("2025-03-17"), d("2025-04-08"))
