"""The tags and the frame of a page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gongkai.publishing.rendering import column_meta, content_meta, render_public
from gongkai.publishing.tests.conftest import Notes
from gongkai.screens.components import Frame, Link

HOME = Link("首页", "/")
SITE = Frame(
    "清江县人民政府",
    site_domain="www.qingjiang.example",
    site_id_code="5209990001",
    nav=(Link("首页", "/"), Link("公告", "/columns/a/"), Link("公开", "/disclosure/")),
    mistake_report_url="https://report.example/?site_code=5209990001",
)


def page(notes: Notes, path: str = "/columns/a/index.html", **kwargs: object) -> str:
    notes.frame = SITE
    return render_public("publishing/page.html", {}, title="题", path=path, **kwargs).decode()


def test_tags_stand_in_the_order_of_the_annex_and_empty_ones_are_left_out(notes: Notes) -> None:
    published = datetime(2026, 5, 8, 1, 30, tzinfo=UTC)
    meta = [
        *column_meta("公告", "说明", "公告", "工作动态"),
        *content_meta("一份“通知”", published, "财政局", url="/items/2026/00001/"),
    ]
    html = page(notes, meta=meta)
    names = [line.split('"')[1] for line in html.splitlines() if line.startswith("<meta name")]
    assert names[1:] == [
        "SiteName", "SiteDomain", "SiteIDCode",
        "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType",
        "ArticleTitle", "PubDate", "ContentSource", "Url",
    ]  # fmt: skip
    assert '<meta name="PubDate" content="2026-05-08 09:30">' in html
    assert '<meta name="Url" content="http://127.0.0.1:8000/items/2026/00001/">' in html


def test_quotes_and_angles_in_a_title_cannot_leave_the_tag(notes: Notes) -> None:
    html = page(notes, meta=[("ArticleTitle", '"><script>alert(1)</script>')])
    assert "<script>alert" not in html


def test_a_page_says_its_own_full_address_and_its_feeds(notes: Notes) -> None:
    html = page(notes, feeds=[Link("公告", "/columns/a/feed.xml")])
    assert '<link rel="canonical" href="http://127.0.0.1:8000/columns/a/">' in html
    assert 'type="application/atom+xml" title="公告" href="/columns/a/feed.xml"' in html


def test_a_report_of_a_mistake_says_which_page_it_is_about(notes: Notes) -> None:
    html = page(notes)
    assert "site_code=5209990001&amp;url=http%3A%2F%2F127.0.0.1%3A8000%2Fcolumns%2Fa%2F" in html


@pytest.mark.parametrize(
    ("path", "way", "current"),
    [
        ("/index.html", [], "/"),
        ("/columns/a/page/2/index.html", [], "/columns/a/"),
        (
            "/catalogue/index.html",
            [Link("首页", "/"), Link("公开", "/disclosure/")],
            "/disclosure/",
        ),
        ("/about/index.html", [HOME], ""),
    ],
)
def test_the_navigation_marks_where_we_are(
    notes: Notes, path: str, way: list[Link], current: str
) -> None:
    html = page(notes, path=path, breadcrumbs=[*way, Link("这里", "")])
    marked = [
        line for line in html.splitlines() if "<li><a" in line and 'aria-current="page"' in line
    ]
    assert len(marked) == bool(current)
    assert not current or f'href="{current}"' in marked[0]
