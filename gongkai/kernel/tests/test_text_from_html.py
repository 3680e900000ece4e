"""HTML becomes lines of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.text_from_html import html_to_text, paragraphs_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("  ", ""),
        ("只有文字", "只有文字"),
        ("<p>第一段</p><p>第二<b>段</b></p>", "第一段\n第二段"),
        ("<p>一<br>二</p>", "一\n二"),
        ("<div>外<p>内</p>尾</div>", "外\n内\n尾"),
        ("<ul><li>甲</li><li>乙</li></ul>", "甲\n乙"),
        (
            "<table><tr><th>序号</th><th>事项</th></tr><tr><td><p>1</p></td><td><p>低保</p>"
            "<p>审核</p></td></tr></table>",
            "序号 | 事项\n1 | 低保 审核",
        ),
        ("<p>前<script>alert(1)</script>后<!-- 注 -->尾</p><style>p{}</style>", "前后尾"),
        ("<p>a&nbsp;&lt;b&gt;&amp;</p>", "a <b>&"),
        ("<html><head><title>题</title></head><body><p>文</p></body></html>", "文"),
        ('<?xml version="1.0" encoding="utf-8"?><p>文</p>', "文"),
        ("<p>未闭合<div>也能读", "未闭合\n也能读"),
        ("坏\x00字\x0b符", "坏字符"),
    ],
)
def test_blocks_become_lines(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


def test_targets_of_links_and_pictures_are_shown_when_asked() -> None:
    markup = '<p>见<a href="/a.pdf">附件</a><img src="x.png" alt="流程图"></p>'
    assert paragraphs_of(markup) == ["见附件"]
    assert paragraphs_of(markup, with_targets=True) == ["见附件（链接：/a.pdf）（图片：流程图）"]


def test_a_page_nested_a_thousand_levels_deep_is_read() -> None:
    assert "文" in html_to_text("<div>" * 1000 + "文" + "</div>" * 1000)


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    lines = html_to_text(text).splitlines()
    assert all(line.strip() for line in lines)


@given(st.lists(st.text("公开政务 1a", min_size=1).map(str.strip).filter(bool), max_size=5))
def test_paragraphs_survive_in_order(paragraphs: list[str]) -> None:
    markup = "".join(f"<p>{one}</p>" for one in paragraphs)
    assert paragraphs_of(markup) == [" ".join(one.split()) for one in paragraphs]


@given(st.lists(st.text("公开 \n\t\u3000\xa0\x851a>&;", max_size=6), max_size=5))
def test_plain_paragraphs_are_read_as_the_parser_reads_them(paragraphs: list[str]) -> None:
    markup = "\n".join(f"<p>{one}</p>" for one in paragraphs)
    assert paragraphs_of(markup) == paragraphs_of(f"<div>{markup}</div>")


def test_what_stands_before_a_page_is_no_hindrance() -> None:
    assert paragraphs_of("<!-- 页头 --><html><body><p>公开</p></body></html>") == ["公开"]
