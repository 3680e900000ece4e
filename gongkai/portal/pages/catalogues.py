"""The catalogues: all of them, each one, and its duties filtered by field, body or stage.

The filters are pages of their own, so they need no script and can be linked to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.people.models import Body
from gongkai.portal.models import Column
from gongkai.portal.pages.bodies import grouped, listed_bodies
from gongkai.portal.pages.classes import FIELDS, SUBJECTS, groups, used_codes, used_fields
from gongkai.portal.pages.duties import in_force
from gongkai.portal.pages.platform import (
    content_meta_of,
    prescribed_column,
    way_to_content,
    way_to_platform,
)
from gongkai.portal.pages.shelves import brings_in
from gongkai.portal.pages.single import one_page
from gongkai.portal.platform import ADDRESSES, CONTENT, catalogue_url, duty_url
from gongkai.publishing.queries import baked_under
from gongkai.publishing.registry import INDEX, PageKind, Rendered, page_kind
from gongkai.publishing.rendering import column_meta, render_public
from gongkai.reference.queries import labels
from gongkai.registers.models import Catalogue, CatalogueEntry, EntryVersion
from gongkai.screens.components import Link

WHOLE_TABLE = 200  # duties; a longer catalogue shows its filters first
FILTERS = ("field", "body", "stage")
FILTER_TITLES = {"field": "按公开领域", "body": "按公开主体", "stage": "按“五公开”阶段"}


def public_catalogues() -> list[Catalogue]:
    """Catalogues of what must be public."""
    return list(Catalogue.objects.exclude(kind=Catalogue.Kind.WITHHELD).select_related("body"))


# --- one catalogue ---------------------------------------------------------------------------


@dataclass(frozen=True)
class DutyRow:
    """One duty in a table."""

    code: str
    title: str
    url: str
    responsible: str
    limit: str
    field: str


@dataclass(frozen=True)
class Choice:
    """One filter with its values; `count` duties each."""

    title: str
    links: list[Link]


class Table:
    """The duties of one catalogue in force, and what they can be filtered by."""

    def __init__(self, catalogue: Catalogue, fields: Mapping[str, str]) -> None:
        self.catalogue = catalogue
        self.fields = fields
        duties = in_force().filter(catalogue=catalogue)
        self.duties = list(duties.prefetch_related("current__also_responsible"))
        self.values: dict[str, dict[str, list[CatalogueEntry]]] = {name: {} for name in FILTERS}
        for duty in self.duties:
            for name, value in _values(duty):
                self.values[name].setdefault(value, []).append(duty)

    def label(self, name: str, value: str) -> str:
        if name == "field":
            return self.fields.get(value, value)
        if name == "stage":
            return EntryVersion.Stage(value).label
        return next(one.name for one in bodies_of(self.values[name][value][0]) if one.code == value)

    def choices(self, chosen: tuple[str, str] = ("", "")) -> list[Choice]:
        """Filters that tell duties apart; one with a single value does not."""
        return [
            Choice(FILTER_TITLES[name], [self._link(name, value, chosen) for value in values])
            for name, values in self.values.items()
            if len(values) > 1
        ]

    def _link(self, name: str, value: str, chosen: tuple[str, str]) -> Link:
        return Link(
            self.label(name, value),
            filter_url(self.catalogue.code, name, value),
            current=(name, value) == chosen,
            count=len(self.values[name][value]),
        )

    def rows(self, duties: Iterable[CatalogueEntry]) -> list[DutyRow]:
        return [_row(duty, self.fields) for duty in duties]


def _values(duty: CatalogueEntry) -> Iterator[tuple[str, str]]:
    version = duty.current
    assert version is not None
    if version.field:
        yield "field", version.field
    yield from (("body", body.code) for body in bodies_of(duty))
    yield from (("stage", stage) for stage in version.stages)


def bodies_of(duty: CatalogueEntry) -> list[Body]:
    """The responsible body, and those that owe the same by the same row."""
    version = duty.current
    assert version is not None
    shared = version.also_responsible.all()
    return [one for one in (version.responsible_body, *shared) if one is not None]


def _row(duty: CatalogueEntry, fields: Mapping[str, str]) -> DutyRow:
    version = duty.current
    assert version is not None
    return DutyRow(
        duty.code,
        version.title,
        duty_url(duty.catalogue.code, duty.code),
        version.responsible_text or str(version.responsible_body or ""),
        version.limit_text,
        fields.get(version.field, version.field),
    )


def filter_url(catalogue: str, name: str, value: str) -> str:
    """The address of a filtered catalogue."""
    return f"{catalogue_url(catalogue)}by/{name}/{value}/"


def _catalogue_page(path: str, table: Table) -> bytes:
    catalogue = table.catalogue
    choices = table.choices()
    whole = len(table.duties) <= WHOLE_TABLE or not choices
    return render_public(
        "portal/catalogue.html",
        {
            "title": catalogue.name,
            "catalogue": catalogue,
            "count": len(table.duties),
            "choices": choices,
            "duties": table.rows(table.duties) if whole else [],
        },
        title=catalogue.name,
        path=path,
        meta=content_meta_of(catalogue.name),
        breadcrumbs=[*way_to_content(), Link(catalogue.name, "")],
    )


def _filtered_page(path: str, table: Table, name: str, value: str) -> bytes | None:
    duties = table.values.get(name, {}).get(value)
    if not duties:
        return None
    catalogue = table.catalogue
    label = table.label(name, value)
    title = f"{catalogue.name}：{label}"
    return render_public(
        "portal/catalogue.html",
        {
            "title": title,
            "catalogue": catalogue,
            "count": len(duties),
            "chosen": label,
            "whole_url": catalogue_url(catalogue.code),
            "choices": table.choices((name, value)),
            "duties": table.rows(duties),
        },
        title=title,
        path=path,
        meta=content_meta_of(title),
        breadcrumbs=[
            *way_to_content(),
            Link(catalogue.name, catalogue_url(catalogue.code)),
            Link(label, ""),
        ],
    )


def _paths_of(table: Table) -> Iterator[str]:
    code = table.catalogue.code
    yield f"{catalogue_url(code)}{INDEX}"
    for name, values in table.values.items():
        yield from (f"{filter_url(code, name, value)}{INDEX}" for value in values)


def _paths_for(key: str) -> Iterable[str]:
    """A change shows in the table, and in the filters by which a duty is or was found."""
    kind, _, code = key.partition(":")
    if kind not in ("table", "catalogue"):
        return []
    now = [path for one in public_catalogues() if one.code == code for path in _all_of(one)]
    filtered = baked_under(f"{catalogue_url(code)}by/")
    return [f"{catalogue_url(code)}{INDEX}", *now, *filtered]


def _all_of(catalogue: Catalogue) -> Iterator[str]:
    return _paths_of(Table(catalogue, {}))


def _all_paths() -> Iterator[str]:
    for catalogue in public_catalogues():
        yield from _all_of(catalogue)


def _render_many(paths: Sequence[str]) -> Rendered:
    fields = labels("fields")
    known = {catalogue.code: catalogue for catalogue in public_catalogues()}
    tables: dict[str, Table] = {}
    for path in paths:
        code, *rest = path.removeprefix(catalogue_url("").rstrip("/") + "/").split("/")
        if code not in known:
            yield path, None
            continue
        table = tables.get(code) or tables.setdefault(code, Table(known[code], fields))
        match rest:
            case [name] if name == INDEX:
                yield path, _catalogue_page(path, table)
            case ["by", name, value, _]:
                yield path, _filtered_page(path, table, name, value)
            case _:
                yield path, None


page_kind(
    PageKind(
        "portal.catalogue",
        _paths_for,
        _all_paths,
        lambda path: dict(_render_many([path]))[path],
        _render_many,
    )
)


# --- all catalogues --------------------------------------------------------------------------


def _index_page() -> bytes:
    column: Column = prescribed_column(CONTENT)
    return render_public(
        "portal/catalogues.html",
        {
            "title": column.name,
            "column": column,
            "catalogues": [
                (one, catalogue_url(one.code), in_force().filter(catalogue=one).count())
                for one in public_catalogues()
            ],
            "bodies": grouped(listed_bodies()),
            "subjects": groups("subjects", SUBJECTS, used_codes("subject")),
            "fields": groups("fields", FIELDS, used_fields()),
        },
        title=column.name,
        path=f"{ADDRESSES[CONTENT]}{INDEX}",
        meta=column_meta(column.name, column.description, column.keywords, column.column_type),
        breadcrumbs=[*way_to_platform(), Link(column.name, "")],
    )


def _index_depends_on(key: str) -> bool:
    if key in ("site", f"column:{CONTENT}") or brings_in(key, "body", "subject", "field"):
        return True
    return key.startswith(("table:", "catalogue:", "body:", "list:"))


one_page("portal.catalogues", f"{ADDRESSES[CONTENT]}{INDEX}", _index_depends_on, _index_page)
