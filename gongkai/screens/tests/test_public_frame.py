"""The head and foot of a public page, as the guideline's annex lists them (国办发〔2017〕47号)."""

from __future__ import annotations

import pytest
from lxml import html

from gongkai.screens.components import Frame, Link
from gongkai.screens.examples import frame
from gongkai.screens.tests.pages import styleguide, words


def page_of(**context):
    return html.document_fromstring(styleguide("screens/styleguide_public.html", **context))


def test_meta_tags_stand_in_the_order_given_with_their_exact_names():
    meta = [("SiteName", "甲"), ("SiteIDCode", "0000000000"), ("PubDate", '2026-05-08 "09:30"')]
    found = [(m.get("name"), m.get("content")) for m in page_of(meta=meta).iter("meta")]
    assert [pair for pair in found if pair[0] not in (None, "viewport")] == meta


@pytest.mark.parametrize(
    "mark",
    [
        "主办单位：示例县人民政府办公室",
        "联系方式：0000-0000000",
        "网站标识码：0000000000",
        "ICP备案编号：示例ICP备00000000号",
        "公安机关备案号：示例公网安备00000000000000号",
        "党政机关网站标识",
        "我为政府网站找错",
        "站点地图",
    ],
)
def test_the_foot_lists_every_mark_that_is_configured(mark):
    assert mark in words(page_of().find(".//footer"))


def test_the_foot_of_a_closed_network_shows_no_empty_mark():
    foot = page_of(frame=Frame(site_name="示例县人民政府")).find(".//footer")
    assert words(foot) == ""
    assert list(foot.iter("a")) == []


def test_the_page_where_we_are_is_marked_in_the_navigation():
    nav = [Link("首页", "/"), Link("政策", "/zc/", current=True)]
    page = page_of(frame=Frame(site_name="甲", nav=nav))
    (here,) = page.xpath("//nav[@aria-label='主导航']//a[@aria-current='page']")
    assert here.text == "政策"


def test_the_first_thing_reached_by_keyboard_leads_to_the_content():
    page = page_of()
    first = next(page.find("body").iter("a"))
    assert first.get("href") == "#content"
    assert page.find(".//main").get("id") == "content"


def test_there_is_a_search_only_where_there_is_somewhere_to_search():
    assert page_of().xpath("//form[@role='search']/@action") == ["/search/"]
    assert page_of(frame=Frame(site_name="甲")).xpath("//form[@role='search']") == []


def test_the_reader_can_ask_for_larger_text_contrast_and_the_elder_version():
    page = page_of()
    assert page.xpath("//button/@data-comfort") == ["elder", "large", "contrast"]
    # Without script the switch cannot work, so it is not shown.
    assert len(page.xpath("//div[@class='comfort'][@hidden]")) == 1


def test_paper_carries_the_address_of_the_page():
    note = page_of(page_url="https://www.example.gov.cn/a/").find(".//p[@class='print-note']")
    assert "https://www.example.gov.cn/a/" in note.text_content()


def test_a_text_is_never_taken_for_markup():
    text = styleguide("screens/styleguide_public.html", frame=frame(), page_title="<b>标题</b>")
    assert "<b>标题</b>" not in text
    assert "&lt;b&gt;标题" in text
