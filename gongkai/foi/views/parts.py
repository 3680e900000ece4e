"""The parts of a request that acts are about: found only where the person may see them."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from gongkai.foi.models import FoiRequest
from gongkai.foi.queries.visibility import may_see_whole, tasks_visible_to
from gongkai.foi.views.finding import NOT_FOUND
from gongkai.people.queries import Viewer

RELATED = {
    "consultation": "consultations",
    "fee": "fee_notices",
    "message": "messages",
    "remedy": "remedies",
}


def part_of(viewer: Viewer, foi_request: FoiRequest, kind: str, pk: int) -> Any:
    """A unit's task, a consultation, a fee notice, a message, a remedy; 404 for none to see."""
    if kind == "unit":
        found = tasks_visible_to(viewer).filter(foi_request=foi_request, pk=pk)
        part = found.select_related("unit__body").first()
    elif may_see_whole(viewer, foi_request):
        part = getattr(foi_request, RELATED[kind]).filter(pk=pk).first()
    else:
        part = None
    if part is None:
        raise Http404(NOT_FOUND)
    part.foi_request = foi_request
    return part
