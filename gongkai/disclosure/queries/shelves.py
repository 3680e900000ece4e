"""Public lists: which shelves an item stands on, and what a page of a shelf shows.

A place is counted from the oldest and never reused, so page k always holds the places
(k-1)·20+1 … k·20: a new item changes the newest page and the folder's front page, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet

from gongkai.disclosure.models import Item, Placement, Shelf, Version
from gongkai.disclosure.queries.visibility import visible_to

PAGE = 20


@dataclass(frozen=True)
class ListedItem:
    """One row of a public list."""

    reference: str
    title: str
    url: str
    document_number: str
    published_at: datetime  # of the first release: a correction does not make old news new
    adopted_on: date | None
    issued_by: str
    validity: str
    summary: str
    body_code: str


def shelves_of(version: Version) -> list[str]:
    """The shelves on which the item stands once this version is released."""
    item = version.item
    duty = item.duty
    assert duty.current is not None
    names = [
        "all",
        f"body:{item.body.code}",
        f"duty:{duty.catalogue.code}.{duty.code}",
        f"column:{version.column_code}" if version.column_code else "",
        f"subject:{version.subject}" if version.subject else "",
        f"field:{duty.current.field}" if duty.current.field else "",
    ]
    return sorted(name for name in names if name)


def newest_on(shelf: str, n: int = PAGE) -> list[ListedItem]:
    """The n newest public items of a shelf, newest first."""
    return _listed(_newest_rows(shelf, n))


def _newest_rows(shelf: str, n: int) -> list[tuple[Any, ...]]:
    """Found among its newest places; further back only where withdrawn items have left gaps."""
    within = 2 * n
    while True:
        newest = Placement.objects.filter(shelf=shelf).order_by("-place")[:within]
        rows = list(_rows(newest)[:n])
        if len(rows) == n or not _reaches_beyond(shelf, within):
            return rows
        within *= 8


def _reaches_beyond(shelf: str, places: int) -> bool:
    return Shelf.objects.filter(name=shelf, places__gt=places).exists()


def filled_among(shelves: Iterable[str]) -> set[str]:
    """Those of the shelves on which something stands in public now. Two queries for all of them,
    and one more for each whose newest item was withdrawn."""
    held = Shelf.objects.filter(name__in=list(shelves), places__gt=0)
    last = dict(held.values_list("name", "places"))
    if not last:
        return set()
    newest = reduce(
        or_,
        (Q(item__placements__shelf=name, item__placements__place=n) for name, n in last.items()),
    )
    public = visible_to(None).filter(newest).values_list("item__placements__shelf", flat=True)
    filled = set(public)
    return filled | {name for name in last.keys() - filled if newest_on(name, 1)}


def page_of(shelf: str, page: int) -> list[ListedItem]:
    """The public items at the places of a page (from 1), newest first; withdrawn ones are gaps."""
    first = (page - 1) * PAGE + 1
    there = Placement.objects.filter(shelf=shelf, place__gte=first, place__lt=first + PAGE)
    return _listed(_rows(there.order_by("place")[:PAGE]))


def pages_on(shelf: str) -> int:
    """How many numbered pages the shelf has."""
    places = Shelf.objects.filter(name=shelf).values_list("places", flat=True).first() or 0
    return -(-places // PAGE)


def items_on(shelf: str) -> int:
    """How many items stand on the shelf in public now."""
    return visible_to(None).filter(item__placements__shelf=shelf).count()


def keys_of_places(item: Item) -> list[str]:
    """The keys of the list pages on which the item's coming or going can be seen."""
    keys = []
    for shelf, place in item.placements.values_list("shelf", "place"):
        page = -(-place // PAGE)
        keys += [f"shelf:{shelf}:newest", f"shelf:{shelf}:page:{page}"]
        if place % PAGE == 1 and page > 1:
            keys.append(f"shelf:{shelf}:page:{page - 1}")  # it gets a link to its newer neighbour
    return keys


# What a row of a list shows, and no more: the texts of twenty items are not read for it.
_SHOWN = (
    "item__number",
    "title",
    "document_number",
    "item__first_released_at",
    "adopted_on",
    "issued_by",
    "validity",
    "summary",
    "item__body__code",
)


def _rows(there: QuerySet[Placement]):  # type: ignore[no-untyped-def]  # annotated, unsayable
    """The public items at these places, newest first. `there` says at most how many they are:
    otherwise a database may think it best to read and sort a whole shelf."""
    return (
        visible_to(None)
        .filter(item__placements__in=there.values("pk"))
        .order_by(F("item__placements__place").desc())
        .values_list(*_SHOWN)
    )


def _listed(rows: Iterable[tuple[Any, ...]]) -> list[ListedItem]:
    return [_item(*row) for row in rows]


def _item(number: str, title: str, document_number: str, at: datetime, *others: Any) -> ListedItem:
    adopted_on, issued_by, validity, summary, body = others
    return ListedItem(
        reference=f"item:{number}",
        title=title,
        url=f"/items/{number.replace('-', '/')}/",
        document_number=document_number,
        published_at=at,
        adopted_on=adopted_on,
        issued_by=issued_by,
        validity=Version.Validity(validity).label if validity else "",
        summary=summary,
        body_code=body,
    )
