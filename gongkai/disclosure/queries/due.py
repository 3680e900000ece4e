"""When an item must be public, and why on that day.

条例 第二十六条: within 20 working days after the information was formed, unless a law or regulation
says otherwise; what it says stands in the duty's limit, as it was on the day of forming: like every
clock, this one keeps the rule of the day on which it began. The kernel counts, here as in the table
of clocks: the limit only chooses the length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gongkai.clocks.queries import open_clocks
from gongkai.clocks.registry import OwnTerm
from gongkai.disclosure.models import Item
from gongkai.kernel.calendar import Calendar, CalendarDay
from gongkai.kernel.clock import ClockError, Fact, Length, Reading, Unit, builtin_rules, read
from gongkai.kernel.clock import explain as explain_days
from gongkai.reference.queries import calendar
from gongkai.registers.limit_dates import PROMPT_WORKDAYS, LimitDue, dues
from gongkai.registers.limit_wordings import LimitPart
from gongkai.registers.models import EntryVersion

RULE = "disclosure.publish"
FORMED = "ItemDrafted"  # the fact of this rule from which is counted

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True)
class ItemDue:
    """The last day on which the item is public in time."""

    on: date
    provisional: bool  # the calendar of that year has not been announced yet
    why: tuple[str, ...]  # one line per stretch of days


def dues_of(items: Sequence[Item]) -> Mapping[str, ItemDue]:
    """The dates of items that are not public yet, by their numbers, each with its explanation.

    Absent: nothing follows from the limit (a yearly date is the duty's, not the item's).
    """
    working, found = calendar(), {}
    terms = terms_of((one.number, one.duty_id, one.formed_on) for one in items)
    for item in items:
        reading = due_by(terms[item.number], item.formed_on, working)
        if reading is not None and reading.due_on is not None:
            why = tuple(_explain(reading))
            found[item.number] = ItemDue(reading.due_on, reading.provisional, why)
    return found


def terms_of(items: Iterable[tuple[str, int, date]]) -> Mapping[str, OwnTerm]:
    """How long items have, by their numbers; asked for by number, duty and day of forming."""
    rows, working = list(items), calendar()
    limits = _limits_of({duty for _, duty, _ in rows})
    return {
        number: term_for(_limit_on(formed_on, limits.get(duty, ())), formed_on, working)
        for number, duty, formed_on in rows
    }


Limits = Sequence[tuple[date, list[LimitPart]]]  # from which day on, oldest version first


def _limits_of(duties: Iterable[int]) -> Mapping[int, Limits]:
    versions = EntryVersion.objects.filter(entry__in=duties).order_by("number")
    found: dict[int, list[tuple[date, list[LimitPart]]]] = defaultdict(list)
    for duty, effective_on, limit in versions.values_list("entry", "effective_on", "limit_parts"):
        found[duty].append((effective_on, limit))
    return found


def _limit_on(day: date, limits: Limits) -> Sequence[LimitPart]:
    """What held on that day; before all versions, the first: duties are older than catalogues."""
    held = [limit for effective_on, limit in limits if effective_on <= day]
    return held[-1] if held else limits[0][1] if limits else ()


def due_by(term: OwnTerm, formed_on: date, working: Calendar) -> Reading | None:
    """The clock of information that was formed on a day and is not public yet."""
    facts = [Fact(FORMED, formed_on)]
    try:
        rule = builtin_rules().in_force(RULE, formed_on)
    except ClockError:
        return None  # before 2008 no law asked for it
    if term.length is None:
        return None
    return read(term.governs(rule), facts, working)


def term_for(limit: Sequence[LimitPart], formed_on: date, working: Calendar) -> OwnTerm:
    """How long a duty's limit leaves: the part that ends first, of those that name days at all;
    where there is none, a "prompt" one stands for the 20 working days of 条例 第二十六条."""
    found = dues(limit, formed_on=formed_on, calendar=working)
    plain = [due for due in found if "condition" not in due.part] or found
    first = min(plain, key=lambda due: (not due.hard, due.on), default=None)
    return _term(first) if first else OwnTerm(None)


def _term(due: LimitDue) -> OwnTerm:
    part = due.part
    words = f"目录事项的公开时限“{part['words']}”" if part["words"] else ""
    if part["kind"] == "prompt":
        return OwnTerm(Length(PROMPT_WORKDAYS, Unit.WORKDAYS), words)
    n, unit = part["n"], part["unit"]
    if unit == "wd":
        return OwnTerm(Length(n, Unit.WORKDAYS), words)
    if unit in _MONTHS:
        return OwnTerm(Length(n * _MONTHS[unit], Unit.MONTHS), words)
    # Hours from the forming of information, whose hour nobody writes down: in whole days.
    days = {"h": -(-n // 24), "week": 7 * n}.get(unit, n)
    return OwnTerm(Length(days, Unit.DAYS), words)


def dates_of(numbers: Iterable[str]) -> Mapping[str, date]:
    """When the items under way are due, by their numbers, from the table of clocks."""
    abouts = [f"item:{number}" for number in numbers]
    rows = open_clocks().filter(rule=RULE, about__in=abouts).values_list("about", "due_on")
    return {about.removeprefix("item:"): on for about, on in rows if on is not None}


def _explain(reading: Reading) -> Iterator[str]:
    """How the date came about, for people: the rule, day zero, what counted and what did not."""
    yield f"{reading.rule.length}，{reading.rule.article}"
    first, *days = explain_days(reading)
    yield f"{_short(first.on)} {first.why}"
    yield from _stretches(days)


def _stretches(days: Sequence[CalendarDay]) -> Iterator[str]:
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
