"""What happened to a case, put in the order of time and checked for contradictions.

Facts that contradict each other are refused (`ClockError`): no date could be read from them. Facts
that the law gives no effect, such as an extension granted too late, are kept, have no effect, and
are doubted in a sentence, because the clock of a case must be readable whatever went wrong in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from gongkai.kernel.clock_counting import ONE_DAY, Span
from gongkai.kernel.clock_ordering import (
    BEIJING,
    Fact,
    Placed,
    before_the_beginning,
    began_on,
    in_order,
    legal_date,
)
from gongkai.kernel.clock_rules import ClockError, Kind, Pause, Rule
from gongkai.kernel.dates import chinese_date

__all__ = ["BEIJING", "Course", "Fact", "Term", "began_on", "follow", "legal_date"]


class Term:
    """One count from its first day: the whole case, or what follows a restart."""

    __slots__ = ("awaited_since", "began_by", "delay", "ended_on", "extension", "start")

    def __init__(self, start: date, began_by: str = "") -> None:
        self.start = start
        self.began_by = began_by  # the event that made it count anew
        self.ended_on: date | None = None  # by a stop that was undone later
        self.awaited_since: date | None = None
        self.extension: tuple[date, int] | None = None
        self.delay: tuple[date, date] | None = None  # told on, until


class Course:
    """What the facts amount to. Read `terms[-1]`, `spans`, `stopped_on`; `doubts` are sentences."""

    __slots__ = (
        "askings", "began_on", "doubts", "restarted", "rule", "spans", "stopped_by", "stopped_on",
        "terms",
    )  # fmt: skip

    def __init__(self, rule: Rule, began_on: date) -> None:
        self.rule = rule
        self.began_on = began_on
        self.terms = [Term(began_on)]
        self.restarted = False
        self.askings: dict[str, _Asking] = {}
        self.spans: list[Span] = []
        self.stopped_on: date | None = None
        self.stopped_by = ""
        self.doubts: list[str] = []


# A member reached through its class costs a look-up of several steps; these run for every fact.
RESTART_ASKED = Kind.RESTART_ASKED
PAUSE_BEGINS, PAUSE_ENDS = Kind.PAUSE_BEGINS, Kind.PAUSE_ENDS
EXTENSION, DELAY = Kind.EXTENSION, Kind.DELAY
STOP, REOPENING = Kind.STOP, Kind.REOPENING


def follow(rule: Rule, facts: Iterable[Fact]) -> Course:
    """Put the facts in order and see what they amount to; facts of other clocks are passed over.

    Facts are given in the order in which they were recorded; that matters only for corrections, of
    which the last one holds. Raise `ClockError` when they contradict each other.
    """
    began_on, placed = in_order(rule, facts)
    course = Course(rule, began_on)
    asked: list[Placed] = []
    reasons: list[str] = []
    for one in placed:
        on, kind, _, fact, _ = one
        if on < began_on:
            reasons.append(before_the_beginning(rule, one, began_on))
        elif kind is REOPENING:
            reasons.extend(_reopen(course, on, fact, asked))
        elif course.stopped_on is not None:
            course.doubts.extend(_after_the_stop(course, on, fact))
        elif kind is STOP:
            course.stopped_on, course.stopped_by = on, fact.event
        elif kind is PAUSE_BEGINS or kind is PAUSE_ENDS:
            asked.append(one)
        elif kind is EXTENSION or kind is DELAY:
            reasons.extend(_LATER[kind](course, on, fact))
        else:
            _wait_or_restart(course, on, kind, fact)
    if asked:
        reasons.extend(_find_spans(course, asked))
    if reasons:
        raise ClockError(reasons)
    return course


def _after_the_stop(course: Course, on: date, fact: Fact) -> Iterator[str]:
    rule = course.rule
    if not rule.ends_for_good:
        yield (
            f"“{rule.label(fact.event)}”（{chinese_date(on)}）在"
            f"“{rule.label(course.stopped_by)}”之后，不影响期限。"
        )


def _wait_or_restart(course: Course, on: date, kind: Kind, fact: Fact) -> None:
    term = course.terms[-1]
    if kind is RESTART_ASKED:
        term.awaited_since = term.awaited_since or on
        return
    if course.restarted:
        course.doubts.append(
            f"“{course.rule.label(fact.event)}”不止一次，"
            f"按最后一次（{chinese_date(on)}）重新起算，请核对。"
        )
    # What was granted before belongs to the count that is over: the new one is whole again.
    course.terms.append(Term(on, fact.event))
    course.restarted = True


def _reopen(course: Course, on: date, fact: Fact, asked: list[Placed]) -> Iterator[str]:
    """The stop is undone; what was asked before and left without reply is no longer awaited."""
    stopped_on = course.stopped_on
    if stopped_on is None:
        course.doubts.append(
            f"“{course.rule.label(fact.event)}”（{chinese_date(on)}）之前没有办结，不影响期限。"
        )
        return
    yield from _find_spans(course, asked)
    asked.clear()
    for asking in course.askings.values():
        asking.open, asking.last_stray = 0, None
    counts = next(one.counts for one in course.rule.reopens if one.event == fact.event)
    course.stopped_on, course.stopped_by = None, ""
    if counts == "anew":
        course.terms[-1].ended_on = stopped_on
        course.terms.append(Term(on, fact.event))
        course.restarted = False
    elif counts == "left" and on > stopped_on:
        course.terms[-1].awaited_since = None
        course.spans.append(Span(stopped_on, on, stopped_on, "已经办结", False))
        course.spans.sort()


def _extend(course: Course, on: date, fact: Fact) -> Iterator[str]:
    rule, term = course.rule, course.terms[-1]
    assert rule.extension is not None  # or the event would have no role
    most = rule.extension.at_most
    days = most if fact.amount is None else fact.amount
    if not 1 <= days <= most:
        unit = rule.length.unit.label
        yield (
            f"{chinese_date(on)}延长{days}{unit}不成立：延长的期限为1至{most}{unit}"
            f"（{rule.extension.article}）。"
        )
    elif term.extension:
        course.doubts.append(
            f"{chinese_date(on)}再次延期没有效力：只能延期一次，"
            f"{chinese_date(term.extension[0])}已经延过。"
        )
    else:
        term.extension = (on, days)


def _delay(course: Course, on: date, fact: Fact) -> Iterator[str]:
    term, label = course.terms[-1], course.rule.label(fact.event)
    if fact.until is None:
        yield f"“{label}”（{chinese_date(on)}）没有写明延迟到哪一天。"
    elif fact.until <= on:
        yield f"“{label}”延迟到的日期{chinese_date(fact.until)}须在告知之日{chinese_date(on)}之后。"
    elif term.delay:
        course.doubts.append(
            f"“{label}”不止一次，按第一次告知的日期（{chinese_date(term.delay[1])}）计算，请核对。"
        )
    else:
        term.delay = (on, fact.until)


_LATER = {EXTENSION: _extend, DELAY: _delay}


class _Asking:
    """The askings of one pause that are still without reply."""

    __slots__ = ("last_stray", "open", "since")

    def __init__(self) -> None:
        self.open = 0
        self.since = date.min
        self.last_stray: date | None = None


def _find_spans(course: Course, asked: list[Placed]) -> Iterator[str]:
    """Pair askings and replies; yields why they cannot be paired."""
    askings = course.askings
    for on, kind, _, fact, role in asked:
        pause = role.pause
        assert pause is not None  # pauses begin and end by events of a pause
        asking = askings.setdefault(pause.name, _Asking())
        if kind is PAUSE_BEGINS:
            asking.since = on if not asking.open else asking.since
            asking.open += 1
        elif asking.open:
            asking.open -= 1
            if not asking.open:
                _add_span(course, pause, asking.since, on)
        elif asking.since == date.min:
            yield _reply_before_asking(course.rule, fact, pause, on)
        else:
            asking.last_stray = on
            course.doubts.append(
                f"“{course.rule.label(fact.event)}”（{chinese_date(on)}）"
                f"没有对应的“{pause.name}”，不影响期限。"
            )
    for pause in course.rule.pauses:
        left = askings.get(pause.name)
        if left and left.open and left.last_stray:
            yield _reply_before_asking(course.rule, None, pause, left.last_stray)
        elif left and left.open:
            _add_span(course, pause, left.since, None)
    course.spans.sort()


def _add_span(course: Course, pause: Pause, since: date, replied: date | None) -> None:
    """Days after `after` through `through` are not counted; after the end nobody waits."""
    through = replied or course.stopped_on
    after = since if pause.asking_day_counts else since - ONE_DAY
    if through is None:
        course.spans.append(Span(after, date.max, since, pause.name, True))
        return
    if replied and pause.reply_day_counts:
        through -= ONE_DAY
    if through > after:
        course.spans.append(Span(after, through, since, pause.name, False))


def _reply_before_asking(rule: Rule, fact: Fact | None, pause: Pause, on: date) -> str:
    what = rule.label(fact.event) if fact else pause.name + "的答复"
    asked = rule.label(pause.begins)
    return f"“{what}”（{chinese_date(on)}）之前没有“{asked}”的记录，请核对日期。"
