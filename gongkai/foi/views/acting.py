"""One act on a page of its own: its law, its form, the letter that will go out; and doing it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from gongkai.foi.forms.acts import About, ActForm
from gongkai.foi.process import OFFER, Offer
from gongkai.foi.queries.reasons_delaying import explanation_of, letter_asking_for_reasons
from gongkai.foi.views import acts_after, acts_ending, acts_handling, acts_receiving, showing
from gongkai.foi.views.acts import Act
from gongkai.foi.views.finding import request_of
from gongkai.foi.views.parts import part_of
from gongkai.foi.views.rehearsing import letters_if
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.screens.components import Link

ACTS = {
    one.name: one
    for one in (*acts_receiving.ACTS, *acts_handling.ACTS, *acts_ending.ACTS, *acts_after.ACTS)
}


@staff_view
def act(request: StaffRequest, number: str, name: str, of: int | None = None) -> HttpResponse:
    """Show the form, show the letter, or do it; refused: why, and what was typed.

    `of` is the key of the part that the act is about, for acts that are about parts.
    """
    one = ACTS.get(name)
    if one is None or bool(one.part) != (of is not None):
        raise Http404
    about = _about(request, number, one, of)
    if request.method != "POST":
        return _show(request, one, about, one.form(about=about))
    form = one.form(request.POST, request.FILES, about=about)
    if not form.is_valid():
        return _show(request, one, about, form)
    try:
        if "preview" in request.POST and one.letters:
            letter = letters_if(partial(one.do, about, form), about.foi_request.reference)
            return _show(request, one, about, form, letter=letter)
        said = one.do(about, form)
    except Refused as refused:
        return _show(request, one, _about(request, number, one, of), form, refused.reasons)
    messages.success(request, said)
    return redirect(one.then) if one.then == "foi:queue" else redirect(one.then, number)


def _about(request: StaffRequest, number: str, one: Act, of: int | None) -> About:
    """The request as it is now, and its part."""
    foi_request = request_of(request.staff, number)
    part = part_of(request.staff, foi_request, one.part, of) if of is not None else None
    return About(foi_request, request.staff, part)


def _show(
    request: StaffRequest,
    one: Act,
    about: About,
    form: ActForm,
    reasons: Sequence[str] = (),
    letter: SafeString | None = None,
) -> HttpResponse:
    offer, foi_request = OFFER[one.name], about.foi_request
    against = [] if form.is_bound else offer.reasons(about.part or foi_request, request.staff)
    context = {
        "page_title": f"{offer.label} {foi_request.number}",
        "breadcrumbs": [
            Link("依申请公开", reverse("foi:queue")),
            Link(foi_request.number, reverse("foi:case", args=[foi_request.number])),
            Link(offer.label, ""),
        ],
        "case": foi_request,
        "head": showing.head_of(foi_request),
        "act": one,
        **_said_before(one, about),
        "offer": offer,
        "button": button_of(one, offer),
        "form": form,
        "against": against,
        "reasons": list(reasons),
        "summary_title": f"没有办理“{offer.label}”" if reasons else "",
        "letter": letter,
    }
    status = 409 if reasons else 422 if form.is_bound and form.errors else 200
    return render(request, "foi/desk/act.html", context, status=status)


def _said_before(one: Act, about: About) -> dict[str, object]:
    """What whoever fills in the form has to have before them."""
    foi_request = about.foi_request
    if one.name == "record-reasons":
        return {"reasons_letter": letter_asking_for_reasons(foi_request)}
    if one.name == "delay":
        return {"explanation": explanation_of(foi_request)}
    return {"part": about.part}


def button_of(one: Act, offer: Offer) -> str:
    """What the button of an act says."""
    return one.button or f"确认{offer.label}"
