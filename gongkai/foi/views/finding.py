"""What the person may look at. Everything else does not exist for them: 404, without a hint."""

from __future__ import annotations

from django.http import Http404

from gongkai.foi.models import Answer, FoiRequest
from gongkai.foi.process import with_stage
from gongkai.foi.queries.visibility import may_see_whole, requests_visible_to
from gongkai.people.queries import Viewer

NOT_FOUND = "没有这件申请，或者它不在您的工作范围内。"


def request_of(viewer: Viewer, number: str) -> FoiRequest:
    """A request that this person may see, with its stage."""
    found = (
        with_stage(requests_visible_to(viewer))
        .filter(number=number)
        .select_related(
            "unit__body", "body__division", "handler", "part_of", "explanation", "delay__decided_by"
        )
        .first()
    )
    if found is None:
        raise Http404(NOT_FOUND)
    return found


def whole_request_of(viewer: Viewer, number: str) -> FoiRequest:
    """A request of which this person sees the handling too, not only a part."""
    found = request_of(viewer, number)
    if not may_see_whole(viewer, found):
        raise Http404(NOT_FOUND)
    return found


def answer_of(viewer: Viewer, number: str, version: int) -> Answer:
    """One answer of such a request."""
    foi_request = whole_request_of(viewer, number)
    found = foi_request.answers.filter(number=version).select_related("author").first()
    if found is None:
        raise Http404(NOT_FOUND)
    found.foi_request = foi_request
    return found
