"""What may stand in a published text, whoever wrote it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from gongkai.intake.sanitising import ATTRIBUTES, TAGS, sanitise, with_images

_SPICES = """
<script>alert(1)</script>
<img src=x onerror=alert(1)>
<svg onload=alert(1)>
<a href='javascript:alert(1)'>
<a href=' java\tscript:alert(1)'>
<a href=data:text/html,x>
<a href='https://x.example.gov.cn/'>
<iframe src=//e>
<p onclick=x style='text-align:center;background:url(javascript:x)'>
<td style='text-align: right; position:fixed'>
<p>
</p>
<b>
<h1>
<ul><li>
</ul>
<ol start=x>
<table>
<tr>
<td colspan=2>
</table>
<style>p{}</style>
<!--
-->
<![CDATA[
<math><mi>
<form action=x><input autofocus onfocus=x>
<noscript><p title='</noscript><img src=x onerror=x>'>
<base href='//e/'>
<img src='intake-image/1'>
<img src='/files/1.png'>
<object data=x>
<template>
<meta http-equiv=refresh content=0>
<select><option>
<textarea>
<plaintext>
&lt;script&gt;
a & b <
文字
""".strip().split("\n")
dirt = st.lists(st.one_of(st.sampled_from(_SPICES), st.text(max_size=8)), max_size=14).map("".join)


@given(dirt)
@settings(max_examples=150, deadline=None)
def test_nothing_that_runs_or_loads_from_elsewhere_gets_through(html: str) -> None:
    for element in elements_of(sanitise(html)):
        assert element.tag in TAGS
        for name, value in element.attrib.items():
            assert name in ATTRIBUTES.get(element.tag, set()) | {"rel"}
            assert not name.startswith("on")
            if name == "href":
                assert re.match(r"https?:|[^:]*$|[^:]*[/?#]", value, re.IGNORECASE)
            if name == "src":
                assert re.match(r"intake-image/|files/|/[^/]|/$", value)
            if name == "style":
                assert re.fullmatch(r"text-align: (center|right|left|justify)", value)


def elements_of(html: str) -> list[lxml_html.HtmlElement]:
    root = lxml_html.fragment_fromstring(html, create_parent="main")
    return [one for one in root.iter() if one is not root]


@given(dirt)
@settings(max_examples=150, deadline=None)
def test_sanitising_twice_changes_nothing(html: str) -> None:
    once = sanitise(html)
    assert sanitise(once) == once


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p style='text-align:center;color:red'>国务院</p>",
            '<p style="text-align: center">国务院</p>',
        ),
        ("<h1>标题</h1>", "<h2>标题</h2>"),
        ("<p><b>粗</b><i>斜</i><u>线</u></p>", "<p><strong>粗</strong><em>斜</em><u>线</u></p>"),
        ("<p>甲<script>x</script>乙</p>", "<p>甲乙</p>"),
        ("<div><p>甲</p><font>乙</font></div>", "<p>甲</p>乙"),
        ("<a href='javascript:x'>甲</a>", '<a rel="noopener noreferrer">甲</a>'),
        ("<img src='http://e.com/1.png' alt='图'>", ""),
        ("<img src='//e.com/1.png'>", ""),
        ("<img src='files/图1.png' alt='图'>", '<img src="files/图1.png" alt="图">'),
        ("<td colspan='2'>甲</td>", "甲"),
        (
            "<table><tr><td colspan='2' rowspan='0' width='9'>甲</td></tr></table>",
            '<table><tbody><tr><td colspan="2">甲</td></tr></tbody></table>',
        ),
    ],
)
def test_what_stays_and_what_goes(html: str, expected: str) -> None:
    assert sanitise(html) == expected


def test_pictures_get_their_addresses_and_those_without_are_left_out() -> None:
    html = '<p><img src="intake-image/1" alt="图一">甲<img src="intake-image/2" alt=""></p>'
    assert with_images(html, {1: "files/a.png"}) == '<p><img src="files/a.png" alt="图一">甲</p>'


def test_an_address_cannot_break_out_of_its_attribute() -> None:
    html = with_images('<img src="intake-image/1" alt="">', {1: '/a" onerror="x'})
    assert "onerror=" not in html or 'src="/a"' not in html
    assert all(not name.startswith("on") for one in elements_of(html) for name in one.attrib)
