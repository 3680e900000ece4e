"""What becomes true of deadlines. Each fact is about the thing that has the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class DeadlineNear(Fact):
    """The due date is only a few working days off, and nothing was done yet."""

    rule: str
    due_on: date


@dataclass(frozen=True)
class DeadlinePassed(Fact):
    """The due date went by without the thing being done."""

    rule: str
    due_on: date


@dataclass(frozen=True)
class DeadlineMoved(Fact):
    """A calendar year was loaded or amended, and with the same facts something else is due.

    `before` and `after` are None while the clock is paused. `because` is the journal entry (id) of
    the loading.
    """

    rule: str
    before: date | None
    after: date | None
    provisional: bool
    because: int
