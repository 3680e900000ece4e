"""The only door to the public: an item's page, its files, and what is left of it when it ends.

Addresses never change: `/items/2026/00017/`, its files below `files/`. A withdrawn or erased item
keeps its address and says there what happened (`gone.html`, answered with 410).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import mark_safe

from gongkai.disclosure import events
from gongkai.disclosure.models import Attachment, Item, Version
from gongkai.disclosure.parts import as_logged, body_as_served
from gongkai.disclosure.queries.genuine import Genuine, genuine
from gongkai.disclosure.queries.shelves import keys_of_places
from gongkai.disclosure.queries.visibility import attachments_visible_to, visible_to
from gongkai.files.operations import release_copy
from gongkai.journal.models import Entry
from gongkai.kernel.dates import chinese_date
from gongkai.publishing.queries import baked_under
from gongkai.publishing.registry import GONE, INDEX, PageKind, Rendered, page_kind, touches
from gongkai.publishing.rendering import content_meta, render_public
from gongkai.reference.queries import label, labels
from gongkai.screens.components import Attachment as ListedFile
from gongkai.screens.components import Fact as Row
from gongkai.screens.components import Link, OfficialDocument

ENDED = (Item.Visibility.WITHDRAWN, Item.Visibility.ERASED)
_PATH = re.compile(r"^/items/(\d{4})/(\d{5,})/(.+)$")


@touches(
    events.ItemReleased,
    events.ItemCorrected,
    events.ItemWithdrawn,
    events.ItemRestored,
    events.ItemErased,
    events.ItemImported,
    events.UrgentReleaseReviewed,  # the page says that the review is still to come
)
def keys_of_item(entry: Entry) -> Iterable[str]:
    """The item itself, every list page on which it stands, and those that it left."""
    item = Item.objects.get(number=_number_of(entry.about))
    left = entry.data.get("left", [])
    return [entry.about, *keys_of_places(item), *left]


def _number_of(reference: str) -> str:
    return reference.removeprefix("item:")


# --- which files there are -----------------------------------------------------------------


def _page_paths_for(key: str) -> Iterable[str]:
    """An item's page, or those of all items of a duty, because they name it."""
    if key.startswith("duty:"):
        return _paths_of_duty(key)
    folder = _folder_of(key)
    return [f"{folder}{INDEX}", f"{folder}{GONE}"] if folder else []


def _paths_of_duty(key: str) -> Iterable[str]:
    catalogue, _, code = key.removeprefix("duty:").partition(".")
    rows = Item.objects.filter(duty__catalogue__code=catalogue, duty__code=code)
    shown = rows.exclude(visibility=Item.Visibility.HIDDEN)
    return [
        f"{_folder_of('item:' + number)}{GONE if visibility in ENDED else INDEX}"
        for number, visibility in shown.values_list("number", "visibility")
    ]


def _folder_of(key: str) -> str:
    if not key.startswith("item:"):
        return ""
    year, serial = _number_of(key).split("-")
    return f"/items/{year}/{serial}/"


def _all_page_paths() -> Iterator[str]:
    rows = Item.objects.exclude(visibility=Item.Visibility.HIDDEN).order_by("pk")
    for number, visibility in rows.values_list("number", "visibility").iterator(chunk_size=5000):
        yield f"{_folder_of('item:' + number)}{GONE if visibility in ENDED else INDEX}"


def _file_paths_for(key: str) -> Iterable[str]:
    folder = _folder_of(key)
    if not folder:
        return []
    names = attachments_visible_to(None).filter(version__item__number=_number_of(key))
    now = {f"{folder}files/{name}" for name in names.values_list("name", flat=True)}
    return now | set(baked_under(f"{folder}files/"))


def _all_file_paths() -> Iterator[str]:
    rows = attachments_visible_to(None).order_by("pk").values_list("version__item__number", "name")
    for number, name in rows.iterator(chunk_size=5000):
        yield f"{_folder_of('item:' + number)}files/{name}"


# --- what stands in them -------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A path, taken apart."""

    path: str
    number: str
    name: str

    @classmethod
    def of(cls, path: str) -> Place | None:
        match = _PATH.match(path)
        return cls(path, f"{match[1]}-{match[2]}", match[3]) if match else None


def _render(path: str) -> bytes | None:
    return dict(_render_many([path]))[path]


def _render_many(paths: Sequence[str]) -> Rendered:
    places = [place for path in paths if (place := Place.of(path))]
    numbers = {place.number for place in places}
    public = {one.item.number: one for one in _with_everything(visible_to(None), numbers)}
    ended = {one.number: one for one in _ended_items(numbers)}
    told = genuine(f"item:{number}" for number in {*public, *ended})
    subjects = labels("subjects")
    for place in places:
        if place.name == INDEX and place.number in public:
            version = public[place.number]
            yield (
                place.path,
                _item_page(place.path, version, told[version.item.reference], subjects),
            )
        elif place.name == GONE and place.number in ended:
            item = ended[place.number]
            yield place.path, _gone_page(place.path, item, told[item.reference])
        else:
            yield place.path, None


