"""Topics (专题): a campaign gets no site of its own, but a page here (国办发〔2017〕47号)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.disclosure.queries.shelves import newest_on
from gongkai.portal.models import Topic
from gongkai.portal.pages.rows import item_list, picked_rows, rows
from gongkai.portal.pages.shelves import EMPTY
from gongkai.portal.pages.single import one_page
from gongkai.portal.platform import topic_url
from gongkai.portal.queries import shown_topics
from gongkai.publishing.registry import INDEX, PageKind, Rendered, page_kind
from gongkai.publishing.rendering import column_meta, render_public
from gongkai.screens.components import Link

FOLDER = "/topics/"
NEWEST = 10
HOME = Link("首页", "/")


@dataclass(frozen=True)
class Section:
    """One section of a topic, ready to show."""

    title: str
    prose: str = ""
    items: str = ""  # the list, ready to show


def _section(section: dict[str, Any]) -> Section:
    title, kind = section["title"], section["kind"]
    if kind == "prose":
        return Section(title, prose=section["prose"])
    if kind == "picked":
        return Section(title, items=item_list(picked_rows(section["picked"]), EMPTY))
    return Section(title, items=item_list(rows(newest_on(section["shelf"], NEWEST)), EMPTY))


def _topic_page(path: str, topic: Topic) -> bytes:
    return render_public(
        "portal/topic.html",
        {"topic": topic, "sections": [_section(one) for one in topic.sections]},
        title=topic.name,
        path=path,
        meta=column_meta(topic.name, topic.introduction or topic.name, topic.name, "专题专栏"),
        breadcrumbs=[HOME, Link("专题专栏", FOLDER), Link(topic.name, "")],
    )


def _paths_for(key: str) -> Iterable[str]:
    """The topic itself, or topics that show a shelf or a picked item."""
    kind, _, rest = key.partition(":")
    if kind == "topic":
        return [f"{topic_url(rest)}{INDEX}"]
    shelf = rest.removesuffix(":newest") if rest.endswith(":newest") else ""
    if kind != "item" and not (kind == "shelf" and shelf):
        return []
    return [
        f"{topic_url(code)}{INDEX}"
        for code, sections in Topic.objects.values_list("code", "sections")
        if any(shelf == one.get("shelf") or rest in one.get("picked", ()) for one in sections)
    ]


def _all_paths() -> Iterator[str]:
    for code in Topic.objects.values_list("code", flat=True):
        yield f"{topic_url(code)}{INDEX}"


def _render_many(paths: Sequence[str]) -> Rendered:
    codes = {path: path.removeprefix(FOLDER).removesuffix(f"/{INDEX}") for path in paths}
    topics = {topic.code: topic for topic in Topic.objects.filter(code__in=codes.values())}
    for path, code in codes.items():
        yield path, _topic_page(path, topics[code]) if code in topics else None


page_kind(
    PageKind(
        "portal.topic",
        _paths_for,
        _all_paths,
        lambda path: dict(_render_many([path]))[path],
        _render_many,
    )
)


def _topics_page() -> bytes:
    topics = shown_topics()
    return render_public(
        "portal/topics.html",
        {
            "title": "专题专栏",
            "open": [Link(one.name, topic_url(one.code)) for one in topics if not one.closed_on],
            "archived": [Link(one.name, topic_url(one.code)) for one in topics if one.closed_on],
        },
        title="专题专栏",
        path=f"{FOLDER}{INDEX}",
        meta=column_meta("专题专栏", "围绕重点工作汇集的信息。", "专题 专栏", "专题专栏"),
        breadcrumbs=[HOME, Link("专题专栏", "")],
    )


one_page(
    "portal.topics",
    f"{FOLDER}{INDEX}",
    lambda key: key == "site" or key.startswith("topic:"),
    _topics_page,
)
