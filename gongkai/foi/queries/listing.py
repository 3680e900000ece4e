"""The queue of requests on the desk: by due date, filtered, a page at a time.

Nothing is counted over the whole: of a million requests a few thousand are open, and only their
clocks are walked, in the order of their due dates. The queue has lanes, one after the other: what
is not confirmed yet, what is due, what is paused; or what is closed, the latest first. A place in
it (`after`) names the lane and the last row of the page before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from gongkai.clocks.models import Clock
from gongkai.clocks.queries import open_clocks
from gongkai.foi.models import FoiRequest, Requester
from gongkai.foi.process import AFTER_CLOSING, STAGE, standing_at, with_stage
from gongkai.foi.queries.visibility import (
    requests_visible_to,
    units_seeing_identity,
)
from gongkai.foi.queries.work import STILL_OPEN
from gongkai.people.queries import Viewer, person_of, units_of_posts

PAGE = 50
REPLY = "foi.reply"
_ABOUT = "foi:"
_NUMBER = re.compile(r"\d{4}-\d{0,8}", re.ASCII)
Status = FoiRequest.Status


@dataclass(frozen=True)
class QueueRow:
    """One request of the queue; `name` is empty for those who may not see who asks."""

    foi_request: FoiRequest
    clock: Clock | None
    name: str = ""


@dataclass(frozen=True)
class QueuePage:
    """Some rows, and where the next page begins ("" when there is none)."""

    rows: Sequence[QueueRow]
    next_after: str


@dataclass(frozen=True)
class _Place:
    """A request in its lane: how it is found again."""

    number: str
    after: str


def queue_page(viewer: Viewer, chosen: Mapping[str, Any], after: str = "") -> QueuePage:
    """The requests that this person may see and that fit the filters, the most pressing first.

    Filters: `scope` ("mine": of this handler; "unit": of the units of own posts); `state` (a stage;
    "closed": all that is closed); `unit` and `body` (codes); `channel`; `kind` of requester;
    `year`; `q`: words in what is wanted, or a number.
    """
    visible = requests_visible_to(viewer)
    wanted = _wanted(visible, viewer, chosen)
    places = []
    for place in _walked(_lanes(wanted, viewer, chosen), after):
        places.append(place)
        if len(places) > PAGE:
            break
    rows = _loaded(visible, viewer, [one.number for one in places[:PAGE]])
    return QueuePage(rows, places[PAGE - 1].after if len(places) > PAGE else "")


def _wanted(
    found: QuerySet[FoiRequest], viewer: Viewer, chosen: Mapping[str, Any]
) -> QuerySet[FoiRequest]:
    """Those of the visible requests that fit, in no order."""
    simple = {"channel": "channel", "kind": "requester_kind", "unit": "unit__code",
              "body": "body__code"}  # fmt: skip
    for name, column in simple.items():
        if value := chosen.get(name):
            found = found.filter(**{column: value})
    if chosen.get("scope") == "mine":
        found = found.filter(handler=person_of(viewer))
    elif chosen.get("scope") == "unit":
        found = found.filter(unit__in=own_units(viewer))
    if year := chosen.get("year"):
        found = found.filter(number__gte=f"{year}-", number__lt=f"{int(year) + 1}-")
    if words := str(chosen.get("q", "")).strip():
        found = found.filter(_said(words))
    return _at_stage(found, str(chosen.get("state", "")))


def own_units(viewer: Viewer) -> list[int]:
    """The units in which this person has a post."""
    return sorted(units_of_posts(viewer))


def _at_stage(found: QuerySet[FoiRequest], state: str) -> QuerySet[FoiRequest]:
    """Those of one stage; "closed" means everything closed, which is a lane of its own."""
    if state not in STAGE or state == "closed":
        return found
    return standing_at(found, state)


def _said(words: str) -> Q:
    if _NUMBER.fullmatch(words):
        return Q(number__startswith=words)
    said = Q()
    for word in words.split():
        said &= Q(wanted__contains=word) | Q(wanted_title__contains=word)
    return said


# --- lanes ---------------------------------------------------------------------------------------

Lane = Callable[[str], Iterator[_Place]]


def _lanes(
    wanted: QuerySet[FoiRequest], viewer: Viewer, chosen: Mapping[str, Any]
) -> dict[str, Lane]:
    """The lanes in order, each by its letter; a lane gives its places after a key."""
    if chosen.get("state") in AFTER_CLOSING:
        return {"c": _closed(wanted, by_number="year" in chosen)}
    if chosen.get("state") == "submitted":
        return {"s": _submitted(wanted)}
    clocks = _clocks(wanted, viewer, chosen)
    return {"s": _submitted(wanted), "d": _due(clocks), "p": _paused(clocks)}


def _walked(lanes: Mapping[str, Lane], after: str) -> Iterator[_Place]:
    """The places of all lanes, beginning after the given one."""
    letter, _, key = after.partition(":")
    names = list(lanes)
    first = names.index(letter) if letter in names else 0
    for name in names[first:]:
        yield from lanes[name](key if name == letter else "")


def _submitted(wanted: QuerySet[FoiRequest]) -> Lane:
    """Not confirmed yet: first, since a plain letter is to be confirmed on the day it comes."""

    def walk(key: str) -> Iterator[_Place]:
        # All of them, unsorted: they are few and found by their status, while an order and a limit
        # would let the database walk through a million keys in search of them.
        rows = wanted.filter(status=Status.SUBMITTED).order_by().values_list("pk", "number")
        for pk, number in sorted(rows):
            if pk > _key(key):
                yield _Place(number, f"s:{pk}")

    return walk


def _clocks(
    wanted: QuerySet[FoiRequest], viewer: Viewer, chosen: Mapping[str, Any]
) -> QuerySet[Clock]:
    """The running reply clocks of the requests that fit."""
    clocks = open_clocks().filter(rule=REPLY)
    if chosen.get("scope") == "mine":  # a few, found by their handler
        mine = FoiRequest.objects.filter(STILL_OPEN, handler=person_of(viewer))
        numbers = mine.values_list("number", flat=True)
        clocks = clocks.filter(about__in=[f"{_ABOUT}{number}" for number in numbers])
    elif chosen.get("scope") == "unit":
        clocks = clocks.filter(unit__in=own_units(viewer))
    if unit := chosen.get("unit"):
        clocks = clocks.filter(unit__code=unit)
    if body := chosen.get("body"):
        clocks = clocks.filter(body__code=body)
    numbered = Substr(OuterRef("about"), len(_ABOUT) + 1)
    return clocks.filter(Exists(wanted.filter(number=numbered).order_by()))


def _due(clocks: QuerySet[Clock]) -> Lane:
    def walk(key: str) -> Iterator[_Place]:
        rows = clocks.filter(due_on__isnull=False).order_by("due_on", "pk")
        on, pk = _day_and_key(key)
        if on:
            rows = rows.filter(due_on__gte=on).filter(Q(due_on__gt=on) | Q(pk__gt=pk))
        for about, due_on, pk in rows.values_list("about", "due_on", "pk")[: PAGE + 1]:
            yield _Place(about.removeprefix(_ABOUT), f"d:{due_on}:{pk}")

    return walk


def _paused(clocks: QuerySet[Clock]) -> Lane:
    def walk(key: str) -> Iterator[_Place]:
        rows = clocks.filter(due_on__isnull=True).order_by("pk")
        rows = rows.filter(pk__gt=_key(key))
        for about, pk in rows.values_list("about", "pk")[: PAGE + 1]:
            yield _Place(about.removeprefix(_ABOUT), f"p:{pk}")

    return walk


def _closed(wanted: QuerySet[FoiRequest], *, by_number: bool) -> Lane:
    """The last closed first; within a year by number, which an index can answer."""

    def walk(key: str) -> Iterator[_Place]:
        rows = wanted.filter(closed_on__isnull=False)
        if by_number:
            rows = rows.filter(number__lt=key) if _NUMBER.fullmatch(key) else rows
            rows = rows.order_by("-number")
        else:
            on, pk = _day_and_key(key)
            if on:
                rows = rows.filter(closed_on__lte=on).filter(Q(closed_on__lt=on) | Q(pk__lt=pk))
            rows = rows.order_by("-closed_on", "-pk")
        for pk, number, closed_on in rows.values_list("pk", "number", "closed_on")[: PAGE + 1]:
            yield _Place(number, f"c:{number}" if by_number else f"c:{closed_on}:{pk}")

    return walk


def _day_and_key(typed: str) -> tuple[date | None, int]:
    """What stands in an address; anything else begins at the beginning."""
    day, _, key = typed.partition(":")
    try:
        return date.fromisoformat(day), _key(key)
    except ValueError:
        return None, 0


def _key(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 18 else 0


# --- rows ----------------------------------------------------------------------------------------


def _loaded(
    visible: QuerySet[FoiRequest], viewer: Viewer, numbers: Sequence[str]
) -> list[QueueRow]:
    """The requests with their clocks and, where that is allowed, the names, in this order."""
    found = visible.filter(number__in=numbers)
    requests = {
        one.number: one
        for one in with_stage(found).select_related("unit__body", "handler").defer(
            "wanted_before_split", "code_hash"
        )
    }  # fmt: skip
    abouts = [f"{_ABOUT}{number}" for number in numbers]
    clocks = {one.about: one for one in Clock.objects.filter(about__in=abouts, rule=REPLY)}
    names = names_seen_by(viewer, list(requests.values()))
    return [
        QueueRow(requests[number], clocks.get(f"{_ABOUT}{number}"), names.get(number, ""))
        for number in numbers
        if number in requests
    ]


def names_seen_by(viewer: Viewer, requests: Sequence[FoiRequest]) -> dict[str, str]:
    """Who asks, by number of the request: only where this person may know it."""
    known = set(units_seeing_identity(viewer).values_list("pk", flat=True))
    shown = [one.pk for one in requests if one.unit_id in known]
    rows = Requester.objects.filter(foi_request__in=shown)
    return dict(rows.values_list("foi_request__number", F("name")))


def first_year() -> int | None:
    """The year of the oldest request, for the list of years."""
    number = FoiRequest.objects.order_by("number").values_list("number", flat=True).first()
    return int(number[:4]) if number else None
