"""What looks like personal data of others in an answer: redacted, or kept with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.foi.models import Answer
from gongkai.foi.operations.answering import confirm_personal_data
from gongkai.foi.queries.answer_findings import findings
from gongkai.foi.queries.answers import in_the_making
from gongkai.foi.queries.reasons_answering import reasons_not_to_edit_answer
from gongkai.foi.views.finding import whole_request_of
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.screens.components import Link


@staff_view
def check(request: StaffRequest, number: str) -> HttpResponse:
    """The places one by one; a POST says why one of them may be given."""
    answer = in_the_making(whole_request_of(request.staff, number))
    if answer is None:
        raise Http404("该申请没有正在办理的答复。")
    if request.method != "POST":
        return _show(request, answer)
    typed = request.POST.get("reason", "")
    try:
        confirm_personal_data(
            answer, request.POST.get("fingerprint", ""), typed, staff=request.staff
        )
    except Refused as refused:
        return _show(request, answer, refused.reasons)
    messages.success(request, "已记录保留的理由。")
    return redirect("foi:answer_check", number)


def _show(request: StaffRequest, answer: Answer, reasons: Sequence[str] = ()) -> HttpResponse:
    number = answer.foi_request.number
    context = {
        "page_title": f"个人信息检查 {number}",
        "breadcrumbs": [
            Link("依申请公开", reverse("foi:queue")),
            Link(number, reverse("foi:case", args=[number])),
            Link("答复", reverse("foi:answer", args=[number])),
            Link("个人信息检查", ""),
        ],
        "case": answer.foi_request,
        "answer": answer,
        "findings": findings(answer),
        "against": reasons_not_to_edit_answer(answer, request.staff),
        "typed": request.POST if reasons else {},
        "reasons": list(reasons),
    }
    return render(request, "foi/desk/check.html", context, status=409 if reasons else 200)
