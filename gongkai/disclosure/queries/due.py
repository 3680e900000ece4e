"""When an item must be public, and why on that day, day by day in plain Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gongkai.disclosure.models import Item
from gongkai.kernel.calendar import Calendar, CalendarDay
from gongkai.kernel.dates import chinese_date
from gongkai.reference.queries import calendar
from gongkai.registers.limit_dates import LimitDue, dues
from gongkai.registers.limit_wordings import LimitPart


@dataclass(frozen=True)
class ItemDue:
    """The last day on which the item is public in time."""

    on: date
    provisional: bool  # the calendar of that year has not been announced yet
    hard: bool  # False: the duty says "prompt" and names no number of days; a reminder only
    why: tuple[str, ...]  # one line per stretch of days


def due_of(item: Item, working: Calendar | None = None) -> ItemDue | None:
    """The date for an item, from its duty's limit and the day on which the information was formed.

    None: nothing follows from the limit (a yearly date is the duty's, not the item's).
    """
    if item.duty.current is None:
        return None
    days = working or calendar()
    first = first_due(item.duty.current.limit, item.formed_on, days)
    if first is None:
        return None
    return ItemDue(first.on, first.provisional, first.hard, tuple(explain(item, first, days)))


def first_due(limit: Sequence[LimitPart], formed_on: date, working: Calendar) -> LimitDue | None:
    """The earliest term that names a number of days; where there is none, the reminder of a
    "prompt" one. Where the duty states nothing, its limit is the 20 working days of 条例
    第二十六条 already."""
    found = dues(limit, formed_on=formed_on, calendar=working)
    plain = [due for due in found if "condition" not in due.part] or found
    return min(plain, key=lambda due: (not due.hard, due.on), default=None)


def explain(item: Item, due: LimitDue, working: Calendar) -> Iterable[str]:
    """How the date came about, for people: the rule, day zero, what counted and what did not."""
    yield due.why
    yield f"{chinese_date(item.formed_on)}信息形成或变更，当日不计（民法典第二百零一条）"
    if due.part.get("unit") in {"wd", None}:
        yield from _stretches(working.days(item.formed_on, due.on)[1:])
    yield f"{chinese_date(due.on)}为最后一日"


def _stretches(days: Sequence[CalendarDay]) -> Iterable[str]:
    """Neighbouring days of one reason in one line: 9月29日至9月30日计入，第7至8日."""
    for (counts, why), group in groupby(days, key=lambda day: (day.counts, _reason(day.why))):
        stretch = list(group)
        first, last = stretch[0], stretch[-1]
        span = _short(first.on) if first is last else f"{_short(first.on)}至{_short(last.on)}"
        if counts:
            numbers = f"第{last.n}日" if first is last else f"第{first.n}至{last.n}日"
            yield f"{span} 计入（{why}），{numbers}"
        else:
            yield f"{span} 不计（{why}）"


def _reason(why: str) -> str:
    """Without the day of the week, so that a plain working week is one line."""
    return why.partition("，")[2] or why[2:] or why if why.startswith("周") else why


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
