"""The answer in the making: its kind is picked, its letter filled in, its files put with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.cases.letters import AnswerKind
from gongkai.disclosure.views.attaching import Outcome, name_of
from gongkai.foi.answer_content import content_of
from gongkai.foi.forms.answering import AnswerForm
from gongkai.foi.models import Answer, FoiRequest
from gongkai.foi.operations.answering import change_answer, draft_answer
from gongkai.foi.operations.enclosing import add_answer_file, remove_answer_file
from gongkai.foi.queries.answer_checks import faults_of_answer
from gongkai.foi.queries.answer_findings import unresolved_findings
from gongkai.foi.queries.answer_kinds import fields_to_fill, kind_of, kinds_to_choose
from gongkai.foi.queries.reasons_answering import (
    open_answer,
    reasons_not_to_draft_answer,
    reasons_not_to_edit_answer,
)
from gongkai.foi.views import showing
from gongkai.foi.views.answer_letter import letter_of
from gongkai.foi.views.finding import whole_request_of
from gongkai.foi.views.taking import taken
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.actors import Staff
from gongkai.screens.components import Link


@dataclass
class Page:
    """What the page is about."""

    request: StaffRequest
    foi_request: FoiRequest
    answer: Answer | None
    kind: str
    form: AnswerForm | None = None
    reasons: Sequence[str] = field(default_factory=list)


@staff_view
def answer(request: StaffRequest, number: str) -> HttpResponse:
    """Pick a kind (`?kind=` in the address), write, save. What is refused stays as it was typed."""
    foi_request = whole_request_of(request.staff, number)
    found = open_answer(foi_request)
    if found is not None:
        found.foi_request = foi_request
    kind = request.POST.get("kind") or request.GET.get("kind") or (found.kind if found else "")
    page = Page(request, foi_request, found, kind if kind_of(kind) else "")
    if against := _against(page):
        return _not_now(page, against)
    if not page.kind or "pick" in request.GET:
        return _pick(page)
    if request.method == "POST":
        return _sent(page)
    content = content_of(found) if found else None
    page.form = AnswerForm(kind=kind, foi_request=foi_request, answer=found, content=content)
    return _show(page)


def _against(page: Page) -> list[str]:
    staff = page.request.staff
    if page.answer is None:
        return reasons_not_to_draft_answer(page.foi_request, staff, kind=page.kind or None)
    return reasons_not_to_edit_answer(page.answer, staff, kind=page.kind or None)


def _not_now(page: Page, against: list[str]) -> HttpResponse:
    """It cannot be written now. What was typed meanwhile is shown, to be copied elsewhere."""
    if page.request.method != "POST" or not page.kind:
        for reason in against:
            messages.warning(page.request, reason)
        return redirect("foi:case", page.foi_request.number)
    page.form = AnswerForm(
        page.request.POST, page.request.FILES, kind=page.kind, foi_request=page.foi_request,
        answer=page.answer,
    )  # fmt: skip
    page.reasons = against
    return _show(page)


# --- the kind -----------------------------------------------------------------------------------


def _pick(page: Page) -> HttpResponse:
    """The kinds in the groups of the annual report, each with its article and what it must say."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in kinds_to_choose():
        groups.setdefault(one.group_label, []).append(
            {"kind": one, "must": must_contain(one), "current": one.code == page.kind}
        )
    context = {**_frame(page, "选择答复类型"), "groups": groups}
    return render(page.request, "foi/desk/answer_kinds.html", context)


def must_contain(kind: AnswerKind) -> list[str]:
    """What an answer of this kind has to say, by name."""
    labels = {one.name: one.label for one in fields_to_fill(kind.code)}
    labels |= {"ground": "法定事由", "reasons": labels.get("reasons", "理由")}
    return [labels[name] for name in kind.must_contain if name in labels]


def _frame(page: Page, title: str) -> dict[str, Any]:
    number = page.foi_request.number
    return {
        "page_title": f"{title} {number}",
        "breadcrumbs": [
            Link("依申请公开", reverse("foi:queue")),
            Link(number, reverse("foi:case", args=[number])),
            Link(title, ""),
        ],
        "case": page.foi_request,
        "head": showing.head_of(page.foi_request),
        "answer": page.answer,
    }


# --- writing ------------------------------------------------------------------------------------


def _sent(page: Page) -> HttpResponse:
    """The text first, then the files; each that fails says so, and the rest is kept."""
    page.form = form = AnswerForm(
        page.request.POST, page.request.FILES, kind=page.kind, foi_request=page.foi_request,
        answer=page.answer,
    )  # fmt: skip
    if not form.is_valid():
        return _show(page)
    outcome, staff = Outcome(), page.request.staff
    try:
        saved, aside = _saved(page, form, staff)
    except Refused as refused:
        if page.answer is None or reasons_not_to_edit_answer(page.answer, staff):
            page.reasons = refused.reasons
            return _show(page)
        saved, aside, unchanged = page.answer, None, refused.reasons
    else:
        outcome.done.append("已保存。")
        unchanged = []
    _do_files(form, saved, staff, outcome)
    for sentence in outcome.refused:
        messages.error(page.request, sentence)
    if aside is not None:
        return redirect("foi:answer_aside", page.foi_request.number, aside)
    if outcome.done:
        messages.success(page.request, "".join(outcome.done))
    elif not outcome.refused:
        messages.info(page.request, "".join(unchanged))
    return redirect("foi:answer", page.foi_request.number)


def _saved(page: Page, form: AnswerForm, staff: Staff) -> tuple[Answer, int | None]:
    """The answer, and the key of the text that was set aside, if one was."""
    if page.answer is None:
        return draft_answer(page.foi_request, form.content(), staff=staff), None
    revision = form.cleaned_data["revision"] or 0
    saving = change_answer(page.answer, form.content(), revision=revision, staff=staff)
    return saving.answer, saving.set_aside.pk if saving.set_aside else None


def _do_files(form: AnswerForm, answer: Answer, staff: Staff, outcome: Outcome) -> None:
    for one in form.removed():
        with outcome.each(f"已移除“{one.name}”。"):
            remove_answer_file(one, staff=staff)
    for file in form.cleaned_data.get("added") or []:
        name = name_of(file)
        with outcome.each(f"已添加“{name}”。"):
            add_answer_file(answer, taken(file, staff), name, staff=staff)


def _show(page: Page) -> HttpResponse:
    kind = kind_of(page.kind)
    assert page.form is not None and kind is not None
    letter, lacking = None, list[str]()
    faults: list[str] = []
    if page.answer is not None:
        letter, lacking = letter_of(page.answer, page.request.staff)
        faults = faults_of_answer(page.answer)
    context = {
        **_frame(page, "起草答复" if page.answer is None else "修改答复"),
        "kind": kind,
        "must": must_contain(kind),
        "form": page.form,
        "reasons": list(page.reasons),
        "letter": letter,
        "faults": [one for one in faults if one not in lacking] + lacking,
        "findings": len(unresolved_findings(page.answer)) if page.answer else 0,
        "set_aside": page.answer.set_aside.filter(settled_at=None) if page.answer else [],
        "voids": page.answer is not None and page.answer.status != Answer.Status.DRAFT,
    }
    wrong = page.form.is_bound and page.form.errors
    status = 409 if page.reasons else 422 if wrong else 200
    return render(page.request, "foi/desk/answer.html", context, status=status)
