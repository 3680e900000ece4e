"""What else one could have taken, on the same text: SQLite FTS5 twice, PostgreSQL twice.

Each is asked as its own handbook asks it, title and text in columns of their own, ranked by what it
brings along, with the title counting four times. `cut` means that the text, and the question, were
cut into words by rjieba before; nothing else was done to them.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import psycopg
import rjieba

from bench.running import create_database
from gongkai.search.registry import Searchable

BATCH = 1_000
DATABASE = "gongkai_bench_search"
_RUNS = re.compile(r"[\w〔〕]+")

Asked = tuple[int, list[str]]  # how many in all, and the first ten


class Peer(Protocol):
    """One of them, filled."""

    name: str

    def fill(self, papers: Iterable[Searchable]) -> None: ...

    def ask(self, question: str, highlight: bool = False) -> Asked: ...

    def size(self) -> int: ...


def _raw(paper: Searchable) -> tuple[str, str]:
    names = "\n".join([*paper.names, *paper.words])
    return paper.title, f"{paper.number}\n{names}\n{paper.text}"


def _cut(paper: Searchable) -> tuple[str, str]:
    title, text = _raw(paper)
    return _words(title), _words(text)


def _words(text: str) -> str:
    return " ".join(rjieba.cut_for_search(text))


class Fts5:
    """SQLite FTS5: bm25, snippets of its own."""

    def __init__(self, folder: Path, tokenizer: str, *, cut: bool, any_word: bool = False) -> None:
        self.name = f"SQLite FTS5, {'rjieba + unicode61' if cut else tokenizer}"
        self.any_word = any_word
        self._columns: Callable[[Searchable], tuple[str, str]] = _cut if cut else _raw
        self.is_cut = cut
        self._path = folder / f"fts5-{tokenizer}.sqlite3"
        self._db = sqlite3.connect(self._path)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS papers USING fts5"
            f"(about UNINDEXED, title, text, tokenize='{tokenizer}')"
        )

    def fill(self, papers: Iterable[Searchable]) -> None:
        for some in _batches(papers):
            rows = [(one.about, *self._columns(one)) for one in some]
            with self._db:
                self._db.executemany("INSERT INTO papers VALUES (?, ?, ?)", rows)

    def asking(self, any_word: bool) -> Fts5:
        """The same table, with all or with any of the words."""
        other = object.__new__(Fts5)
        other.__dict__ |= {**self.__dict__, "any_word": any_word}
        other.name = f"{self.name}, {'any word' if any_word else 'all words'}"
        return other

    def ask(self, question: str, highlight: bool = False) -> Asked:
        words = _runs(_words(question)) if self.is_cut else _runs(question)
        if not words:
            return 0, []
        match = (" OR " if self.any_word else " AND ").join(f'"{word}"' for word in words)
        shown = ", snippet(papers, 2, '<mark>', '</mark>', '…', 40)" if highlight else ""
        total = self._db.execute(
            "SELECT count(*) FROM papers WHERE papers MATCH ?", (match,)
        ).fetchone()[0]
        rows = self._db.execute(
            f"SELECT about{shown} FROM papers WHERE papers MATCH ?"
            " ORDER BY bm25(papers, 0, 4.0, 1.0) LIMIT 10",
            (match,),
        ).fetchall()
        return int(total), [row[0] for row in rows]

    def size(self) -> int:
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self._path.stat().st_size


def _runs(question: str) -> list[str]:
    return _RUNS.findall(question)


class PostgreSQL:
    """tsvector with the configuration `simple`, GIN, ts_rank, ts_headline."""

    def __init__(self, server: str, *, cut: bool) -> None:
        self.name = f"PostgreSQL simple{', rjieba' if cut else ''}"
        self.is_cut = cut
        self._columns: Callable[[Searchable], tuple[str, str]] = _cut if cut else _raw
        self._table = "cut" if cut else "raw"
        self._db: psycopg.Connection[Any] = psycopg.connect(server, autocommit=True)
        self._db.execute(f"DROP TABLE IF EXISTS {self._table}")
        self._db.execute(
            f"CREATE TABLE {self._table} (about text, title text, body text, words tsvector"
            " GENERATED ALWAYS AS (setweight(to_tsvector('simple', title), 'A')"
            " || setweight(to_tsvector('simple', body), 'D')) STORED)"
        )

    def fill(self, papers: Iterable[Searchable]) -> None:
        with self._db.cursor() as cursor, cursor.copy(
            f"COPY {self._table} (about, title, body) FROM STDIN"
        ) as copy:  # fmt: skip
            for paper in papers:
                copy.write_row((paper.about, *self._columns(paper)))
        self._db.execute(f"CREATE INDEX ON {self._table} USING gin (words)")
        self._db.execute(f"VACUUM ANALYZE {self._table}")

    def ask(self, question: str, highlight: bool = False) -> Asked:
        text = question
        if self.is_cut:
            text = _words(question)
        shown = ", ts_headline('simple', body, query, 'MaxWords=40, MinWords=20')"
        table, chosen = self._table, "about, body, ts_rank(words, query) AS rank, query"
        total = self._db.execute(
            f"SELECT count(*) FROM {table}, plainto_tsquery('simple', %s) query"
            " WHERE words @@ query",
            (text,),
        ).fetchone()
        rows = self._db.execute(
            f"SELECT about{shown if highlight else ''} FROM (SELECT {chosen} FROM {table},"
            " plainto_tsquery('simple', %s) query WHERE words @@ query"
            " ORDER BY rank DESC LIMIT 10) found",
            (text,),
        ).fetchall()
        return int(total[0]) if total else 0, [row[0] for row in rows]

    def size(self) -> int:
        row = self._db.execute("SELECT pg_total_relation_size(%s)", (self._table,)).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        self._db.close()


def sqlite_peers(folder: Path) -> list[Fts5]:
    """Both tables, empty."""
    return [
        Fts5(folder, "trigram", cut=False),
        Fts5(folder, "unicode61", cut=True),
    ]


def postgresql_peers(server: str) -> list[PostgreSQL]:
    """Both tables, empty; [] without a server."""
    if not server:
        return []
    create_database(server, DATABASE)
    address = server.replace("/gongkai?", f"/{DATABASE}?")
    return [PostgreSQL(address, cut=cut) for cut in (False, True)]


def _batches(papers: Iterable[Searchable]) -> Iterable[Sequence[Searchable]]:
    some: list[Searchable] = []
    for paper in papers:
        some.append(paper)
        if len(some) == BATCH:
            yield some
            some = []
    yield some
