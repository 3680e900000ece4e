"""tantivy as the engine (docs/adr/0007): an embedded library, one folder for each index.

A commit writes new files and then replaces `meta.json`; readers look at its age before each
question and follow. Deleted documents stay in their file until the engine merges it, so after a
destruction the index is built anew (`rebuilding`).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Index, Query

from gongkai.search import engine
from gongkai.search.engine import Found, Hit, Order, Ready, State, Wanted
from gongkai.search.registry import Searchable
from gongkai.search.tantivy_asking import Asking
from gongkai.search.tantivy_counting import Counted, buckets_of, count
from gongkai.search.tantivy_schema import (
    BLANKS,
    BOOKMARK,
    SAMPLES,
    analyzer,
    bookmark,
    fields,
    schema,
)

MEMORY = 50_000_000  # bytes that a writer gathers before it writes a file
MEMORY_IN_BULK = 400_000_000
DEEPEST = 1_000  # hits: further back nobody pages
STRIPE = 256  # things filed one after the other that are in the same sample
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
        self._filed = int(self._index.searcher().num_docs)

    def replace(self, things: Sequence[Searchable]) -> None:
        self.delete(thing.about for thing in things)
        self.add(fields(thing) for thing in things)

    def add(self, things: Iterable[Ready]) -> None:
        for thing in things:
            # Neighbours are in one sample: whole blocks of the others can be passed over.
            thing["sample"] = [self._filed // STRIPE % SAMPLES]
            self._filed += 1
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
        counted = count(searcher, self._asking, wanted)
        return Found(
            counted.total,
            [_hit(searcher, *one) for one in self._hits(searcher, wanted, counted)],
            counted.facets,
            counted.estimated,
        )

    def _hits(self, searcher: tantivy.Searcher, wanted: Wanted, counted: Counted) -> list[Place]:
        """Those of the page: score, where it lies, and in which of the two shelves."""
        if not counted.total:
            return []
        if wanted.order != Order.RELEVANCE:
            asked = self._asking.query(wanted, since_year=_window(wanted, counted))
            return _searched(searcher, asked, wanted, wanted.offset, wanted.limit).hits
        if wanted.enough is not None:
            return _searched(
                searcher, self._asking.query(wanted), wanted, wanted.offset, wanted.limit
            ).hits
        # What has it all in the title goes first. Titles are short, so that shelf is seen through
        # quickly; most pages need no other.
        titled = self._asking.query(wanted, titled=True)
        first = _searched(searcher, titled, wanted, wanted.offset, wanted.limit, count=True)
        rest = wanted.limit - len(first.hits)
        if not rest:
            return first.hits
        asked = self._asking.query(wanted, titled=False, since_year=_window(wanted, counted))
        offset = max(wanted.offset - first.count, 0)
        then = _searched(searcher, asked, wanted, offset, rest, shelf=1)
        return [*first.hits, *then.hits]

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


@dataclass(frozen=True)
class _Searched:
    hits: list[Place]
    count: int


def _searched(
    searcher: tantivy.Searcher, query: Query, wanted: Wanted, offset: int, limit: int, *,
    shelf: int = 0, count: bool = False,
) -> _Searched:  # fmt: skip
    result: Any = searcher.search(
        query, limit, count=count, offset=offset, **_sorting(wanted.order)
    )
    return _Searched([(score, at, shelf) for score, at in result.hits], int(result.count or 0))


def _sorting(order: Order) -> dict[str, Any]:
    if order == Order.RELEVANCE:
        return {"weight_by_field": "weight"}
    way = tantivy.Order.Desc if order == Order.NEWEST else tantivy.Order.Asc
    return {"order_by_field": "day", "order": way}


def _window(wanted: Wanted, counted: Counted) -> int | None:
    """The year from which on there is more than anybody can page through, when very much is found.

    Sorted by date nothing is lost by looking no further. By relevance, what is said everywhere
    and in no title is no more relevant for being older.
    """
    if not counted.estimated or wanted.order == Order.OLDEST:
        return None
    enough = 2 * max(DEEPEST, wanted.offset + wanted.limit)
    found = 0
    for year in sorted(counted.years, reverse=True):
        found += counted.years[year]
        if found >= enough:
            return year
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
