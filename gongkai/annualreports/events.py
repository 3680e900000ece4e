"""What becomes true of annual reports. Each fact is about a report (`annual-report:finance-2026`),
a chosen row about the request it concerns. Numbers and words stand in the report, hashes here.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class ReportStarted(Fact):
    form: str
    rolled_up: bool


@dataclass(frozen=True)
class ReportMembersChosen(Fact):
    """Which bodies a rolled-up report adds up, beside its own."""

    bodies: tuple[str, ...]


@dataclass(frozen=True)
class ReportSectionWritten(Fact):
    section: str
    revision: int
    text_hash: str


@dataclass(frozen=True)
class ReportFigureEntered(Fact):
    """A figure that no query can count; `figure` is its text, empty when it was taken back."""

    cell: str
    figure: str


@dataclass(frozen=True)
class ReportDifferenceExplained(Fact):
    """Why a number differs from last year's report; the words stand in the report."""

    rule: str


@dataclass(frozen=True)
class ReportApproved(Fact):
    content_hash: str


@dataclass(frozen=True)
class ReportApprovalVoided(Fact):
    """Somebody wrote in it after it was approved."""


@dataclass(frozen=True)
class ReportFrozen(Fact):
    edition: int
    content_hash: str
    seq: int  # how far the journal was in line then


@dataclass(frozen=True)
class ReportReopened(Fact):
    edition: int
    content_hash: str  # of the edition that is no longer the last word


@dataclass(frozen=True)
class ReportDrafted(Fact):
    """A draft item was made, or written anew, of a frozen report."""

    item: str
    edition: int


@dataclass(frozen=True)
class ReportRowChosen(Fact):
    """A person counted a request in another row than its answer suggests; "" takes it back."""

    row: str
