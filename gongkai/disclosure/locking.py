"""One writer per version or item at a time, and fresh values under the lock."""

from __future__ import annotations

from gongkai.disclosure.models import Item, Version


def locked(version: Version) -> Version:
    """The version as it is now, locked until the operation ends."""
    return (
        Version.objects.select_for_update(of=("self",))
        .select_related("item__unit__body", "item__body", "item__duty__catalogue")
        .get(pk=version.pk)
    )


def locked_item(item: Item) -> Item:
    """The item as it is now, locked until the operation ends."""
    return (
        Item.objects.select_for_update(of=("self",))
        .select_related("unit__body", "body__division", "duty__catalogue", "duty__current")
        .get(pk=item.pk)
    )
