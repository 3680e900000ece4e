"""What becomes true of a log (`log:public`): numbers, codes and hashes only."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class EntriesLogged(Fact):
    """These entries are in the files of the log, under a signed checkpoint of size `last` + 1.

    `late`: pages that show them may have been baked before, without them.
    """

    first: int
    last: int
    root: str
    late: bool


@dataclass(frozen=True)
class LogKeyCreated(Fact):
    """The log has its first key, and with it its origin."""

    origin: str
    vkey: str


@dataclass(frozen=True)
class LogKeyRotated(Fact):
    """A new key signs beside the old one; the log itself says so in an entry."""

    vkey: str


@dataclass(frozen=True)
class LogKeyRetired(Fact):
    """The overlap is over: the old key signs no more."""

    vkey: str


@dataclass(frozen=True)
class LogReconciled(Fact):
    """After a restore: entries that only the files knew are in the table again.

    `read` were taken over, `given_up` rows had never been written and got other places.
    """

    size: int
    read: int
    given_up: int
