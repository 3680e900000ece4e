"""A reading explained: day by day, and in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from gongkai.kernel.calendar import Calendar, CalendarDay, weekday_name
from gongkai.kernel.clock_counting import ONE_DAY, Span, days_after, natural_days
from gongkai.kernel.clock_rules import Unit
from gongkai.kernel.dates import chinese_date

if TYPE_CHECKING:
    from gongkai.kernel.clock_reading import Reading

DayLine = CalendarDay

FIRST_DAY = "开始的当日不计入（民法典第二百零一条）"


def explain(reading: Reading) -> list[DayLine]:
    """Explain the count day by day, from the first day to the last, or to where it is paused.

    The lines that count add up to the length, extension included (a length in months to the
    natural days in them). For hours there is a line a day, with the whole hours run by its end.
    """
    if reading.started_at and reading.due_at:
        return list(_hours_by_day(reading, reading.started_at, reading.due_at))
    assert reading.calendar is not None
    if reading.limit_on and reading.due_on:
        return [*_days(reading, reading.limit_on, reading.calendar), _delayed(reading)]
    until = reading.due_on or reading.paused_since or reading.stopped_on or reading.started_on
    return list(_days(reading, until, reading.calendar))


def _days(reading: Reading, until: date, calendar: Calendar) -> Iterator[DayLine]:
    yield DayLine(reading.started_on, False, 0, _beginning(reading))
    length = reading.rule.length
    whole = length.n + reading.extended_by
    if length.unit is not Unit.WORKDAYS:
        whole = natural_days(length, reading.extended_by, reading.started_on)
    n = 0
    for number in range(1, (until - reading.started_on).days + 1):
        day = days_after(reading.started_on, number)
        span = _span_on(day, reading)
        counts = n < whole and span is None
        if length.unit is Unit.WORKDAYS:
            counts = counts and calendar.is_workday(day)
            why = _why_of_workday(day, span, calendar)
        else:
            why = _why_of_natural_day(reading, day, span, counts, n + 1 == whole, calendar)
        n += counts
        yield DayLine(day, counts, n, why + (_extended(reading, n) if counts else ""))


def _delayed(reading: Reading) -> DayLine:
    """The one line after the length is over: the days in between are nobody's count."""
    assert reading.rule.delay and reading.due_on and reading.delayed_on
    told = f"{chinese_date(reading.delayed_on)}告知申请人延迟到此日"
    whole = reading.rule.length.n + reading.extended_by
    return DayLine(reading.due_on, False, whole, f"{told}（{reading.rule.delay.article}）")


def _beginning(reading: Reading) -> str:
    rule = reading.rule
    if reading.started_on == reading.began_on:
        return f"{_start_label(reading)}，{FIRST_DAY}" if rule.labels else FIRST_DAY
    return f"{rule.label(reading.restarted_by)}，重新起算，{FIRST_DAY}"


def _span_on(day: date, reading: Reading) -> Span | None:
    return next((span for span in reading.spans if span.after < day <= span.through), None)


def _why_of_workday(day: date, span: Span | None, calendar: Calendar) -> str:
    if span and calendar.is_workday(day):
        return f"{weekday_name(day)}，{span.name}，不计"
    return calendar.why(day)


def _why_of_natural_day(
    reading: Reading, day: date, span: Span | None, counts: bool, last: bool, calendar: Calendar
) -> str:
    limit = reading.limit_on or reading.due_on
    if span:
        return f"{weekday_name(day)}，{span.name}，不计"
    if not counts:  # the length is over, and its end is moving over days off
        return calendar.why(day) + ("，顺延至此日" if day == limit else "，顺延")
    if last and day != limit:
        return f"{calendar.why(day)}，期限最后一日顺延（{_rolls_article(reading)}）"
    return f"{weekday_name(day)}，按自然日计入"


def _rolls_article(reading: Reading) -> str:
    return reading.rule.rolls_article or "民法典第二百零三条"


def _extended(reading: Reading, n: int) -> str:
    length = reading.rule.length
    if not reading.extended_by:
        return ""
    own = length.n
    if length.unit is not Unit.WORKDAYS:
        own = natural_days(length, 0, reading.started_on)
    return "（延长的期限）" if n > own else ""


def _hours_by_day(reading: Reading, start: datetime, due: datetime) -> Iterator[DayLine]:
    day = start.date()
    while day <= due.date():
        midnight = datetime.combine(days_after(day, 1), datetime.min.time(), start.tzinfo)
        hours = int((min(midnight, due) - start) / timedelta(hours=1))
        if day == due.date():
            why = f"{due:%H:%M}满{reading.rule.length}"
        else:
            why = f"到24时已过{hours}小时，夜间和休息日也计入"
        yield DayLine(day, True, hours, why if day != start.date() else f"{start:%H:%M}起算，{why}")
        day = days_after(day, 1)


