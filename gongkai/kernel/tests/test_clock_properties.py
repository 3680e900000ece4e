"""What holds of every reading, and that the arithmetic agrees with walking day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.calendar import builtin_calendar
from gongkai.kernel.clock import Fact, Length, Reading, Rule, Unit, builtin_rules, explain, read

CALENDAR = builtin_calendar()
REPLY = builtin_rules().in_force("foi.reply", date(2025, 1, 1))
APPLY = builtin_rules().in_force("reconsideration.apply", date(2025, 1, 1))

STARTS = st.dates(date(2019, 6, 1), date(2026, 10, 1))
# Askings as days after receipt, and how many days each took.
ASKINGS = st.lists(st.tuples(st.integers(0, 45), st.integers(0, 40)), max_size=3)
EXTENSIONS = st.one_of(st.none(), st.tuples(st.integers(0, 60), st.integers(1, 20)))


def facts_from(
    start: date,
    askings: list[tuple[int, int]],
    extension: tuple[int, int] | None = None,
    rule: Rule = REPLY,
) -> list[Fact]:
    facts = [Fact(rule.starts[0], start)]
    pauses = rule.pauses * 3
    for (after, took), pause in zip(askings, pauses, strict=False):
        asked = start + timedelta(days=after)
        facts += [Fact(pause.begins, asked), Fact(pause.ends[0], asked + timedelta(days=took))]
    if extension:
        facts.append(Fact("DeadlineExtended", start + timedelta(days=extension[0]), extension[1]))
    return facts


def read_reply(facts: list[Fact]) -> Reading:
    return read(REPLY, facts, CALENDAR)


def left_out(facts: list[Fact], rule: Rule) -> set[date]:
    """Every day of every asking, from the day after it to the day of the reply."""
    days: set[date] = set()
    for asked, replied in zip(facts[1::2], facts[2::2], strict=False):
        if asked.event in {pause.begins for pause in rule.pauses}:
            span = (replied.on - asked.on).days
            days |= {asked.on + timedelta(days=n) for n in range(1, span + 1)}
    return days


def walked(start: date, n: int, out: set[date]) -> date:
    day = start
    while n:
        day += timedelta(days=1)
        n -= CALENDAR.is_workday(day) and day not in out
    return day


@given(STARTS, ASKINGS)
def test_reading_agrees_with_walking_day_by_day(
    start: date, askings: list[tuple[int, int]]
) -> None:
    facts = facts_from(start, askings)
    assert read_reply(facts).due_on == walked(start, 20, left_out(facts, REPLY))


@given(STARTS, ASKINGS, EXTENSIONS)
def test_an_extension_adds_its_days_if_granted_in_time_and_else_nothing(
    start: date, askings: list[tuple[int, int]], extension: tuple[int, int] | None
) -> None:
    plain = read_reply(facts_from(start, askings))
    facts = facts_from(start, askings, extension)
    reading = read_reply(facts)
    assert plain.due_on is not None
    in_time = extension is not None and start + timedelta(days=extension[0]) <= plain.due_on
    more = extension[1] if extension and in_time else 0
    assert reading.extended_by == more
    assert reading.due_on == walked(start, 20 + more, left_out(facts, REPLY))


@given(STARTS, STARTS, st.integers(0, 30), st.integers(0, 30))
def test_received_later_is_never_due_earlier(a: date, b: date, after: int, took: int) -> None:
    early, late = sorted((a, b))
    dues = [read_reply(facts_from(start, [])).due_on for start in (early, late)]
    assert dues[0] is not None
    assert dues[1] is not None
    assert dues[0] <= dues[1]


@given(STARTS, ASKINGS, st.tuples(st.integers(0, 45), st.integers(0, 40)))
def test_another_asking_never_shortens(
    start: date, askings: list[tuple[int, int]], one_more: tuple[int, int]
) -> None:
    fewer = read_reply(facts_from(start, askings)).due_on
    more = read_reply(facts_from(start, [*askings, one_more])).due_on
    assert fewer is not None
    assert more is not None
    assert more >= fewer


@given(STARTS, ASKINGS, st.integers(0, 60))
def test_a_restart_is_never_due_before_the_first_count(
    start: date, askings: list[tuple[int, int]], after: int
) -> None:
    facts = facts_from(start, askings)
    restarted = [*facts, Fact("RequestClarified", start + timedelta(days=after))]
    first, second = read_reply(facts).due_on, read_reply(restarted).due_on
    assert first is not None
    assert second is not None
    assert second >= first


@given(STARTS, ASKINGS, EXTENSIONS)
def test_the_days_that_count_add_up_to_the_length(
    start: date, askings: list[tuple[int, int]], extension: tuple[int, int] | None
) -> None:
    reading = read_reply(facts_from(start, askings, extension))
    lines = explain(reading)
    assert sum(line.counts for line in lines) == lines[-1].n == 20 + reading.extended_by
    assert lines[0].on == reading.started_on
    assert lines[-1].on == reading.due_on
    assert [line.on for line in lines] == [
        start + timedelta(days=n) for n in range(len(lines))
    ]  # no day is missing


@given(STARTS, st.integers(0, 45), st.booleans())
def test_what_is_left_of_a_paused_clock_is_what_remains_when_the_reply_comes(
    start: date, after: int, other_body: bool
) -> None:
    asked = start + timedelta(days=after)
    pause = REPLY.pauses[other_body]
    paused = read_reply([Fact("RequestReceived", start), Fact(pause.begins, asked)])
    base = read_reply([Fact("RequestReceived", start)]).due_on
    assert base is not None
    if asked >= base:
        assert paused.due_on == base
        return
    assert (paused.due_on, paused.paused_since) == (None, asked)
    assert paused.remaining is not None
    replied = asked + timedelta(days=10)
    resumed = [
        Fact("RequestReceived", start),
        Fact(pause.begins, asked),
        Fact(pause.ends[0], replied),
    ]
    assert read_reply(resumed).due_on == walked(replied, paused.remaining, set())
    assert paused.remaining + explain(paused)[-1].n == 20


@given(STARTS, st.lists(st.tuples(st.integers(0, 70), st.integers(0, 40)), max_size=1))
def test_natural_days_agree_with_walking_and_end_on_a_working_day(
    start: date, obstacles: list[tuple[int, int]]
) -> None:
    facts = facts_from(start, obstacles, rule=APPLY)
    reading = read(APPLY, facts, CALENDAR)
    out = left_out(facts, APPLY)
    day, n = start, 0
    while n < 60 or not CALENDAR.is_workday(day) or day in out:
        day += timedelta(days=1)
        n += day not in out
    # An obstacle that began when all was over moves nothing.
    plain = read(APPLY, facts[:1], CALENDAR).due_on
    assert plain is not None
    begun_late = bool(obstacles) and start + timedelta(days=obstacles[0][0]) >= plain
    assert reading.due_on == (plain if begun_late else day)
    lines = explain(reading)
    assert sum(line.counts for line in lines) == lines[-1].n == 60


@given(STARTS, st.sampled_from(list(Unit)[:3]), st.integers(1, 24), st.booleans())
def test_a_longer_length_is_never_due_earlier(start: date, unit: Unit, n: int, rolls: bool) -> None:
    dues = []
    for length in (Length(n, unit), Length(n + 1, unit)):
        rule = replace(REPLY, length=length, rolls=rolls)
        due = read(rule, [Fact("RequestReceived", start)], CALENDAR).due_on
        assert due is not None
        dues.append(due)
    assert dues[0] <= dues[1]
