"""How well it finds: the judged set asked of the search, and of others on the same text."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.child import say
from bench.results import Cell, Table
from bench.search import peers
from bench.search.corpus import thing
from bench.search.judged import Judged, judged_set
from bench.search.kind import Papers, only
from bench.search.measures import ndcg, recall, reciprocal_rank
from bench.search.papers import county_organs, county_papers
from gongkai.search.asking import Asked, search
from gongkai.search.rebuilding import rebuild

Ask = Callable[[str], Sequence[str]]
OURS = "Gongkai"
FOLLOWED = "Gongkai, its suggestion followed"


def relevance(papers: Papers, server: str, every: int = 1) -> list[Table]:
    """Builds the index of these papers and the tables of the others; a table for each measure."""
    questions = judged_set(
        county_papers(), county_organs(), [thing(n) for n in range(papers.count)]
    )[::every]
    say(f"{len(questions)} judged questions over {papers.size:,} papers")
    with tempfile.TemporaryDirectory() as folder, only(papers):
        rebuild()
        engines = {OURS: ours, FOLLOWED: with_suggestion, **_others(Path(folder), server, papers)}
        lists = {name: [ask(one.text) for one in questions] for name, ask in engines.items()}
    note = f"{len(questions)} judged questions over {papers.size:,} papers."
    return [
        _table(title, measure, questions, lists, note)
        for title, measure in (
            ("Search: recall@10", recall),
            ("Search: MRR", reciprocal_rank),
            ("Search: nDCG@10", ndcg),
        )
    ]


def ours(question: str) -> list[str]:
    """The first page as it is shown."""
    answer = search(Asked(question))
    return [hit.reference for hit in (*answer.hits, *answer.partial)]


def with_suggestion(question: str) -> list[str]:
    """As somebody does who follows “您要找的是不是”."""
    better = search(Asked(question)).suggestion
    return ours(better or question)


def _others(folder: Path, server: str, papers: Papers) -> dict[str, Ask]:
    trigram, cut = peers.sqlite_peers(folder)
    databases = peers.postgresql_peers(server)
    filled: list[peers.Peer] = [trigram, cut, *databases]
    for peer in filled:
        say(f"filling {peer.name}")
        peer.fill(papers.all())
    asked: list[peers.Peer] = [
        trigram,
        cut.asking(any_word=False),
        cut.asking(any_word=True),
        *databases,
    ]
    return {peer.name: _hits_of(peer) for peer in asked}


def _hits_of(peer: peers.Peer) -> Ask:
    return lambda question: peer.ask(question)[1]


def _table(
    title: str,
    measure: Callable[..., float],
    questions: Sequence[Judged],
    lists: dict[str, list[Sequence[str]]],
    note: str,
) -> Table:
    kinds = dict.fromkeys(one.kind for one in questions)
    rows: list[list[Cell]] = []
    for kind in (*kinds, "all"):
        places = [at for at, one in enumerate(questions) if kind in (one.kind, "all")]
        values = [
            sum(measure(hits[at], questions[at].grades) for at in places) / len(places)
            for hits in lists.values()
        ]
        rows.append([kind, len(places), *values])
    return Table(title, ("kind of question", "how many", *lists), rows, note)
