"""Working days (工作日): which days count, why, and when a term of working days ends.

A working day is a weekday that the yearly notice of 国务院办公厅 does not give off, or a weekend
day that it orders to be worked (调休上班). Counting follows 民法典 第二百零一条 (the first day is
not counted) and 第二百零三条 (an end that falls on a day off moves to the next working day).
Outside the years for which a notice has been loaded the answer is a plain weekday guess and says
so.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple, Self

from gongkai.kernel.calendar_years import (
    CalendarError,
    Holiday,
    YearTable,
    load_year,
    read_year,
    reasons_against_year,
    weekday_name,
)

__all__ = [
    "Calendar",
    "CalendarDay",
    "CalendarError",
    "Due",
    "Holiday",
    "YearTable",
    "builtin_calendar",
    "load_year",
    "read_year",
    "reasons_against_year",
    "weekday_name",
]

BUILTIN_YEARS = Path(__file__).resolve().parents[1] / "rules" / "calendar"


class Due(NamedTuple):
    """The day on which a term ends; `provisional` when it was reached over days not yet known."""

    on: date
    provisional: bool


class CalendarDay(NamedTuple):
    """One line of a day-by-day explanation: the day, whether it counts, the count so far, why."""

    on: date
    counts: bool
    n: int
    why: str


@cache
def builtin_calendar() -> Calendar:
    """Return the calendar of all years shipped with the platform, built once a process."""
    return Calendar.from_years(load_year(path) for path in sorted(BUILTIN_YEARS.glob("*.toml")))


@dataclass(frozen=True)
class Calendar:
    """The days of a run of consecutive years, and counting over them and beyond them."""

    years: tuple[YearTable, ...]
    known_from: date = field(init=False)
    horizon: date = field(init=False)
    _off: dict[date, str] = field(init=False, repr=False, compare=False)
    _worked: dict[date, str] = field(init=False, repr=False, compare=False)
    # Ordinals of the first and the last known day; every known workday's ordinal in order; the
    # number of workdays from the first known day through each known day. Both lookups are then
    # one index, whatever the length of the term.
    _first: int = field(init=False, repr=False, compare=False)
    _last: int = field(init=False, repr=False, compare=False)
    _workdays: array[int] = field(init=False, repr=False, compare=False)
    _through: array[int] = field(init=False, repr=False, compare=False)
    _before: int = field(init=False, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<Calendar {self.known_from} to {self.horizon}>"

    @classmethod
    def from_years(cls, years: Iterable[YearTable]) -> Self:
        """Build from the tables of consecutive years, in any order.

        Raise `CalendarError` when there is none, a year is missing in between or comes twice, or
        a table contradicts itself.
        """
        tables = tuple(sorted(years, key=lambda table: table.year))
        reasons = _reasons_against_years(tables)
        if reasons:
            raise CalendarError(reasons)
        return cls(tables)

    def __post_init__(self) -> None:
        known_from = date(self.years[0].year, 1, 1)
        horizon = date(self.years[-1].year, 12, 31)
        holidays = [holiday for table in self.years for holiday in table.holidays]
        off = {day: holiday.name for holiday in holidays for day in holiday.days_off}
        worked = {day: holiday.name for holiday in holidays for day in holiday.makeup_days}
        first, last = known_from.toordinal(), horizon.toordinal()
        closed = {day.toordinal() for day in off}
        opened = {day.toordinal() for day in worked}
        counts = [
            ordinal in opened or (_is_weekday(ordinal) and ordinal not in closed)
            for ordinal in range(first, last + 1)
        ]
        for name, value in {
            "known_from": known_from,
            "horizon": horizon,
            "_off": off,
            "_worked": worked,
            "_first": first,
            "_last": last,
            "_workdays": array("l", (first + i for i, one in enumerate(counts) if one)),
            "_through": array("l", accumulate(counts)),
            "_before": _weekdays_through(first - 1),
        }.items():
            object.__setattr__(self, name, value)

    def is_workday(self, day: date) -> bool:
        """Say whether the day is a working day; outside the known years, whether a weekday."""
        if day in self._worked:
            return True
        return day.weekday() < 5 and day not in self._off

    def is_provisional(self, day: date) -> bool:
        """Say whether no yearly notice is loaded for this day, so that the answer may change."""
        return not self.known_from <= day <= self.horizon

    def why(self, day: date) -> str:
        """Say in plain Chinese why this day counts or does not, as people say it on the phone."""
        if day in self._worked:
            return f"{weekday_name(day)}，{self._worked[day]}调休，上班"
        if day in self._off:
            return f"{day.month}月{day.day}日，{self._off[day]}放假"
        plain = f"{weekday_name(day)}，工作日" if day.weekday() < 5 else f"{weekday_name(day)}休息"
        if self.is_provisional(day):
            return f"{plain}（{day.year}年放假安排未载入，暂按周末休息推算）"
        return plain

    def add_workdays(self, start: date, n: int) -> Due:
        """Return the day on which a term of `n` working days that begins on `start` ends.

        The first day is not counted (民法典 第二百零一条): received on Friday, one working day ends
        on Monday. With `n` = 0 the term ends on `start` itself, or on the next working day if that
        is off (第二百零三条). A negative `n` counts back, `start` not counted: the last day for
        what must be done seven working days before a hearing is `add_workdays(hearing, -7)`.
        Raise `CalendarError` when the end lies outside the years 1 to 9999.
        """
        ordinal = start.toordinal()
        if n > 0:
            end = self._nth(self._count_through(ordinal) + n)
        else:
            end = self._nth(self._count_through(ordinal - 1) + n + 1)
        counted_from, counted_to = (ordinal + 1, end) if n > 0 else (end, ordinal - 1)
        provisional = counted_from < self._first or max(counted_to, end) > self._last
        return Due(_date_from(end), provisional)

    def next_workday(self, day: date) -> date:
        """Return the day itself if it is a working day, else the first working day after it."""
        return self.add_workdays(day, 0).on

    def workdays_between(self, a: date, b: date) -> int:
        """Count the working days after `a` up to and including `b`; negative when `b` is earlier.

        So `workdays_between(start, add_workdays(start, n).on) == n` for every n ≥ 1.
        """
        return self._count_through(b.toordinal()) - self._count_through(a.toordinal())

    def days(self, start: date, until: date) -> list[CalendarDay]:
        """Explain the count day by day, from `start` (never counted) to `until` inclusive."""
        if until < start:
            return []
        lines = [CalendarDay(start, False, 0, "开始的当日不计入（民法典第二百零一条）")]
        n = 0
        for ordinal in range(start.toordinal() + 1, until.toordinal() + 1):
            day = date.fromordinal(ordinal)
            counts = self.is_workday(day)
            n += counts
            lines.append(CalendarDay(day, counts, n, self.why(day)))
        return lines

    def _count_through(self, ordinal: int) -> int:
        """Number of working days from the beginning of time through this day."""
        if ordinal < self._first:
            return _weekdays_through(ordinal)
        if ordinal <= self._last:
            return self._before + self._through[ordinal - self._first]
        after = _weekdays_through(ordinal) - _weekdays_through(self._last)
        return self._before + len(self._workdays) + after

    def _nth(self, k: int) -> int:
        """Ordinal of the k-th working day from the beginning of time: the inverse of the count."""
        if k <= self._before:
            return _nth_weekday(k)
        k -= self._before
        if k <= len(self._workdays):
            return self._workdays[k - 1]
        return _nth_weekday(k - len(self._workdays) + _weekdays_through(self._last))


def _reasons_against_years(tables: tuple[YearTable, ...]) -> list[str]:
    if not tables:
        return ["没有载入任何一年的放假安排，无法计算工作日，请先导入年度放假安排。"]
    reasons = [reason for table in tables for reason in reasons_against_year(table)]
    for earlier, later in pairwise(tables):
        if later.year == earlier.year:
            reasons.append(f"{later.year}年的放假安排有两份，请只保留一份。")
        for missing in range(earlier.year + 1, later.year):
            reasons.append(f"缺少{missing}年的放假安排，前后年份都有，请补上这一年。")
    return reasons


def _is_weekday(ordinal: int) -> bool:
    # Day 1 of the proleptic Gregorian calendar (0001-01-01) is a Monday.
    return 1 <= ordinal % 7 <= 5


def _weekdays_through(ordinal: int) -> int:
    """Number of Mondays to Fridays from day 1 through this day."""
    return 5 * (ordinal // 7) + min(ordinal % 7, 5)


def _nth_weekday(k: int) -> int:
    """Ordinal of the k-th Monday-to-Friday, counted from day 1."""
    weeks, rest = divmod(k - 1, 5)
    return 7 * weeks + rest + 1


def _date_from(ordinal: int) -> date:
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError) as error:
        reason = "算出的日期超出了可以表示的范围（公元1年至9999年），请检查天数是否写错。"
        raise CalendarError([reason]) from error
