"""What the person may look at. Everything else does not exist for them: 404, without a hint."""

from __future__ import annotations

from django.http import Http404

from gongkai.foi.models import FoiRequest
from gongkai.foi.queries.visibility import requests_visible_to
from gongkai.people.models import Person

NOT_FOUND = "没有这件申请，或者它不在您的工作范围内。"


def request_of(person: Person, number: str) -> FoiRequest:
    """A request that this person may see."""
    found = (
        requests_visible_to(person)
        .filter(number=number)
        .select_related("unit__body", "body__division", "handler", "part_of")
        .first()
    )
    if found is None:
        raise Http404(NOT_FOUND)
    return found
