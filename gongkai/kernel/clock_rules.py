"""What a rule of time says: a length, what starts it, stops it, pauses it, restarts or extends it.

Rules are data (`gongkai/rules/clocks/*.toml`), each with its article and the dates between which it
is in force. These operations are different things: a pause is not counted (征求第三方意见), a
restart counts anew (补正), an extension adds (延期), a delay names the day itself (延迟答复).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import NamedTuple

# How sure we are of a rule, in the words of the house.
MARKS = {
    "T": "已核对原文",
    "P": "见于公开网页",
    "L": "地方规定",
    "I": "推定",
    "U": "未核实",
    "N": "内部要求",  # no law at all: how long the house gives itself
}
LONGEST = 9999


class ClockError(ValueError):
    """A rule or facts from which no date can be read; `reasons` are Chinese sentences."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("".join(reasons))
        self.reasons = reasons


class Unit(StrEnum):
    """In what a length is counted."""

    WORKDAYS = "workdays"
    DAYS = "days"
    MONTHS = "months"
    HOURS = "hours"

    @property
    def label(self) -> str:
        """The unit as it follows a number: 20个工作日, 60日, 6个月, 48小时."""
        return {"workdays": "个工作日", "days": "日", "months": "个月", "hours": "小时"}[self.value]


_UNITS = {
    "workday": Unit.WORKDAYS, "个工作日": Unit.WORKDAYS, "工作日": Unit.WORKDAYS,
    "day": Unit.DAYS, "日": Unit.DAYS, "天": Unit.DAYS,
    "个自然日": Unit.DAYS, "自然日": Unit.DAYS,
    "month": Unit.MONTHS, "个月": Unit.MONTHS, "月": Unit.MONTHS,
    "hour": Unit.HOURS, "小时": Unit.HOURS, "个小时": Unit.HOURS,
}  # fmt: skip
_LENGTH = re.compile(r"(?P<n>\d{1,9})\s*(?P<unit>[a-z]+|[\u4e00-\u9fa5]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Length:
    """So many of a unit, at least one."""

    n: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.n}{self.unit.label}"


def parse_length(text: str) -> Length:
    """Read "20 workdays", "60 days", "6 months", "48 hours", or the same in Chinese.

    Raise `ClockError` when it says something else, nothing at all, or more than 9999.
    """
    match = _LENGTH.fullmatch(text.strip().lower())
    word = match["unit"] if match else ""
    unit = _UNITS.get(word) or _UNITS.get(word.removesuffix("s"))
    if match is None or unit is None:
        raise ClockError(
            [f"看不懂期限长度“{text}”，请写成 20 workdays、60 days、6 months 或 48 hours。"]
        )
    if not 1 <= int(match["n"]) <= LONGEST:
        raise ClockError([f"期限长度“{text}”应当在1到{LONGEST}之间，请检查数字。"])
    return Length(int(match["n"]), unit)


@dataclass(frozen=True, slots=True)
class Extension:
    """延期: once, by at most so many of the rule's unit, decided by somebody of that office."""

    event: str
    at_most: int
    decided_by: str
    article: str
    mark: str


@dataclass(frozen=True, slots=True)
class Delay:
    """延迟答复: the organ sets a later day itself and tells it; the law names no length for it.

    `late_counts`: whether one that is told after the limit still moves it. That is not written in
    the law, so it is configuration, with a mark of its own.
    """

    event: str
    name: str
    article: str
    mark: str
    late_counts: bool
    late_mark: str


@dataclass(frozen=True, slots=True)
class Restart:
    """An event from which the whole length is counted anew; while it is awaited, nothing is due."""

    event: str
    article: str
    mark: str
    asked: str = ""  # the event since which it is awaited, if that is recorded


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that is not counted, from one event to another.

    Which days exactly is not written in the law: `asking_day_counts` and `reply_day_counts` are
    configuration, with a mark of its own. Several askings at once are one pause, until all of
    them are answered.
    """

    name: str
    begins: str
    ends: tuple[str, ...]
    article: str
    mark: str
    asking_day_counts: bool
    reply_day_counts: bool
    days_mark: str


@dataclass(frozen=True, slots=True)
class Reopening:
    """An event that undoes a stop: an answer was annulled, or found wrong by whoever gave it.

    `counts`: "anew" the whole length from that day; "left" what was left, the days since the stop
    left out; "through" as if it had never stopped.
    """

    event: str
    counts: str
    article: str
    mark: str


class Kind(IntEnum):
    """What an event does to the clock; on one day, in this order."""

    START = 0
    CORRECTION = 1
    RESTART_ASKED = 2
    RESTART = 3
    PAUSE_BEGINS = 4
    PAUSE_ENDS = 5
    EXTENSION = 6
    DELAY = 7
    STOP = 8
    REOPENING = 9  # but on such a day the order of recording holds


class Role(NamedTuple):
    """What one event does under one rule."""

    kind: Kind
    pause: Pause | None = None


@dataclass(frozen=True)
class Rule:
    """One version of one rule. `labels` gives each event's Chinese name.

    `promise` is the shorter limit (承诺时限) that the body set for itself beside the statutory one.
    `rolls`: an end on a day off moves to the next working day (民法典 第二百零三条).
    """

    code: str
    version: str
    name: str
    article: str
    mark: str
    effective_from: date
    length: Length
    starts: tuple[str, ...]
    stops: tuple[str, ...] = ()
    effective_until: date | None = None
    corrections: tuple[str, ...] = ()
    restarts: tuple[Restart, ...] = ()
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    delay: Delay | None = None
    reopens: tuple[Reopening, ...] = ()
    promise: Length | None = None
    promise_article: str = ""
    ends_for_good: bool = False  # what is recorded after the stop is another matter: no doubt
    rolls: bool = True
    rolls_article: str = ""
    labels: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    roles: Mapping[str, Role] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        roles = {event: role for event, role in roles_of(self)}
        object.__setattr__(self, "roles", MappingProxyType(roles))

    def is_in_force(self, on: date) -> bool:
        """Say whether this version is the law on that day."""
        return self.effective_from <= on and (
            self.effective_until is None or on <= self.effective_until
        )

    def label(self, event: str) -> str:
        """The event's Chinese name."""
        return self.labels.get(event, event)


def roles_of(rule: Rule) -> Iterator[tuple[str, Role]]:
    """Every event that a rule names, with what it does; one that is named twice comes twice."""
    yield from ((event, Role(Kind.START)) for event in rule.starts)
    yield from ((event, Role(Kind.CORRECTION)) for event in rule.corrections)
    for restart in rule.restarts:
        yield restart.event, Role(Kind.RESTART)
        if restart.asked:
            yield restart.asked, Role(Kind.RESTART_ASKED)
    for pause in rule.pauses:
        yield pause.begins, Role(Kind.PAUSE_BEGINS, pause)
        yield from ((event, Role(Kind.PAUSE_ENDS, pause)) for event in pause.ends)
    if rule.extension:
        yield rule.extension.event, Role(Kind.EXTENSION)
    if rule.delay:
        yield rule.delay.event, Role(Kind.DELAY)
    yield from ((event, Role(Kind.STOP)) for event in rule.stops)
    yield from ((one.event, Role(Kind.REOPENING)) for one in rule.reopens)
