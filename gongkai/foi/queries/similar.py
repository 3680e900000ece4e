"""What was asked or published before and looks alike: to spare a request, or to answer it alike.

Bounded by the database first (one body, the newest so many, one document number), compared by
rapidfuzz afterwards, so that a million requests cost no more than a thousand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from rapidfuzz import fuzz, process

from gongkai.disclosure.models import Version
from gongkai.disclosure.queries.visibility import visible_to
from gongkai.foi.models import FoiRequest, Requester
from gongkai.foi.queries.visibility import requests_visible_to
from gongkai.people.models import Body, Person

COMPARED_REQUESTS = 2_000  # the newest of a body; of a county's body, those of several years
COMPARED_ITEMS = 5_000
LONGEST_COMPARED = 400  # characters
ALIKE = 70  # of 100
SHORTEST = 4  # characters; below that everything looks alike


@dataclass(frozen=True)
class Alike:
    """A request that looks alike, and how much, of 100."""

    foi_request: FoiRequest
    score: int


def earlier_of_same_person(
    identity_fingerprint: str, viewer: Person, *, but: FoiRequest | None = None
) -> QuerySet[FoiRequest]:
    """Requests of one person or organisation, newest first, told by the fingerprint alone."""
    theirs = Requester.objects.filter(fingerprint=identity_fingerprint)
    found = requests_visible_to(viewer).filter(pk__in=theirs.values("foi_request"))
    if but is not None:
        found = found.exclude(pk=but.pk)
    return found.select_related("body", "unit").order_by("-pk")


def similar_requests(foi_request: FoiRequest, viewer: Person, most: int = 10) -> list[Alike]:
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
    """What the public can read already about this; the most alike first."""
    public = visible_to(None).select_related("item__body")
    if body is not None:
        public = public.filter(item__body=body)
    exact = list(public.filter(document_number=number.strip())[:most]) if number.strip() else []
    titles = dict(public.order_by("-item_id").values_list("pk", "title")[:COMPARED_ITEMS])
    texts = {pk: plain(title) for pk, title in titles.items()}
    order = [pk for _, _, pk in _alike(plain(text), texts, most)]
    found = public.in_bulk([pk for pk in order if pk not in {one.pk for one in exact}])
    return [*exact, *(found[pk] for pk in order if pk in found)][:most]


def _alike(text: str, choices: dict[int, str], most: int) -> Sequence[tuple[str, float, int]]:
    if len(text) < SHORTEST:
        return []
    return process.extract(text, choices, scorer=fuzz.partial_ratio, score_cutoff=ALIKE, limit=most)


def plain(text: str) -> str:
    """Letters and figures only, so that punctuation and blanks make no difference."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(sign for sign in folded if sign.isalnum())[:LONGEST_COMPARED]
