"""What operators are told of the clocks: those that cannot be read, and what has not rung."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.clocks.models import Clock
from gongkai.clocks.queries import health
from gongkai.clocks.ringing import Moment, sweep
from gongkai.clocks.tests.cast import CASE, happened
from gongkai.config.checking import check_everything
from gongkai.journal.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cases")]


def break_its_record() -> None:
    """A reply without a question, written past the operations that would refuse it."""
    first = Entry.objects.get(about=CASE)
    copied = {"actor": first.actor, "at": first.at, "data": {}, "about": CASE}
    Entry.objects.create(name="ThirdPartyReplied", on=first.on, **copied)
    sweep(Moment.now())


def test_a_clock_that_cannot_be_read_is_named_with_its_reason():
    happened("RequestReceived", "2025-09-19")
    assert health().unreadable_count == 0
    break_its_record()
    found = health()
    assert (found.running, found.unreadable_count, found.backlog) == (1, 1, 0)
    assert str(found.unreadable[0]).startswith(f"{CASE} “答复政府信息公开申请”的期限无法推算：")
    assert "之前没有“征求第三方意见”的记录" in found.unreadable[0].why
    report = check_everything()
    assert report.clocks == [str(found.unreadable[0])]
    assert not report.good and report.clocks[0] in report.as_text()
    assert report.as_json()["clocks"] == report.clocks


def test_the_backlog_is_what_should_have_rung_and_did_not():
    happened("RequestReceived", "2025-09-19")
    assert health().backlog == 1
    assert check_everything().clocks == [
        "有 1 条期限早该提醒而没有提醒；后台（gongkai work）是否在运行？"
    ]
    assert sweep(Moment.now()) == 1
    assert health().backlog == 0
    assert check_everything().clocks == []


def test_what_became_due_within_the_hour_is_no_complaint_yet():
    happened("RequestReceived", "2025-09-19")
    Clock.objects.update(due_on=timezone.localdate(), near_rung_for=timezone.localdate())
    assert health().backlog == 0  # near has rung, and today is not late
    Clock.objects.update(near_rung_for=None)
    assert health().backlog == 1
    assert health(late_by=timedelta(days=30)).backlog == 0
