"""One request: the matter on the left; the clock, what can be done and the history on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.foi.models import FoiRequest
from gongkai.foi.queries.opened import opened, working_calendar
from gongkai.foi.queries.reasons_delaying import delay_of, explanation_of
from gongkai.foi.queries.visibility import may_see_whole
from gongkai.foi.telling import timeline
from gongkai.foi.views import offering, seeking, showing
from gongkai.foi.views.finding import request_of, whole_request_of
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.actors import Staff
from gongkai.screens.components import Link


@staff_view
def case(request: StaffRequest, number: str) -> HttpResponse:
    """The page of a request. Who was only asked for a part sees the matter and that part."""
    staff = request.staff
    foi_request = opened(request_of(staff, number))
    head = showing.head_of(foi_request)
    whole = may_see_whole(staff, foi_request)
    context = {
        "page_title": f"{foi_request.number} {head.title}",
        "breadcrumbs": [
            Link("依申请公开", reverse("foi:queue")),
            Link(foi_request.number, ""),
        ],
        "case": foi_request,
        "head": head,
        "whole": whole,
        "working": working_calendar(foi_request),
        "facts": showing.facts_of(foi_request),
        "identity": showing.identity_of(staff, foi_request),
        "files": showing.files_of(staff, foi_request),
        "tasks": _parts("unit", showing.tasks_of(staff, foi_request), staff),
        **(_handling(staff, foi_request) if whole else {}),
        **offering.actions(foi_request, staff, head.stage),
    }
    return render(request, "foi/desk/case.html", context)


@staff_view
def related(request: StaffRequest, number: str) -> HttpResponse:
    """What was asked before by the same person or alike by others, and what is public already: the
    page of the request asks for it when it is there, for it takes longer than all the rest."""
    foi_request = whole_request_of(request.staff, number)
    context = {
        "page_title": f"参考 {foi_request.number}",
        "breadcrumbs": [
            Link("依申请公开", reverse("foi:queue")),
            Link(foi_request.number, reverse("foi:case", args=[foi_request.number])),
            Link("参考", ""),
        ],
        "looked": True,
        **seeking.around(foi_request, request.staff),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "foi/desk/similar.html" if part else "foi/desk/related.html", context)


def _parts(kind: str, rows: Sequence[showing.PartRow], staff: Staff) -> list[dict[str, Any]]:
    """Parts with what can be done about each."""
    return [
        {
            "part": row.part,
            "clock": row.clock,
            "doubts": row.doubts,
            **offering.actions_of_part(kind, row.part, staff),
        }
        for row in rows
    ]


def _handling(staff: Staff, foi_request: FoiRequest) -> dict[str, Any]:
    """What only those see who handle the request or look over it."""
    return {
        "clarifications": foi_request.clarifications.all(),
        "consultations": _parts("consultation", showing.consultations_of(foi_request), staff),
        "extensions": foi_request.extensions.all(),
        "explanation": explanation_of(foi_request),
        "delay": delay_of(foi_request),
        "fees": _parts("fee", showing.fees_of(foi_request), staff),
        "answers": showing.answers_of(staff, foi_request),
        "remedies": _parts("remedy", showing.remedies_of(foi_request), staff),
        "set_aside": showing.set_aside_of(foi_request),
        "unsent": _parts("message", showing.unsent_of(foi_request), staff),
        "letters": showing.letters_for(staff, foi_request),
        "other_clocks": showing.other_clocks(foi_request),
        "related": _related(foi_request),
        "happenings": timeline(foi_request)[::-1],
    }


def _related(foi_request: FoiRequest) -> list[Link]:
    """The other parts of a paper that was split."""
    whole = foi_request.part_of or foi_request
    parts = [whole, *sorted(whole.parts.all(), key=lambda one: one.number)]
    return [
        Link(one.number, reverse("foi:case", args=[one.number]))
        for one in parts
        if one.pk != foi_request.pk
    ]
