"""The requester follows the own request: opened by number and look-up code, never by address."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import BinaryIO, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.cases.models import Letter
from gongkai.cases.views import letter_download, letter_page
from gongkai.files.operations import receive, release_path
from gongkai.foi import limits
from gongkai.foi.actors import REQUESTER
from gongkai.foi.content import Enclosed
from gongkai.foi.forms.applying import name_of
from gongkai.foi.forms.following import ClarifyForm, OpenForm
from gongkai.foi.models import AnswerFile, FoiRequest, RequestFile
from gongkai.foi.operations.clarifying import offer_clarification
from gongkai.foi.operations.routing import withdraw as withdraw_request
from gongkai.foi.queries.progress import closing_words, reply_clock, steps_of
from gongkai.foi.queries.reasons_clarifying import (
    open_clarification,
    reasons_not_to_offer_clarification,
)
from gongkai.foi.queries.reasons_delaying import delay_of
from gongkai.foi.queries.reasons_receiving import reasons_not_to_withdraw
from gongkai.foi.queries.visibility import (
    answer_files_for_requester,
    letters_for_requester,
    opened_by,
)
from gongkai.foi.telling_requester import public_steps
from gongkai.foi.views.opening import close_all, keep_open, opened_here
from gongkai.foi.views.public import public_page, public_view, too_often_page
from gongkai.journal.recording import Refused
from gongkai.screens.components import Link

# The same words for a number that does not exist, a wrong code, and somebody else's request.
WRONG = "申请编号或者查询码不对，请核对后重新填写。查询码遗失的，请与受理机关联系。"
WAY = (Link("申请进度查询", "/foi/progress/"),)


@public_view
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest) -> HttpResponse:
    """Number and code; right ones lead to the request."""
    form = OpenForm(request.POST or None)
    if request.method != "POST":
        return _open_page(request, form)
    if not limits.count(limits.LOOK_UPS, request):
        return too_often_page(request)
    if not form.is_valid():
        return _open_page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    found = opened_by(form.cleaned_data["number"], form.cleaned_data["code"])
    if found is None:
        form.add_error("number", WRONG)
        return _open_page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    limits.give_back(limits.LOOK_UPS, request)
    keep_open(request, found)
    return redirect("foi_public:request", found.number)


def _open_page(request: HttpRequest, form: OpenForm, status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"form": form}
    return public_page(
        request, "foi/public/progress.html", context, title="申请进度查询", status=status
    )


@public_view
@require_GET
def one(request: HttpRequest, number: str) -> HttpResponse:
    """Where the request stands; whoever did not open it is asked for number and code."""
    foi_request = opened_here(request, number)
    if foi_request is None:
        return redirect("foi_public:progress")
    context = {
        "foi_request": foi_request,
        "steps": steps_of(foi_request),
        "happenings": public_steps(foi_request)[::-1],
        "clock": reply_clock(foi_request),
        "delay": delay_of(foi_request) if foi_request.is_open else None,
        "ending": closing_words(foi_request) if not foi_request.is_open else "",
        "letters": letters_for_requester(foi_request),
        "files": answer_files_for_requester(foi_request).select_related("file"),
        "clarification": open_clarification(foi_request),
        "may_clarify": not reasons_not_to_offer_clarification(foi_request, None),
        "may_withdraw": not reasons_not_to_withdraw(foi_request, None, None),
        "parts": _others_of(foi_request),
    }
    title = f"申请 {foi_request.number}"
    return public_page(request, "foi/public/request.html", context, title=title, way=WAY)


def _others_of(foi_request: FoiRequest) -> Sequence[FoiRequest]:
    """The other parts of a paper that was divided."""
    whole = foi_request.part_of or foi_request
    return [each for each in (whole, *whole.parts.order_by("pk")) if each.pk != foi_request.pk]


@public_view
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Done here: nobody after me at this computer sees my request."""
    close_all(request)
    messages.success(request, "已退出查询，本机不再显示您的申请。")
    return redirect("foi_public:progress")


