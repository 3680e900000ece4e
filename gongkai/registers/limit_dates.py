"""The days that follow from a limit: when something must be public, and when it is due again.

Plain functions of the parts, the facts and the calendar; nothing is stored. Terms are counted
after 民法典 第二百零一条 and 第二百零三条: the first day is not counted, and an end on a day off
moves to the next working day. A day set by its date (每年1月31日前) stays where it is.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.kernel.calendar import Calendar, CalendarError
from gongkai.kernel.dates import chinese_date
from gongkai.registers.limit_wordings import LimitPart
from gongkai.registers.limits import explain

# 及时公开 names no number of days; 条例 第二十六条 does, so that is when a reminder is fair.
PROMPT_WORKDAYS = 20

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True)
class LimitDue:
    """A day that follows from one part. `hard` is False where the part names no number of days.

    `provisional`: counted over days whose calendar is not yet announced.
    """

    on: date
    provisional: bool
    part: LimitPart
    why: str
    hard: bool = True


def next_due(
    parts: Sequence[LimitPart],
    *,
    last_released_on: date | None,
    formed_on: date | None,
    calendar: Calendar,
    today: date,
    events: Mapping[str, date] | None = None,
) -> LimitDue | None:
    """The next day on which the duty asks for a release; None when nothing more is asked.

    Frequencies (every, annual) are due again after the last release; with none yet, in the period
    of `formed_on` (the day the duty began, or the information was formed), else of today. Terms
    (within) are due once, counted from `formed_on`, or from the day in `events` for their trigger,
    and met by a release on or after that day. Rules for a special case (其中…) are left out: the
    case is not known here; `dues` names them. The earliest hard one, or else a reminder.
    """
    found = [
        due
        for part in parts
        if "condition" not in part
        for due in _next_of(part, last_released_on, formed_on, calendar, today, events or {})
    ]
    return min(found, key=lambda due: (not due.hard, due.on), default=None)


def dues(
    parts: Sequence[LimitPart],
    *,
    formed_on: date,
    calendar: Calendar,
    events: Mapping[str, date] | None = None,
) -> list[LimitDue]:
    """All days that follow from the terms once information is formed, special cases included."""
    return [due for part in parts for due in _term_due(part, formed_on, calendar, events or {})]


def _next_of(
    part: LimitPart,
    last: date | None,
    formed_on: date | None,
    calendar: Calendar,
    today: date,
    events: Mapping[str, date],
) -> Iterator[LimitDue]:
    if part["kind"] == "every":
        yield from _every(part, last, formed_on or today, calendar)
    elif part["kind"] == "annual":
        yield _annual(part, last, formed_on or today)
    elif formed_on is not None or events:
        start = events.get(part.get("trigger", ""), formed_on)
        if start is not None and (last is None or last < start):
            yield from _term_due(part, start, calendar, events)


def _every(
    part: LimitPart, last: date | None, since: date, calendar: Calendar
) -> Iterator[LimitDue]:
    """Once in each calendar period: by the end of the period after the one last released in.

    “每季度” is met by any day of the quarter; counting three months from the last release would
    call an early release late the next time.
    """
    if "times" in part:
        return  # an interval that no fixed period expresses; it carries a doubt
    if last is None:
        end = _period_end(since, part, periods=0)
        why = f"尚未公开，所在周期到{chinese_date(end)}为止"
    else:
        end = _period_end(last, part, periods=1)
        why = f"上次公开于{chinese_date(last)}，下一周期到{chinese_date(end)}为止"
    yield LimitDue(end, calendar.is_provisional(end), part, f"{explain([part])}：{why}")


def _period_end(day: date, part: LimitPart, *, periods: int) -> date:
    """The last day of the calendar period `periods` after the one that the day lies in."""
    n, unit = part["n"], part["unit"]
    if unit == "d":
        return day + timedelta(days=n * periods)
    if unit == "week":
        sunday = day + timedelta(days=6 - day.weekday())
        return sunday + timedelta(weeks=n * periods + (n - 1 if not periods else 0))
    length = n * _MONTHS[unit]
    # Periods are counted from January: quarters and half years are those of the calendar.
    month = day.year * 12 + day.month - 1
    first_after = month - (day.month - 1) % length + length * (periods + 1)
    return date(first_after // 12, first_after % 12 + 1, 1) - timedelta(days=1)


def _annual(part: LimitPart, last: date | None, since: date) -> LimitDue:
    """The day of the year that comes next, the one of the last release's own year being met."""
    month, day = (int(one) for one in part["by"].split("-"))
    if last is None:
        on = _in_year(since.year, month, day)
        on = on if on >= since else _in_year(since.year + 1, month, day)
        why = "尚未公开"
    else:
        # A release at any time of the year is that year's: early is kept, and not asked again.
        on = _in_year(last.year + 1, month, day)
        why = f"上次公开于{chinese_date(last)}"
    return LimitDue(on, False, part, f"{explain([part])}：{why}，下一次为{chinese_date(on)}")


def _in_year(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))  # 29 February


def _term_due(
    part: LimitPart, formed_on: date, calendar: Calendar, events: Mapping[str, date]
) -> Iterator[LimitDue]:
    trigger = part.get("trigger", "")
    if part["kind"] == "prompt":
        due = calendar.add_workdays(formed_on, PROMPT_WORKDAYS)
        why = f"{explain([part])}：自{chinese_date(formed_on)}起"
        yield LimitDue(due.on, due.provisional, part, why, hard=False)
    elif part["kind"] == "before" and trigger in events and "n" in part:
        yield from _counted(part, events[trigger], calendar, "办理日")
    elif part["kind"] == "within" and trigger != "request_received":
        if trigger in events or trigger == "formed":
            yield from _counted(part, events.get(trigger, formed_on), calendar, "起算日")
        else:
            # The event itself is not known: what it forms is the information, so its day stands in.
            yield from _counted(part, formed_on, calendar, "以信息形成日期为起算日")


def _counted(part: LimitPart, start: date, calendar: Calendar, label: str) -> Iterator[LimitDue]:
    try:
        on, provisional = _count(start, part, calendar)
    except (OverflowError, CalendarError):
        return  # a slip such as 20000个工作日; the duty page shows the limit as it was understood
    why = f"{explain([part])}：{label}{chinese_date(start)}"
    yield LimitDue(on, provisional, part, why)


def _count(start: date, part: LimitPart, calendar: Calendar) -> tuple[date, bool]:
    n, unit = part["n"], part["unit"]
    sign = -1 if part["kind"] == "before" else 1
    if unit == "wd":
        due = calendar.add_workdays(start, sign * n)
        return due.on, due.provisional
    end = _natural_end(start, sign * n, unit)
    if sign < 0:
        return end, False
    due = calendar.add_workdays(end, 0)
    return due.on, due.provisional


def _natural_end(start: date, n: int, unit: str) -> date:
    if unit == "h":
        return start + timedelta(days=-(-n // 24))
    if unit in ("d", "week"):
        return start + timedelta(days=n * (7 if unit == "week" else 1))
    return _months_later(start, n * _MONTHS[unit])


def _months_later(start: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(years, month + 1, min(start.day, monthrange(years, month + 1)[1]))
