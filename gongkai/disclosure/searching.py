"""Items for search: public ones in the index of everyone, the others in that of the desk.

Both ask `visible_to`, when they are filed and again when they are found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from gongkai.disclosure import events
from gongkai.disclosure.columns import site_columns
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.queries.visibility import units_seen_by, visible_to
from gongkai.files.queries import text_of
from gongkai.journal.facts import Fact
from gongkai.journal.models import Entry
from gongkai.kernel.text import html_to_text
from gongkai.people.events import BodyChanged
from gongkai.people.models import Body, Person
from gongkai.reference.queries import labels
from gongkai.registers.models import CatalogueEntry
from gongkai.search.registry import Audience, Searchable, SearchKind, announce

PUBLIC, DRAFT = "item", "draft"

Touched = Mapping[str, Callable[[Entry], Iterable[str]]]


def _touched(kind: str, facts: Iterable[type[Fact]]) -> Touched:
    """The item that a fact is about; a body's new name stands on all its items."""

    def itself(entry: Entry) -> Iterable[str]:
        return [f"{kind}:{_number(entry.about)}"]

    def of_body(entry: Entry) -> Iterable[str]:
        if not {"name", "short_names"} & set(entry.data.get("fields", ())):
            return []
        numbers = Item.objects.filter(body__code=entry.about.removeprefix("body:"))
        return [f"{kind}:{number}" for number in numbers.values_list("number", flat=True)]

    return {**{fact.__name__: itself for fact in facts}, BodyChanged.__name__: of_body}


def _number(reference: str) -> str:
    return reference.partition(":")[2]


IN_PUBLIC = (
    events.ItemReleased, events.ItemCorrected, events.ItemWithdrawn, events.ItemRestored,
    events.ItemErased, events.ItemImported,
)  # fmt: skip
AT_THE_DESK = (
    *IN_PUBLIC, events.ItemDrafted, events.ItemPlaced, events.VersionChanged,
    events.AttachmentAdded, events.AttachmentRemoved, events.AttachmentsArranged,
    events.PersonalDataMasked, events.ApprovalsVoided, events.VersionSubmitted,
    events.VersionRecalled, events.StepApproved, events.VersionReturned, events.VersionAbandoned,
    events.CorrectionStarted,
)  # fmt: skip


# After these no word of what was said may stay on the disk.
DESTROYING = frozenset({events.ItemErased.__name__, events.OlderVersionsErased.__name__})


def _following(items: Callable[[], QuerySet[Item]], kind: str) -> Callable[[str, int], list[str]]:
    """The next items in the order in which they were made."""

    def following(after: str, most: int) -> list[str]:
        rows = items().order_by("pk")
        if after:
            rows = rows.filter(pk__gt=Item.objects.get(number=_number(after)).pk)
        return [f"{kind}:{number}" for number in rows.values_list("number", flat=True)[:most]]

    return following


def _public_items() -> QuerySet[Item]:
    return Item.objects.filter(visibility=Item.Visibility.PUBLIC)


def _load_public(references: Sequence[str]) -> Iterable[Searchable]:
    return _loaded(visible_to(None), references, PUBLIC)


def _visible_in_public(references: Collection[str], _: Person | None) -> set[str]:
    """For everyone the same: what staff see besides is of the other kind."""
    return _numbers_of(visible_to(None), references, PUBLIC)


def _numbers_of(versions: QuerySet[Version], references: Collection[str], kind: str) -> set[str]:
    numbers = versions.filter(item__number__in=map(_number, references))
    return {f"{kind}:{one}" for one in numbers.values_list("item__number", flat=True)}


_IS_PUBLIC = Q(item__visibility=Item.Visibility.PUBLIC, item__released=F("pk"))


def _unpublished_items() -> QuerySet[Item]:
    """Those that are not public, and public ones with a version that is being worked on."""
    hidden = Q(visibility__in=(Item.Visibility.HIDDEN, Item.Visibility.WITHDRAWN))
    open_version = Version.objects.exclude(status=Version.Status.CLOSED).values("item")
    return Item.objects.filter(hidden | Q(visibility=Item.Visibility.PUBLIC, pk__in=open_version))


def _load_unpublished(references: Sequence[str]) -> Iterable[Searchable]:
    """The last version of each: the one that is open, or else was given up or withdrawn."""
    items = _unpublished_items().filter(number__in=map(_number, references))
    last: dict[int, int] = {}
    for item, pk in (
        Version.objects.filter(item__in=items).order_by("number").values_list("item", "pk")
    ):
        last[item] = pk
    return _loaded(Version.objects.filter(pk__in=last.values()), references, DRAFT)


