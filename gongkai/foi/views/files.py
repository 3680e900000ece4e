"""Files of requests and of answers, to be saved by those who may see them."""

from __future__ import annotations

from io import BufferedReader
from typing import cast

from django.http import FileResponse, Http404, HttpResponse

from gongkai.files.models import StoredFile
from gongkai.files.queries import path_of
from gongkai.foi.queries.visibility import answer_files_visible_to, files_visible_to
from gongkai.people.access import StaffRequest, staff_view

SANDBOX = "sandbox; default-src 'none'"
NOT_FOUND = "没有这份材料，或者它不在您的工作范围内。"


@staff_view
def file(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """A file that came with the request."""
    found = (
        files_visible_to(request.staff)
        .filter(foi_request__number=number, pk=pk)
        .select_related("file")
        .first()
    )
    if found is None:
        raise Http404(NOT_FOUND)
    return saved(found.file, found.name)


@staff_view
def answer_file(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """A file of an answer, as the requester gets it; or (`?original=1`) what a copy was made of."""
    found = (
        answer_files_visible_to(request.staff)
        .filter(answer__foi_request__number=number, pk=pk)
        .select_related("file", "original")
        .first()
    )
    if found is None:
        raise Http404(NOT_FOUND)
    if request.GET.get("original"):
        if found.original is None:
            raise Http404(NOT_FOUND)
        return saved(found.original, f"（未遮盖，内部）{found.name}")
    return saved(found.file, found.name)


def saved(stored: StoredFile, name: str) -> HttpResponse:
    """The file as a download that no browser opens by itself and no proxy keeps."""
    response = FileResponse(
        _opened(stored), as_attachment=True, filename=name, content_type=stored.media_type
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, response)  # for the decorator; it streams


def _opened(stored: StoredFile) -> BufferedReader:
    if not stored.is_accepted:
        raise Http404("文件还没有通过检查，不能下载。")
    try:
        return path_of(stored).open("rb")
    except FileNotFoundError:
        raise Http404("文件已不在。") from None