def summary(reading: Reading) -> str:
    """Say the reading in one sentence, as it is said on the phone."""
    parts = [_from_when(reading), *_calendar_words(reading), *_pause_words(reading)]
    if reading.extended_on:
        unit = reading.rule.length.unit.label
        parts.append(f"{reading.extended_on}决定延长{reading.extended_by}{unit}")
    parts += [*_end_words(reading), *_stop_words(reading)]
    return "；".join(parts) + "。"


def _from_when(reading: Reading) -> str:
    if reading.started_at:
        return f"自{reading.started_at:%Y-%m-%d %H:%M}起算"
    if reading.started_on == reading.began_on:
        return f"自{reading.started_on}起算"
    event = reading.rule.label(reading.restarted_by)
    return f"{reading.began_on}{_start_label(reading)}，{reading.started_on}{event}，重新起算"


def _start_label(reading: Reading) -> str:
    return "或者".join(reading.rule.label(event) for event in reading.rule.starts)


def _calendar_words(reading: Reading) -> Iterator[str]:
    """Holidays and worked weekends that moved the end; plain weekends go without saying."""
    until = reading.limit_on or reading.due_on or reading.paused_since
    if reading.calendar is None or until is None or reading.rule.length.unit is not Unit.WORKDAYS:
        return
    words = []
    for first, last, is_off in _unusual_runs(reading.calendar, reading.started_on, until):
        ends = f"{_short(first)}至{_short(last, first)}" if last > first else _short(first)
        words.append(f"{ends}{'放假不计' if is_off else '调休上班'}")
    if words:
        yield "，".join(words)


def _unusual_runs(
    calendar: Calendar, start: date, until: date
) -> Iterator[tuple[date, date, bool]]:
    kinds: dict[date, bool] = {}
    for table in calendar.years:
        for holiday in table.holidays:
            kinds |= {day: True for day in holiday.days_off if start < day <= until}
            kinds |= {day: False for day in holiday.makeup_days if start < day <= until}
    run: list[date] = []
    for day in sorted(kinds):
        if run and (day - run[-1] > ONE_DAY or kinds[day] != kinds[run[-1]]):
            yield run[0], run[-1], kinds[run[0]]
            run = []
        run.append(day)
    if run:
        yield run[0], run[-1], kinds[run[0]]


def _short(day: date, after: date | None = None) -> str:
    """10月1日, or 8日 when the month has just been named."""
    same = after is not None and (after.year, after.month) == (day.year, day.month)
    return f"{day.day}日" if same else f"{day.month}月{day.day}日"


def _pause_words(reading: Reading) -> Iterator[str]:
    """Which days were left out, and how many of the unit that cost."""
    for span in reading.spans:
        first = max(span.after, reading.started_on) + ONE_DAY
        if span.open or span.through < first or not reading.due_on or first > reading.due_on:
            continue
        ends = f"{_short(first)}至{_short(span.through, first)}"
        days = f"{_short(first)}" if first == span.through else ends
        yield f"{days}{span.name}，{_cost(reading, first, span.through)}不计"


def _cost(reading: Reading, first: date, last: date) -> str:
    if reading.rule.length.unit is Unit.WORKDAYS and reading.calendar:
        return f"{reading.calendar.workdays_between(first - ONE_DAY, last)}个工作日"
    return f"{(last - first).days + 1}日"


def _end_words(reading: Reading) -> Iterator[str]:
    if reading.limit_on and reading.rule.delay:
        name, article = reading.rule.delay.name, reading.rule.delay.article
        yield f"{reading.rule.article}的期限到{reading.limit_on}为止"
        yield f"{reading.delayed_on}告知{name}（{article}），{reading.due_on}到期"
    elif reading.due_at:
        yield f"{reading.due_at:%Y-%m-%d %H:%M}到期"
    elif reading.due_on:
        yield f"{reading.due_on}到期" + _guessed(reading)
    elif reading.paused_since:
        left = f"{reading.remaining}{reading.rule.length.unit.label}"
        yield f"{reading.paused_since}起{reading.paused_for}，期限停算，恢复后还有{left}"
    if reading.promised_on:
        yield f"承诺{reading.promised_on}前完成"


def _guessed(reading: Reading) -> str:
    if not reading.provisional:
        return ""
    return "（暂定：有的年份放假安排还没有公布，公布后重新推算）"


def _stop_words(reading: Reading) -> Iterator[str]:
    if reading.stopped_on is None:
        return
    late = reading.due_on is not None and reading.stopped_on > reading.due_on
    if reading.stopped_at and reading.due_at:
        late = reading.stopped_at > reading.due_at
    word = chinese_date(reading.stopped_on) + reading.rule.label(reading.stopped_by)
    yield word + ("，已经逾期" if late else "，没有逾期")
