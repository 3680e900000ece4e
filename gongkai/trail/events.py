"""What becomes true of the trail (`log:trail`)."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class TrailAnchored(Fact):
    """The state of the trail goes into the public log: so many entries, this root."""

    log: str
    size: int
    root: str


@dataclass(frozen=True)
class TrailReconciled(Fact):
    """After a restore: the tables learned from the trail's files what they did not know."""

    size: int
    read: int
    given_up: int
