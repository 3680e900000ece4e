"""Clocks as the rows of tables: titles and links come from the domains, for all rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.clocks.models import Clock
from gongkai.clocks.queries.board import Now
from gongkai.clocks.registry import ClockKind, kind_of
from gongkai.clocks.showing import DueWords, due_words, rule_of


@dataclass(frozen=True)
class Named:
    """A reference as people call it, and where it is handled; both empty if no domain says."""

    title: str
    url: str
    label: str


@dataclass(frozen=True)
class BoardRow:
    """One line of the board."""

    clock: Clock
    named: Named
    badge: DueWords

    @property
    def number(self) -> str:
        """The reference without its prefix: what people say on the phone."""
        return self.clock.about.partition(":")[2]


def board_rows(clocks: Sequence[Clock], now: Now) -> list[BoardRow]:
    """Rows in the same order, with badges as of now."""
    named = names(clocks)
    return [
        BoardRow(clock, named[clock.pk], due_words(clock, now.today, now.at, now.working))
        for clock in clocks
    ]


def names(clocks: Sequence[Clock]) -> dict[int, Named]:
    """What each clock is about, by its key; one question to each domain."""
    of_kind: dict[int, tuple[ClockKind, list[Clock]]] = {}
    found: dict[int, Named] = {}
    for clock in clocks:
        kind = kind_of(clock.about, clock.rule)
        if kind is None:
            found[clock.pk] = Named("", "", rule_of(clock).name)
        else:
            of_kind.setdefault(id(kind), (kind, []))[1].append(clock)
    for kind, own in of_kind.values():
        titles = _titles(kind, [clock.about for clock in own])
        for clock in own:
            url = kind.link(clock.about) if kind.link else ""
            found[clock.pk] = Named(titles.get(clock.about, ""), url, kind.name)
    return found


def _titles(kind: ClockKind, abouts: Sequence[str]) -> dict[str, str]:
    if kind.titles:
        return dict(kind.titles(abouts))
    if kind.title:
        return {about: kind.title(about) for about in abouts}
    return {}
