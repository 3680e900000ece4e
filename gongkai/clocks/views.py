"""The board of everything that has a clock, and what a new calendar moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.clocks.forms import BoardForm
from gongkai.clocks.models import Clock
from gongkai.clocks.queries import board as boards
from gongkai.clocks.queries.board import STATES, Now, Tally
from gongkai.clocks.queries.moves import Loading, loadings, moved_by
from gongkai.clocks.registry import BESIDE
from gongkai.clocks.rows import board_rows, names, number_of, owner_in_words
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.actors import Staff
from gongkai.reference.queries import calendar
from gongkai.screens.components import Link, Pagination, paginate

ROWS = 50


@staff_view
def board(request: StaffRequest) -> HttpResponse:
    """Running clocks by due date, with how many there are in each state and unit."""
    now = _now()
    staff = request.staff
    everything = boards.tallies(boards.running(staff), now)
    form = BoardForm(request.GET, everything)
    chosen = form.chosen()
    clocks = boards.running(staff, chosen)
    state = chosen.get("state", "")
    narrowed = any(name in chosen for name in boards.NARROWING)
    found = boards.tallies(clocks, now) if narrowed else everything
    sums = boards.totals(found)
    number, pagination = _pages(request.GET.get("page", ""), _total(sums, state), chosen)
    rows = boards.page(clocks, state, now, (number - 1) * ROWS, ROWS)
    context = {
        "page_title": "期限",
        "today": now.today,
        "today_is": now.working.why(now.today),
        "form": form,
        "filtered": bool(chosen),
        "state": state,
        "state_name": STATES.get(state, "在计的"),
        "figures": _figures(sums, chosen),
        "groups": _groups(found, chosen),
        "states": STATES.values(),
        "rows": board_rows(rows, now, with_body=form.several_bodies),
        "pagination": pagination,
        "beside": [Link(one.words, one.url()) for one in BESIDE],
    }
    return render(request, "clocks/board.html", context)


def _now() -> Now:
    at = timezone.now()
    return Now(at, timezone.localdate(at), calendar())


def _total(sums: Mapping[str, int], state: str) -> int:
    if state:
        return sums.get(state, 0)
    return sum(count for name, count in sums.items() if name != "paused")


def _pages(asked: str, total: int, chosen: Mapping[str, Any]) -> tuple[int, Pagination]:
    """The page that is shown, and the strip below it; the filters stay in every address."""
    pages = max(-(-total // ROWS), 1)
    number = min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 9 else 1
    return number, paginate(number, pages, lambda n: _address(chosen, page=n), total=total)


def _address(chosen: Mapping[str, Any], **changes: Any) -> str:
    query = {**chosen, **changes}
    kept = {name: value for name, value in query.items() if value}
    return reverse("clocks:board") + (f"?{urlencode(kept)}" if kept else "")


@dataclass(frozen=True)
class Figure:
    """A number with the address that shows only those rows."""

    label: str
    value: int
    url: str
    overdue: bool = False
    note: str = ""


def _figures(sums: Mapping[str, int], chosen: Mapping[str, Any]) -> list[Figure]:
    return [
        Figure(label, sums.get(state, 0), _address(chosen, state=state), state == "passed")
        for state, label in STATES.items()
    ]


@dataclass(frozen=True)
class Group:
    """One line of the table by body or by unit."""

    name: str
    url: str
    counts: Sequence[tuple[int, str]]  # of each state, with the address of those rows
    overdue: bool


def _groups(found: Sequence[Tally], chosen: Mapping[str, Any]) -> list[Group]:
    """By body; by unit where there is one body. One line alone would only repeat the figures."""
    by_body: dict[int | None, list[Tally]] = {}
    for tally in found:
        by_body.setdefault(tally.body_id, []).append(tally)
    if len(by_body) > 1:
        lines = [
            _group(next((one.unit.body.name for one in own if one.unit), "未确定机关"), own,
                   {**chosen, "body": body, "unit": None})
            for body, own in by_body.items()
        ]  # fmt: skip
    else:
        lines = [
            _group(one.unit.name if one.unit else "未分办", [one],
                   {**chosen, "unit": one.unit.pk if one.unit else None})
            for one in found
        ]  # fmt: skip
    return lines if len(lines) > 1 else []


def _group(name: str, own: Sequence[Tally], filters: Mapping[str, Any]) -> Group:
    sums = boards.totals(own)
    counts = [(sums.get(state, 0), _address(filters, state=state)) for state in STATES]
    return Group(name, _address(filters, state=None), counts, overdue=bool(sums.get("passed")))


@staff_view
def moved(request: StaffRequest) -> HttpResponse:
    """What the latest loadings of the calendar moved, of the clocks that the person may see."""
    latest = loadings()
    asked = request.GET.get("loading", "")
    shown = next((one for one in latest if str(one.entry.pk) == asked), None)
    shown = shown or next((one for one in latest if one.moved), latest[0] if latest else None)
    context = {
        "page_title": "日历变动影响的期限",
        "breadcrumbs": [Link("期限", reverse("clocks:board")), Link("日历变动影响的期限", "")],
        "loadings": latest,
        "shown": shown,
        "rows": _moves(request.staff, shown) if shown else [],
    }
    return render(request, "clocks/moved.html", context)


@staff_view
def why(request: StaffRequest, pk: int) -> HttpResponse:
    """How one due date was counted, day by day: a page of its own, or the part that is asked for
    by the script that opens it over a list. Whose business it is not, for them it does not exist.
    """
    clock = Clock.objects.select_related("unit", "body").filter(pk=pk).first()
    if clock is None or not boards.is_seen_by(request.staff, clock):
        raise Http404(NOT_FOUND)
    named = names([clock])[clock.pk]
    context = {
        "page_title": "期限怎么算的",
        "breadcrumbs": [Link("期限", reverse("clocks:board")), Link("期限怎么算的", "")],
        "clock": clock,
        "named": named,
        "number": number_of(clock.about),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "clocks/why_part.html" if part else "clocks/why.html", context)


NOT_FOUND = "没有这项期限，或者它不在您的工作范围内。"
MOST_MOVES = 500


def _moves(staff: Staff, loading: Loading) -> list[dict[str, Any]]:
    entries = list(moved_by(loading.entry)[:MOST_MOVES])
    clocks = {
        (one.about, one.rule): one
        for one in Clock.objects.filter(
            boards.seen_by(staff), about__in={entry.about for entry in entries}
        ).select_related("unit", "body")
    }
    seen = [entry for entry in entries if (entry.about, entry.data["rule"]) in clocks]
    named = names(list(clocks.values()))
    rows = []
    for entry in seen:
        clock: Clock = clocks[entry.about, entry.data["rule"]]
        rows.append({"fact": entry.fact, "clock": clock, "named": named[clock.pk],
                     "number": number_of(clock.about),
                     "unit": owner_in_words(clock)})  # fmt: skip
    return rows
