"""Running numbers and places, each taken under the lock of its own row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db.models import F

from gongkai.cases.counting import take_numbers
from gongkai.disclosure.models import Item, Placement, Shelf
from gongkai.kernel import index_numbers
from gongkai.people.models import Body


def item_number(on: date) -> str:
    """The number that people say on the phone: year and a running number."""
    return f"{on.year}-{take_numbers('item', on.year):05d}"


def index_number(item: Item, on: date) -> str:
    """索引号, in the site's pattern; given at the first release and never changed afterwards."""
    serial = take_numbers(f"index:{item.body.code}", on.year)
    return make_index_number(item.body, on.year, serial)


def make_index_number(body: Body, year: int, serial: int) -> str:
    """The number as the site writes it."""
    return index_numbers.make(
        settings.INDEX_NUMBER_PATTERN,
        uscc=body.uscc,
        region=body.division.code,
        year=year,
        serial=serial,
    )


def put_on_shelves(item: Item, shelves: list[str]) -> None:
    """Give the item a place on each of these shelves, and take it off others it stood on."""
    held = set(item.placements.values_list("shelf", flat=True))
    if held - set(shelves):
        item.placements.exclude(shelf__in=shelves).delete()
    taken = take_places({name: 1 for name in shelves if name not in held})
    Placement.objects.bulk_create(
        Placement(shelf=name, place=place, item=item) for name, place in taken.items()
    )


def take_places(counts: Mapping[str, int]) -> dict[str, int]:
    """Take so many places on each shelf and return the first of each; locked until commit."""
    known = set(Shelf.objects.filter(name__in=counts).values_list("name", flat=True))
    missing = [Shelf(name=name) for name in sorted(counts.keys() - known)]
    Shelf.objects.bulk_create(missing, ignore_conflicts=True)
    # New ones first and in one order, then all in one order: whoever takes places meanwhile waits
    # for us or we for them, never both.
    shelves = Shelf.objects.select_for_update().filter(name__in=counts).order_by("name")
    first = {shelf.name: shelf.places + 1 for shelf in shelves}
    names_by_count: dict[int, list[str]] = defaultdict(list)
    for name, count in counts.items():
        names_by_count[count].append(name)
    for count, names in names_by_count.items():
        Shelf.objects.filter(name__in=names).update(places=F("places") + count)
    return first
