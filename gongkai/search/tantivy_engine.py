"""tantivy as the engine (docs/adr/0008): an embedded library, one folder for each index.

A commit writes new files and then replaces `meta.json`; readers look at its age before each
question and follow. Deleted documents stay in their file until the engine merges it, so after a
destruction the index is built anew (`rebuilding`).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Index, Query

from gongkai.search import engine
from gongkai.search.engine import Found, Hit, Order, Ready, State, Wanted
from gongkai.search.registry import Searchable
from gongkai.search.tantivy_asking import Asking
from gongkai.search.tantivy_counting import Counted, Counting, Months, buckets_of
from gongkai.search.tantivy_schema import (
    BLANKS,
    BOOKMARK,
    analyzer,
    bookmark,
    fields,
    schema,
)

MEMORY = 50_000_000  # bytes that a writer gathers before it writes a file
MEMORY_IN_BULK = 400_000_000
DEEPEST = 1_000  # hits: further back nobody pages
META = "meta.json"

Place = tuple[Any, tantivy.DocAddress, int]


class TantivyEngine:
    """Offers readers and writers of folders."""

    def exists(self, folder: Path) -> bool:
        return folder.is_dir() and bool(Index.exists(str(folder)))

    def reader(self, folder: Path) -> TantivyReader:
        return TantivyReader(folder)

    def writer(self, folder: Path, *, bulk: bool = False) -> TantivyWriter:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return TantivyWriter(folder, bulk)

    def ready(self, things: Iterable[Searchable]) -> list[Ready]:
        return [fields(thing) for thing in things]


def _opened(folder: Path) -> Index:
    index = Index(schema(), str(folder))
    index.register_tokenizer(BLANKS, analyzer())
    return index


class TantivyWriter:
    """One writer; the engine itself refuses a second one for the folder."""

    def __init__(self, folder: Path, bulk: bool) -> None:
        self._index = _opened(folder)
        self._schema = self._index.schema
        if bulk:
            self._writer = self._index.writer(MEMORY_IN_BULK, 2)
        else:
            self._writer = self._index.writer(MEMORY, 1)
        self._closed = False

    def replace(self, things: Sequence[Searchable]) -> None:
        self.delete(thing.about for thing in things)
        self.add(fields(thing) for thing in things)

    def add(self, things: Iterable[Ready]) -> None:
        for thing in things:
            self._writer.add_document(tantivy.Document.from_dict(thing, self._schema))

    def delete(self, abouts: Iterable[str]) -> None:
        for about in abouts:
            self._writer.delete_documents_by_term("about", about)

    def commit(self, state: State) -> None:
        """From now on readers see it; all of it, and the state, or nothing."""
        self._writer.delete_documents_by_term("about", BOOKMARK)
        self._writer.add_document(bookmark(state, self._schema))
        self._writer.commit()
        self._writer.garbage_collect_files()

    def close(self) -> None:
        """Let go of the folder; waits for merges that have begun."""
        if not self._closed:
            self._closed = True
            self._writer.wait_merging_threads()


class TantivyReader:
    """Reads one folder; several threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._index = _opened(folder)
        self._asking = Asking(self._index.schema)
        self._counting = Counting(self._index.schema)
        self._meta = folder / META
        self._seen = 0
        self._lock = threading.Lock()

    def _searcher(self) -> tantivy.Searcher:
        try:
            age = self._meta.stat().st_mtime_ns
        except FileNotFoundError:  # replaced by a rebuild; what is open can be read to its end
            return self._index.searcher()
        if age != self._seen:
            with self._lock:
                self._index.reload()
                self._seen = age
        return self._index.searcher()

    def query(self, wanted: Wanted) -> Found:
        """Hits, their number, and facets; of what is found very often, by `tantivy_counting`."""
        searcher = self._searcher()
        counted = self._counting.count(searcher, wanted)
        places = self._places(searcher, wanted, counted) if counted.total else []
        hits = [_hit(searcher, *one) for one in places]
        return Found(
            counted.total, hits, counted.facets, counted.total_estimated, counted.facets_estimated
        )

    def _places(self, searcher: tantivy.Searcher, wanted: Wanted, counted: Counted) -> list[Place]:
        """The hits of the page: score, where each lies, and on which of the two shelves."""
        newest = _newest(counted.months)
        if wanted.order != Order.RELEVANCE:
            only = newest if wanted.order == Order.NEWEST else None
            return _searched(searcher, self._asking.query(wanted, months=only), wanted)[0]
        if wanted.enough is not None:
            return _searched(searcher, self._asking.query(wanted), wanted)[0]
        # What has it all in the title goes first. Titles are short, so that shelf is seen through
        # quickly; most pages need no other.
        titled = self._counting.months_of_titled(searcher, wanted) if counted.months else {}
        query = self._asking.query(wanted, titled=True, months=_newest(titled))
        first, count = _searched(searcher, query, wanted)
        if len(first) == wanted.limit:
            return first
        query = self._asking.query(wanted, titled=False, months=newest)
        page = replace(
            wanted, offset=max(wanted.offset - count, 0), limit=wanted.limit - len(first)
        )
        return [*first, *_searched(searcher, query, page, shelf=1)[0]]

    def beginning(self, text: str, sound: str, most: int) -> list[Hit]:
        searcher = self._searcher()
        result = searcher.search(
            self._asking.beginning(text, sound), most, count=False, weight_by_field="weight"
        )
        return [_hit(searcher, score, at) for score, at in result.hits]

    def knows(self, pair: str) -> int:
        searcher = self._searcher()
        return max(int(searcher.doc_freq(name, pair)) for name in ("title", "meta", "text"))

    def title_words(self) -> Iterable[tuple[str, int]]:
        searcher = self._searcher()
        return [
            (word, count)
            for word, count in searcher.terms_with_prefix("title_words", "")
            if len(word) > 1 and not word.isascii()
        ]

    def size(self) -> int:
        """How many things are filed."""
        return int(self._searcher().num_docs) - 1  # less the bookmark

    def kinds(self) -> dict[str, int]:
        return buckets_of(self._searcher(), Query.all_query(), ["kind"])["kind"]

    def state(self) -> State:
        searcher = self._searcher()
        query = Query.term_query(self._index.schema, "about", BOOKMARK, index_option="basic")
        hits = searcher.search(query, 1, count=False).hits
        if not hits:
            return {}
        found: State = json.loads(searcher.doc(hits[0][1])["shown"][0])
        return found


