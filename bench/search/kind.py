"""Papers as a kind of things that the search knows: made when they are asked for, in no database.

So an index of a million is built, kept and asked by the very code that does it for items.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Protocol

from bench.search.corpus import thing
from bench.search.papers import county_organs, county_papers
from gongkai.people.models import Person
from gongkai.search import keeping, registry
from gongkai.search.registry import Searchable, SearchKind, announce

NAME = "paper"


class Papers:
    """The county's own papers first (`paper:b…`, `paper:c…`), then so many of the large corpus."""

    def __init__(self, count: int) -> None:
        self.own = {one.about: one for one in (*county_organs(), *county_papers())}
        self.own_first = sorted(self.own)
        self.count = count
        self.making = 0.0  # seconds that went into making papers: no part of the search

    @property
    def size(self) -> int:
        return len(self.own) + self.count

    def all(self) -> Iterator[Searchable]:
        """Every one of them, for other engines."""
        yield from self.own.values()
        yield from map(thing, range(self.count))

    def announce(self) -> None:
        """Make them known to the search of this process."""
        announce(
            SearchKind(
                NAME,
                "文件",
                touched={},
                following=self._following,
                count=lambda: self.size,
                load=self._load,
                visible=self._visible,
            )
        )

    def _following(self, after: str, most: int) -> Sequence[str]:
        if after in self.own or not after:
            start = self.own_first.index(after) + 1 if after else 0
            if more := self.own_first[start : start + most]:
                return more
            after = ""
        start = _number(after) + 1 if after else 0
        return [f"{NAME}:{one:08d}" for one in range(start, min(start + most, self.count))]

    def _load(self, abouts: Sequence[str]) -> Iterable[Searchable]:
        begun = perf_counter()
        found = [self.own.get(about) or thing(_number(about)) for about in abouts]
        self.making += perf_counter() - begun
        return found

    def _visible(self, abouts: Collection[str], _: Person | None) -> set[str]:
        return set(abouts)


def _number(about: str) -> int:
    return int(about.partition(":")[2])


class Announced(Protocol):
    """What can be made known to the search."""

    def announce(self) -> None: ...


@contextmanager
def only(papers: Announced) -> Iterator[None]:
    """Within this block the search of this process knows these papers and nothing else."""
    known = dict(registry.KINDS)
    registry.KINDS.clear()
    papers.announce()
    try:
        yield
    finally:
        keeping.let_go()
        registry.KINDS.clear()
        registry.KINDS.update(known)
