"""What was asked before by the same person, or alike by anybody, and what is public already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gongkai.foi.codes import fingerprint
from gongkai.foi.models import FoiRequest
from gongkai.foi.process import stages_of
from gongkai.foi.queries.answer_kinds import label_of
from gongkai.foi.queries.similar import (
    earlier_of_same_person,
    published_like,
    similar_requests,
)
from gongkai.foi.queries.visibility import may_see_identity
from gongkai.kernel.text import shorten
from gongkai.people.models import Body
from gongkai.people.queries import Viewer

MOST = 5
SHORT = 50


@dataclass(frozen=True)
class Found:
    """A request or a published item that is worth a look."""

    number: str
    title: str
    url: str
    note: str


def around(foi_request: FoiRequest, viewer: Viewer) -> dict[str, Any]:
    """For the page of a request. That two requests are of one person tells who asks: only those
    who may know that see them."""
    same: list[Found] = []
    if may_see_identity(viewer, foi_request):
        mark = foi_request.requester.fingerprint
        same = _requests(earlier_of_same_person(mark, viewer, but=foi_request)[: MOST + 1])
    alike = similar_requests(foi_request, viewer, MOST)
    text = foi_request.wanted_title or foi_request.wanted
    return {
        "same_person": same[:MOST],
        "more_of_same": len(same) > MOST,
        "alike": _requests(one.foi_request for one in alike),
        "published": _published(text, foi_request.body, foi_request.wanted_number),
    }


def while_typing(
    viewer: Viewer, body: Body | None, wanted: str, number: str, identity_number: str
) -> dict[str, Any]:
    """For the page on which a request is registered; nothing is kept of what was typed."""
    same: list[Found] = []
    if len(identity_number.strip()) > 5:
        same = _requests(earlier_of_same_person(fingerprint(identity_number), viewer)[: MOST + 1])
    draft = FoiRequest(body=body, wanted=wanted, wanted_number=number)
    looked = body is not None and len(wanted.strip()) >= 4
    alike = similar_requests(draft, viewer, MOST) if looked else []
    return {
        "same_person": same[:MOST],
        "more_of_same": len(same) > MOST,
        "alike": _requests(one.foi_request for one in alike),
        "published": _published(wanted, body, number) if looked else [],
        "looked": looked or bool(same),
    }


def _requests(found: Iterable[FoiRequest]) -> list[Found]:
    rows = list(found)
    stages = stages_of(one.pk for one in rows)
    return [
        Found(
            one.number,
            shorten(" ".join(one.wanted.split()), SHORT),
            reverse("foi:case", args=[one.number]),
            label_of(one.outcome) if one.outcome else stages[one.pk].label,
        )
        for one in rows
    ]


def _published(text: str, body: Body | None, number: str) -> list[Found]:
    return [
        Found(one.item.index_number, one.title, one.item.path, str(one.item.body))
        for one in published_like(text, body, number=number, most=MOST)
    ]
