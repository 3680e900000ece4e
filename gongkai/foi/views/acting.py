"""One act on a page of its own: its law, its form, the letter that will go out; and doing it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from gongkai.cases.letters import LetterError
from gongkai.foi.forms.acts import About, ActForm
from gongkai.foi.models import FoiRequest
from gongkai.foi.process import OFFER, Offer
from gongkai.foi.views import acts_receiving, showing
from gongkai.foi.views.acts import Act
from gongkai.foi.views.finding import request_of
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.screens.components import Link

ACTS = {one.name: one for one in (*acts_receiving.ACTS,)}


@staff_view
def act(request: StaffRequest, number: str, name: str) -> HttpResponse:
    """Show the form, show the letter, or do it; refused: why, and what was typed."""
    if name not in ACTS:
        raise Http404
    one = ACTS[name]
    about = About(request_of(request.staff.person, number), request.staff)
    if request.method != "POST":
        return _show(request, one, about, one.form(about=about))
    form = one.form(request.POST, request.FILES, about=about)
    if not form.is_valid():
        return _show(request, one, about, form)
    if "preview" in request.POST and one.preview:
        return _show_letter(request, one, about, form)
    try:
        said = one.do(about, form)
    except Refused as refused:
        return _show(request, one, _as_it_is_now(about), form, refused.reasons)
    messages.success(request, said)
    return redirect(one.then) if one.then == "foi:queue" else redirect(one.then, number)


def _as_it_is_now(about: About) -> About:
    fresh = FoiRequest.objects.select_related("unit__body", "handler").get(pk=about.foi_request.pk)
    return About(fresh, about.staff, about.part)


def _show_letter(request: StaffRequest, one: Act, about: About, form: ActForm) -> HttpResponse:
    assert one.preview is not None
    try:
        letter = one.preview(about, form)
    except LetterError as error:
        return _show(request, one, about, form, error.reasons)
    return _show(request, one, about, form, letter=letter)


def _show(
    request: StaffRequest,
    one: Act,
    about: About,
    form: ActForm,
    reasons: Sequence[str] = (),
    letter: SafeString | None = None,
) -> HttpResponse:
    offer, foi_request = OFFER[one.name], about.foi_request
    against = [] if form.is_bound else offer.reasons(foi_request, request.staff)
    context = {
        "page_title": f"{offer.label} {foi_request.number}",
        "breadcrumbs": [
            Link("依申请公开", reverse("foi:queue")),
            Link(foi_request.number, reverse("foi:case", args=[foi_request.number])),
            Link(offer.label, ""),
        ],
        "case": foi_request,
        "head": showing.head_of(foi_request, request.staff.person),
        "act": one,
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


def button_of(one: Act, offer: Offer) -> str:
    """What the button of an act says."""
    return one.button or f"确认{offer.label}"
