"""Keeping the indexes of this node fresh: behind the journal, each with its own bookmark.

The bookmark is committed together with what it speaks of, in the index itself. So a killed process
loses nothing and does nothing twice that matters, and a node that was away catches up from where
its own index stands. The row in the journal's table of bookmarks says only how far `work` is.

One process of a node writes: `work`, or on nodes without it `gongkai search follow`. The engine
itself refuses a second writer.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.db import OperationalError, connection

from gongkai.journal.followers import follower
from gongkai.journal.models import Entry, Line
from gongkai.search import places
from gongkai.search.engine import State, Writer
from gongkai.search.registry import KINDS, Audience, Searchable, destroys, touched_by
from gongkai.search.tantivy_engine import ENGINE

log = logging.getLogger(__name__)

T = TypeVar("T")

BATCH = 500  # entries between two commits
CHUNK = 200  # things loaded at a time


class _Kept:
    """The open writer of one audience, and which generation it writes to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writer: Writer = ENGINE.writer(folder)
        self.state: State = ENGINE.reader(folder).state()


_kept: dict[Audience, _Kept] = {}


@follower("search", atomic=False, batch=BATCH)
def follow_journal(_: Sequence[Entry]) -> None:
    """Bring the indexes up to the end of the line. Which entries woke us does not matter."""
    freshen()


def freshen() -> int:
    """Read on from each index's own bookmark; how many entries were read. An index that was never
    built is left to the rebuild."""
    last = Line.objects.filter(pk=1).values_list("last", flat=True).first() or 0
    return sum(_freshen(audience, last) for audience in Audience)


def follow_until(stop: threading.Event, pause: float = 0.2) -> None:
    """For nodes on which no `work` runs: follow, and build what is missing, until told to stop."""
    from gongkai.search.rebuilding import rebuild_in_background

    try:
        while not stop.is_set():
            try:
                rebuild_in_background()
                if not freshen():
                    stop.wait(pause)
            except OperationalError as problem:
                log.warning("the database did not answer: %s", type(problem).__name__)
                connection.close()
                stop.wait(2)
    finally:
        let_go()


def _freshen(audience: Audience, last: int) -> int:
    folder = places.current(audience)
    if folder is None or not ENGINE.exists(folder):
        return 0
    kept = _writer_of(audience, folder)
    start = int(kept.state.get("seq", 0))
    try:
        while (seq := int(kept.state.get("seq", 0))) < last:
            kept.state = read_on(kept.writer, audience, kept.state, seq)
    except Exception:
        let_go(audience)  # what was not committed is lost, and read again next time
        raise
    return last - start if last > start else 0


def _writer_of(audience: Audience, folder: Path) -> _Kept:
    kept = _kept.get(audience)
    if kept and kept.folder == folder:
        return kept
    let_go(audience)
    _kept[audience] = _Kept(folder)
    return _kept[audience]


def let_go(audience: Audience | None = None) -> None:
    """Close the writers, so that another process may write, or another generation."""
    for one in [audience] if audience else list(Audience):
        kept = _kept.pop(one, None)
        if kept is None:
            continue
        try:
            kept.writer.close()
        except Exception as problem:  # a folder that a rebuild has removed meanwhile
            log.info("the index of %s was closed: %s", one, type(problem).__name__)


def read_on(writer: Writer, audience: Audience, state: State, seq: int) -> State:
    """Apply the next stretch of the line behind `seq` and commit; the new state."""
    entries = list(Entry.objects.filter(seq__gt=seq).order_by("seq")[:BATCH])
    if not entries:
        return state
    for name, things in touched_by(entries, audience).items():
        for chunk in in_chunks(things, CHUNK):
            _file(writer, KINDS[name].load(chunk), chunk)
    end = entries[-1].seq
    assert end is not None
    state = {**state, "seq": end}
    if destroys(entries, audience):
        # Out of all results with this commit; the words are still in a file until a rebuild.
        state["purge"] = True
    writer.commit(state)
    return state


def _file(writer: Writer, found: Iterable[Searchable], chunk: list[str]) -> None:
    things = list(found)
    writer.replace(things)
    there = {thing.about for thing in things}
    writer.delete(about for about in chunk if about not in there)


def in_chunks(things: Iterator[T] | Sequence[T], size: int) -> Iterator[list[T]]:
    """The things in lists of `size`, the last one shorter."""
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk
