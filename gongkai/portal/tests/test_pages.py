"""What visitors find on the site."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from gongkai.foi.queries.routing import bodies_to_ask
from gongkai.journal.actors import SYSTEM
from gongkai.portal.models import Column, Topic
from gongkai.portal.operations import change_guide
from gongkai.portal.pages.rows import ListedRow, item_list
from gongkai.portal.tests.conftest import County
from gongkai.publishing import files
from gongkai.publishing.checking import check
from gongkai.publishing.rebuilding import rebuild

pytestmark = pytest.mark.django_db

Read = Callable[[str], str]


def tags(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<meta name="(\w+)" content="([^"]*)">', html)


def links(html: str) -> set[str]:
    return set(re.findall(r'href="(/[^"#?]*)"', html))


SEARCH = ("portal:search", "portal:opensearch")


def stands(address: str) -> bool:
    """Whether a file answers, or a live page of the public does: forms of requests, the search."""
    path = f"{address}index.html" if address.endswith("/") else address
    return files.location(path).is_file() or is_live(address)


def is_live(address: str) -> bool:
    try:
        found = resolve(address)
        return found.namespace == "foi_public" or found.view_name in SEARCH
    except Resolver404:
        return False


def test_every_page_begins_with_the_tags_of_the_site(county: County, read: Read) -> None:
    rebuild()
    for address in ("/", "/columns/notices/", "/catalogue/", "/about/", "/404.html"):
        assert tags(read(address))[1:4] == [
            ("SiteName", "清江县人民政府"),
            ("SiteDomain", "www.qingjiang.example"),
            ("SiteIDCode", "5209990001"),
        ]


def test_a_column_page_carries_the_tags_of_the_column(county: County, read: Read) -> None:
    rebuild()
    assert tags(read("/columns/policies/"))[4:] == [
        ("ColumnName", "政策文件"),
        ("ColumnDescription", "县政府及县政府办公室文件、部门文件和行政规范性文件。"),
        ("ColumnKeywords", "政策 文件 行政规范性文件"),
        ("ColumnType", "政策文件"),
    ]


def test_the_prescribed_column_has_its_prescribed_parts(county: County, read: Read) -> None:
    rebuild()
    page = read("/disclosure/")
    assert "<h1>政府信息公开</h1>" in page
    for part in ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报"):
        assert part in page
    assert {"/disclosure/guide/", "/columns/disclosure-rules/", "/catalogue/"} <= links(page)


def test_no_page_links_to_an_address_of_the_portal_that_does_not_exist(county: County) -> None:
    for number in range(45):
        county.publish(f"通知{number}", document_number=f"清府发〔2026〕{number}号")
    change_guide(county.body, {"office_name": "办公室"}, actor=SYSTEM)
    Topic.objects.create(code="flood", name="防汛", opened_on="2026-05-01")
    rebuild()
    broken = {
        (path, link)
        for path, _ in files.everything()
        if path.endswith(".html")
        for link in links(files.location(path).read_text(encoding="utf-8"))
        if not link.startswith(("/static/", "/items/")) and not stands(unquote(link))
    }
    assert broken == set()


def test_what_is_baked_is_what_the_check_expects(county: County) -> None:
    for number in range(25):
        county.publish(f"通知{number}")
    rebuild()
    assert [str(one) for one in check()] == []


def test_a_list_is_paged_from_the_oldest(county: County, read: Read) -> None:
    for number in range(1, 46):
        county.publish(f"第{number}号通知")
    rebuild()
    front = read("/columns/notices/")
    assert "第45号通知" in front
    assert "第26号通知" in front
    assert "第25号通知" not in front
    assert "/columns/notices/page/2/" in links(front)
    first = read("/columns/notices/page/1/")
    assert "第1号通知" in first
    assert "第20号通知" in first
    assert "第21号通知" not in first
    assert "第41号通知" in read("/columns/notices/page/3/")


def test_a_short_list_has_no_numbered_pages(county: County) -> None:
    county.publish("通知")
    rebuild()
    assert stands("/columns/notices/")
    assert not stands("/columns/notices/page/1/")


def test_empty_columns_are_not_in_the_navigation(county: County, read: Read) -> None:
    rebuild()
    assert "政策文件" not in read("/")
    county.publish("一份文件", column_code="policies")
    rebuild()
    assert '<a href="/columns/policies/">政策文件</a>' in read("/")


def test_the_navigation_shows_where_we_are(county: County, read: Read) -> None:
    county.publish("通知")
    rebuild()
    assert '<a href="/columns/notices/" aria-current="page">' in read("/columns/notices/")
    assert '<a href="/" aria-current="page">' in read("/")


def test_a_duty_shows_its_official_columns_its_items_and_its_history(
    county: County, read: Read
) -> None:
    county.publish("2026年部门预算")
    rebuild()
    page = read("/catalogue/duties/grassroots/0101/")
    for text in (
        "财政预决算 / 部门预算",
        "《预算法》",
        "批准后20日内",
        "收支总表",
        "2026年部门预算",
    ):
        assert text in page
    assert "已公开 1 条，最近公开于" in page
    assert "2026-05-08 10:30" in page
    assert "列入目录" in page


def test_a_duty_under_which_nothing_was_published_says_so(county: County, read: Read) -> None:
    rebuild()
    assert "本事项下还没有公开的信息" in read("/catalogue/duties/grassroots/财政-02/")


def test_a_catalogue_can_be_filtered_without_script(county: County, read: Read) -> None:
    rebuild()
    whole = read("/catalogue/duties/grassroots/")
    assert "共 2 项" in whole
    assert "/catalogue/duties/grassroots/by/stage/decision/" in links(whole)
    chosen = read("/catalogue/duties/grassroots/by/stage/decision/")
    assert "部门预算" in chosen
    assert "部门决算" not in chosen


def test_a_catalogue_of_what_is_withheld_is_not_public(county: County) -> None:
    county.catalogue.kind = "withheld"
    county.catalogue.save()
    rebuild()
    assert not stands("/catalogue/duties/grassroots/")
    assert not stands("/catalogue/duties/grassroots/0101/")


def test_a_body_s_page_says_whom_to_ask_and_what_it_published(county: County, read: Read) -> None:
    county.publish("通知")
    rebuild()
    page = read("/catalogue/bodies/finance/")
    assert "0000-5550100" in page
    assert "通知" in page
    assert '基层政务公开标准目录</a> <span class="count">（2项）' in page


def test_the_guide_says_what_article_12_asks(county: County, read: Read) -> None:
    change_guide(
        county.body,
        {
            "classification": "按主题分类编排。",
            "ways": "网站、政务服务大厅。",
            "office_name": "清江县财政局办公室",
            "hours": "工作日9:00-17:00",
            "fax": "0000-5550199",
            "email": "finance@qingjiang.example",
        },
        actor=SYSTEM,
    )
    rebuild()
    page = read("/disclosure/guide/finance/")
    for text in (
        "按主题分类编排。", "网站、政务服务大厅。", "清江县财政局办公室", "清江县财政局一楼",
        "工作日9:00-17:00", "0000-5550100", "0000-5550199", "finance@qingjiang.example",
    ):  # fmt: skip
        assert text in page


def test_the_feed_of_a_column_is_atom_with_full_addresses(county: County, read: Read) -> None:
    county.publish("通知", summary="说明")
    rebuild()
    feed = ElementTree.fromstring(read("/columns/notices/feed.xml"))
    space = "{http://www.w3.org/2005/Atom}"
    entry = feed.find(f"{space}entry")
    assert entry is not None
    assert entry.findtext(f"{space}title") == "通知"
    assert entry.findtext(f"{space}id") == "http://127.0.0.1:8000/items/2026/00001/"
    assert entry.findtext(f"{space}published") == "2026-05-08T10:30:00+08:00"


def test_the_sitemap_names_items_and_lists(county: County, read: Read) -> None:
    county.publish("通知")
    rebuild()
    assert "/sitemaps/items-1.xml" in read("/sitemap.xml")
    assert "http://127.0.0.1:8000/items/2026/00001/" in read("/sitemaps/items-1.xml")
    assert "http://127.0.0.1:8000/columns/notices/</loc>" in read("/sitemaps/pages.xml")
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in read("/robots.txt")


def test_a_withdrawn_item_is_on_no_list_feed_or_map(county: County, read: Read) -> None:
    item = county.publish("不该再看到的标题")
    county.publish("通知")
    item.visibility, item.end_ground = "withdrawn", "error"
    item.ended_at = item.first_released_at
    item.save()
    rebuild()
    for path, _ in files.everything():
        if not path.endswith(".gz") and not path.startswith("/items/"):
            assert "不该再看到的标题" not in files.location(path).read_text(encoding="utf-8"), path
    assert "/items/2026/00001/" not in read("/sitemaps/items-1.xml")


def test_a_picked_column_shows_what_was_picked_in_that_order(county: County, read: Read) -> None:
    for number in range(1, 4):
        county.publish(f"第{number}号")
    Column.objects.create(
        code="must-read", name="必读", description="必读", keywords="必读",
        column_type="政策文件", kind="picked", picked=["2026-00003", "2026-00001", "2026-99999"],
    )  # fmt: skip
    rebuild()
    page = read("/columns/must-read/")
    assert page.index("第3号") < page.index("第1号")
    assert "第2号" not in page


def test_a_topic_gathers_sections_of_three_kinds(county: County, read: Read) -> None:
    county.publish("防汛通知")
    Topic.objects.create(
        code="flood",
        name="防汛专题",
        introduction="汛期信息。",
        opened_on="2026-05-01",
        sections=[
            {"title": "通知", "kind": "shelf", "shelf": "column:notices"},
            {"title": "要闻", "kind": "picked", "picked": ["2026-00001"]},
            {"title": "说明", "kind": "prose", "prose": "<p>注意安全。</p>"},
        ],
    )
    rebuild()
    page = read("/topics/flood/")
    assert page.count("防汛通知") == 2
    assert "<p>注意安全。</p>" in page
    assert "/topics/flood/" in links(read("/"))


def test_lists_look_as_the_component_does() -> None:
    shown = [
        ListedRow("通知<1>", "/items/2026/1/", date(2026, 5, 8), "清府发〔2026〕1号", "废止"),
        ListedRow("无文号", "/items/2026/2/", date(2026, 5, 9)),
        ListedRow("无日期", "/items/2026/3/", None, "", "失效"),
    ]

    def squeezed(html: str) -> str:
        return re.sub(r"\s+", "", html)

    component = render_to_string("screens/item_list.html", {"items": shown})
    assert squeezed(item_list(shown)) == squeezed(component)


def test_the_page_of_requests_names_every_office_and_asks_for_no_purpose(
    county: County, read: Read
) -> None:
    rebuild()
    html = read("/foi/")
    assert 'href="/foi/apply/"' in html and 'href="/foi/progress/"' in html
    assert "不需要说明理由和用途" in html and "20个工作日内答复" in html
    for body in bodies_to_ask():
        assert body.name in html and f"/foi/apply/?body={body.code}" in html
    assert "/foi/" in links(read("/disclosure/"))
