"""Rows of public lists, and their markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.disclosure.models import Version
from gongkai.disclosure.queries.shelves import ListedItem
from gongkai.disclosure.queries.visibility import visible_to

IN_FORCE = "现行有效"  # the ordinary case carries no badge


@dataclass(frozen=True)
class ListedRow:
    """One row, as `screens/item_list.html` shows it."""

    title: str
    url: str
    on: date | None
    number: str = ""
    badge: str = ""


def rows(items: Iterable[ListedItem]) -> list[ListedRow]:
    """Public items as rows of a list: the day is that of publication."""
    return [
        ListedRow(
            item.title,
            item.url,
            timezone.localdate(item.published_at),
            item.document_number,
            "" if item.validity == IN_FORCE else item.validity,
        )
        for item in items
    ]


def picked_rows(numbers: Sequence[str]) -> list[ListedRow]:
    """Items chosen by hand, in the order chosen; those that are not public are left out."""
    versions = visible_to(None).filter(item__number__in=numbers).select_related("item")
    found = {version.item.number: version for version in versions}
    return [_picked(found[number]) for number in numbers if number in found]


def _picked(version: Version) -> ListedRow:
    published = version.item.first_released_at
    return ListedRow(
        version.title,
        version.item.path,
        timezone.localdate(published) if published else None,
        version.document_number,
    )


def item_list(listed: Sequence[ListedRow], empty: str = "") -> SafeString:
    """The markup of `screens/item_list.html`, made in one go: it is on half of all pages, and a
    template takes ten times as long for it. A test holds the two together."""
    if not listed:
        context = {"items": [], "empty": empty}
        return render_to_string("screens/item_list.html", context) if empty else SafeString("")
    return format_html(
        '<ul class="item-list">\n  {}</ul>\n',
        format_html_join("", "{}", ((_item(row),) for row in listed)),
    )


def _item(row: ListedRow) -> SafeString:
    badge = format_html(' <span class="badge">{}</span>', row.badge) if row.badge else ""
    notes = (
        format_html('<span class="item-notes">{}{}</span>', row.number, badge)
        if row.number or row.badge
        else ""
    )
    on = (
        format_html('<time datetime="{}">{}</time>', row.on.isoformat(), row.on.isoformat())
        if row.on
        else ""
    )
    return format_html('<li><a href="{}">{}</a>{}{}</li>\n  ', row.url, row.title, notes, on)
