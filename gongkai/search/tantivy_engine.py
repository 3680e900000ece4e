"""tantivy as the engine (docs/adr/0007): an embedded library, one folder for each index.

A commit writes new files and then replaces `meta.json`; readers look at its age before each
question and follow. Deleted documents stay in their file until the engine merges it, so after a
destruction the index is built anew (`rebuilding`).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Index, Query

from gongkai.search import engine
from gongkai.search.engine import Found, Hit, Order, State, Wanted
from gongkai.search.registry import Searchable
from gongkai.search.tantivy_asking import Asking
from gongkai.search.tantivy_schema import (
    BLANKS,
    BOOKMARK,
    SAMPLES,
    analyzer,
    bookmark,
    document,
    schema,
)

MEMORY = 50_000_000  # bytes that a writer gathers before it writes a file
MEMORY_IN_BULK = 400_000_000
MOST_VALUES = 60  # of a facet
COUNTED = 20_000  # hits whose facets are counted one by one
META = "meta.json"


class TantivyEngine:
    """Offers readers and writers of folders."""

    def exists(self, folder: Path) -> bool:
        return folder.is_dir() and bool(Index.exists(str(folder)))

    def reader(self, folder: Path) -> TantivyReader:
        return TantivyReader(folder)

    def writer(self, folder: Path, *, bulk: bool = False) -> TantivyWriter:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return TantivyWriter(folder, bulk)


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
        """File these; what was filed under the same references goes."""
        self.delete(thing.about for thing in things)
        self.add(things)

    def add(self, things: Iterable[Searchable]) -> None:
        """File what is known not to be there yet."""
        for thing in things:
            self._writer.add_document(document(thing, self._schema))

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
        """Hits and their number in one pass; facets of all, or of a sample when they are many."""
        searcher = self._searcher()
        query = self._asking.query(wanted)
        result: Any = searcher.search(query, wanted.limit, offset=wanted.offset,
                                 **_sorting(wanted.order))  # fmt: skip
        total = int(result.count)
        hits = [_hit(searcher, score, at) for score, at in result.hits]
        facets, estimated = self._facets(searcher, query, wanted, total)
        return Found(total, hits, facets, estimated)

    def _facets(
        self, searcher: tantivy.Searcher, query: Query, wanted: Wanted, total: int
    ) -> tuple[dict[str, dict[str, int]], bool]:
        """How many of each value of each facet, and whether that is an estimate."""
        chosen = [name for name in wanted.facets if wanted.filters.get(name)]
        free = [name for name in wanted.facets if name not in chosen]
        counted, estimated = self._counted(searcher, query, free, total)
        for name in chosen:  # what else could be chosen beside what was chosen
            others = self._asking.query(wanted, without_facet=name)
            counts, guessed = self._counted(searcher, others, [name], None)
            counted |= counts
            estimated |= guessed
        return {name: counted.get(name, {}) for name in wanted.facets}, estimated

    def _counted(
        self, searcher: tantivy.Searcher, query: Query, names: Sequence[str], total: int | None
    ) -> tuple[dict[str, dict[str, int]], bool]:
        """Of all that is found, when that is not too much; `total` when it is known already."""
        if not names or total == 0:
            return {}, False
        asked = {name: _terms(name) for name in names}
        if total is None or total > COUNTED:
            sample = _buckets(searcher.aggregate(self._asking.sampled(query), asked))
            most = max(sum(counts.values()) for counts in sample.values()) * SAMPLES
            if max(most, total or 0) > COUNTED:
                return {name: _times(SAMPLES, counts) for name, counts in sample.items()}, True
        return _buckets(searcher.aggregate(query, asked)), False

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
        counted = self._searcher().aggregate(Query.all_query(), {"kind": _terms("kind")})
        return _buckets(counted)["kind"]

    def state(self) -> State:
        searcher = self._searcher()
        query = Query.term_query(self._index.schema, "about", BOOKMARK, index_option="basic")
        hits = searcher.search(query, 1, count=False).hits
        if not hits:
            return {}
        found: State = json.loads(searcher.doc(hits[0][1])["shown"][0])
        return found


def _sorting(order: Order) -> dict[str, Any]:
    if order == Order.RELEVANCE:
        return {"weight_by_field": "weight"}
    way = tantivy.Order.Desc if order == Order.NEWEST else tantivy.Order.Asc
    return {"order_by_field": "day", "order": way}


def _terms(name: str) -> dict[str, Any]:
    return {"terms": {"field": name, "size": MOST_VALUES}}


def _buckets(aggregated: dict[str, Any]) -> dict[str, dict[str, int]]:
    return {
        name: {_value(one["key"]): int(one["doc_count"]) for one in result["buckets"]}
        for name, result in aggregated.items()
    }


def _times(times: int, counts: dict[str, int]) -> dict[str, int]:
    """Estimates, with the two digits that can be trusted."""
    return {value: int(float(f"{count * times:.2g}")) for value, count in counts.items()}


def _value(key: Any) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


def _hit(searcher: tantivy.Searcher, score: Any, at: tantivy.DocAddress) -> Hit:
    document = searcher.doc(at)
    title, url, number, issued_by, on, validity, state, text = json.loads(document["shown"][0])
    return Hit(
        about=document["about"][0],
        score=float(score) if isinstance(score, float) else 0.0,
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
