"""Pages that hold under the strictest content security policy, and come out when all else fails."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from lxml import html

from gongkai.screens.icons import ICONS
from gongkai.screens.tests.pages import (
    ERROR_PAGES,
    PACKAGE,
    STYLEGUIDES,
    TEMPLATES,
    draw,
    styleguide,
)
from gongkai.screens.views import styleguide as styleguide_view

INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)", re.I)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_style_script_or_handler(path):
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", STYLEGUIDES)
def test_the_drawn_page_has_nothing_inline_either(name):
    assert INLINE.findall(styleguide(name)) == []


def test_the_check_sees_what_it_looks_for():
    for bad in ('<p style="x">', '<a onclick="x">', "<script>x</script>", "<STYLE>"):
        assert INLINE.search(bad)
    assert not INLINE.search('<script src="x"></script><div data-on="y">')


@pytest.mark.parametrize("name", STYLEGUIDES)
def test_ids_are_unique_among_inputs_labels_and_reasons(name):
    page = html.document_fromstring(styleguide(name))
    described = {i for e in page.iter() for i in (e.get("aria-describedby") or "").split()}
    labelled = {e.get("for") for e in page.iter("label") if e.get("for")}
    ids = [e.get("id") for e in page.iter() if e.get("id")]
    for wanted in described | labelled:
        assert ids.count(wanted) == 1, wanted


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_pages_need_no_context_and_say_in_chinese_what_to_do(name):
    page = html.document_fromstring(render_to_string(name))
    assert page.get("lang") == "zh-CN"
    assert re.search(r"[\u4e00-\u9fff]", page.find(".//h1").text)
    assert page.findtext(".//title") == page.findtext(".//h1")
    assert len(page.findall(".//main//p")) >= 3
    for element in page.iter("link", "script"):
        address = element.get("href") or element.get("src")
        assert address.startswith("/static/screens/")


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_pages_use_no_frame_of_the_site(name):
    assert "<nav" not in render_to_string(name)


def test_static_files_named_by_templates_exist():
    named = {
        found
        for path in TEMPLATES
        for found in re.findall(r"{% static '(screens/[^']+)' %}", path.read_text(encoding="utf-8"))
    }
    assert named
    assert [name for name in named if not (PACKAGE / "static" / name).is_file()] == []


def test_style_sheets_and_scripts_fetch_nothing_from_elsewhere():
    for path in (PACKAGE / "static" / "screens").iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|url\(|eval\(|new Function", text), path.name


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_a_drawing_hidden_from_screen_readers(name):
    (drawing,) = draw(f'{{% icon "{name}" %}}').iter("svg")
    assert drawing.get("aria-hidden") == "true"
    assert len(drawing) >= 1


def test_an_icon_that_speaks_has_a_name():
    (drawing,) = draw('{% icon "lock" "需要登录" %}').iter("svg")
    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "需要登录")


@pytest.mark.parametrize(("address", "dress"), [("/", "desk"), ("/?door=public", "public")])
def test_the_styleguide_comes_in_both_dresses(address, dress):
    response = styleguide_view(RequestFactory().get(address))
    body = html.document_fromstring(response.content.decode()).find("body")
    assert dress in body.get("class").split()
