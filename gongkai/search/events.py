"""What happens to the words of the search. References and counts, never the words."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.journal.facts import Fact


@dataclass(frozen=True)
class SynonymsLoaded(Fact):
    """The shipped list was taken in; `about` is `synonyms`."""

    added: int
    changed: int


@dataclass(frozen=True)
class SynonymAdded(Fact):
    """Someone said that two words mean the same."""


@dataclass(frozen=True)
class SynonymChanged(Fact):
    """A pair reads otherwise, or is used or not used any more."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class BestBetAdded(Fact):
    """A page was put above the hits of certain questions."""


@dataclass(frozen=True)
class BestBetChanged(Fact):
    """It says or answers something else."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class BestBetRemoved(Fact):
    """It stands there no longer."""
