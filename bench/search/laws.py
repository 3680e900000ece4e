"""The same over the laws of the land, article by article, where somebody has them as a file.

`--laws FILE` names a gzip of JSON lines, each with `title`, `dated` and `text`. Questions are made
by rules from articles drawn by lot; an article answers when it fits the rule as well as the drawn
one does.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

from bench.child import Steps, say
from bench.results import Cell, Table
from bench.search import peers
from bench.search.kind import NAME, only
from bench.search.measures import ndcg, recall, reciprocal_rank
from bench.search.relevance import ours
from bench.search.speed import QUANTILES, of_kinds
from gongkai.kernel import search_text
from gongkai.people.models import Person
from gongkai.search.asking import Asked, search
from gongkai.search.rebuilding import rebuild
from gongkai.search.registry import Searchable, SearchKind, announce

DRAWN = 60  # articles for each rule
_ARTICLE = re.compile(r"^(第[一二三四五六七八九十百千零〇]+条)\s*", re.MULTILINE)
_ENDS = re.compile(r"[，。；：、\s]+")
TITLE = "Search: articles of laws"


def laws(path: str) -> list[Table]:
    """One table; a sentence where there is no file."""
    if not path:
        return []
    if not Path(path).exists():
        return [Table(TITLE, (), (), f"Left out: {path} is not there.")]
    articles = Articles(list(_articles(Path(path))))
    questions = list(_questions(articles.all))
    with tempfile.TemporaryDirectory() as folder, only(articles):
        begun = perf_counter()
        rebuild(progress=Steps("filing").at)
        rate = len(articles.all) / (perf_counter() - begun)
        engines: dict[str, Callable[[str], Sequence[str]]] = {"Gongkai": ours}
        for peer in peers.sqlite_peers(Path(folder)):
            say(f"filling {peer.name}")
            peer.fill(articles.all)
            engines[peer.name] = _asking(peer)
        search(Asked(questions[0][1]))
        rows = [row for name, ask in engines.items() for row in _rows(name, ask, questions)]
    head = ("engine", "asked by", "recall@10", "MRR", "nDCG@10", *QUANTILES)
    note = f"{len(articles.all):,} articles, {rate:,.0f} a second; {DRAWN} questions of each kind."
    return [Table(TITLE, head, rows, note)]


def _asking(peer: peers.Peer) -> Callable[[str], Sequence[str]]:
    return lambda question: peer.ask(question, highlight=True)[1]


class Articles:
    """Articles as a kind of things that the search knows, as `kind.Papers`."""

    def __init__(self, found: list[Searchable]) -> None:
        self.all = found
        self.by_about = {one.about: one for one in found}

    def announce(self) -> None:
        """Make them known to the search of this process."""
        announce(
            SearchKind(
                NAME,
                "条文",
                touched={},
                following=self._following,
                count=lambda: len(self.all),
                load=lambda abouts: [self.by_about[one] for one in abouts],
                visible=self._visible,
            )
        )

    def _following(self, after: str, most: int) -> Sequence[str]:
        start = int(after.partition(":")[2]) + 1 if after else 0
        return [one.about for one in self.all[start : start + most]]

    def _visible(self, abouts: Collection[str], _: Person | None) -> set[str]:
        return set(abouts)


def _articles(path: Path) -> Iterator[Searchable]:
    number = 0
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            law = json.loads(line)
            pieces = _ARTICLE.split(law["text"])
            for name, text in zip(pieces[1::2], pieces[2::2], strict=True):
                yield Searchable(
                    about=f"{NAME}:{number:08d}",
                    title=f"{law['title']} {name}",
                    url=f"/laws/{number}/",
                    text=text.strip(),
                    on=_day(str(law.get("dated") or "")),
                )
                number += 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


Question = tuple[str, str, dict[str, int]]


def _questions(articles: Sequence[Searchable]) -> Iterator[Question]:
    """Kind, text, and the articles that answer."""
    by_title: dict[str, list[Searchable]] = {}
    for one in articles:
        by_title.setdefault(one.title, []).append(one)
    by_law: dict[str, list[Searchable]] = {}
    for one in articles:
        by_law.setdefault(_law(one), []).append(one)
    chance = random.Random("laws")
    long = [one for one in articles if len(one.text) > 60]
    for one in chance.sample(long, min(DRAWN, len(long))):
        yield "law and article", one.title, _grades(by_title[one.title])
    for one in chance.sample(long, min(DRAWN, len(long))):
        words = _telling_words(one.text, chance)
        fitting = [
            other for other in by_law[_law(one)] if all(word in other.text for word in words)
        ]
        yield "law and two words", f"{_law(one)} {' '.join(words)}", _grades(fitting)
    for one in chance.sample(long, min(DRAWN, len(long))):
        piece = max(_ENDS.split(one.text), key=len)[:24]
        fitting = [other for other in articles if piece in other.text]
        yield "a piece of a sentence", piece, _grades(fitting)


def _law(article: Searchable) -> str:
    return article.title.rpartition(" ")[0]


def _telling_words(text: str, chance: random.Random) -> list[str]:
    words = [one for one in dict.fromkeys(search_text.cut(text)) if len(one) > 1]
    longest = sorted(words, key=len, reverse=True)[:6]
    return chance.sample(longest, min(2, len(longest)))


def _grades(articles: Iterable[Searchable]) -> dict[str, int]:
    return {one.about: 2 for one in articles}


def _rows(
    name: str, ask: Callable[[str], Sequence[str]], questions: Sequence[Question]
) -> Iterator[list[Cell]]:
    times: list[tuple[str, float]] = []
    hits: list[tuple[str, Sequence[str], dict[str, int]]] = []
    for kind, text, grades in questions:
        begun = perf_counter()
        found = ask(text)
        times.append((kind, perf_counter() - begun))
        hits.append((kind, found, grades))
    for kind in dict.fromkeys(kind for kind, _ in times):
        mine = [(found, grades) for one, found, grades in hits if one == kind]
        values = [
            sum(measure(found, grades) for found, grades in mine) / len(mine)
            for measure in (recall, reciprocal_rank, ndcg)
        ]
        yield [name, kind, *values, *of_kinds(times, (kind,))]
