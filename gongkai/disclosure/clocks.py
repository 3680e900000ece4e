"""The clock of an item that is not public yet, announced to `gongkai.clocks`.

It runs from the day on which the information was formed until the item is released, given up or
erased. What was taken over as it stood (`ItemImported`) was public before and has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.clocks.keeping import read_anew
from gongkai.clocks.registry import Beside, ClockKind, Owner, OwnTerm, announce, announce_beside
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.queries import due
from gongkai.disclosure.queries.due import RULE
from gongkai.journal.followers import follower
from gongkai.journal.models import Entry
from gongkai.registers.events import DutyAdjusted

ITEM = r"item:\d{4}-\d{5,8}"
AT_ONCE = 500


def number_of(about: str) -> str:
    """The item's number in its reference."""
    return about.removeprefix("item:")


def owners_of(abouts: Sequence[str]) -> Mapping[str, Owner]:
    """Who answers for items: the unit that provides them."""
    rows = _items(abouts).values_list("number", "unit", "body")
    owners = {f"item:{number}": Owner(unit, body) for number, unit, body in rows}
    return {about: owners.get(about, Owner(None, None)) for about in abouts}


def _items(abouts: Sequence[str]) -> QuerySet[Item]:
    return Item.objects.filter(number__in=[number_of(about) for about in abouts])


def owner_of(about: str) -> Owner:
    """The same for one."""
    return owners_of([about])[about]


def terms_of(abouts: Sequence[str]) -> Mapping[str, OwnTerm]:
    """What the limits of their duties say."""
    terms = due.terms_of(_items(abouts).values_list("number", "duty", "formed_on"))
    return {f"item:{number}": term for number, term in terms.items()}


def titles_of(abouts: Sequence[str]) -> Mapping[str, str]:
    """What the newest versions are called."""
    numbers = [number_of(about) for about in abouts]
    versions = Version.objects.filter(item__number__in=numbers).order_by("number")
    titles = dict(versions.values_list("item__number", "title"))
    return {about: titles.get(number_of(about), "").strip() or "（未填写名称）" for about in abouts}


def link_to(about: str) -> str:
    """Where an item is worked on."""
    return reverse("disclosure:item", args=[number_of(about)])


def announce_clocks() -> None:
    """The clock of 条例 第二十六条; what recurs (每季度 …) has a page of its own, see ADR 0005."""
    announce(
        ClockKind(
            rule=RULE,
            pattern=ITEM,
            owner=owner_of,
            owners=owners_of,
            dated_by={"ItemDrafted": "formed_on", "ItemPlaced": "formed_on"},
            terms=terms_of,
            titles=titles_of,
            link=link_to,
            label="主动公开",
        )
    )
    announce_beside(Beside("定期更新的目录事项", lambda: reverse("desk:coverage")))


@follower("disclosure.limits", DutyAdjusted, atomic=False)
def read_items_of_adjusted_duties_again(entries: Sequence[Entry]) -> None:
    """A duty says something else from a day that is over: what was formed since is counted again.

    Usually nothing: a duty is adjusted for days to come, and information keeps the limit of the day
    on which it was formed.
    """
    for entry in entries:
        catalogue, _, code = entry.about.removeprefix("duty:").partition(".")
        since = date.fromisoformat(entry.data["effective_on"])
        items = Item.objects.filter(
            duty__catalogue__code=catalogue, duty__code=code, formed_on__gte=since
        )
        numbers = list(items.order_by("pk").values_list("number", flat=True))
        for start in range(0, len(numbers), AT_ONCE):
            read_anew([f"item:{one}" for one in numbers[start : start + AT_ONCE]], RULE)
