"""The list of a person's items on the desk: filtered, the newest first, a page at a time.

Nothing is counted: with a hundred thousand items a count costs more than the page. One row more is
asked for than shown, and tells whether there are more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.queries.visibility import units_seen_by
from gongkai.people.models import Person, Unit
from gongkai.registers.models import CatalogueEntry

PAGE = 50
_NUMBER = re.compile(r"\d{4}-\d{5,}", re.ASCII)


@dataclass(frozen=True)
class DeskRow:
    """One item of the list, with its latest version."""

    item: Item
    version: Version


@dataclass(frozen=True)
class DeskPage:
    """Some rows, and where the next ones begin (0: there are none)."""

    rows: Sequence[DeskRow]
    next_below: int


def desk_page(person: Person, chosen: Mapping[str, Any], below: int = 0, most: int = 0) -> DeskPage:
    """The items of the person's units that fit the chosen filters, from below this primary key.

    Filters: `q` words in title or document number, or an item's number; `state` where the open
    version stands, or what the public sees; `field`, `duty`, `unit`, `year`. At most a page, or
    `most` rows.
    """
    most = most or PAGE
    found = _filtered(_seen(person, chosen.get("unit", "")), chosen)
    if below:
        found = found.filter(pk__lt=below)
    keys = list(found.order_by("-pk").values_list("pk", flat=True)[: most + 1])
    shown = _loaded(keys[:most])
    latest = _latest_versions(shown)
    rows = [DeskRow(item, latest[item.pk]) for item in shown if item.pk in latest]
    return DeskPage(rows, keys[most - 1] if len(keys) > most else 0)


def _loaded(keys: Sequence[int]) -> list[Item]:
    """The items in this order. Found by their keys first: sorting keys is cheap, and several units'
    items cannot come sorted from an index."""
    items = Item.objects.select_related("unit__body", "duty__current").in_bulk(keys)
    return [items[key] for key in keys if key in items]


def _seen(person: Person, unit: str) -> QuerySet[Item]:
    """The items of the units seen, or of one of them. Who sees all units needs no list of them."""
    units = list(units_seen_by(person).values_list("pk", "code"))
    if unit:
        return Item.objects.filter(unit__in=[pk for pk, code in units if code == unit])
    if len(units) == Unit.objects.count():
        return Item.objects.all()
    return Item.objects.filter(unit__in=[pk for pk, _ in units])


def _filtered(items: QuerySet[Item], chosen: Mapping[str, Any]) -> QuerySet[Item]:
    if words := str(chosen.get("q", "")).strip():
        items = items.filter(_said(words))
    if state := chosen.get("state"):
        items = items.filter(_stands(state))
    if field := chosen.get("field"):
        items = items.filter(duty__in=CatalogueEntry.objects.filter(current__field=field))
    if duty := chosen.get("duty"):
        items = items.filter(duty=duty)
    if year := chosen.get("year"):
        items = items.filter(number__gte=f"{year}-", number__lt=f"{int(year) + 1}-")
    return items


def _said(words: str) -> Q:
    if _NUMBER.fullmatch(words):
        return Q(number=words)
    named = Q(title__contains=words) | Q(document_number__contains=words)
    return Q(pk__in=Version.objects.filter(named).values("item"))


def _stands(state: str) -> Combinable | Q:
    if state in Item.Visibility.values:
        return Q(visibility=state)
    if state == Version.Outcome.ABANDONED:
        still_open = Version.objects.filter(item=OuterRef("pk")).exclude(
            status=Version.Status.CLOSED
        )
        return Q(visibility=Item.Visibility.HIDDEN) & ~Exists(still_open)
    return Q(pk__in=Version.objects.filter(status=state).values("item"))


def _latest_versions(items: Sequence[Item]) -> dict[int, Version]:
    """The latest version of each, without its text."""
    versions = Version.objects.filter(item__in=[item.pk for item in items])
    return {one.item_id: one for one in versions.defer("body_html").order_by("number")}


def first_year() -> int | None:
    """The year of the oldest number in the house."""
    oldest = Item.objects.order_by("number").values_list("number", flat=True).first()
    return int(oldest.split("-")[0]) if oldest else None
