"""Templates of papers: each is a function that writes one kind of paper, and says when and whose.

    @genre("finance", duty="budgets:预算执行", column="finance", subject="04.01", when=monthly(12))
    def execution(c: Case) -> Text: ...

`duty` is the field and a word of the duty's name (see `duties`). Everything that differs from one
paper to the next comes from the case: its date, its organ, and a chance that is seeded with both,
so that the same paper always reads the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from gongkai.demo.bodies import BY_CODE, Organ
from gongkai.demo.writing import Text
from gongkai.kernel.calendar import builtin_calendar
from gongkai.kernel.dates import chinese_date

T = TypeVar("T")

EPOCH = date(2020, 1, 1)


@dataclass(frozen=True)
class Slot:
    """When a paper of a template is due to be written, and about what."""

    on: date
    about: Any = None


Schedule = Callable[[date, date], Iterator[Slot]]


@dataclass
class Case:
    """One paper that is being written."""

    on: date  # 成文日期
    organ: Organ
    random: Random
    about: Any = None
    nth: int = 1  # of its template in the year
    number: str = ""  # its own 发文字号
    numbers: Mapping[str, str] = field(default_factory=dict)  # of other papers, by key

    @property
    def year(self) -> int:
        return self.on.year

    @property
    def month(self) -> int:
        return self.on.month

    @property
    def name(self) -> str:
        return self.organ.name

    def n(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return self.random.randint(least, most)

    def x(self, least: float, most: float, places: int = 2) -> str:
        """A decimal number as papers write it."""
        return f"{self.random.uniform(least, most):,.{places}f}"

    def pick(self, *options: T) -> T:
        """One of these."""
        return self.random.choice(options)

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """Some of these, in their own order."""
        chosen = set(self.random.sample(range(len(options)), min(count, len(options))))
        return [one for place, one in enumerate(options) if place in chosen]

    def day(self, later: int) -> str:
        """A working day some days later (or earlier), as print has it."""
        return chinese_date(to_workday(self.on + timedelta(days=later)))

    @property
    def last_month(self) -> tuple[int, int]:
        """Year and month before this one: monthly papers speak of it."""
        return (self.year - 1, 12) if self.month == 1 else (self.year, self.month - 1)

    @property
    def last_quarter(self) -> tuple[int, int]:
        """Year and quarter before this one."""
        quarter = (self.month - 1) // 3
        return (self.year - 1, 4) if quarter == 0 else (self.year, quarter)


@dataclass(frozen=True)
class Genre:
    """A template, and where its papers belong."""

    key: str
    write: Callable[[Case], Text]
    organs: tuple[str, ...]
    duty: str
    when: Schedule
    column: str
    subject: str
    kind: str
    prefix: str | None  # None: its papers carry no document number
    unit: int
    wait: tuple[int, int]  # working days from date of adoption to publication


GENRES: list[Genre] = []

Writer = Callable[[Case], Text]


def genre(
    *organs: str,
    duty: str,
    when: Schedule,
    column: str = "notices",
    subject: str = "02.99",
    kind: str = "other",
    numbered: bool = False,
    prefix: str = "",
    unit: int = 0,
    wait: tuple[int, int] = (1, 7),
) -> Callable[[Writer], Writer]:
    """Announce a template. `prefix` (else the organ's own) when its papers are numbered."""

    def announce(write: Writer) -> Writer:
        key = f"{write.__module__.rpartition('.')[2]}.{write.__name__}"
        number = prefix if numbered or prefix else None
        GENRES.append(
            Genre(key, write, organs, duty, when, column, subject, kind, number, unit, wait)
        )
        return write

    return announce


def yearly(*days: tuple[int, int]) -> Schedule:
    """These days (month, day) of every year."""

    def slots(start: date, end: date) -> Iterator[Slot]:
        for year in range(start.year, end.year + 1):
            for month, day in days:
                on = date(year, month, day)
                if start <= on <= end:
                    yield Slot(on)

    return slots


def monthly(day: int, months: Iterable[int] = range(1, 13)) -> Schedule:
    """This day of every month, or of some months."""
    return yearly(*((month, day) for month in months))


def quarterly(day: int, shift: int = 0) -> Schedule:
    """This day of January, April, July, October; `shift` months later."""
    return monthly(day, [1 + shift, 4 + shift, 7 + shift, 10 + shift])


def each(days_ago: int, every: int, things: Sequence[Any]) -> Schedule:
    """One paper about each thing, the first so many days before the end, the others at intervals
    before it: the newest things come first in the list."""

    def slots(start: date, end: date) -> Iterator[Slot]:
        for place, thing in enumerate(things):
            on = end - timedelta(days=days_ago + every * place)
            if on >= start:
                yield Slot(on, thing)

    return slots


def in_turn(when: Schedule, things: Sequence[Any]) -> Schedule:
    """The days of another schedule, each about the next thing in turn."""

    def slots(start: date, end: date) -> Iterator[Slot]:
        # Counted from one fixed day, so that a day speaks of the same thing whatever the period.
        for turn, slot in enumerate(when(EPOCH, end)):
            if slot.on >= start:
                yield Slot(slot.on, things[turn % len(things)])

    return slots


def to_workday(day: date) -> date:
    """The day itself, or the next working day."""
    return builtin_calendar().add_workdays(day, 0).on


def organs_of(a_genre: Genre) -> list[Organ]:
    """The organs that write it."""
    return [BY_CODE[code] for code in a_genre.organs]
