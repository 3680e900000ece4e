"""The door to the search: a question goes in, an answer comes out that holds only what may be seen.

`viewer` None is the public. Someone at the desk finds in the same list what is public and, from the
second index, what is not but is their business.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone
from django.utils.safestring import SafeString

from gongkai.kernel.search_query import Question, parse_question
from gongkai.kernel.search_text import fold, is_han
from gongkai.people.models import Person
from gongkai.search import facets, spelling
from gongkai.search.engine import FACETS, Found, Hit, Order, Wanted
from gongkai.search.known import Known, known
from gongkai.search.models import BestBet
from gongkai.search.readers import NotBuilt, reader_for
from gongkai.search.registry import ENDED, Audience, kind_of, seen_by, visible
from gongkai.search.snippets import highlighted, snippet
from gongkai.search.understanding import Synonyms, Understood, understand

PAGE = 10
MOST_PAGES = 100  # further back nobody looks, and every page costs all those before it
FEW = 1  # hits: below that, what has most of the words is shown as well
SUGGESTED = 8


@dataclass(frozen=True)
class Asked:
    """What a form or an address asks."""

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    order: Order = Order.RELEVANCE
    page: int = 1
    size: int = PAGE

    @property
    def question(self) -> Question:
        return parse_question(self.text)


@dataclass(frozen=True)
class Shown:
    """One hit, ready for a page."""

    reference: str
    title: str
    title_html: SafeString
    url: str
    kind: str
    document_number: str
    issued_by: str
    published_on: date | None
    validity: str  # in words
    ended: bool  # not in force any more
    state: str
    snippet: SafeString


@dataclass(frozen=True)
class FacetValue:
    """One value that hits can be narrowed to."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way to narrow the hits."""

    name: str
    label: str
    values: list[FacetValue]


