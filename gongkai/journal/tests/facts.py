"""Facts that only these tests record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class StoneLaid(Fact):
    number: int


@dataclass(frozen=True)
class RoadOpened(Fact):
    on: date
    at: datetime
    lanes: tuple[str, ...]
    until: date | None = None
    toll: bool = False