def _with_everything(versions, numbers: set[str]):  # type: ignore[no-untyped-def]
    return (
        versions.filter(item__number__in=numbers)
        .select_related("item__body", "item__duty__catalogue", "item__duty__current")
        .prefetch_related("attachments__file", "item__versions")
    )


def _ended_items(numbers: set[str]) -> Iterable[Item]:
    return Item.objects.filter(number__in=numbers, visibility__in=ENDED).select_related(
        "body", "duty__catalogue", "duty__current", "released"
    )


def _item_page(path: str, version: Version, told: Genuine, subjects: Mapping[str, str]) -> bytes:
    item = version.item
    assert item.first_released_at is not None
    files = [one for one in version.attachments.all() if not one.inline]
    return render_public(
        "disclosure/item.html",
        {
            "item": item,
            "version": version,
            "document": document_of(version, subjects),
            "attachments": [listed_file(one, f"{item.path}files/{one.name}") for one in files],
            "body": mark_safe(body_as_served(version.body_html)),  # sanitised when it was saved
            "releases": _releases(item),
            "duty_url": duty_url(item),
            "told": told,
        },
        title=version.title,
        path=path,
        meta=content_meta(
            version.title,
            item.first_released_at,
            version.source or item.body.name,
            keywords=" ".join(version.keywords),
            description=version.summary,
            url=item.path,
        ),
        breadcrumbs=[*_way_to(item), Link(version.title, "")],
    )


def document_of(version: Version, subjects: Mapping[str, str] | None = None) -> OfficialDocument:
    """The head of the page: the catalogue's metadata in the customary order.

    `subjects` are the labels of that list, for whoever has them at hand for many pages.
    """
    item = version.item
    subject = version.subject
    if subject:
        subject = label("subjects", subject) if subjects is None else subjects.get(subject, subject)
    rows = [
        Row("索引号", item.index_number),
        Row("主题分类", subject),
        Row("发文机关", version.issued_by),
        Row("成文日期", chinese_date(version.adopted_on) if version.adopted_on else ""),
        Row("发文字号", version.document_number),
        Row("发布机构", item.body.name),
        Row("发布日期", _day(item)),
        Row("施行日期", chinese_date(version.effective_on) if version.effective_on else ""),
        Row("公开方式", version.get_route_display()),
    ]
    in_force = version.validity in {Version.Validity.IN_FORCE, Version.Validity.AMENDED}
    return OfficialDocument(
        title=as_logged(version.title),
        metadata=[row for row in rows if row.value],
        validity=version.get_validity_display() if version.validity else "",
        in_force=in_force if version.validity else None,
        source=version.source or item.body.name,
        published=item.first_released_at,
    )


def _day(item: Item) -> str:
    if item.first_released_at is None:
        return ""
    return chinese_date(timezone.localdate(item.first_released_at))


def listed_file(attachment: Attachment, url: str) -> ListedFile:
    """A file as lists show it."""
    file = attachment.file
    return ListedFile(attachment.name, url, file.extension.lstrip(".").upper(), file.size)


def _releases(item: Item) -> list[Version]:
    """The public history: every version that was released, oldest first."""
    released = [one for one in item.versions.all() if one.outcome == Version.Outcome.RELEASED]
    return sorted(released, key=lambda one: one.number)


def duty_url(item: Item) -> str:
    """The public page of the duty under which the item stands."""
    return f"/catalogue/duties/{item.duty.catalogue.code}/{item.duty.code}/"


def _way_to(item: Item) -> list[Link]:
    return [
        Link("首页", "/"),
        Link("政府信息公开", "/disclosure/"),
        Link(item.body.name, f"/catalogue/bodies/{item.body.code}/"),
    ]


def _gone_page(path: str, item: Item, told: Genuine) -> bytes:
    ground = label("end-grounds", item.end_ground)
    withdrawn = item.visibility == Item.Visibility.WITHDRAWN
    title = "该信息已撤回" if withdrawn else "该信息的内容已删除"
    return render_public(
        "disclosure/gone.html",
        {"item": item, "title": title, "ground": ground, "duty_url": duty_url(item), "told": told},
        title=title,
        path=path,
        breadcrumbs=[*_way_to(item), Link(title, "")],
    )


def _render_file(path: str) -> bytes | None:
    place = Place.of(path)
    if place is None or not place.name.startswith("files/"):
        return None
    attachment = (
        attachments_visible_to(None)
        .filter(version__item__number=place.number, name=place.name.removeprefix("files/"))
        .select_related("file")
        .first()
    )
    return release_copy(attachment.file) if attachment else None


page_kind(PageKind("disclosure.item", _page_paths_for, _all_page_paths, _render, _render_many))
page_kind(PageKind("disclosure.file", _file_paths_for, _all_file_paths, _render_file))
