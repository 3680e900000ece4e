"""When a length ends that begins on a day and leaves some days out.

民法典 第二百零一条 (the first day is not counted), 第二百零二条 (months end on the corresponding
day, or on the last of the month), 第二百零三条 (an end on a day off moves to the next working day).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from gongkai.kernel.calendar import Calendar
from gongkai.kernel.clock_rules import ClockError, Length, Rule, Unit

ONE_DAY = timedelta(days=1)
WORKDAYS = Unit.WORKDAYS  # reached once, and not in every reading


class Span(NamedTuple):
    """Days that are not counted: those after `after`, through `through`.

    `since` is the day of asking; an open span has no reply yet.
    """

    after: date
    through: date
    since: date
    name: str
    open: bool


class End(NamedTuple):
    """The last day of the length; none while a span is open, then with how much is left."""

    due_on: date | None
    provisional: bool
    open: Span | None = None
    remaining: int | None = None


def end_of(
    rule: Rule, length: Length, extra: int, start: date, spans: Sequence[Span], calendar: Calendar
) -> End:
    """Return when the length, and `extra` of its unit, ends; `spans` are merged and in order.

    Raise `ClockError` when that lies beyond the year 9999.
    """
    if length.unit is WORKDAYS:
        return _end_of_workdays(length.n + extra, start, spans, calendar)
    days = natural_days(length, extra, start)
    return _end_of_days(days, start, spans, calendar, rule.rolls)


def is_over_before(
    day: date, rule: Rule, extra: int, start: date, spans: Sequence[Span], calendar: Calendar
) -> bool:
    """Say whether the length had ended when this day began."""
    if rule.length.unit is WORKDAYS:
        eve = day - ONE_DAY
        return _workdays_counted(start, eve, spans, calendar) >= rule.length.n + extra
    end = end_of(rule, rule.length, extra, start, spans, calendar)
    return end.due_on is not None and end.due_on < day


def _end_of_workdays(n: int, start: date, spans: Sequence[Span], calendar: Calendar) -> End:
    skipped = 0
    for span in spans:
        after = span.after if span.after > start else start
        counted = calendar.workdays_between(start, after) - skipped
        if counted >= n:
            break
        if span.open:
            return End(None, False, span, n - counted)
        if span.through > after:
            skipped += calendar.workdays_between(after, span.through)
    due = calendar.add_workdays(start, n + skipped)
    return End(due.on, due.provisional)


def _workdays_counted(start: date, until: date, spans: Sequence[Span], calendar: Calendar) -> int:
    counted = calendar.workdays_between(start, until)
    for span in spans:
        after = max(span.after, start)
        through = min(span.through, until)
        if through > after:
            counted -= calendar.workdays_between(after, through)
    return counted


def _end_of_days(
    n: int, start: date, spans: Sequence[Span], calendar: Calendar, rolls: bool
) -> End:
    due = days_after(start, n)
    for span in spans:
        last = calendar.next_workday(due) if rolls else due
        after = max(span.after, start)
        if after >= last:
            break
        if span.open:
            return End(None, False, span, max((due - after).days, 0))
        if after < due:
            due += max(span.through - after, timedelta())
        elif span.through >= last:  # asked while the end was moving over days off
            due = span.through + ONE_DAY
    if not rolls:
        return End(due, False)
    moved = calendar.add_workdays(due, 0)
    return End(moved.on, moved.provisional)


def natural_days(length: Length, extra: int, start: date) -> int:
    """The length, and `extra` of its unit, in natural days from this start."""
    if length.unit is Unit.DAYS:
        return length.n + extra
    return (months_after(start, length.n + extra) - start).days


def months_after(start: date, n: int) -> date:
    """The corresponding day `n` months on, or the last of that month (民法典 第二百零二条)."""
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    if year > date.max.year:
        raise _beyond_all_calendars()
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def days_after(start: date, n: int) -> date:
    """The day `n` days on; raise `ClockError` beyond the year 9999."""
    try:
        return start + timedelta(days=n)
    except OverflowError:
        raise _beyond_all_calendars() from None


def _beyond_all_calendars() -> ClockError:
    return ClockError(["算出的日期超出了公元9999年，请检查日期和长度是否写错。"])


def merged(spans: Sequence[Span]) -> Sequence[Span]:
    """Join spans that touch or overlap; the given ones are in order."""
    if len(spans) < 2:
        return spans
    joined = [spans[0]]
    for span in spans[1:]:
        last = joined[-1]
        if span.after > last.through:
            joined.append(span)
        elif span.through > last.through or span.open:
            names = last.name if span.name in last.name else f"{last.name}、{span.name}"
            joined[-1] = Span(last.after, span.through, last.since, names, span.open)
    return joined
