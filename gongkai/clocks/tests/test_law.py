"""Limits of the regulation as cases live them: every fact recorded, the table read after each.

What the kernel counts is tested there; here is what only the whole chain can get wrong.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from gongkai.clocks.models import Clock
from gongkai.clocks.queries import reading_of
from gongkai.clocks.ringing import Moment, sweep
from gongkai.clocks.tests.cast import CASE, THIRD, ConcernArose, happened
from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused, operation, record
from gongkai.kernel.calendar import builtin_calendar
from gongkai.kernel.clock import explain
from gongkai.people.testing import make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cases")]

Story = list[tuple[str, str]]


def told(*facts: tuple[str, str] | tuple[str, str, int]) -> Clock:
    """Record these facts about one case; its clock."""
    for name, on, *days in facts:
        happened(name, on, days=days[0] if days else None)
    return Clock.objects.get(about=CASE)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2025-09-28", "2025-10-31"),  # a worked Sunday is a day of receipt like any other
        ("2025-10-03", "2025-11-04"),  # a Friday given off: the count begins after the holiday
        ("2025-01-20", "2025-02-21"),  # over 春节: 26 Jan, 8 Feb worked; 28 Jan - 4 Feb off
        ("2024-01-31", "2024-03-04"),  # over 春节 and the leap day
        ("2024-02-29", "2024-03-28"),  # received on the leap day
        ("2026-12-31", "2027-01-28"),  # beyond the last year that is known
    ],
)
def test_条例第三十三条第二款_twenty_working_days_from_receipt(received: str, due: str):
    clock = told(("RequestReceived", received))
    assert clock.due_on == date.fromisoformat(due)
    assert clock.provisional == (received == "2026-12-31")
    working = builtin_calendar()
    assert working.workdays_between(date.fromisoformat(received), clock.due_on) == 20


@pytest.mark.parametrize(
    ("asked", "replied", "due"),
    [
        ("2025-09-22", "2025-09-22", "2025-10-23"),  # the same day costs nothing
        ("2025-09-19", "2025-09-21", "2025-10-23"),  # over a weekend: nothing either
        ("2025-09-30", "2025-10-08", "2025-10-23"),  # over the whole holiday
        ("2025-09-26", "2025-09-28", "2025-10-24"),  # a worked Sunday costs one day
        ("2025-09-22", "2025-12-31", "2026-01-28"),  # far beyond the limit; 4 Jan worked
    ],
)
def test_条例第三十三条第三款_the_time_of_asking_is_left_out(asked: str, replied: str, due: str):
    told(("RequestReceived", "2025-09-19"))
    happened("ThirdPartyAsked", asked, about=THIRD)
    paused = Clock.objects.get(about=CASE)
    assert (paused.due_on, paused.paused_since) == (None, date.fromisoformat(asked))
    happened("ThirdPartyReplied", replied, about=THIRD)
    assert Clock.objects.get(about=CASE).due_on == date.fromisoformat(due)


def test_条例第三十三条第二款_an_extension_on_the_last_day_holds_and_after_it_does_not():
    clock = told(("RequestReceived", "2025-09-19"), ("DeadlineExtended", "2025-10-23", 20))
    assert clock.due_on == date(2025, 11, 20)
    happened("RequestReceived", "2025-09-19", about="case:2025-00018")
    happened("DeadlineExtended", "2025-10-24", about="case:2025-00018", days=20)
    late = Clock.objects.get(about="case:2025-00018")
    assert late.due_on == date(2025, 10, 23)
    assert late.doubts == ["2025年10月24日延期时期限已经届满，延期没有效力。"]


def test_条例第三十三条第二款_an_extension_without_days_is_the_longest_and_too_long_is_refused():
    told(("RequestReceived", "2025-09-19"))
    with pytest.raises(Refused, match="延长的期限为1至20个工作日"):
        happened("DeadlineExtended", "2025-10-20", days=21)
    assert not Entry.objects.filter(name="DeadlineExtended").exists()
    assert told(("DeadlineExtended", "2025-10-20")).due_on == date(2025, 11, 20)


def test_条例第三十三条第三款_the_worked_example_of_the_handbook_two_days_asked_are_left_out():
    """From 2025-09-19; 28 Sep worked, 1-8 Oct closed, 11 Oct worked: the 20th working day is
    23 October; with two working days of asking left out it is 27 October, not the 23rd."""
    assert told(("RequestReceived", "2025-09-19")).due_on == date(2025, 10, 23)
    happened("ThirdPartyAsked", "2025-09-22", about=THIRD)
    happened("ThirdPartyReplied", "2025-09-24", about=THIRD)
    assert Clock.objects.get(about=CASE).due_on == date(2025, 10, 27)


def test_条例第三十五条_a_delay_told_in_time_moves_what_is_due_and_rings_only_for_that_day():
    told(("RequestReceived", "2025-09-19"))
    happened("ReplyDelayed", "2025-10-20", until="2025-12-31")
    clock = Clock.objects.get(about=CASE)
    assert (clock.due_on, clock.delayed_until) == (date(2025, 12, 31), date(2025, 12, 31))
    assert sweep(noon("2025-11-03")) == 0  # after the limit of 第三十三条: nothing rings
    assert sweep(noon("2025-12-26")) == 1
    assert sweep(noon("2026-01-04")) == 1
    rung = Entry.objects.filter(name__startswith="Deadline").order_by("id")
    assert [(one.name, one.data["due_on"]) for one in rung] == [
        ("DeadlineNear", "2025-12-31"),
        ("DeadlinePassed", "2025-12-31"),
    ]


def test_条例第三十五条_a_delay_told_too_late_leaves_the_case_overdue_and_says_so():
    told(("RequestReceived", "2025-09-19"))
    happened("ReplyDelayed", "2025-10-24", until="2025-12-31")
    clock = Clock.objects.get(about=CASE)
    assert (clock.due_on, clock.delayed_until) == (date(2025, 10, 23), None)
    assert clock.doubts == ["2025年10月24日告知“说明理由后延迟答复”时期限已经届满，不改变到期日。"]
    assert sweep(noon("2025-10-27")) == 1


def test_条例第三十五条_a_delay_to_no_later_day_is_refused():
    told(("RequestReceived", "2025-09-19"))
    with pytest.raises(Refused, match="须在告知之日"):
        happened("ReplyDelayed", "2025-10-20", until="2025-10-20")
    assert not Entry.objects.filter(name="ReplyDelayed").exists()


def noon(day: str) -> Moment:
    """A day at noon in China."""
    at = datetime.fromisoformat(f"{day}T12:00+08:00")
    return Moment(at, timezone.localdate(at), builtin_calendar())


def test_条例第三十条_while_a_clarification_is_awaited_nothing_is_due_and_it_may_never_come():
    clock = told(("RequestReceived", "2025-03-03"), ("ClarificationAsked", "2025-03-10"))
    assert (clock.due_on, clock.paused_for) == (None, "等待收到补正的申请")
    clock = told(("RequestAbandoned", "2025-04-10"))
    assert (clock.stopped_on, clock.due_on) == (date(2025, 4, 10), None)


def test_条例第三十条_a_late_clarification_starts_the_whole_length_anew():
    clock = told(
        ("RequestReceived", "2025-03-03"),
        ("ClarificationAsked", "2025-03-10"),
        ("RequestClarified", "2025-06-05"),
    )
    assert (clock.started_on, clock.due_on) == (date(2025, 6, 5), date(2025, 7, 3))


def test_an_annulled_answer_opens_the_case_again_and_it_may_ring_again():
    clock = told(
        ("RequestReceived", "2025-03-03"),
        ("RequestAnswered", "2025-03-24"),
        ("RequestReopened", "2025-06-05"),
    )
    assert (clock.stopped_on, clock.due_on) == (None, date(2025, 7, 3))
    assert told(("RequestAnswered", "2025-06-20")).stopped_on == date(2025, 6, 20)


def test_a_case_keeps_the_version_of_the_day_it_began_as_corrected():
    clock = told(("RequestReceived", "2019-05-14"))
    assert (clock.rule_version, clock.due_on) == ("2008", date(2019, 6, 4))
    happened("DeadlineExtended", "2019-05-20", days=15)
    assert Clock.objects.get().due_on == date(2019, 6, 26)
    clock = told(("ReceiptCorrected", "2019-05-15"))
    assert clock.rule_version == "2019"
    assert clock.started_on == date(2019, 5, 15)


def test_before_the_law_knew_a_limit_there_is_no_clock():
    happened("RequestReceived", "2007-05-08")
    assert not Clock.objects.exists()
    assert reading_of(CASE, "foi.reply") is None
    assert told(("ReceiptCorrected", "2008-05-08")).rule_version == "2008"
    happened("ReceiptCorrected", "2007-05-08")
    assert not Clock.objects.exists()


@pytest.mark.parametrize(
    ("name", "on", "sentence"),
    [
        ("RequestAnswered", "2025-09-18", "“答复”（2025年9月18日）早于“收到申请”"),
        ("ThirdPartyReplied", "2025-09-25", "之前没有“征求第三方意见”的记录"),
        ("RequestReceived", "2025-09-20", "起算日有2025年9月19日、2025年9月20日几个"),
        ("ReceiptCorrected", "2025-10-20", "“延期”（2025年10月15日）早于“收到申请”"),
    ],
)
def test_a_fact_that_contradicts_the_case_is_refused_and_leaves_nothing(
    name: str, on: str, sentence: str
):
    told(("RequestReceived", "2025-09-19"), ("DeadlineExtended", "2025-10-15", 5))
    before = (Entry.objects.count(), Clock.objects.values().get())
    with pytest.raises(Refused) as refused:
        happened(name, on)
    assert sentence in "".join(refused.value.reasons)
    assert (Entry.objects.count(), Clock.objects.values().get()) == before


def test_a_case_that_could_not_be_read_before_refuses_nothing_more_and_may_be_mended(monkeypatch):
    told(("RequestReceived", "2025-09-19"))
    with monkeypatch.context() as patched:  # a contradiction from before clocks were kept
        patched.setattr("gongkai.journal.recording._at_once", [])
        happened("RequestReceived", "2025-09-22")
    clock = told(("DeadlineExtended", "2025-10-15", 5))
    assert "起算日有2025年9月19日、2025年9月22日几个" in clock.trouble
    clock = told(("ReceiptCorrected", "2025-09-22"))
    assert (clock.trouble, clock.started_on) == ("", date(2025, 9, 22))


def test_a_withdrawal_before_receipt_was_confirmed_is_no_contradiction():
    happened("RequestWithdrawn", "2025-09-18")
    assert not Clock.objects.exists()


def test_the_legal_day_counts_and_not_the_day_of_typing():
    @operation
    def receive_late_at_night() -> None:
        record(ConcernArose(datetime(2025, 9, 19, 16, 30, tzinfo=UTC)), about="concern:1",
               actor=SYSTEM, on=date(2025, 9, 20))  # fmt: skip

    receive_late_at_night()  # 00:30 on the 20th in China
    clock = Clock.objects.get()
    assert clock.started_on == date(2025, 9, 20)
    assert timezone.localtime(clock.due_at).isoformat() == "2025-09-22T00:30:00+08:00"


def test_hours_without_a_moment_on_an_earlier_day_are_refused():
    with pytest.raises(Refused, match="按小时计算"):
        happened("ConcernArose", "2025-09-19", about="concern:2")


def test_the_explanation_adds_up_whatever_happened():
    told(
        ("RequestReceived", "2025-09-19"),
        ("ThirdPartyAsked", "2025-09-22"),
        ("ThirdPartyReplied", "2025-10-09"),
        ("DeadlineExtended", "2025-10-20", 10),
    )
    reading = reading_of(CASE, "foi.reply")
    lines = explain(reading)
    assert sum(line.counts for line in lines) == 30
    assert lines[-1].on == reading.due_on == Clock.objects.get().due_on


def test_a_case_that_changes_hands_takes_its_clocks_along(cases, office):
    second = make_unit(office.body, "预算科")
    told(("RequestReceived", "2025-09-19"))
    happened("ThirdPartyLetterReceived", "2025-09-20", about=THIRD)
    cases[CASE] = second
    assert {clock.unit for clock in Clock.objects.all()} == {office}
    happened("DeskChanged", "2025-09-22")
    assert {clock.unit for clock in Clock.objects.all()} == {second}
