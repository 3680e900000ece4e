"""A small kind of page for tests: its texts stand in a dictionary instead of a domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from gongkai.journal.actors import SYSTEM
from gongkai.journal.facts import Fact
from gongkai.journal.recording import operation, record
from gongkai.publishing import registry
from gongkai.publishing.registry import PageKind
from gongkai.screens.components import Frame, Link

FRAME = Frame("清河县人民政府", nav=(Link("首页", "/"),))


@dataclass(frozen=True)
class NoteChanged(Fact):
    note: str


@operation
def change(*notes: str) -> None:
    for note in notes:
        record(NoteChanged(note), about=f"note:{note}", actor=SYSTEM)


@dataclass
class Notes:
    """Pages `/notes/<name>/index.html` and a list of them at `/notes/index.html`."""

    texts: dict[str, str] = field(default_factory=dict)
    rendered: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    frame: Frame = FRAME

    def paths_for(self, key: str) -> Iterable[str]:
        kind, _, name = key.partition(":")
        return [f"/notes/{name}/index.html", "/notes/index.html"] if kind == "note" else []

    def all_paths(self) -> Iterator[str]:
        yield "/notes/index.html"
        yield from (f"/notes/{name}/index.html" for name in self.texts)

    def render(self, path: str) -> bytes | None:
        self.rendered.append(path)
        if path == "/notes/index.html":
            return "、".join(sorted(self.texts)).encode()
        name = path.split("/")[2]
        if name in self.broken:
            raise KeyError(name)
        text = self.texts.get(name)
        return None if text is None else text.encode()


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> Notes:
    """Nothing is published but notes."""
    pages = Notes()
    kind = PageKind("tests.note", pages.paths_for, pages.all_paths, pages.render)
    only(monkeypatch, registry.KINDS, {kind.name: kind})
    only(monkeypatch, registry._touching, {"NoteChanged": [lambda entry: [entry.about]]})
    monkeypatch.setattr(registry, "_frame", [lambda: pages.frame])
    return pages


def only(monkeypatch: pytest.MonkeyPatch, known: dict[str, Any], these: dict[str, Any]) -> None:
    """Replace what a registry knows, for one test; the registry itself stays the same object."""
    for name in list(known):
        monkeypatch.delitem(known, name)
    for name, value in these.items():
        monkeypatch.setitem(known, name, value)
