"""The list of my units' items, with filters that stay in the address."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.disclosure import verbs
from gongkai.disclosure.forms.listing import FilterForm
from gongkai.disclosure.queries.listing import desk_page, first_year
from gongkai.disclosure.queries.visibility import units_seen_by
from gongkai.disclosure.views.showing import list_rows
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.queries import may_anywhere


@staff_view
def items(request: StaffRequest) -> HttpResponse:
    """The newest first; `below` goes on where the page before ended."""
    person = request.staff.person
    units = list(units_seen_by(person).select_related("body"))
    form = FilterForm(request.GET, units=units, first_year=first_year())
    chosen = form.chosen()
    page = desk_page(person, chosen, below=_whole(request.GET.get("below", "")))
    context = {
        "page_title": "公开信息",
        "form": form,
        "filtered": bool(chosen),
        "rows": list_rows(page.rows, one_body=len({unit.body_id for unit in units}) == 1),
        "more_url": _address(chosen, page.next_below) if page.next_below else "",
        "first_url": _address(chosen, 0) if request.GET.get("below") else "",
        "may_draft": may_anywhere(person, verbs.DRAFT),
        "may_import": may_anywhere(person, verbs.IMPORT),
        "several_units": len(units) > 1,
    }
    return render(request, "disclosure/desk_items.html", context)


def _address(chosen: dict[str, object], below: int) -> str:
    query = {**chosen, **({"below": below} if below else {})}
    return reverse("disclosure:items") + (f"?{urlencode(query)}" if query else "")


def _whole(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 18 else 0
