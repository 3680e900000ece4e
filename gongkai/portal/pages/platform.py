"""政府信息公开: the page of the column, and the disclosure guides of the bodies (指南)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from gongkai.disclosure.queries.shelves import newest_on
from gongkai.people.models import Body
from gongkai.portal.models import Column, Guide
from gongkai.portal.pages.rows import item_list, rows
from gongkai.portal.pages.single import one_page
from gongkai.portal.platform import (
    ADDRESSES,
    CONTENT,
    GUIDE,
    PLATFORM,
    PRESCRIBED,
    REPORTS,
    RULES,
    column_url,
    guide_url,
)
from gongkai.publishing.registry import INDEX, PageKind, Rendered, page_kind
from gongkai.publishing.rendering import Meta, column_meta, render_public
from gongkai.screens.components import Fact, Link

HOME = Link("首页", "/")
GUIDES = ADDRESSES[GUIDE]


def prescribed_column(code: str) -> Column:
    """The column as it was composed, or as it is prescribed where the site was not opened yet."""
    known = Column.objects.filter(code=code).first()
    name = PRESCRIBED[code]
    return known or Column(
        code=code, name=name, description=name, keywords=name, column_type="信息公开目录"
    )


def way_to_platform() -> list[Link]:
    """Home and 政府信息公开."""
    return [HOME, Link(PRESCRIBED[PLATFORM], ADDRESSES[PLATFORM])]


def way_to_content() -> list[Link]:
    """Home, 政府信息公开 and 法定主动公开内容."""
    return [*way_to_platform(), Link(PRESCRIBED[CONTENT], ADDRESSES[CONTENT])]


def content_meta_of(name: str) -> Meta:
    """The tags of a page below 法定主动公开内容; its type is 信息公开目录."""
    return content_tags()(name)


def content_tags() -> Callable[[str], Meta]:
    """The same for many pages: the column is asked for once."""
    column = prescribed_column(CONTENT)

    def tags(name: str) -> Meta:
        described = f"{name}。{column.description}"
        return column_meta(name, described, column.keywords, column.column_type)

    return tags


def _platform_page() -> bytes:
    column = prescribed_column(PLATFORM)
    parts = [(prescribed_column(code), column_url(code)) for code in (GUIDE, RULES, CONTENT)]
    return render_public(
        "portal/platform.html",
        {
            "title": column.name,
            "parts": [*parts, (prescribed_column(REPORTS), column_url(REPORTS))],
            "newest": item_list(rows(newest_on("all", 10))),
            "reports": item_list(rows(newest_on(f"column:{REPORTS}", 5))),
            "reports_url": column_url(REPORTS),
        },
        title=column.name,
        path=f"{ADDRESSES[PLATFORM]}{INDEX}",
        meta=column_meta(column.name, column.description, column.keywords, column.column_type),
        breadcrumbs=[HOME, Link(column.name, "")],
    )


def _platform_depends_on(key: str) -> bool:
    prescribed = {f"column:{code}" for code in PRESCRIBED}
    newest = ("shelf:all:newest", f"shelf:column:{REPORTS}:newest")
    return key in ("site", "columns", *newest) or key in prescribed


one_page("portal.platform", f"{ADDRESSES[PLATFORM]}{INDEX}", _platform_depends_on, _platform_page)


# --- guides ----------------------------------------------------------------------------------


def _guides() -> list[Guide]:
    return list(Guide.objects.select_related("body").order_by("body__order", "body__code"))


def _guides_page() -> bytes:
    column = prescribed_column(GUIDE)
    links = [
        Link(f"{guide.body.name}政府信息公开指南", guide_url(guide.body.code))
        for guide in _guides()
    ]
    return render_public(
        "portal/guides.html",
        {"title": column.name, "column": column, "links": links},
        title=column.name,
        path=f"{GUIDES}{INDEX}",
        meta=column_meta(column.name, column.description, column.keywords, column.column_type),
        breadcrumbs=[*way_to_platform(), Link(column.name, "")],
    )


one_page(
    "portal.guides",
    f"{GUIDES}{INDEX}",
    lambda key: key in ("site", f"column:{GUIDE}") or key.startswith("guide:"),
    _guides_page,
)


def _guide_paths_for(key: str) -> Iterable[str]:
    kind, _, code = key.partition(":")
    return [f"{guide_url(code)}{INDEX}"] if kind in ("guide", "body") and code else []


def _all_guide_paths() -> Iterator[str]:
    for code in Guide.objects.order_by("pk").values_list("body__code", flat=True):
        yield f"{guide_url(code)}{INDEX}"


def _render_guides(paths: Sequence[str]) -> Rendered:
    codes = {path: path.removeprefix(GUIDES).removesuffix(f"/{INDEX}") for path in paths}
    guides = Guide.objects.filter(body__code__in=codes.values()).select_related("body")
    found = {guide.body.code: guide for guide in guides}
    for path, code in codes.items():
        yield path, _guide_page(path, found[code]) if code in found else None


def _guide_page(path: str, guide: Guide) -> bytes:
    """What the guide must say (条例 第十二条), in its order."""
    body: Body = guide.body
    title = f"{body.name}政府信息公开指南"
    column = prescribed_column(GUIDE)
    facts = [
        Fact("工作机构名称", guide.office_name),
        Fact("办公地址", guide.address or body.address),
        Fact("办公时间", guide.hours or body.office_hours),
        Fact("联系电话", guide.phone or body.phone),
        Fact("传真号码", guide.fax),
        Fact("互联网联系方式", guide.email),
    ]
    return render_public(
        "portal/guide.html",
        {"title": title, "guide": guide, "body": body, "facts": facts},
        title=title,
        path=path,
        meta=column_meta(title, column.description, column.keywords, column.column_type),
        breadcrumbs=[*way_to_platform(), Link(column.name, GUIDES), Link(body.name, "")],
    )


page_kind(
    PageKind(
        "portal.guide",
        _guide_paths_for,
        _all_guide_paths,
        lambda path: dict(_render_guides([path]))[path],
        _render_guides,
    )
)
