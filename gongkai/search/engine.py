"""The small interface behind which the engine stands, and the shapes that pass through it.

An engine is a folder. One process writes to it at a time, many read; what was committed survives a
killed process, and with it, in the same commit, the state: how far the journal has been read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from gongkai.search.registry import Searchable

FACETS = ("kind", "body", "subject", "year", "validity")
State = dict[str, Any]
Ready = dict[str, Any]  # one thing cut into what is filed; it may pass between processes


class Order(StrEnum):
    """How hits are sorted."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Term:
    """One way to say what is wanted; `weight` below 1 for what only means the same."""

    text: str  # folded
    weight: float = 1.0
    keys: tuple[str, ...] = ()  # of a document number, most exact first


@dataclass(frozen=True)
class Group:
    """One thing that is wanted, in any of several ways."""

    terms: tuple[Term, ...]
    optional: bool = False  # counts for the order only
    exact: bool = False  # must be met whatever else may be left out: it was put in quotation marks


@dataclass(frozen=True)
class Wanted:
    """A whole question to the engine. Filters by facet: any of these values."""

    groups: tuple[Group, ...]
    near: tuple[str, ...] = ()  # texts that count for more where they stand as they are
    without: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    marks: tuple[str, ...] | None = None  # only what bears one of them; None: no limit
    order: Order = Order.RELEVANCE
    enough: int | None = None  # how many groups must be met besides exact ones; None: all
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = FACETS


@dataclass(frozen=True)
class Hit:
    """One thing found, as it was when it was filed."""

    about: str
    score: float
    shelf: int  # 0: all that was asked stands in the title; sorted by relevance these go first
    title: str
    url: str
    number: str
    issued_by: str
    on: date | None
    validity: str
    state: str
    text: str  # the beginning of what it says, for a snippet


@dataclass(frozen=True)
class Found:
    """What the engine found."""

    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]]  # facet -> value -> how many
    # So many were found that only a sample was counted.
    total_estimated: bool = False
    facets_estimated: bool = False


class Reader(Protocol):
    """Reading side: sees what was committed last."""

    def query(self, wanted: Wanted) -> Found: ...

    def beginning(self, text: str, sound: str, most: int) -> list[Hit]:
        """What has a title that begins so, or holds a word that begins so, for suggestions."""
        ...

    def knows(self, pair: str) -> int:
        """In how many texts two neighbouring characters stand."""
        ...

    def title_words(self) -> Iterable[tuple[str, int]]:
        """The words of all titles, and in how many each stands."""
        ...

    def size(self) -> int: ...

    def kinds(self) -> dict[str, int]:
        """How many things of each kind are filed."""
        ...

    def state(self) -> State: ...


class Writer(Protocol):
    """Writing side: one at a time."""

    def add(self, things: Iterable[Ready]) -> None:
        """File what is known not to be there yet."""
        ...

    def replace(self, things: Sequence[Searchable]) -> None:
        """File these; what was filed under the same references goes."""
        ...

    def delete(self, abouts: Iterable[str]) -> None: ...

    def commit(self, state: State) -> None: ...

    def close(self) -> None: ...


class Engine(Protocol):
    """What a package offers to be taken for the engine."""

    def exists(self, folder: Path) -> bool: ...

    def reader(self, folder: Path) -> Reader: ...

    def writer(self, folder: Path, *, bulk: bool = False) -> Writer: ...

    def ready(self, things: Iterable[Searchable]) -> list[Ready]:
        """Cut things into what is filed: the costly half, which needs no writer."""
        ...
