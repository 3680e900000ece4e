"""What happens to reference data. Codes and counts only: the names stand in the tables."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class CalendarYearLoaded(Fact):
    """The official arrangement of a year is known here, for the first time or amended.

    From now on due dates in this year are no longer provisional, or other than before.
    """

    year: int
    notice: str
    days_off: int
    makeup_days: int
    amended: bool


@dataclass(frozen=True)
class CodeListLoaded(Fact):
    """A list was loaded from its file; `left_alone` counts rows that are kept on screen here."""

    list: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    left_alone: int


@dataclass(frozen=True)
class CodeAdded(Fact):
    """A code was added on screen."""

    list: str
    code: str


@dataclass(frozen=True)
class CodeChanged(Fact):
    """Fields of a code were changed on screen."""

    list: str
    code: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class DivisionAdded(Fact):
    """An administrative division was added."""

    code: str


@dataclass(frozen=True)
class DivisionChanged(Fact):
    """Fields of an administrative division were changed."""

    code: str
    fields: tuple[str, ...]
