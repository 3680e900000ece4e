"""What the person may look at. Everything else does not exist for them: 404, without a hint."""

from __future__ import annotations

from django.http import Http404

from gongkai.disclosure.models import Attachment, Item, Version
from gongkai.disclosure.queries.visibility import (
    attachments_visible_to,
    units_seen_by,
    visible_to,
)
from gongkai.people.models import Person

NOT_FOUND = "没有这条信息，或者它不在您的工作范围内。"


def item_of(person: Person, number: str) -> Item:
    """An item whose unpublished work is this person's business."""
    item = (
        Item.objects.filter(number=number, unit__in=units_seen_by(person))
        .select_related(
            "unit__body", "body__division", "author", "released",
            "duty__catalogue", "duty__current__responsible_body",
        )
        .first()
    )  # fmt: skip
    if item is None:
        raise Http404(NOT_FOUND)
    return item


def latest_version(person: Person, item: Item) -> Version:
    """The version to work on: the open one, else the released one, else the last."""
    versions = list(
        visible_to(person).filter(item=item).select_related("author").order_by("number")
    )
    for version in versions:
        version.item = item
    opened = [one for one in versions if one.is_open]
    released = [one for one in versions if one.pk == item.released_id]
    return (opened or released or versions)[-1]


def version_of(person: Person, number: str, k: int) -> Version:
    """One version of an item, when the person may see it."""
    version = (
        visible_to(person)
        .filter(item__number=number, number=k)
        .select_related(
            "item__unit__body", "item__body__division", "item__duty__catalogue",
            "item__duty__current", "author",
        )
        .first()
    )  # fmt: skip
    if version is None:
        raise Http404(NOT_FOUND)
    return version


def attachment_of(person: Person, number: str, k: int, name: str) -> Attachment:
    """A file of a version that the person may see."""
    attachment = (
        attachments_visible_to(person)
        .filter(version__item__number=number, version__number=k, name=name.replace("\0", ""))
        .select_related("file", "version__item")
        .first()
    )
    if attachment is None:
        raise Http404("没有这个附件，或者它不在您的工作范围内。")
    return attachment
