"""For tests: things to find that no domain knows, and indexes that are up to date."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from gongkai.journal.facts import Fact
from gongkai.people.models import Person
from gongkai.search import keeping, registry
from gongkai.search.rebuilding import rebuild
from gongkai.search.registry import Audience, Searchable, SearchKind


class Shelf:
    """A kind whose things are a dictionary; a fact is about the thing that it changed."""

    def __init__(self, name: str, *changed: type[Fact], destroyed: Sequence[type[Fact]] = ()):
        self.things: dict[str, Searchable] = {}
        self.hidden: set[str] = set()
        self.kind = SearchKind(
            name,
            f"{name}类",
            touched={fact.__name__: lambda entry: [entry.about] for fact in changed},
            following=self._following,
            count=lambda: len(self.things),
            load=lambda abouts: [self.things[one] for one in abouts if one in self.things],
            visible=self._visible,
            destroyed=frozenset(fact.__name__ for fact in destroyed),
        )

    def put(self, number: int, title: str, **more: object) -> str:
        """Add or change a thing; its reference."""
        about = f"{self.kind.name}:{number:06d}"
        thing = Searchable(about=about, title=title, url=f"/{number}/")
        self.things[about] = replace(thing, **more)  # type: ignore[arg-type]
        return about

    def _following(self, after: str, most: int) -> list[str]:
        return [one for one in sorted(self.things) if one > after][:most]

    def _visible(self, abouts: Collection[str], _: Person | None) -> set[str]:
        return {one for one in abouts if one in self.things and one not in self.hidden}


@contextmanager
def only(*kinds: SearchKind) -> Iterator[None]:
    """Within this block no other kind is known."""
    known = dict(registry.KINDS)
    registry.KINDS.clear()
    for kind in kinds:
        registry.announce(kind)
    try:
        yield
    finally:
        keeping.let_go()
        registry.KINDS.clear()
        registry.KINDS.update(known)


def build() -> None:
    """Build all indexes from the database."""
    rebuild()


__all__ = ["Audience", "Shelf", "build", "only"]
