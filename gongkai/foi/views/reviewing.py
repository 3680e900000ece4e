"""The reviewer's page: the letter, the files, what was said before, and their opinion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.cases.letters import cautions, template_for_answer
from gongkai.foi.answer_content import current_hash
from gongkai.foi.forms.answering_acts import OpinionForm
from gongkai.foi.models import Answer, AnswerOpinion
from gongkai.foi.operations.reviewing import approve_answer, return_answer
from gongkai.foi.queries.answer_approvals import VERB_OF
from gongkai.foi.queries.answer_findings import findings
from gongkai.foi.queries.answer_kinds import kind_of, letter_facts
from gongkai.foi.queries.answer_versions import differences_between, previous_answer
from gongkai.foi.queries.reasons_answering import reasons_not_to_decide_on_answer
from gongkai.foi.views import showing
from gongkai.foi.views.answer_letter import letter_of
from gongkai.foi.views.finding import answer_of
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.screens.components import Link


@staff_view
def review(request: StaffRequest, number: str, k: int) -> HttpResponse:
    """Show an answer; a POST approves or returns it."""
    answer = answer_of(request.staff, number, k)
    if request.method != "POST":
        return _show(request, answer)
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _show(request, answer, form=form)
    try:
        said = _decide(request, answer, form)
    except Refused as refused:
        return _show(request, answer_of(request.staff, number, k), refused.reasons, form)
    messages.success(request, said)
    return redirect("foi:case", number)


def _decide(request: StaffRequest, answer: Answer, form: OpinionForm) -> str:
    text, staff = form.opinion(), request.staff
    decision = request.POST.get("decide")
    if decision == "return":
        return_answer(answer, text=text, staff=staff)
        return "已退回承办人修改。"
    if decision != "approve":
        raise Refused(["请选择“同意”或“退回修改”。"])
    step = AnswerOpinion.Step(answer.status).label if answer.status in VERB_OF else ""
    approve_answer(answer, seen_hash=form.cleaned_data["seen_hash"], text=text, staff=staff)
    return f"“{step}”已签署同意。"


@dataclass(frozen=True)
class OpinionRow:
    """An earlier opinion, and whether it is about the content as it is now."""

    opinion: AnswerOpinion
    about_this: bool


def _show(
    request: StaffRequest,
    answer: Answer,
    reasons: Sequence[str] = (),
    form: OpinionForm | None = None,
) -> HttpResponse:
    seen, staff = current_hash(answer), request.staff
    found, previous = findings(answer), previous_answer(answer)
    letter, lacking = letter_of(answer, staff, answer.answered_on)
    number = answer.foi_request.number
    context = {
        "page_title": f"{_heading(answer)} {number}",
        "breadcrumbs": [
            Link("依申请公开", reverse("foi:queue")),
            Link(number, reverse("foi:case", args=[number])),
            Link(_heading(answer), ""),
        ],
        "case": answer.foi_request,
        "head": showing.head_of(answer.foi_request),
        "answer": answer,
        "kind": kind_of(answer.kind),
        "letter": letter,
        "lacking": lacking,
        "files": showing.answer_files_of(staff, answer),
        "cautions": _cautions(answer),
        "previous": previous,
        "sections": differences_between(previous, answer) if previous else [],
        "confirmed": [one for one in found if one.confirmed],
        "open_findings": sum(one.confirmed is None for one in found),
        **_opinions(answer, seen),
        "reasons_against": reasons_not_to_decide_on_answer(answer, request.staff),
        "in_review": answer.status in VERB_OF,
        "form": _with_seen(form, seen, bool(reasons)),
        "reasons": list(reasons),
    }
    status = 409 if reasons else 422 if form else 200
    return render(request, "foi/desk/review.html", context, status=status)


def _heading(answer: Answer) -> str:
    return f"答复{answer.get_status_display()}" if answer.status in VERB_OF else "答复"


def _cautions(answer: Answer) -> list[str]:
    """What in the letter rests on law that nobody has confirmed."""
    on = answer.answered_on or timezone.localdate()
    return cautions(template_for_answer(answer.kind, on), {**letter_facts(answer, on), "on": on})


def _opinions(answer: Answer, seen: str) -> dict[str, Any]:
    rows = list(answer.opinions.select_related("person", "on_behalf_of"))
    returned = [one for one in rows if one.decision == AnswerOpinion.Decision.RETURNED]
    return {
        "opinions": [OpinionRow(one, one.content_hash == seen) for one in rows],
        # Whether the content is other than when it was last returned; None: it never was.
        "round_changed": returned[-1].content_hash != seen if returned else None,
    }


def _with_seen(form: OpinionForm | None, seen: str, refused: bool) -> OpinionForm:
    """The form over the content that is on the screen now; what was typed stays in it."""
    if form is None:
        return OpinionForm(initial={"seen_hash": seen})
    typed = dict(form.data.items())
    if refused:
        typed["seen_hash"] = seen  # the page that says it changed shows the content as it is now
    return OpinionForm(typed)
