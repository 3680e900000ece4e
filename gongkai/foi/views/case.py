"""One request: the matter on the left; the clock, what can be done and the history on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.foi.forms.acts import About, ActForm
from gongkai.foi.models import FoiRequest
from gongkai.foi.process import Action, Stage, actions_for
from gongkai.foi.queries.visibility import may_see_whole
from gongkai.foi.views import showing
from gongkai.foi.views.acting import ACTS, button_of
from gongkai.foi.views.acts import Act
from gongkai.foi.views.finding import request_of
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.actors import Staff
from gongkai.people.models import Person
from gongkai.screens.components import Link


@staff_view
def case(request: StaffRequest, number: str) -> HttpResponse:
    """The page of a request. Who was only asked for a part sees the matter and that part."""
    person = request.staff.person
    foi_request = request_of(person, number)
    head = showing.head_of(foi_request, person)
    whole = may_see_whole(person, foi_request)
    context = {
        "page_title": f"{foi_request.number} {head.title}",
        "breadcrumbs": [
            Link("依申请公开", reverse("foi:queue")),
            Link(foi_request.number, ""),
        ],
        "case": foi_request,
        "head": head,
        "whole": whole,
        "facts": showing.facts_of(foi_request),
        "identity": showing.identity_of(person, foi_request),
        "files": showing.files_of(person, foi_request),
        "tasks": showing.tasks_of(person, foi_request),
        **(_handling(person, foi_request) if whole else {}),
        **_actions(foi_request, request.staff, head.stage),
    }
    return render(request, "foi/desk/case.html", context)


def _handling(person: Person, foi_request: FoiRequest) -> dict[str, Any]:
    """What only those see who handle the request or look over it."""
    return {
        "clarifications": foi_request.clarifications.all(),
        "consultations": showing.consultations_of(foi_request),
        "extensions": foi_request.extensions.select_related("decided_by"),
        "fees": foi_request.fee_notices.all(),
        "answers": foi_request.answers.select_related("author").order_by("-number"),
        "remedies": foi_request.remedies.all(),
        "letters": showing.letters_for(person, foi_request),
        "other_clocks": showing.other_clocks(foi_request),
        "related": _related(foi_request),
    }


def _related(foi_request: FoiRequest) -> list[Link]:
    """The other parts of a paper that was split."""
    whole = foi_request.part_of or foi_request
    parts = [whole, *whole.parts.order_by("number")]
    return [
        Link(one.number, reverse("foi:case", args=[one.number]))
        for one in parts
        if one.pk != foi_request.pk
    ]


# --- what can be done ---------------------------------------------------------------------------


@dataclass(frozen=True)
class ActRow:
    """An action as the page shows it; `form` where it is short enough to stand here."""

    action: Action
    act: Act
    reasons: Sequence[str]
    url: str
    button: str
    form: ActForm | None


def _actions(foi_request: FoiRequest, staff: Staff, stage: Stage) -> dict[str, Any]:
    """The next steps for this person first, then everything else that can be done somewhere."""
    about = About(foi_request, staff)
    actions = [one for one in actions_for(foi_request, staff, stage) if one.name in ACTS]
    rows = [_row(one, about) for one in actions]
    return {
        "acts": [row for row in rows if row.action.is_next],
        "other_acts": [row for row in rows if not row.action.is_next],
    }


def _row(action: Action, about: About) -> ActRow:
    one = ACTS[action.name]
    url = reverse("foi:act", args=[about.foi_request.number, one.name])
    usable = one.inline and not action.reasons_not_to
    form = one.form(about=about, auto_id=f"{one.name}-%s") if usable else None
    button = button_of(one, action.offer)
    return ActRow(action, one, action.reasons_not_to, url, button, form)
