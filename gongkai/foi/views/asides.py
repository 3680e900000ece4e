"""Two people wrote at the same time: both texts, and three ways to make one of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.cases.letters import AnswerKind
from gongkai.foi.answer_content import AnswerContent, content_of
from gongkai.foi.forms.merging import MergeForm
from gongkai.foi.models import Answer, AnswerSetAside
from gongkai.foi.operations.answering import (
    change_answer,
    says_something_new,
    settle_answer_text,
)
from gongkai.foi.queries.answer_kinds import kind_of
from gongkai.foi.queries.answer_versions import content_differences
from gongkai.foi.queries.reasons_answering import reasons_not_to_edit_answer
from gongkai.foi.views.finding import whole_request_of
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.screens.components import Link


@staff_view
def aside(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """Show both texts; a POST takes mine, takes theirs, or saves what was merged."""
    foi_request = whole_request_of(request.staff, number)
    kept = (
        AnswerSetAside.objects.filter(pk=pk, answer__foi_request=foi_request)
        .select_related("person", "answer")
        .first()
    )
    if kept is None:
        raise Http404("没有这份另存的文字。")
    kept.answer.foi_request = foi_request
    if request.method != "POST":
        return _show(request, kept)
    try:
        return _settle(request, kept)
    except Refused as refused:
        return _show(request, kept, refused.reasons)


def _settle(request: StaffRequest, kept: AnswerSetAside) -> HttpResponse:
    number, choice = kept.answer.foi_request.number, request.POST.get("choice")
    if kept.settled_at:
        raise Refused(["另存的这份文字已经处理过。"])
    if choice == "mine":
        return _take(request, kept, AnswerContent(**kept.typed), _revision(request))
    if choice == "merged":
        form = _merging(request, kept)
        if not form.is_valid():
            return _show(request, kept, form=form)
        return _take(request, kept, form.content(), form.cleaned_data["revision"] or 0)
    if choice != "theirs":
        raise Refused(["请选择采用哪一份。"])
    settle_answer_text(kept, staff=request.staff)
    messages.success(request, "保留已保存的内容，另存的文字不再采用。")
    return redirect("foi:answer", number)


def _merging(request: StaffRequest, kept: AnswerSetAside) -> MergeForm:
    """The form to merge in; of the kind that was set aside, unless another one is wanted."""
    mine = AnswerContent(**kept.typed)
    wanted = request.POST.get("kind") or request.GET.get("kind") or mine.kind
    kind = wanted if wanted in (mine.kind, kept.answer.kind) else mine.kind
    typed = request.POST if request.POST.get("choice") == "merged" else None
    return MergeForm(typed, kind=kind, answer=kept.answer, mine=mine)


def _revision(request: StaffRequest) -> int:
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _take(
    request: StaffRequest, kept: AnswerSetAside, content: AnswerContent, revision: int
) -> HttpResponse:
    """Save this content over the state that was on the screen, and be done with the one set aside.

    If somebody saved in between once more, it is set aside anew: nobody's text is lost.
    """
    number = kept.answer.foi_request.number
    with transaction.atomic():  # both, or neither
        again = None
        if says_something_new(content, kept.answer):
            saving = change_answer(kept.answer, content, revision=revision, staff=request.staff)
            again = saving.set_aside
        settle_answer_text(kept, staff=request.staff)
    if again is not None:
        messages.warning(request, "您处理期间又有人保存了新的内容，请再看一次。")
        return redirect("foi:answer_aside", number, again.pk)
    messages.success(request, "已保存，两份文字已合为一份。")
    return redirect("foi:answer", number)


def _show(
    request: StaffRequest,
    kept: AnswerSetAside,
    reasons: Sequence[str] = (),
    form: MergeForm | None = None,
) -> HttpResponse:
    answer = kept.answer
    merging = form or _merging(request, kept)
    number = answer.foi_request.number
    against = [] if kept.settled_at else reasons_not_to_edit_answer(answer, request.staff)
    context = {
        "page_title": f"两人同时修改 {number}",
        "breadcrumbs": [
            Link("依申请公开", reverse("foi:queue")),
            Link(number, reverse("foi:case", args=[number])),
            Link("两人同时修改", ""),
        ],
        "case": answer.foi_request,
        "answer": answer,
        "kept": kept,
        "is_mine": kept.person_id == request.staff.person.pk,
        "sections": content_differences(content_of(answer), AnswerContent(**kept.typed)),
        "voids": answer.is_open and answer.status != Answer.Status.DRAFT,
        "form": merging,
        "kind": kind_of(merging.code),
        "other_kind": _other_kind(kept, merging.code),
        "reasons": list(reasons) or against,
    }
    status = 409 if reasons else 422 if form else 200
    return render(request, "foi/desk/aside.html", context, status=status)


def _other_kind(kept: AnswerSetAside, code: str) -> AnswerKind | None:
    """Where the two texts are of different kinds: the one that is not on the form."""
    others = {kept.answer.kind, str(kept.typed["kind"])} - {code}
    return kind_of(others.pop()) if others else None
