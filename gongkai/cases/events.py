"""What becomes true of letters. Each fact is about a letter (`letter:17`).

No addressee and no sentence of a letter stands here: the journal is read by many.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class LetterIssued(Fact):
    """A letter got its number; `on` is the date that it bears."""

    matter: str
    template: str
    version: str
    number: str
    content_hash: str


@dataclass(frozen=True)
class LetterVoided(Fact):
    """A letter no longer holds; `superseded_by` is the number of the one in its place, or empty."""

    number: str
    superseded_by: str
