"""About, accessibility, site map, the page for what is not found, and what tells robots."""

from __future__ import annotations

from django.conf import settings

from gongkai.portal.frame import ACCESSIBILITY, SITE_MAP
from gongkai.portal.pages.columns import HOME, shows_columns, tree
from gongkai.portal.pages.single import one_page
from gongkai.portal.platform import topic_url
from gongkai.portal.queries import shown_topics, the_site
from gongkai.publishing.rendering import render_public
from gongkai.screens.components import Link


def _is_site(key: str) -> bool:
    return key == "site"


def _about_page() -> bytes:
    return render_public(
        "portal/about.html",
        {"title": "关于本站", "site": the_site()},
        title="关于本站",
        path="/about/index.html",
        breadcrumbs=[HOME, Link("关于本站", "")],
    )


def _accessibility_page() -> bytes:
    return render_public(
        "portal/accessibility.html",
        {"title": "无障碍说明", "site": the_site()},
        title="无障碍说明",
        path=f"{ACCESSIBILITY}index.html",
        breadcrumbs=[HOME, Link("无障碍说明", "")],
    )


def _site_map_page() -> bytes:
    topics = [Link(topic.name, topic_url(topic.code)) for topic in shown_topics()]
    return render_public(
        "portal/site_map.html",
        {"title": "站点地图", "tree": tree(), "topics": topics},
        title="站点地图",
        path=f"{SITE_MAP}index.html",
        breadcrumbs=[HOME, Link("站点地图", "")],
    )


def _not_found_page() -> bytes:
    return render_public(
        "portal/not_found.html",
        {"title": "没有找到这个页面"},
        title="没有找到这个页面",
        path="/404.html",
    )


def _robots() -> bytes:
    return f"User-agent: *\nDisallow: /desk/\n\nSitemap: {settings.SITE_URL}/sitemap.xml\n".encode()


one_page("portal.about", "/about/index.html", _is_site, _about_page)
one_page("portal.accessibility", f"{ACCESSIBILITY}index.html", _is_site, _accessibility_page)
one_page(
    "portal.site_map",
    f"{SITE_MAP}index.html",
    lambda key: shows_columns(key) or key.startswith("topic:"),
    _site_map_page,
)
one_page("portal.not_found", "/404.html", _is_site, _not_found_page)
one_page("portal.robots", "/robots.txt", _is_site, _robots)