def _visible_unpublished(references: Collection[str], viewer: Person | None) -> set[str]:
    return _numbers_of(visible_to(viewer).exclude(_IS_PUBLIC), references, DRAFT)


# Of the rows of items and versions: everything that is filed, and nothing else.
_READ = (
    "item__number", "item__body", "item__unit", "item__duty", "item__index_number",
    "item__visibility", "item__first_released_at", "title", "body_html", "document_number",
    "issued_by", "subject", "column_code", "summary", "keywords", "source", "validity", "status",
    "outcome", "changed_at",
)  # fmt: skip


def _loaded(
    versions: QuerySet[Version], references: Sequence[str], kind: str
) -> Iterable[Searchable]:
    rows = list(
        versions.filter(item__number__in=map(_number, references))
        .select_related("item")
        .only(*_READ)
        .prefetch_related("attachments__file")
    )
    subjects, fields, columns = labels("subjects"), labels("fields"), dict(site_columns())
    # Few of them stand behind many items: read once, not joined to every row.
    bodies = Body.objects.in_bulk({one.item.body_id for one in rows})
    duties = _duties({one.item.duty_id for one in rows})
    here = timezone.get_current_timezone()  # asked for every row, it took longer than the texts
    for version in rows:
        field, promise = duties[version.item.duty_id]
        words = [
            subjects.get(version.subject, ""),
            fields.get(field, ""),
            columns.get(version.column_code, ""),
            promise,
            version.item.index_number,
            version.item.number,
            version.source,
            *map(str, version.keywords),
        ]
        on = version.item.first_released_at
        thing = _searchable(
            version,
            bodies[version.item.body_id],
            [one for one in words if one],
            on.astimezone(here).date() if on else None,
        )
        yield thing if kind == PUBLIC else _for_the_desk(thing, version)


def _duties(keys: set[int]) -> dict[int, tuple[str, str]]:
    """Field and title of duties; both empty where none is in force."""
    rows = CatalogueEntry.objects.filter(pk__in=keys).select_related("current")
    read = ("current__field", "current__level1", "current__level2", "current__level3")
    return {
        row.pk: (row.current.field, row.current.title) if row.current else ("", "")
        for row in rows.only(*read)
    }


def _searchable(version: Version, body: Body, words: list[str], on: date | None) -> Searchable:
    item = version.item
    files = [one for one in version.attachments.all() if not one.inline]
    return Searchable(
        about=f"{PUBLIC}:{item.number}",
        title=version.title,
        url=item.path,
        number=version.document_number,
        issued_by=version.issued_by or body.name,
        names=(body.name, *map(str, body.short_names)),
        text=_text(version),
        files=tuple(f"{one.name}\n{text_of(one.file)}" for one in files),
        words=tuple(words),
        body=body.code,
        subject=version.subject.partition(".")[0],
        on=on,
        validity=version.validity,
    )


def _text(version: Version) -> str:
    """Summary and body; a summary that only repeats the beginning of the body is left out."""
    text = html_to_text(version.body_html)
    if not version.summary or text.startswith(version.summary.rstrip("…。")):
        return text
    return f"{version.summary}\n{text}"


def _for_the_desk(thing: Searchable, version: Version) -> Searchable:
    item = version.item
    return replace(
        thing,
        about=f"{DRAFT}:{item.number}",
        url=reverse("disclosure:item", args=[item.number]),
        on=timezone.localdate(version.changed_at),
        state=str(
            version.get_status_display()
            if version.is_open
            else item.get_visibility_display()
            if item.visibility == Item.Visibility.WITHDRAWN
            else version.get_outcome_display()
        ),
        units=(item.unit_id,),
    )


announce(
    SearchKind(
        PUBLIC,
        "公开信息",
        touched=_touched(PUBLIC, IN_PUBLIC),
        following=_following(_public_items, PUBLIC),
        count=lambda: _public_items().count(),
        load=_load_public,
        visible=_visible_in_public,
        destroyed=DESTROYING,
    )
)
announce(
    SearchKind(
        DRAFT,
        "未公开的信息",
        touched=_touched(DRAFT, AT_THE_DESK),
        following=_following(_unpublished_items, DRAFT),
        count=lambda: _unpublished_items().count(),
        load=_load_unpublished,
        visible=_visible_unpublished,
        destroyed=DESTROYING,
        audience=Audience.DESK,
        units_of=lambda viewer: units_seen_by(viewer).values_list("pk", flat=True),
    )
)
