"""The calendar changes while clocks run: what moves is moved, recorded, and can be listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.clocks.models import Clock
from gongkai.clocks.moving import read_running_clocks_again
from gongkai.clocks.queries import loadings, moved_by
from gongkai.clocks.ringing import Moment, sweep
from gongkai.clocks.tests.cast import CASE, happened, recorded
from gongkai.journal.actors import SYSTEM
from gongkai.journal.chores import CHORES
from gongkai.journal.models import Entry
from gongkai.journal.testing import catch_up
from gongkai.kernel.calendar import Holiday, YearTable, builtin_calendar
from gongkai.reference.operations import load_calendar_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cases")]


def year_2027(*days_off: str) -> YearTable:
    """A notice for 2027 as it might read: New Year's Day, and more if wanted."""
    days = tuple(date.fromisoformat(day) for day in ("2027-01-01", *days_off))
    return YearTable(2027, "国办发明电〔2026〕9号", False, (Holiday("元旦", days),))


def loaded(table: YearTable) -> Entry:
    """Load a year, let the worker catch up; the entry of the loading."""
    load_calendar_year(table, actor=SYSTEM)
    catch_up()
    return Entry.objects.filter(name="CalendarYearLoaded").latest("id")


def due() -> tuple[date | None, bool]:
    clock = Clock.objects.get(about=CASE)
    return clock.due_on, clock.provisional


def test_a_date_beyond_the_known_years_is_provisional_until_the_notice_is_loaded():
    happened("RequestReceived", "2026-12-14")
    happened("RequestReceived", "2026-11-02", about="case:2026-00018")  # due within 2026
    assert due() == (date(2027, 1, 11), True)
    loading = loaded(year_2027())
    assert due() == (date(2027, 1, 12), False)
    moved = {
        "rule": "foi.reply", "before": "2027-01-11", "after": "2027-01-12",
        "provisional": False, "because": loading.pk,
    }  # fmt: skip
    assert recorded("DeadlineMoved") == [moved]
    assert [one.about for one in moved_by(loading)] == [CASE]
    assert [one.moved for one in loadings()] == [1]


def test_reading_the_same_loading_twice_moves_nothing_twice():
    happened("RequestReceived", "2026-12-14")
    loaded(year_2027())
    read_running_clocks_again([])
    assert len(recorded("DeadlineMoved")) == 1


def test_国办发明电2020年1号_a_holiday_lengthened_in_mid_term_moves_what_was_running():
    """First 24 to 30 January were off, and 19 January and 1 February worked for them."""
    amended = next(one for one in builtin_calendar().years if one.year == 2020)
    days = tuple(date(2020, 1, day) for day in range(24, 31))
    spring = Holiday("春节", days, (date(2020, 1, 19), date(2020, 2, 1)))
    holidays = tuple(spring if one.name == "春节" else one for one in amended.holidays)
    loaded(replace(amended, amended_by=(), holidays=holidays))
    happened("RequestReceived", "2020-01-15")
    assert due() == (date(2020, 2, 17), False)
    loading = loaded(amended)
    assert due() == (date(2020, 2, 19), False)
    assert [one.data["after"] for one in moved_by(loading)] == ["2020-02-19"]
    assert [(one.amended, one.moved) for one in loadings()] == [(True, 1), (False, 0)]


def test_a_fact_that_overtakes_the_follower_still_leaves_the_move_on_record():
    happened("RequestReceived", "2026-12-14")
    load_calendar_year(year_2027(), actor=SYSTEM)
    happened("DeadlineExtended", "2026-12-21", days=5)  # before the worker read the loading
    assert [(one["before"], one["after"]) for one in recorded("DeadlineMoved")] == [
        ("2027-01-11", "2027-01-12")
    ]
    catch_up()
    assert due() == (date(2027, 1, 19), False)
    assert len(recorded("DeadlineMoved")) == 1


def test_the_bell_that_overtakes_the_follower_rings_for_the_right_date():
    happened("RequestReceived", "2026-12-14")
    load_calendar_year(year_2027(), actor=SYSTEM)
    now = Moment.now()
    assert sweep(Moment(now.at, date(2027, 1, 12), now.working)) == 1
    assert recorded("DeadlineNear")[0]["due_on"] == "2027-01-12"
    assert len(recorded("DeadlineMoved")) == 1


def test_what_was_read_by_an_older_calendar_all_the_same_is_read_again_by_the_bell():
    happened("RequestReceived", "2026-12-14")
    loaded(year_2027())
    # As a fact leaves it that was recorded at the very moment of the loading.
    Clock.objects.update(due_on=date(2027, 1, 11), provisional=True, calendar_at=None)
    CHORES["clocks.ring"].do()
    assert due() == (date(2027, 1, 12), False)


def test_a_paused_clock_is_moved_when_it_resumes_and_not_before():
    happened("RequestReceived", "2026-12-14")
    happened("ThirdPartyAsked", "2026-12-15")
    loaded(year_2027())
    assert recorded("DeadlineMoved") == []
    happened("ThirdPartyReplied", "2026-12-16")
    assert due() == (date(2027, 1, 13), False)


def test_what_is_answered_is_left_alone():
    happened("RequestReceived", "2026-12-14")
    happened("RequestAnswered", "2026-12-20")
    loaded(year_2027())
    assert recorded("DeadlineMoved") == []
    assert due() == (date(2027, 1, 11), True)


def test_a_moved_deadline_rings_anew():
    happened("RequestReceived", "2026-12-14")
    now = Moment.now()
    sweep(Moment(now.at, date(2027, 1, 8), now.working))
    loaded(year_2027("2027-01-04", "2027-01-05"))
    later = Moment.now()
    assert sweep(Moment(later.at, date(2027, 1, 8), later.working)) == 0
    assert sweep(Moment(later.at, date(2027, 1, 13), later.working)) == 1
    assert [one["due_on"] for one in recorded("DeadlineNear")] == ["2027-01-11", "2027-01-14"]
