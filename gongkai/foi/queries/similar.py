"""What was asked or published before and looks alike: to spare a request, or to answer it alike.

Bounded by the database first (one body, the newest so many, one document number) and compared
afterwards, so that a million requests cost no more than a thousand.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from django.db.models import QuerySet
from rapidfuzz import fuzz, process

from gongkai.disclosure.models import Version
from gongkai.disclosure.queries.visibility import visible_to
from gongkai.foi.models import FoiRequest, Requester
from gongkai.foi.queries.visibility import requests_visible_to
from gongkai.people.models import Body
from gongkai.people.queries import Viewer

COMPARED_REQUESTS = 2_000  # the newest of a body; of a county's body, those of several years
COMPARED_ITEMS = 3_000
LONGEST_COMPARED = 400  # characters
ALIKE = 70  # of 100
ENOUGH = 0.15  # of the weight of all that a text says
FEWEST_PAIRS = 2
_NO_LETTERS = re.compile(r"[\W_]+")
_RUNS = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]+")
SHORTEST = 4  # characters; below that everything looks alike


@dataclass(frozen=True)
class Alike:
    """A request that looks alike, and how much, of 100."""

    foi_request: FoiRequest
    score: int


def earlier_of_same_person(
    identity_fingerprint: str, viewer: Viewer, *, but: FoiRequest | None = None
) -> QuerySet[FoiRequest]:
    """Requests of one person or organisation, newest first, told by the fingerprint alone."""
    theirs = Requester.objects.filter(fingerprint=identity_fingerprint)
    found = requests_visible_to(viewer).filter(pk__in=theirs.values("foi_request"))
    if but is not None:
        found = found.exclude(pk=but.pk)
    return found.select_related("body", "unit").order_by("-pk")


def similar_requests(foi_request: FoiRequest, viewer: Viewer, most: int = 10) -> list[Alike]:
    """Requests to the same body for much the same thing, of whomever; the most alike first."""
    others = requests_visible_to(viewer).filter(body=foi_request.body_id).exclude(pk=foi_request.pk)
    recent = list(others.order_by("-pk").values_list("pk", "wanted")[:COMPARED_REQUESTS])
    texts = {pk: plain(wanted) for pk, wanted in recent}
    scores = {pk: int(score) for _, score, pk in _alike(plain(foi_request.wanted), texts, most)}
    if foi_request.wanted_number:
        same = others.filter(wanted_number=foi_request.wanted_number).order_by("-pk")[:most]
        scores |= {one.pk: 100 for one in same}
    found = FoiRequest.objects.filter(pk__in=scores).select_related("body", "unit")
    alike = [Alike(one, scores[one.pk]) for one in found]
    return sorted(alike, key=lambda one: (-one.score, -one.foi_request.pk))[:most]


def published_like(
    text: str, body: Body | None = None, *, number: str = "", most: int = 5
) -> list[Version]:
    """What the public can read already about this; the most alike first.

    Compared are the newest items of all bodies, and more of the body that is asked.
    """
    public = visible_to(None)
    titles = _titles(public)
    if body is not None:
        titles |= _titles(public.filter(item__body=body))
    order = about_the_same(text, titles, most)
    if number.strip():
        exact = public.filter(document_number=number.strip())[:most]
        order = [*exact.values_list("pk", flat=True), *order]
    order = list(dict.fromkeys(order))[:most]
    found = public.select_related("item__body").in_bulk(order)
    return [found[pk] for pk in order if pk in found]


def _titles(public: QuerySet[Version]) -> dict[int, str]:
    newest = public.order_by("-item_id").values_list("pk", "title")[:COMPARED_ITEMS]
    return dict(newest)


def about_the_same(text: str, titles: Mapping[int, str], most: int) -> list[int]:
    """The titles that share rare words with a text, best first.

    A sentence of a citizen and the title of a document have little form in common, but the pairs
    of characters that are rare among titles (公路, 养护) tell what both are about.
    """
    wanted = pairs_of(text)
    if len(wanted) < FEWEST_PAIRS:
        return []
    pairs = {pk: pairs_of(title) & wanted for pk, title in titles.items()}
    known = Counter(pair for shared in pairs.values() for pair in shared)
    weight = {pair: log(1 + len(titles) / max(known[pair], 1)) for pair in wanted}
    enough = ENOUGH * sum(weight.values())
    scores = {
        pk: sum(weight[pair] for pair in shared)
        for pk, shared in pairs.items()
        if len(shared) >= FEWEST_PAIRS
    }
    found = sorted((-score, -pk) for pk, score in scores.items() if score >= enough)
    return [-pk for _, pk in found[:most]]


def pairs_of(text: str) -> set[str]:
    """Neighbouring Chinese characters by twos; numbers and Latin words whole."""
    folded = unicodedata.normalize("NFKC", text).lower()[:LONGEST_COMPARED]
    pairs: set[str] = set()
    for run in _RUNS.findall(folded):
        pairs |= {run} if run.isascii() else {run[at : at + 2] for at in range(len(run) - 1)}
    return pairs


def _alike(text: str, choices: dict[int, str], most: int) -> Sequence[tuple[str, float, int]]:
    if len(text) < SHORTEST:
        return []
    return process.extract(text, choices, scorer=fuzz.partial_ratio, score_cutoff=ALIKE, limit=most)


def plain(text: str) -> str:
    """Letters and figures only, so that punctuation and blanks make no difference."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return _NO_LETTERS.sub("", folded)[:LONGEST_COMPARED]
