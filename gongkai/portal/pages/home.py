"""The home page: the latest of the main columns, the key entrances, the catalogue."""

from __future__ import annotations

from gongkai.portal.models import Column
from gongkai.portal.pages.columns import section_of
from gongkai.portal.pages.single import one_page
from gongkai.portal.platform import (
    CONTENT,
    GUIDE,
    PLATFORM,
    REPORTS,
    RULES,
    column_url,
    topic_url,
)
from gongkai.portal.queries import shown_columns, shown_topics, the_site
from gongkai.publishing.rendering import column_meta, render_public
from gongkai.screens.components import Link

NEWEST = 8
ENTRANCES = (
    (GUIDE, "公开指南"),
    (RULES, "公开制度"),
    (CONTENT, "公开目录"),
    (REPORTS, "公开年报"),
)
BY = (
    Link("按机关查阅", "/catalogue/bodies/"),
    Link("按主题分类查阅", "/catalogue/subjects/"),
    Link("按公开领域查阅", "/catalogue/fields/"),
)


def _home_page() -> bytes:
    site = the_site()
    shown = [one for one in shown_columns() if one.on_home and one.kind != Column.Kind.PROSE]
    return render_public(
        "portal/home.html",
        {
            "site": site,
            "sections": [one for one in (section_of(c, NEWEST) for c in shown) if one.items],
            "platform_url": column_url(PLATFORM),
            "entrances": [
                *(Link(title, column_url(code)) for code, title in ENTRANCES),
                Link("依申请公开", "/foi/"),
            ],
            "by": BY,
            "topics": [
                Link(topic.name, topic_url(topic.code))
                for topic in shown_topics()
                if not topic.closed_on
            ],
        },
        title="首页",
        path="/index.html",
        meta=column_meta("首页", site.introduction or site.name, site.name, "首页"),
    )


def _depends_on(key: str) -> bool:
    if key.startswith("shelf:column:"):
        return key.endswith(":newest")
    return key == "site" or key.startswith(("column:", "topic:", "item:"))


one_page("portal.home", "/index.html", _depends_on, _home_page)