@dataclass(frozen=True)
class Answer:
    """Everything that a page of hits shows."""

    asked: Asked
    total: int = 0
    hits: list[Shown] = field(default_factory=list)
    partial: list[Shown] = field(default_factory=list)  # after all hits: with some of the words
    facets: list[Facet] = field(default_factory=list)
    best_bets: list[BestBet] = field(default_factory=list)
    suggestion: str = ""  # “您要找的是不是”
    total_estimated: bool = False
    facets_estimated: bool = False
    relaxed: bool = False  # nothing has all the words; these have most of them
    took_ms: float = 0.0

    @property
    def pages(self) -> int:
        return min(-(-self.total // self.asked.size), MOST_PAGES)


def search(asked: Asked, viewer: Person | None = None) -> Answer:
    """Answer a question; raises `NotBuilt` while there is no index."""
    began = time.perf_counter()
    question = asked.question
    if question.is_empty:
        return Answer(asked)
    now = known()
    understood = understand(question, now.synonyms, timezone.localdate().year)
    wanted = _wanted(asked, question, understood)
    found = _find(wanted, viewer)
    relaxed = False
    for groups, enough in understood.looser:
        if found.total >= (PAGE if relaxed else FEW):
            break
        found = _find(replace(wanted, groups=groups, enough=enough), viewer)
        relaxed = found.total > 0
    better = ""
    if found.total < FEW or relaxed or understood.has_stray:
        better = _better_question(question, wanted, now.synonyms)
    partial = [] if relaxed else _partial(found, wanted, understood, viewer)
    return Answer(
        asked,
        total=found.total,
        hits=_shown(found.hits, understood, viewer),
        partial=_shown(partial, understood, viewer),
        facets=_facets(found, asked, now),
        total_estimated=found.total_estimated,
        facets_estimated=found.facets_estimated,
        best_bets=best_bets(question, now) if asked.page == 1 else [],
        suggestion=better,
        relaxed=relaxed,
        took_ms=round((time.perf_counter() - began) * 1000, 1),
    )


def _partial(
    found: Found, wanted: Wanted, understood: Understood, viewer: Person | None
) -> list[Hit]:
    """What has half of the words, to fill a page that what has all of them leaves half empty: the
    one word that the right paper says otherwise must not hide it. Not where a title has them all:
    who types a title has found what it names, and long titles share their words with everything."""
    if wanted.order != Order.RELEVANCE or not 0 < found.total < wanted.limit:
        return []
    if any(hit.shelf == 0 for hit in found.hits):
        return []
    groups, enough = next(understood.looser, ((), 0))
    if not groups:
        return []
    some = _find(replace(wanted, groups=groups, enough=enough, facets=()), viewer)
    there = {hit.about for hit in found.hits}
    return [hit for hit in some.hits if hit.about not in there][: wanted.limit - len(there)]


def _better_question(question: Question, wanted: Wanted, known: Synonyms) -> str:
    """The question without its slips, if it then finds something in public."""
    reader = reader_for(Audience.PUBLIC)
    better = spelling.suggestion(question, reader, known)
    if not better:
        return ""
    groups = understand(parse_question(better), known).groups
    found = reader.query(replace(wanted, groups=groups, near=(), offset=0, limit=1, facets=()))
    return better if found.total else ""


def _wanted(asked: Asked, question: Question, understood: Understood) -> Wanted:
    return Wanted(
        groups=understood.groups,
        near=understood.near,
        without=question.without,
        filters={name: tuple(values) for name, values in asked.filters.items() if values},
        since=asked.since,
        until=asked.until,
        order=asked.order,
        offset=(min(max(asked.page, 1), MOST_PAGES) - 1) * asked.size,
        limit=asked.size,
        facets=FACETS,
    )


def _find(wanted: Wanted, viewer: Person | None) -> Found:
    if viewer is None:
        return reader_for(Audience.PUBLIC).query(wanted)
    # From both indexes as far as the page reaches, then one list.
    whole = replace(wanted, offset=0, limit=wanted.offset + wanted.limit)
    public = reader_for(Audience.PUBLIC).query(whole)
    own = reader_for(Audience.DESK).query(replace(whole, marks=tuple(seen_by(viewer))))
    hits = sorted([*public.hits, *own.hits], key=lambda hit: _place(hit, wanted.order))
    counts = {
        name: {
            value: public.facets[name].get(value, 0) + own.facets[name].get(value, 0)
            for value in {**public.facets[name], **own.facets[name]}
        }
        for name in wanted.facets
    }
    return Found(
        public.total + own.total,
        hits[wanted.offset : wanted.offset + wanted.limit],
        counts,
        public.total_estimated or own.total_estimated,
        public.facets_estimated or own.facets_estimated,
    )


def _place(hit: Hit, order: Order) -> tuple[int, float]:
    if order == Order.RELEVANCE:
        return hit.shelf, -hit.score
    day = hit.on.toordinal() if hit.on else 0
    return 0, -day if order == Order.NEWEST else day


def _shown(hits: Sequence[Hit], understood: Understood, viewer: Person | None) -> list[Shown]:
    """The hits that may be seen at this moment: a withdrawn one is gone before the index knows."""
    seen = visible([hit.about for hit in hits], viewer)
    return [_one_shown(hit, understood.marked) for hit in hits if hit.about in seen]


def _one_shown(hit: Hit, marked: Sequence[str]) -> Shown:
    kind = kind_of(hit.about)
    return Shown(
        reference=hit.about,
        title=hit.title,
        title_html=highlighted(hit.title, marked),
        url=hit.url,
        kind=kind.label if kind else "",
        document_number=hit.number,
        issued_by=hit.issued_by,
        published_on=hit.on,
        validity=facets.VALIDITY.get(hit.validity, ""),
        ended=hit.validity in ENDED,
        state=hit.state,
        snippet=snippet(hit.text, marked),
    )


def _facets(found: Found, asked: Asked, now: Known) -> list[Facet]:
    """Facets with something to choose; what is chosen stays, even where nothing is left of it."""
    shown = []
    for name, label in facets.NAMES.items():
        chosen = asked.filters.get(name, ())
        counts = {**dict.fromkeys(chosen, 0), **found.facets.get(name, {})}
        labels = facets.labels_of(name, counts, now)
        values = [
            FacetValue(value, labels[value], counts[value], value in chosen)
            for value in facets.in_order(name, counts)
            if value in labels
        ]
        if len(values) > 1 or chosen:
            shown.append(Facet(name, label, values))
    return shown


def best_bets(question: Question, now: Known) -> list[BestBet]:
    """The pages that editors put above the hits of this very question."""
    normal = question.normal
    today = timezone.localdate()
    return [
        row
        for row in now.best_bets
        if normal in row.questions and (row.until is None or row.until >= today)
    ]


def suggest(typed: str) -> list[str]:
    """Titles that may be meant, while somebody types. Public ones only."""
    text = fold(typed)[:40].strip()
    if not text:
        return []
    letters = text.replace("'", "").replace(" ", "")
    sound = letters if letters.isascii() and letters.isalpha() else ""
    words = "".join(one for one in text if is_han(one) or (one.isascii() and one.isalnum()))
    hits = reader_for(Audience.PUBLIC).beginning("" if sound else words, sound, SUGGESTED * 2)
    seen = visible([hit.about for hit in hits], None)
    titles = dict.fromkeys(hit.title for hit in hits if hit.about in seen)
    return list(titles)[:SUGGESTED]


def is_missed(answer: Answer) -> bool:
    """Whether a question of its own, without filters, found nothing that it should have."""
    asked = answer.asked
    narrowed = any(asked.filters.values()) or asked.since or asked.until
    nothing = not answer.total or answer.relaxed
    return nothing and not narrowed and not asked.question.is_empty and not answer.best_bets


__all__ = ["Answer", "Asked", "NotBuilt", "search", "suggest"]
