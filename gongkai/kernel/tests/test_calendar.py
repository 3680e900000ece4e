"""Which days are working days, why, and when terms end."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.calendar import (
    Calendar,
    CalendarError,
    Due,
    Holiday,
    YearTable,
    builtin_calendar,
)

CALENDAR = builtin_calendar()
ANY_DAY = st.dates(date(2010, 1, 1), date(2032, 12, 31))
KNOWN_DAY = st.dates(CALENDAR.known_from, CALENDAR.horizon)


def every_known_day() -> list[date]:
    span = (CALENDAR.horizon - CALENDAR.known_from).days
    return [CALENDAR.known_from + timedelta(days=n) for n in range(span + 1)]


def test_the_years_2015_to_2026_are_known() -> None:
    assert CALENDAR.known_from == date(2015, 1, 1)
    assert CALENDAR.horizon == date(2026, 12, 31)
    assert len(every_known_day()) == 4383


def test_every_known_day_agrees_with_chinesecalendar() -> None:
    differing = [
        day
        for day in every_known_day()
        if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)
    ]
    assert differing == []


def test_every_known_day_agrees_with_the_holidays_package() -> None:
    china = holidays.country_holidays("CN", years=range(2015, 2027))
    differing = [
        day for day in every_known_day() if CALENDAR.is_workday(day) != china.is_working_day(day)
    ]
    assert differing == []


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        # 国办发明电〔2018〕15号: the Saturday and Sunday before the Spring Festival of 2019
        (date(2019, 2, 2), True, "周六，春节调休，上班"),
        (date(2019, 2, 3), True, "周日，春节调休，上班"),
        (date(2018, 12, 31), False, "12月31日，元旦放假"),
        # 国办发明电〔2019〕3号: Labour Day became four days
        (date(2019, 4, 28), True, "周日，劳动节调休，上班"),
        (date(2019, 5, 2), False, "5月2日，劳动节放假"),
        (date(2019, 5, 3), False, "5月3日，劳动节放假"),
        (date(2019, 5, 5), True, "周日，劳动节调休，上班"),
        # 国办发明电〔2020〕1号: Spring Festival to 2 February, so the Saturday is not worked
        (date(2020, 1, 31), False, "1月31日，春节放假"),
        (date(2020, 2, 1), False, "2月1日，春节放假"),
        (date(2020, 2, 3), True, "周一，工作日"),
        # 国发明电〔2015〕1号
        (date(2015, 9, 4), False, "9月4日，中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日放假"),
        # 国办发明电〔2023〕7号 encourages rest on New Year's Eve, and does not give it off
        (date(2024, 2, 9), True, "周五，工作日"),
        (date(2025, 10, 6), False, "10月6日，国庆节、中秋节放假"),
        (date(2025, 9, 28), True, "周日，国庆节、中秋节调休，上班"),
        (date(2026, 10, 1), False, "10月1日，国庆节放假"),
        (date(2026, 5, 16), False, "周六休息"),
        (date(2026, 5, 13), True, "周三，工作日"),
    ],
)
def test_a_day_says_whether_it_is_worked_and_why(day: date, works: bool, why: str) -> None:
    assert CALENDAR.is_workday(day) is works
    assert CALENDAR.why(day) == why
    assert not CALENDAR.is_provisional(day)


def test_2027_is_provisional_until_its_notice_is_loaded() -> None:
    assert CALENDAR.is_provisional(date(2027, 1, 1))
    assert CALENDAR.is_workday(date(2027, 1, 1))  # a Friday: a guess, and it says so
    assert (
        CALENDAR.why(date(2027, 1, 1)) == "周五，工作日（2027年放假安排未载入，暂按周末休息推算）"
    )
    assert CALENDAR.why(date(2027, 1, 2)) == "周六休息（2027年放假安排未载入，暂按周末休息推算）"
    assert CALENDAR.add_workdays(date(2026, 12, 31), 1) == Due(date(2027, 1, 1), True)


def test_loading_the_missing_notice_moves_the_provisional_day() -> None:
    new_year = Holiday("元旦", (date(2027, 1, 1),))
    table = YearTable(2027, "国办发明电〔2026〕9号", False, (new_year,))
    later = Calendar.from_years([*CALENDAR.years, table])
    assert later.add_workdays(date(2026, 12, 31), 1) == Due(date(2027, 1, 4), False)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        # Received on Friday: Saturday would be the first day, Monday is the first working day.
        (date(2026, 5, 15), 1, date(2026, 5, 18)),
        # Twenty working days over National Day 2025: 28 September and 11 October worked.
        (date(2025, 9, 19), 20, date(2025, 10, 23)),
        (date(2019, 4, 26), 1, date(2019, 4, 28)),
        (date(2020, 1, 23), 1, date(2020, 2, 3)),
    ],
)
def test_民法典第二百零一条_the_first_day_is_not_counted(start: date, n: int, due: date) -> None:
    assert CALENDAR.add_workdays(start, n) == Due(due, False)


def test_民法典第二百零三条_an_end_on_a_day_off_moves_to_the_next_working_day() -> None:
    assert CALENDAR.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)
    assert CALENDAR.next_workday(date(2026, 10, 10)) == date(2026, 10, 10)  # Saturday, worked
    assert CALENDAR.add_workdays(date(2026, 10, 3), 0) == Due(date(2026, 10, 8), False)


def test_a_term_can_be_counted_back_from_a_hearing() -> None:
    assert CALENDAR.add_workdays(date(2026, 10, 12), -1) == Due(date(2026, 10, 10), False)
    assert CALENDAR.add_workdays(date(2026, 10, 12), -4) == Due(date(2026, 9, 30), False)


def test_the_count_is_explained_day_by_day() -> None:
    lines = CALENDAR.days(date(2026, 9, 18), date(2026, 9, 22))
    assert [(line.on.day, line.counts, line.n, line.why) for line in lines] == [
        (18, False, 0, "开始的当日不计入（民法典第二百零一条）"),
        (19, False, 0, "周六休息"),
        (20, True, 1, "周日，国庆节调休，上班"),
        (21, True, 2, "周一，工作日"),
        (22, True, 3, "周二，工作日"),
    ]
    assert CALENDAR.days(date(2026, 9, 18), date(2026, 9, 17)) == []


def test_days_before_the_first_known_year_are_guesses_too() -> None:
    assert CALENDAR.is_provisional(date(2014, 12, 31))
    assert CALENDAR.add_workdays(date(2014, 12, 30), 1).provisional
    assert not CALENDAR.add_workdays(date(2014, 12, 31), 1).provisional
    assert CALENDAR.add_workdays(date(2014, 12, 31), 0).provisional


@pytest.mark.parametrize("n", [10**7, -(10**7), 10**30])
def test_a_term_beyond_all_calendars_is_refused_in_words(n: int) -> None:
    with pytest.raises(CalendarError, match="请检查天数是否写错"):
        CALENDAR.add_workdays(date(2026, 5, 8), n)


def test_no_year_a_missing_year_and_a_doubled_year_are_refused() -> None:
    by_year = {table.year: table for table in CALENDAR.years}
    with pytest.raises(CalendarError, match="没有载入任何一年"):
        Calendar.from_years([])
    with pytest.raises(CalendarError, match="缺少2016年的放假安排"):
        Calendar.from_years([by_year[2015], by_year[2017]])
    with pytest.raises(CalendarError, match="2015年的放假安排有两份"):
        Calendar.from_years([by_year[2015], by_year[2015]])


def test_the_order_of_the_tables_does_not_matter() -> None:
    assert Calendar.from_years(reversed(CALENDAR.years)) == CALENDAR


@given(ANY_DAY, st.integers(1, 400))
def test_counting_is_the_inverse_of_adding(start: date, n: int) -> None:
    due = CALENDAR.add_workdays(start, n)
    assert CALENDAR.is_workday(due.on)
    assert CALENDAR.workdays_between(start, due.on) == n


@given(ANY_DAY, st.integers(1, 400))
def test_counting_back_returns_to_the_same_working_day(start: date, n: int) -> None:
    first = CALENDAR.next_workday(start)
    due = CALENDAR.add_workdays(first, n).on
    assert CALENDAR.add_workdays(due, -n).on == first


@given(ANY_DAY, st.integers(1, 300))
def test_a_longer_term_ends_later(start: date, n: int) -> None:
    assert CALENDAR.add_workdays(start, n).on < CALENDAR.add_workdays(start, n + 1).on


@given(ANY_DAY, ANY_DAY, st.integers(0, 60))
def test_a_later_beginning_never_ends_earlier(a: date, b: date, n: int) -> None:
    early, late = sorted((a, b))
    assert CALENDAR.add_workdays(early, n).on <= CALENDAR.add_workdays(late, n).on


@given(ANY_DAY, st.integers(0, 60))
def test_adding_agrees_with_walking_day_by_day(start: date, n: int) -> None:
    day, counted, guessed = start, 0, False
    while counted < n or (n == 0 and not CALENDAR.is_workday(day)):
        day += timedelta(days=1)
        counted += CALENDAR.is_workday(day)
        guessed |= CALENDAR.is_provisional(day)
    guessed |= n == 0 and CALENDAR.is_provisional(start)
    assert CALENDAR.add_workdays(start, n) == Due(day, guessed)


@given(ANY_DAY, ANY_DAY)
def test_counting_agrees_with_the_explanation(a: date, b: date) -> None:
    early, late = sorted((a, b))
    assert CALENDAR.workdays_between(early, late) == CALENDAR.days(early, late)[-1].n
    assert CALENDAR.workdays_between(late, early) == -CALENDAR.workdays_between(early, late)


@given(KNOWN_DAY)
def test_known_days_are_never_provisional(day: date) -> None:
    assert not CALENDAR.is_provisional(day)
    assert "未载入" not in CALENDAR.why(day)