@public_view
@require_http_methods(["GET", "POST"])
def clarify(request: HttpRequest, number: str) -> HttpResponse:
    """Answer what was asked; staff confirm it afterwards."""
    foi_request = opened_here(request, number)
    if foi_request is None:
        return redirect("foi_public:progress")
    form = ClarifyForm(request.POST or None, request.FILES or None)
    reasons = reasons_not_to_offer_clarification(foi_request, None)
    if request.method == "POST" and not reasons and form.is_valid():
        if request.FILES and not limits.count(limits.UPLOADS, request):
            return too_often_page(request)
        try:
            offer_clarification(foi_request, form.cleaned_data["text"], enclosed=_enclosed(form))
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, "补正内容已提交，工作人员将与您确认收到的日期。")
            return redirect("foi_public:request", number)
    sent = request.method == "POST"
    context = {
        "foi_request": foi_request,
        "clarification": open_clarification(foi_request),
        "form": form,
        "reasons": reasons,
    }
    return public_page(
        request,
        "foi/public/clarify.html",
        context,
        title="补正申请",
        way=(*WAY, _link_to(foi_request)),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK,
    )


def _link_to(foi_request: FoiRequest) -> Link:
    return Link(
        f"申请 {foi_request.number}", reverse("foi_public:request", args=[foi_request.number])
    )


def _enclosed(form: ClarifyForm) -> list[Enclosed]:
    file = form.cleaned_data.get("file")
    if not isinstance(file, UploadedFile):
        return []
    name = name_of(file)
    stored = receive(cast(BinaryIO, file), name=name, actor=REQUESTER)
    return [Enclosed(stored, RequestFile.Kind.CLARIFICATION, name)]


@public_view
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Asked once more, then withdrawn."""
    foi_request = opened_here(request, number)
    if foi_request is None:
        return redirect("foi_public:progress")
    reasons = reasons_not_to_withdraw(foi_request, None, None)
    if request.method == "POST":
        try:
            withdraw_request(foi_request)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"申请 {number} 已撤回。")
            return redirect("foi_public:request", number)
    context = {"foi_request": foi_request, "reasons": reasons}
    return public_page(
        request,
        "foi/public/withdraw.html",
        context,
        title="撤回申请",
        way=(*WAY, _link_to(foi_request)),
        status=HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK,
    )


@public_view
@require_GET
def letter(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A letter, to read and to print."""
    found = _letter(request, number, pk)
    if found is None:
        return redirect("foi_public:progress")
    return letter_page(
        request,
        found,
        download_url=reverse("foi_public:letter_word", args=[number, pk]),
        back_url=reverse("foi_public:request", args=[number]),
    )


@public_view
@require_GET
def letter_word(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """The same as a Word document."""
    found = _letter(request, number, pk)
    return letter_download(found) if found else redirect("foi_public:progress")


def _letter(request: HttpRequest, number: str, pk: int) -> Letter | None:
    foi_request = opened_here(request, number)
    if foi_request is None:
        return None
    return get_object_or_404(letters_for_requester(foi_request), pk=pk)


@public_view
@require_GET
def file(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """A file of an answer: its release copy, without comments and properties; never the original
    of a redacted one."""
    foi_request = opened_here(request, number)
    if foi_request is None:
        return redirect("foi_public:progress")
    found: AnswerFile = get_object_or_404(answer_files_for_requester(foi_request), pk=pk)
    if not found.file.is_accepted:
        return _not_yet(request, foi_request)
    answer = FileResponse(
        release_path(found.file).open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.file.media_type,
    )
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _not_yet(request: HttpRequest, foi_request: FoiRequest) -> HttpResponse:
    messages.warning(request, "这个文件还在检查，请稍后再下载。")
    return redirect("foi_public:request", foi_request.number)
