"""The facts of catalogues: codes, dates and counts, never the texts of a duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class CatalogueCreated(Fact):
    """A body set up a catalogue."""

    kind: str
    body: str  # a code


@dataclass(frozen=True)
class DutyAdded(Fact):
    """A duty stands in the catalogue from a day on."""

    effective_on: date


@dataclass(frozen=True)
class DutyAdjusted(Fact):
    """A duty says something else from a day on; `columns` are the names of those that changed."""

    version: int
    effective_on: date
    columns: tuple[str, ...]


@dataclass(frozen=True)
class DutyInForce(Fact):
    """The day of a version came: the duty now says what that version says."""

    version: int


@dataclass(frozen=True)
class DutyEnded(Fact):
    """A duty is over; `ended_on` is its last day."""

    ended_on: date


@dataclass(frozen=True)
class DutyColumnSet(Fact):
    """Items of the duty appear in this column of the site ("" for none)."""

    column: str


@dataclass(frozen=True)
class CatalogueUploaded(Fact):
    """A table was uploaded to be compared; nothing of the catalogue has changed."""

    sha256: str


@dataclass(frozen=True)
class CatalogueImported(Fact):
    """A table was taken over; each duty it touched has a fact of its own besides."""

    sha256: str
    effective_on: date
    added: int
    adjusted: int
    ended: int
    unchanged: int
