"""Columns: lists, picked lists and prose; and the tree of all columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from gongkai.disclosure.queries.shelves import newest_on
from gongkai.portal.models import Column
from gongkai.portal.pages.rows import item_list, picked_rows, rows
from gongkai.portal.pages.shelves import EMPTY, Family, Listing, announce
from gongkai.portal.pages.single import one_page
from gongkai.portal.platform import ADDRESSES, column_url
from gongkai.portal.queries import shown_columns
from gongkai.publishing.rendering import Meta, column_meta, render_public
from gongkai.screens.components import Link

HOME = Link("首页", "/")
BELOW = 5  # items shown of each column below


def meta_of(column: Column) -> Meta:
    """The tags of a column page, as the column itself is described."""
    return column_meta(column.name, column.description, column.keywords, column.column_type)


def way_to(column: Column) -> list[Link]:
    """Home and the columns above."""
    above: list[Link] = []
    parent = column.parent
    while parent is not None:
        above.insert(0, Link(parent.name, column_url(parent.code)))
        parent = parent.parent
    return [HOME, *above]


@dataclass(frozen=True)
class Section:
    """A column in short: on the home page, and on the page of the column above it."""

    title: str
    url: str
    items: SafeString  # the list, "" when there is nothing


def section_of(column: Column, n: int) -> Section:
    """The n newest of a column."""
    picked = column.kind == Column.Kind.PICKED
    items = picked_rows(column.picked[:n]) if picked else rows(newest_on(column.shelf, n))
    return Section(column.name, column_url(column.code), item_list(items))


def _describe(codes: Collection[str]) -> Mapping[str, Listing]:
    columns = Column.objects.filter(code__in=codes).exclude(code__in=ADDRESSES)
    below = _below(codes)
    return {
        column.code: _listing(column, below.get(column.code, []))
        for column in columns.select_related("parent")
    }


def _below(codes: Collection[str]) -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = {}
    for child in Column.objects.filter(parent__code__in=codes).select_related("parent"):
        assert child.parent
        found.setdefault(child.parent.code, []).append(child)
    return found


def _listing(column: Column, below: list[Column]) -> Listing:
    sections = [section for child in below if (section := section_of(child, BELOW)).items]
    context = {"column": column, "description": column.description, "sections": sections}
    if column.kind == Column.Kind.PICKED:
        context["picked"] = item_list(picked_rows(column.picked), EMPTY)
    return Listing(
        column.shelf,
        column_url(column.code),
        column.name,
        way_to(column),
        meta_of(column),
        template="portal/column.html",
        context=context,
        is_list=column.kind == Column.Kind.SHELF,
    )


def _also(key: str) -> Iterable[str]:
    """Columns whose own row changed, that show one below, or that picked an item by hand."""
    kind, _, rest = key.partition(":")
    if kind == "column":
        changed = Column.objects.filter(code=rest).exclude(code__in=ADDRESSES)
        above = Column.objects.filter(children__code=rest).exclude(code__in=ADDRESSES)
        return {rest, *(changed | above).values_list("code", flat=True)} - set(ADDRESSES)
    if key.startswith("shelf:column:") and key.endswith(":newest"):
        code = rest.removeprefix("column:").removesuffix(":newest")
        above = Column.objects.filter(children__code=code).exclude(code__in=ADDRESSES)
        return above.values_list("code", flat=True)
    if kind == "item":
        picking = Column.objects.filter(kind=Column.Kind.PICKED).values_list("code", "picked")
        return [code for code, picked in picking if rest in picked]
    return []


announce(
    Family(
        "portal.column",
        prefix="column",
        folder="/columns/",
        describe=_describe,
        codes=lambda: Column.objects.exclude(code__in=ADDRESSES).values_list("code", flat=True),
        also=_also,
        fronts_only=lambda: Column.objects.exclude(kind="shelf").values_list("code", flat=True),
        feeds=True,
    )
)


@dataclass(frozen=True)
class Branch:
    """A column in the tree, with those below it."""

    title: str
    url: str
    description: str
    below: list[Branch]


def tree() -> list[Branch]:
    """All columns that are not empty, each below its own."""
    shown = shown_columns()

    def branches(parent: int | None) -> list[Branch]:
        return [
            Branch(one.name, column_url(one.code), one.description, branches(one.pk))
            for one in shown
            if one.parent_id == parent
        ]

    return branches(None)


def _tree_page() -> bytes:
    return render_public(
        "portal/columns.html",
        {"title": "全部栏目", "tree": tree()},
        title="全部栏目",
        path="/columns/index.html",
        breadcrumbs=[HOME, Link("全部栏目", "")],
    )


def shows_columns(key: str) -> bool:
    """Whether a key can change which columns there are, or which are not empty."""
    return key in ("site", "columns") or key.startswith(("column:", "shelf:column:"))


one_page("portal.columns", "/columns/index.html", shows_columns, _tree_page)
