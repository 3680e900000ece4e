"""Parts of a PDF taken out before it goes with the answer: drawn or typed, looked at, confirmed."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.files.models import StoredFile
from gongkai.files.queries import path_of
from gongkai.files.redacting import (
    Area,
    Proposal,
    count_pages,
    find_personal_data,
    find_text,
    page_image,
    redact,
)
from gongkai.foi.forms.redacting import Row, areas_from, rows_from, rows_of
from gongkai.foi.models import AnswerFile
from gongkai.foi.operations.enclosing import attach_redacted, remove_answer_file
from gongkai.foi.queries.reasons_answering import reasons_not_to_attach
from gongkai.foi.queries.visibility import answer_files_visible_to
from gongkai.foi.views.finding import whole_request_of
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.screens.components import Link

WIDTH = 1000  # pixels of a page image
MOST_SHOWN = 8  # pages of a preview: those with areas
SPARE = 3  # empty rows, for typing without a script


@dataclass
class Page:
    """The file, what was found in it, and what was typed."""

    request: StaffRequest
    attached: AnswerFile
    pdf: bytes
    pages: int
    proposals: Sequence[Proposal]
    rows: list[Row]
    reasons: Sequence[str] = ()
    words: str = ""
    preview: list[dict[str, Any]] = field(default_factory=list)


@staff_view
def redacting(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """Show the pages; a POST takes proposals over, shows the result, or puts it with the answer."""
    attached = _attached(request, number, pk)
    try:
        page = _page(request, attached)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
        return redirect("foi:answer", number)
    if request.method == "POST":
        page.rows = rows_from(request.POST)
        page.words = request.POST.get("words", "")[:100]
        return _sent(page)
    return _show(page)


def _attached(request: StaffRequest, number: str, pk: int) -> AnswerFile:
    foi_request = whole_request_of(request.staff, number)
    found = (
        answer_files_visible_to(request.staff)
        .filter(answer__foi_request=foi_request, pk=pk)
        .select_related("answer", "file", "original")
        .first()
    )
    if found is None or original_of(found).extension != "pdf":
        raise Http404("没有这份 PDF 文件。")
    found.answer.foi_request = foi_request
    return found


def original_of(attached: AnswerFile) -> StoredFile:
    """What is redacted: the file itself, or the one that an earlier copy was made of."""
    return attached.original or attached.file


def _page(request: StaffRequest, attached: AnswerFile) -> Page:
    pdf = _read(original_of(attached))
    areas = [Area.from_json(one) for one in attached.areas]
    return Page(request, attached, pdf, count_pages(pdf), find_personal_data(pdf), rows_of(areas))


def _read(stored: StoredFile) -> bytes:
    if not stored.is_accepted:
        raise Refused(["文件还没有通过检查，请稍后再遮盖。"])
    try:
        return path_of(stored).read_bytes()
    except FileNotFoundError:
        raise Refused(["文件已不在，请重新上传。"]) from None


@staff_view
def picture(request: StaffRequest, number: str, pk: int, page: int) -> HttpResponse:
    """One page of the file that is redacted, as a picture."""
    attached = _attached(request, number, pk)
    try:
        content = page_image(_read(original_of(attached)), page, WIDTH)
    except Refused as refused:
        raise Http404("".join(refused.reasons)) from None
    return HttpResponse(
        content, content_type="image/png", headers={"Cache-Control": "private, no-store"}
    )


# --- what was sent ------------------------------------------------------------------------------


def _sent(page: Page) -> HttpResponse:
    typed = page.request.POST
    try:
        if "accept" in typed:
            page.rows += rows_of(_proposed(page, typed["accept"]))
        elif "find" in typed:
            page.rows += rows_of(_found(page))
        else:
            return _redacted(page, confirmed="confirm" in typed)
    except Refused as refused:
        page.reasons = refused.reasons
    return _show(page)


def _proposed(page: Page, which: str) -> list[Area]:
    """One of what was found, or all."""
    areas = [one.area for one in page.proposals]
    if which == "all":
        return [area for area in areas if not _is_taken(page, area)]
    if not which.isdecimal() or len(which) > 6 or int(which) >= len(areas):
        raise Refused(["没有这一处，请刷新后再看。"])
    return [areas[int(which)]]


def _is_taken(page: Page, area: Area) -> bool:
    """Whether there is a row for just this area already."""
    return rows_of([area])[0] in page.rows


def _found(page: Page) -> list[Area]:
    areas = find_text(page.pdf, page.words.replace("、", " ").split())
    if not areas:
        raise Refused([f"没有找到“{page.words}”。扫描件里的文字找不到，请直接框选。"])
    return areas


def _redacted(page: Page, *, confirmed: bool) -> HttpResponse:
    areas, faults = areas_from(page.rows)
    if faults:
        raise Refused(faults)
    if not confirmed:
        copy = redact(page.pdf, areas)
        page.preview = [
            {"number": number, "source": _inline(page_image(copy, number, WIDTH))}
            for number in sorted({one.page for one in areas})[:MOST_SHOWN]
        ]
        return _show(page)
    attached, staff = page.attached, page.request.staff
    attach_redacted(attached.answer, original_of(attached), areas, attached.name, staff=staff)
    if attached.original_id:  # a new copy takes the place of the earlier one
        remove_answer_file(attached, staff=staff)
    messages.success(page.request, f"已遮盖{len(areas)}处，答复书将附上遮盖后的“{attached.name}”。")
    return redirect("foi:answer", attached.answer.foi_request.number)


def _inline(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _show(page: Page) -> HttpResponse:
    attached = page.attached
    number = attached.answer.foi_request.number
    context = {
        "page_title": f"遮盖 {attached.name}",
        "breadcrumbs": [
            Link("依申请公开", reverse("foi:queue")),
            Link(number, reverse("foi:case", args=[number])),
            Link("答复", reverse("foi:answer", args=[number])),
            Link("遮盖", ""),
        ],
        "case": attached.answer.foi_request,
        "attached": attached,
        "pages": [
            {"number": one, "url": reverse("foi:redact_page", args=[number, attached.pk, one])}
            for one in range(1, page.pages + 1)
        ],
        "rows": [*page.rows, *[Row()] * SPARE],
        "taken": len(page.rows),
        "proposals": [(one, _is_taken(page, one.area)) for one in page.proposals],
        "words": page.words,
        "preview": page.preview,
        "reasons": list(page.reasons) or reasons_not_to_attach(attached.answer, page.request.staff),
    }
    status = 409 if page.reasons else 200
    return render(page.request, "foi/desk/redact.html", context, status=status)