def _searched(
    searcher: tantivy.Searcher, query: Query, page: Wanted, shelf: int = 0
) -> tuple[list[Place], int]:
    """A page of what a question finds, and how much it finds."""
    result: Any = searcher.search(query, page.limit, offset=page.offset, **_sorting(page.order))
    return [(score, at, shelf) for score, at in result.hits], int(result.count)


def _sorting(order: Order) -> dict[str, Any]:
    if order == Order.RELEVANCE:
        return {"weight_by_field": "weight"}
    way = tantivy.Order.Desc if order == Order.NEWEST else tantivy.Order.Asc
    return {"order_by_field": "day", "order": way}


def _newest(months: Months) -> list[int] | None:
    """The newest months that hold more than anybody can page through; None for all.

    Sorted by date nothing is lost by looking no further. By relevance, what is said everywhere
    is no more relevant for being older.
    """
    found = 0
    newest = sorted(months, reverse=True)
    for number, month in enumerate(newest, start=1):
        found += months[month]
        if found >= 2 * DEEPEST:
            return newest[:number]
    return None


def _hit(searcher: tantivy.Searcher, score: Any, at: tantivy.DocAddress, shelf: int = 0) -> Hit:
    document = searcher.doc(at)
    title, url, number, issued_by, on, validity, state, text = json.loads(document["shown"][0])
    return Hit(
        about=document["about"][0],
        score=float(score) if isinstance(score, float) else 0.0,
        shelf=shelf,
        title=title,
        url=url,
        number=number,
        issued_by=issued_by,
        on=date.fromisoformat(on) if on else None,
        validity=validity,
        state=state,
        text=text,
    )


ENGINE: engine.Engine = TantivyEngine()
