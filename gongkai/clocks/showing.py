"""A clock in words: how many days are left, whether it is paused, and how the date was counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils import timezone

from gongkai.clocks.models import Clock
from gongkai.clocks.registry import kind_of, versions_of
from gongkai.kernel.calendar import Calendar
from gongkai.kernel.clock import DayLine, Reading, Rule, Unit, explain
from gongkai.kernel.clock_rules import MARKS

State = Literal["done", "paused", "overdue", "today", "near", "delayed", "calm"]

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class DueWords:
    """What the badge says, and how it looks; only `overdue` is red."""

    state: State
    words: str

    @property
    def css_class(self) -> str:
        """The classes of the badge in the design system."""
        return _CSS.get(self.state, "badge")


_CSS = {
    "done": "badge badge-done",
    "paused": "badge badge-paused",
    "overdue": "badge badge-overdue",
    "today": "badge badge-today",
    "near": "badge badge-soon",
    "delayed": "badge badge-paused",
}


@dataclass(frozen=True)
class DayWords:
    """One day of the count: whether it counts, as the how manieth, and why."""

    on: date
    count: str
    why: str


@dataclass(frozen=True)
class Explanation:
    """How a due date was counted, for people."""

    summary: str
    basis: str  # 20个工作日，政府信息公开条例第三十三条第二款
    days: Sequence[DayWords]
    doubts: Sequence[str]


def due_words(clock: Clock, today: date, now: datetime, working: Calendar) -> DueWords:
    """The badge of a clock on a day (a moment, for rules in hours), by this calendar."""
    if clock.stopped_on is not None:
        return DueWords("done", f"{_day(clock.stopped_on)}办结")
    if clock.due_on is None:
        return DueWords("paused", f"暂停计算：{clock.paused_for}")
    rule = rule_of(clock)
    if clock.due_at is not None:
        return _hours(clock, now)
    if clock.due_on == today:
        return DueWords("today", f"{_told(clock, rule)}今天到期")
    days, unit = days_left(clock.due_on, today, rule, working)
    if days < 0:
        return DueWords("overdue", f"已超期{-days}{unit}")
    calm: State = "delayed" if clock.delayed_until else "calm"
    kind = kind_of(clock.about, clock.rule)
    near = working.add_workdays(today, kind.near_days if kind else 0).on
    words = f"{_told(clock, rule)}还剩{days}{unit}"
    return DueWords("near" if clock.due_on <= near else calm, words)


def _told(clock: Clock, rule: Rule) -> str:
    """说明理由后延迟答复, so that nobody takes the day for the limit of law."""
    return f"{rule.delay.name}，" if clock.delayed_until and rule.delay else ""


def days_left(due_on: date, today: date, rule: Rule, working: Calendar) -> tuple[int, str]:
    """Days left in the unit that people count in; below 0 when it is late, never 0 then."""
    if rule.length.unit is not Unit.WORKDAYS:
        return (due_on - today).days, "日"
    if due_on >= today:
        return working.workdays_between(today, due_on), Unit.WORKDAYS.label
    return -max(working.workdays_between(due_on, today), 1), Unit.WORKDAYS.label


def _hours(clock: Clock, now: datetime) -> DueWords:
    assert clock.due_at is not None
    left = clock.due_at - now
    if left < timedelta(0):
        return DueWords("overdue", f"已超期{max(-left // HOUR, 1)}小时")
    kind = kind_of(clock.about, clock.rule)
    hours = kind.near_hours if kind else 0
    whole = int(left // HOUR)
    words = f"还剩{whole}小时" if whole else "不到1小时到期"
    return DueWords("near" if left <= hours * HOUR else "calm", words)


def rule_of(clock: Clock) -> Rule:
    """The version of the rule that the clock was read under."""
    versions = versions_of(clock.rule)
    return next((one for one in versions if one.version == clock.rule_version), versions[-1])


def explanation(reading: Reading) -> Explanation:
    """A reading day by day, with its article."""
    rule = reading.rule
    sure = "" if rule.mark == "T" else f"（{MARKS[rule.mark]}）"
    return Explanation(
        summary=reading.why,
        basis=f"{rule.length}，{rule.article}{sure}",
        days=[DayWords(line.on, _count(line, rule), line.why) for line in explain(reading)],
        doubts=reading.doubts,
    )


def _count(line: DayLine, rule: Rule) -> str:
    if rule.length.unit is Unit.HOURS:
        return f"满{line.n}小时"
    unit = Unit.WORKDAYS.label if rule.length.unit is Unit.WORKDAYS else "日"
    return f"第{line.n}{unit}" if line.counts else "不计"


def _day(day: date) -> str:
    same_year = day.year == timezone.localdate().year
    return f"{day.month}月{day.day}日" if same_year else f"{day.year}年{day.month}月{day.day}日"
