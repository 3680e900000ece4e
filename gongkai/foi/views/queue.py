"""The queue of requests: my own, my unit's, all that I may see; by due date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.clocks.rows import why_url
from gongkai.clocks.showing import DueWords, due_words
from gongkai.foi import verbs
from gongkai.foi.forms.listing import SCOPES, FilterForm
from gongkai.foi.process import STAGE
from gongkai.foi.queries.listing import QueueRow, first_year, queue_page
from gongkai.foi.queries.visibility import units_seen_by
from gongkai.foi.views.showing import stage_code
from gongkai.kernel.text import shorten
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.models import Body
from gongkai.people.queries import may_anywhere
from gongkai.reference.queries import calendar
from gongkai.screens.components import Link

SHORT = 60  # characters of what is wanted: enough to know it again


@staff_view
def queue(request: StaffRequest) -> HttpResponse:
    """The most pressing first; `after` goes on where the page before ended."""
    staff = request.staff
    units = list(units_seen_by(staff).select_related("body").order_by("body__name", "order"))
    bodies = _bodies(unit.body for unit in units)
    form = FilterForm(request.GET, units=units, bodies=bodies, first_year=first_year())
    chosen = form.chosen()
    page = queue_page(staff, chosen, request.GET.get("after", ""))
    context = {
        "page_title": "依申请公开",
        "form": form,
        "filtered": bool(set(chosen) - {"scope"}),
        "only_year": "" if request.GET.get("year") else chosen.get("year", ""),
        "rows": _rows(page.rows, one_body=len(bodies) == 1),
        "more_url": _address(chosen, page.next_after) if page.next_after else "",
        "first_url": _address(chosen, "") if request.GET.get("after") else "",
        "may_register": may_anywhere(staff, verbs.REGISTER),
        "several_units": len(units) > 1,
        "several_bodies": len(bodies) > 1,
        "tabs": _tabs(chosen),
    }
    return render(request, "foi/desk/queue.html", context)


def _bodies(all_of_them: Iterable[Body]) -> list[Body]:
    return list({body.pk: body for body in all_of_them}.values())


def _address(chosen: Mapping[str, object], after: str) -> str:
    query = {**chosen, **({"after": after} if after else {})}
    return reverse("foi:queue") + (f"?{urlencode(query)}" if query else "")


def _tabs(chosen: Mapping[str, object]) -> list[Link]:
    """Whose requests; the other filters stay."""
    others = {name: value for name, value in chosen.items() if name != "scope"}
    here = chosen.get("scope", "")
    order = sorted(SCOPES, key=lambda one: ["mine", "unit", ""].index(one[0]))
    return [
        Link(label, _address({**others, **({"scope": scope} if scope else {})}, ""), scope == here)
        for scope, label in order
    ]


# --- rows ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One line of the queue."""

    number: str
    url: str
    received_on: date | None
    submitted_on: date
    kind: str
    name: str
    wanted: str
    stage: str
    handler: str
    unit: str
    channel: str
    due: DueWords | None
    due_on: date | None
    provisional: bool
    why_url: str


def _rows(rows: Sequence[QueueRow], *, one_body: bool) -> list[Row]:
    today, now, working = timezone.localdate(), timezone.now(), calendar()
    return [
        Row(
            number=one.foi_request.number,
            url=reverse("foi:case", args=[one.foi_request.number]),
            received_on=one.foi_request.received_on,
            submitted_on=timezone.localdate(one.foi_request.submitted_at),
            kind=one.foi_request.get_requester_kind_display(),
            name=one.name,
            wanted=shorten(one.foi_request.wanted, SHORT),
            stage=STAGE[stage_code(one.foi_request)].label,
            handler=one.foi_request.handler.name if one.foi_request.handler else "",
            unit=one.foi_request.unit.name if one_body else str(one.foi_request.unit),
            channel=one.foi_request.get_channel_display(),
            due=due_words(one.clock, today, now, working) if one.clock else None,
            due_on=one.clock.due_on if one.clock else None,
            provisional=bool(one.clock and one.clock.provisional),
            why_url=why_url(one.clock.pk) if one.clock else "",
        )
        for one in rows
    ]
