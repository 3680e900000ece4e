"""Letters that were issued: to read, to print, to save as a Word document."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpResponse
from django.urls import reverse

from gongkai.cases.letters import LineKind
from gongkai.cases.models import Letter
from gongkai.cases.queries import letters_of
from gongkai.cases.views import letter_download, letter_page
from gongkai.foi.models import FoiRequest
from gongkai.foi.queries.visibility import may_see_identity, may_see_whole
from gongkai.foi.views.finding import request_of
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.queries import Viewer

NOT_FOUND = "没有这份文书，或者它不在您的工作范围内。"


@staff_view
def letter(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """The page to read and to print."""
    staff = request.staff
    foi_request = request_of(staff, number)
    found = letter_of(staff, foi_request, pk)
    download = reverse("foi:letter_download", args=[number, pk])
    knows = may_see_identity(staff, foi_request)
    return letter_page(
        request,
        found if knows else without_name(found, foi_request),
        download_url=download if knows else "",
        back_url=reverse("foi:case", args=[number]),
    )


@staff_view
def download(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """The Word document; only for those who may know who asks."""
    staff = request.staff
    foi_request = request_of(staff, number)
    if not may_see_identity(staff, foi_request):
        raise Http404(NOT_FOUND)
    return cast(HttpResponse, letter_download(letter_of(staff, foi_request, pk)))  # it streams


def letter_of(viewer: Viewer, foi_request: FoiRequest, pk: int) -> Letter:
    """A letter of a request that this person sees as a whole."""
    found = letters_of(foi_request.reference).filter(pk=pk).first()
    if found is None or not may_see_whole(viewer, foi_request):
        raise Http404(NOT_FOUND)
    return found


def without_name(letter: Letter, foi_request: FoiRequest) -> Letter:
    """The same letter for eyes that need not know who asks; it is not saved."""
    who = foi_request.requester
    hidden = [one for one in (who.name, who.address, who.email, who.phone, who.fax) if one]
    letter.lines = [
        [kind, "（申请人）：" if kind == LineKind.ADDRESSEE and _is_to(letter, who.name) else text]
        for kind, text in letter.lines
    ]
    for one in hidden:
        letter.lines = [[kind, text.replace(one, "（略）")] for kind, text in letter.lines]
    return letter


def _is_to(letter: Letter, name: str) -> bool:
    return bool(letter.facts.get("addressee") == name)
