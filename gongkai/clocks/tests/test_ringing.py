"""A deadline rings once when it is near, once when it has passed, and never for what was done."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.utils import timezone

from gongkai.clocks import ringing
from gongkai.clocks.models import Clock
from gongkai.clocks.ringing import Moment, sweep
from gongkai.clocks.tests.cast import CASE, THIRD, ConcernArose, happened, recorded
from gongkai.journal.actors import SYSTEM
from gongkai.journal.chores import CHORES
from gongkai.journal.recording import operation, record
from gongkai.kernel.calendar import builtin_calendar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cases")]


def moment(text: str) -> Moment:
    """A day, at noon in China; or a moment with its offset."""
    at = datetime.fromisoformat(text if "T" in text else f"{text}T12:00+08:00")
    return Moment(at, timezone.localdate(at), builtin_calendar())


def rung() -> list[tuple[str, str]]:
    """What rang, each with its due date."""
    return [
        (name, data["due_on"])
        for name in ("DeadlineNear", "DeadlinePassed")
        for data in recorded(name)
    ]


def test_near_rings_three_working_days_before_and_only_once():
    happened("RequestReceived", "2025-09-19")  # due on Thursday 23 October
    assert sweep(moment("2025-10-17")) == 0  # Friday, four working days before
    assert sweep(moment("2025-10-20")) == 1
    assert sweep(moment("2025-10-20")) == 0
    assert sweep(moment("2025-10-23")) == 0  # the last day is not late
    assert rung() == [("DeadlineNear", "2025-10-23")]
    entry = recorded("DeadlineNear", CASE)
    assert entry == [{"rule": "foi.reply", "due_on": "2025-10-23"}]


def test_near_counts_working_days_a_worked_sunday_too():
    happened("RequestReceived", "2025-09-01")  # due on Sunday 28 September, which is worked
    assert Clock.objects.get().due_on == date(2025, 9, 28)
    assert sweep(moment("2025-09-23")) == 0
    assert sweep(moment("2025-09-24")) == 1


def test_passed_rings_on_the_day_after_the_last():
    happened("RequestReceived", "2025-09-19")
    sweep(moment("2025-10-20"))
    assert sweep(moment("2025-10-24")) == 1
    assert sweep(moment("2025-10-27")) == 0
    assert rung() == [("DeadlineNear", "2025-10-23"), ("DeadlinePassed", "2025-10-23")]


def test_after_a_week_of_standing_still_what_has_passed_rings_once():
    happened("RequestReceived", "2025-09-19")
    assert sweep(moment("2025-10-31")) == 1
    assert sweep(moment("2025-10-31")) == 0
    assert rung() == [("DeadlinePassed", "2025-10-23")]


def test_the_day_is_chinas_when_the_servers_clock_is_in_utc():
    happened("RequestReceived", "2025-09-19")
    sweep(moment("2025-10-20"))
    assert sweep(moment("2025-10-23T15:59+00:00")) == 0  # 23:59 in China
    assert sweep(moment("2025-10-23T16:00+00:00")) == 1  # midnight in China


def test_what_is_answered_or_paused_does_not_ring():
    happened("RequestReceived", "2025-09-19")
    happened("RequestReceived", "2025-09-19", about="case:2025-00018")
    happened("ThirdPartyAsked", "2025-09-22", about="case:2025-00018")
    happened("RequestAnswered", "2025-10-10")
    assert sweep(moment("2025-12-01")) == 0


def test_an_extended_deadline_rings_anew_for_its_new_date():
    happened("RequestReceived", "2025-09-19")
    sweep(moment("2025-10-21"))
    happened("DeadlineExtended", "2025-10-22", days=10)  # to 6 November
    assert sweep(moment("2025-10-24")) == 0
    assert sweep(moment("2025-11-04")) == 1
    assert sweep(moment("2025-11-07")) == 1
    assert rung() == [
        ("DeadlineNear", "2025-10-23"),
        ("DeadlineNear", "2025-11-06"),
        ("DeadlinePassed", "2025-11-06"),
    ]


def test_国办发2016年61号_hours_ring_by_the_moment():
    @operation
    def arise() -> None:
        at = datetime(2025, 9, 19, 6, 30, tzinfo=UTC)  # 14:30 in China
        record(ConcernArose(at), about="concern:1", actor=SYSTEM, on=date(2025, 9, 19))

    arise()
    assert timezone.localtime(Clock.objects.get().due_at).isoformat() == "2025-09-21T14:30:00+08:00"
    assert sweep(moment("2025-09-21T13:00+08:00")) == 0
    assert sweep(moment("2025-09-21T13:30+08:00")) == 1
    assert sweep(moment("2025-09-21T14:30+08:00")) == 0
    assert sweep(moment("2025-09-21T14:31+08:00")) == 1
    assert [name for name, _ in rung()] == ["DeadlineNear", "DeadlinePassed"]


def test_the_row_is_never_believed_it_is_read_again_before_it_rings():
    happened("RequestReceived", "2025-09-19")
    Clock.objects.update(due_on=date(2025, 9, 25))  # a row that says something else
    assert sweep(moment("2025-09-25")) == 0
    assert Clock.objects.get().due_on == date(2025, 10, 23)
    assert rung() == []


def test_one_broken_record_is_put_aside_and_the_others_ring(caplog):
    happened("RequestReceived", "2025-09-18")
    happened("RequestReceived", "2025-09-19", about="case:2025-00018")
    broken = Clock.objects.get(about=CASE)
    Clock.objects.filter(pk=broken.pk).update(about="case:2025-99999")  # nothing in the journal
    assert sweep(moment("2025-11-03")) == 1
    assert recorded("DeadlinePassed", "case:2025-00018")
    broken.refresh_from_db()
    assert broken.trouble == "留痕中没有起算的记录。"
    assert "case:2025-99999" in caplog.text
    caplog.clear()
    assert sweep(moment("2025-11-03")) == 0
    assert caplog.text == "", "reported once an hour, not every minute"


def test_mistakes_of_the_program_are_put_aside_too(monkeypatch):
    happened("RequestReceived", "2025-09-19")

    def stumble(*_: object) -> None:
        raise RuntimeError("申请人张三")

    monkeypatch.setattr(ringing, "read_facts", stumble)
    assert sweep(moment("2025-11-03")) == 0
    assert Clock.objects.get().trouble == "程序出错（RuntimeError），请联系技术支持。"


def test_a_third_party_that_is_late_rings_about_itself():
    happened("RequestReceived", "2025-03-03")
    happened("ThirdPartyLetterReceived", "2025-03-06", about=THIRD)
    sweep(moment("2025-03-28"))
    assert recorded("DeadlinePassed", THIRD) == [
        {"rule": "foi.third_party", "due_on": "2025-03-27"}
    ]


def test_the_worker_rings_every_minute():
    happened("RequestReceived", "2025-09-19")
    assert CHORES["clocks.ring"].every.total_seconds() == 60
    CHORES["clocks.ring"].do()
    assert rung() == [("DeadlinePassed", "2025-10-23")]


@pytest.mark.django_db(transaction=True)
def test_of_several_sweepers_only_one_rings():
    for number in range(12):
        happened("RequestReceived", "2025-09-19", about=f"case:2025-{number:05d}")
    start = threading.Barrier(3)
    counts: list[int] = []

    def work() -> None:
        try:
            start.wait()
            counts.append(sweep(moment("2025-10-24")))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (len(counts), sum(counts)) == (3, 12)
    assert len(recorded("DeadlinePassed")) == 12
