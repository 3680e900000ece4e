"""After every fact the table says what the clock says."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.clocks.models import Clock
from gongkai.clocks.queries import clocks_of, reading_of
from gongkai.clocks.tests.cast import CASE, THIRD, happened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cases")]


def the_clock(about: str = CASE) -> Clock:
    return Clock.objects.get(about=about)


def test_receipt_starts_the_clock_of_the_unit_that_answers(office):
    happened("RequestReceived", "2025-09-19")
    clock = the_clock()
    assert clock.due_on == date(2025, 10, 23)  # 9月28日、10月11日调休上班，10月1日至8日放假
    assert (clock.rule, clock.rule_version, clock.started_on) == (
        "foi.reply", "2019", date(2025, 9, 19)
    )  # fmt: skip
    assert (clock.unit, clock.body) == (office, office.body)
    assert reading_of(CASE, "foi.reply").due_on == clock.due_on
    assert [one.rule for one in clocks_of(CASE)] == ["foi.reply"]


def test_things_that_nobody_announced_have_no_clock():
    happened("RequestReceived", "2025-09-19", about="elsewhere:1")
    assert not Clock.objects.exists()
    assert reading_of("elsewhere:2", "foi.reply") is None


def test_asking_pauses_and_the_reply_about_the_third_party_resumes():
    happened("RequestReceived", "2025-03-03")
    happened("ThirdPartyAsked", "2025-03-05", about=THIRD)
    clock = the_clock()
    assert (clock.due_on, clock.paused_since, clock.paused_for, clock.remaining) == (
        None, date(2025, 3, 5), "征求第三方意见", 18
    )  # fmt: skip
    happened("ThirdPartyReplied", "2025-03-12", about=THIRD)
    clock = the_clock()
    assert clock.paused_since is None
    assert clock.due_on == date(2025, 4, 8)  # 3月31日往后5个工作日，清明节4月4日放假


def test_a_third_party_has_a_clock_of_its_own_which_its_letter_starts():
    happened("RequestReceived", "2025-03-03")
    happened("ThirdPartyLetterReceived", "2025-03-06", about=THIRD)
    assert the_clock(THIRD).rule == "foi.third_party"
    assert the_clock(THIRD).due_on == date(2025, 3, 27)
    assert {one.about for one in clocks_of(CASE, with_parts=True)} == {CASE, THIRD}
    assert [one.about for one in clocks_of(CASE)] == [CASE]
    happened("ThirdPartyAsked", "2025-03-05", about=THIRD)
    happened("ThirdPartyReplied", "2025-03-10", about=THIRD)
    assert the_clock(THIRD).stopped_on == date(2025, 3, 10)
