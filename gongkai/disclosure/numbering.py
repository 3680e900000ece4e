"""Running numbers and places, each taken under the lock of its own row."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import F

from gongkai.disclosure.models import Item, Placement, Shelf, YearCounter
from gongkai.kernel import index_numbers
from gongkai.people.models import Body


def next_number(kind: str, year: int, count: int = 1) -> int:
    """Take `count` running numbers and return the first; the row stays locked until commit."""
    counter, _ = YearCounter.objects.get_or_create(kind=kind, year=year)
    counter = YearCounter.objects.select_for_update().get(pk=counter.pk)
    counter.last += count
    counter.save(update_fields=["last"])
    return counter.last - count + 1


def item_number(on: date) -> str:
    """The number that people say on the phone: year and a running number."""
    return f"{on.year}-{next_number('item', on.year):05d}"


def index_number(item: Item, on: date) -> str:
    """索引号, in the site's pattern; given at the first release and never changed afterwards."""
    serial = next_number(f"index:{item.body.code}", on.year)
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
    item.placements.exclude(shelf__in=shelves).delete()
    held = set(item.placements.values_list("shelf", flat=True))
    for name in sorted(set(shelves) - held):  # one order for everyone: no deadlock
        shelf, _ = Shelf.objects.get_or_create(name=name)
        Shelf.objects.filter(pk=shelf.pk).update(places=F("places") + 1)
        shelf.refresh_from_db()
        Placement.objects.create(shelf=name, place=shelf.places, item=item)
