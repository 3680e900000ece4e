"""办理留痕凭证: a file that proves the steps of a request, for the requester and for staff."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from gongkai.foi.models import FoiRequest
from gongkai.foi.queries.visibility import trail_shown_to_requester, trail_shown_to_staff
from gongkai.foi.views.finding import whole_request_of
from gongkai.foi.views.opening import opened_here
from gongkai.foi.views.public import KEEP_NO_COPY, public_view
from gongkai.journal.models import Entry
from gongkai.people.access import StaffRequest, staff_view
from gongkai.trail.receipts import Shown, case_receipt

NOT_YET = "留痕凭证还没有生成：每小时把新的办理步骤固定到公开登记册一次，请一小时后再来下载。"


@public_view
@require_GET
def for_requester(request: HttpRequest, number: str) -> HttpResponse:
    """What the requester may know of each step; whoever did not open the request is asked to."""
    foi_request = opened_here(request, number)
    if foi_request is None:
        return redirect("foi_public:progress")
    found = _download(foi_request, trail_shown_to_requester)
    if found is None:
        messages.info(request, NOT_YET)
        return redirect("foi_public:request", number)
    return found


@staff_view
def for_staff(request: StaffRequest, number: str) -> HttpResponse:
    """Everything, for those who see the request as a whole."""
    foi_request = whole_request_of(request.staff, number)
    shown = trail_shown_to_staff(request.staff, foi_request)
    found = _download(foi_request, lambda _: shown)
    if found is None:
        messages.info(request, NOT_YET)
        return redirect("foi:case", number)
    return found


def _download(foi_request: FoiRequest, shown: Callable[[Entry], Shown]) -> HttpResponse | None:
    text = case_receipt(foi_request.reference, shown)
    if text is None:
        return None
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    name = f"trail-{foi_request.number}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = KEEP_NO_COPY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
