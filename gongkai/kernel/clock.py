"""The clock: when something is due, as a pure function of a rule, the facts and the calendar.

Nothing is stored and nothing waits: the same facts give the same reading on any machine, at any
time. Due dates in tables are copies by which a loop finds cases; this is where they come from.
`docs/adr/0004-clock.md` says how the doubtful questions were decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from gongkai.kernel.calendar import Calendar
from gongkai.kernel.clock_counting import End, Span, end_of, is_over_before, merged
from gongkai.kernel.clock_explaining import DayLine, explain, summary
from gongkai.kernel.clock_facts import Course, Fact, Term, began_on, follow, legal_date
from gongkai.kernel.clock_hours import read_hours
from gongkai.kernel.clock_loading import RuleBook, builtin_rules, load_rules
from gongkai.kernel.clock_reading import Reading
from gongkai.kernel.clock_rules import ClockError, Length, Rule, Unit, parse_length
from gongkai.kernel.dates import chinese_date

HOURS = Unit.HOURS  # reached once, and not in every reading

__all__ = [
    "ClockError",
    "DayLine",
    "Fact",
    "Length",
    "Reading",
    "Rule",
    "RuleBook",
    "Unit",
    "began_on",
    "builtin_rules",
    "explain",
    "legal_date",
    "load_rules",
    "parse_length",
    "read",
    "summary",
]


def read(rule: Rule, facts: Iterable[Fact], calendar: Calendar) -> Reading:
    """Read the clock: from when is counted, what is due when, is it paused, has it stopped.

    Facts come in the order in which they were recorded; those of other clocks are passed over.
    Raise `ClockError` when there is nothing to count from, or the facts contradict each other.
    """
    if rule.length.unit is HOURS:
        return read_hours(rule, facts)
    course = follow(rule, facts)
    term = course.terms[-1]
    spans = merged(course.spans)
    for earlier, later in pairwise(course.terms):
        _doubt_late_restart(course, earlier, later, spans, calendar)
    extended_on, extended_by = _extension(course, term, spans, calendar)
    if _is_awaited(course, term, extended_by, spans, calendar):
        end = End(None, False, None, rule.length.n)
        paused_since, paused_for = term.awaited_since, _awaited(rule)
    else:
        end = end_of(rule, rule.length, extended_by, term.start, spans, calendar)
        paused_since = end.open.since if end.open else None
        paused_for = end.open.name if end.open else ""
    due_on, provisional = end.due_on, end.provisional
    delayed_on = delayed_until = limit_on = None
    if term.delay:
        delayed_on, delayed_until = _delay(course, term, extended_by, spans, calendar)
        if delayed_until and due_on and delayed_until > due_on:
            due_on, provisional, limit_on = delayed_until, False, due_on
    if course.spans and due_on:
        _doubt_late_askings(course, due_on)
    promised_on = None
    if rule.promise and end.due_on:
        promised_on = end_of(rule, rule.promise, 0, term.start, spans, calendar).due_on
    stopped = course.stopped_on is not None
    return Reading(
        rule,
        course.began_on,
        term.start,
        due_on,
        provisional,
        None if stopped else paused_since,
        "" if stopped else paused_for,
        None if stopped else end.remaining,
        course.stopped_on,
        course.stopped_by,
        extended_by,
        extended_on,
        promised_on,
        delayed_on,
        delayed_until,
        limit_on,
        tuple(course.doubts),
        calendar,
        tuple(course.spans),
        restarted_by=term.began_by,
    )


def _extension(
    course: Course, term: Term, spans: Sequence[Span], calendar: Calendar
) -> tuple[date | None, int]:
    """The extension, if it was granted before the term was over."""
    if term.extension is None:
        return None, 0
    on, days = term.extension
    if is_over_before(on, course.rule, 0, term.start, spans, calendar):
        course.doubts.append(f"{chinese_date(on)}延期时期限已经届满，延期没有效力。")
        return None, 0
    return on, days


def _delay(
    course: Course, term: Term, extra: int, spans: Sequence[Span], calendar: Calendar
) -> tuple[date | None, date | None]:
    """The delay that was told, and until when; none if it came too late and the rule says so."""
    rule = course.rule
    assert term.delay and rule.delay  # or the event would have no role
    on, until = term.delay
    late = is_over_before(on, rule, extra, term.start, spans, calendar)
    if late and not rule.delay.late_counts:
        course.doubts.append(
            f"{chinese_date(on)}告知“{rule.delay.name}”时期限已经届满，不改变到期日。"
        )
        return None, None
    return on, until


def _is_awaited(
    course: Course, term: Term, extra: int, spans: Sequence[Span], calendar: Calendar
) -> bool:
    """Whether a restart is awaited, and was asked for before the term was over."""
    since = term.awaited_since
    if since is None:
        return False
    if _is_over(since, course.rule, term, extra, spans, calendar):
        course.doubts.append(
            f"{chinese_date(since)}“{_awaited_event(course.rule)}”时期限已经届满，不再等待。"
        )
        return False
    return True


def _is_over(
    day: date, rule: Rule, term: Term, extra: int, spans: Sequence[Span], calendar: Calendar
) -> bool:
    """Whether the length was over on a day, and no delay that was told reached so far."""
    if term.delay and day <= term.delay[1]:
        return False
    return is_over_before(day, rule, extra, term.start, spans, calendar)


def _doubt_late_restart(
    course: Course, term: Term, later: Term, spans: Sequence[Span], calendar: Calendar
) -> None:
    extra = term.extension[1] if term.extension else 0
    asked_on = term.awaited_since or term.ended_on or later.start
    if _is_over(asked_on, course.rule, term, extra, spans, calendar):
        course.doubts.append(
            f"重新起算（{chinese_date(later.start)}）之前，原来的期限已经届满，请核对是否逾期。"
        )


def _doubt_late_askings(course: Course, due_on: date) -> None:
    for span in course.spans:
        if span.after >= due_on:
            course.doubts.append(f"{chinese_date(span.since)}{span.name}时期限已经届满，不再停算。")


def _awaited(rule: Rule) -> str:
    return "等待" + "、".join(rule.label(one.event) for one in rule.restarts if one.asked)


def _awaited_event(rule: Rule) -> str:
    return "、".join(rule.label(one.asked) for one in rule.restarts if one.asked)
