"""A new item: choose its duty, its unit and its day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.disclosure import verbs
from gongkai.disclosure.forms.starting import BringForm, NewItemForm
from gongkai.disclosure.models import Item
from gongkai.disclosure.operations.drafting import draft
from gongkai.disclosure.queries.duties import find_duties, suggested_duties, with_chosen
from gongkai.disclosure.queries.visibility import units_seen_by
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.models import Unit
from gongkai.people.queries import open_units, units_where
from gongkai.registers.models import CatalogueEntry
from gongkai.screens.components import Link


@staff_view
def new(request: StaffRequest) -> HttpResponse:
    """The form for an empty item; `?duty=` (a primary key) chooses one beforehand."""
    units = units_to_draft_for(request)
    if request.method != "POST" or is_looking(request):
        return new_page(request, NewItemForm(units=units, initial=typed_so_far(request)), units)
    form = NewItemForm(request.POST, units=units)
    if not form.is_valid():
        return new_page(request, form, units, status=422)
    try:
        version = draft(
            form.cleaned_data["duty"], form.cleaned_data["unit"], form.content(),
            formed_on=form.cleaned_data["formed_on"], staff=request.staff,
            form_key=form.cleaned_data["key"],
        )  # fmt: skip
    except Refused as refused:
        again = drafted_before(request, form)
        return again or new_page(request, form, units, refused.reasons, status=409)
    messages.success(request, f"已起草，编号 {version.item.number}。请填写正文。")
    return redirect("disclosure:edit", version.item.number)


def is_looking(request: StaffRequest) -> bool:
    """Searching duties without script sends the form: it comes back as typed, unjudged."""
    return request.method == "POST" and "look" in request.POST


def typed_so_far(request: StaffRequest) -> dict[str, str]:
    """What is in the form already, or in the address that led here."""
    given = request.POST if request.method == "POST" else request.GET
    return {name: str(value) for name, value in given.items() if value}


def units_to_draft_for(request: StaffRequest) -> list[Unit]:
    """The units in whose name this person may draft."""
    return list(open_units() & units_where(request.staff.person, verbs.DRAFT))


def drafted_before(request: StaffRequest, form: NewItemForm) -> HttpResponse | None:
    """A second click: say so, and go to the item that the first one made."""
    found = Item.objects.filter(
        form_key=form.cleaned_data["key"], unit__in=units_seen_by(request.staff.person)
    ).first()
    if found is None:
        return None
    messages.info(request, f"这份表单已经提交过，编号 {found.number}，没有重复起草。")
    return redirect("disclosure:edit", found.number)


def new_page(
    request: StaffRequest,
    form: NewItemForm,
    units: Sequence[Unit],
    reasons: Sequence[str] = (),
    bring: BringForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with both beginnings: the empty form, and the box for a document."""
    context = {
        "page_title": "新建信息",
        "breadcrumbs": [Link("公开信息", reverse("disclosure:items")), Link("新建信息", "")],
        "form": form,
        "bring": bring or BringForm(),
        "units": units,
        "reasons": reasons,
        **duties_context(request, units, form.chosen_duty()),
    }
    return render(request, "disclosure/desk_new.html", context, status=status)


@staff_view
def duties(request: StaffRequest) -> HttpResponse:
    """The list of duties alone, as the search box asks for it while someone types."""
    units = units_to_draft_for(request)
    chosen = NewItemForm(units=units, initial={"duty": request.GET.get("duty")}).chosen_duty()
    context = duties_context(request, units, chosen)
    return render(request, "disclosure/desk_duties.html", context)


def duties_context(
    request: StaffRequest, units: Sequence[Unit], chosen: CatalogueEntry | None
) -> dict[str, Any]:
    """What `desk_duty_field.html` reads: the words looked for, what was found, what is chosen."""
    typed = request.POST.get("duty_words") or request.GET.get("duty_words", "")
    words = typed.replace("\0", "").strip()[:100]
    found = find_duties(words) if words else suggested_duties(units)
    return {
        "duty_words": words,
        "found": with_chosen(found, chosen),
        "picked": chosen.pk if chosen else None,
    }
