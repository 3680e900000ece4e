"""In Chromium, under the real content security policy: readable by all, and nothing typed is lost.

The pages are answered from memory; no server, no network.
"""

from __future__ import annotations

import mimetypes
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import django_htmx
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.template.loader import render_to_string
from playwright.sync_api import sync_playwright

from gongkai.screens.tests.pages import ERROR_PAGES, PACKAGE, styleguide

pytestmark = pytest.mark.browser

SITE = "http://screens.test"
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"
STATIC = (PACKAGE / "static", Path(django_htmx.__file__).parent / "static")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

DESK_FORM = """{% extends "screens/desk.html" %}{% block content %}
<form method="post" action="/send/" data-keep="note">
<input name="title" value="TITLE" aria-label="标题">
<input type="radio" name="way" value="1" aria-label="一">
<textarea name="text" aria-label="正文"></textarea>
<button>提交</button></form>{% endblock %}"""


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=SWITCHES
        )
        yield browser
        browser.close()


class Reader:
    """A person at a browser; `pages` maps an address to HTML, `posted` counts what was sent."""

    def __init__(self, chromium, width, script=True):
        self.pages, self.posted, self.complaints = {}, [], []
        self.context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script
        )
        self.context.route("**/*", self.answer)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def answer(self, route):
        path = urlsplit(route.request.url).path
        if route.request.method == "POST":
            self.posted.append(path)
        if path.startswith("/static/"):
            file = next(s / path[8:] for s in STATIC if (s / path[8:]).is_file())
            kind = mimetypes.guess_type(file.name)[0]
            route.fulfill(body=file.read_bytes(), content_type=kind)
        else:
            route.fulfill(
                body=self.pages[path],
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": POLICY},
            )

    def open(self, path, html=None):
        if html is not None:
            self.pages[path] = html
        self.page.goto(SITE + path)


@pytest.fixture
def reader(chromium):
    reader = Reader(chromium, 1280)
    yield reader
    reader.context.close()


@pytest.fixture
def phone(chromium):
    reader = Reader(chromium, 390)
    yield reader
    reader.context.close()


def violations(page):
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("name", ["screens/styleguide.html", "screens/styleguide_public.html"])
def test_every_component_is_accessible_on_a_screen_and_on_a_phone(name, reader, phone):
    for person in (reader, phone):
        person.open("/", styleguide(name))
        assert violations(person.page) == []
        assert sideways(person.page) <= 0
        assert person.complaints == []


def test_error_pages_are_accessible(phone):
    for name in ERROR_PAGES:
        phone.open("/" + name, render_to_string(name))
        assert violations(phone.page) == []


@pytest.mark.parametrize("choice", ["elder", "large", "contrast"])
def test_the_elder_version_stays_chosen_on_the_next_page_and_fits_a_phone(choice, phone):
    phone.open("/", styleguide("screens/styleguide_public.html"))
    phone.page.click(f"[data-comfort={choice}]")
    phone.open("/")
    assert phone.page.get_attribute(f"[data-comfort={choice}]", "aria-pressed") == "true"
    assert sideways(phone.page) <= 0
    assert violations(phone.page) == []


def desk_form(title="", said="", **context):
    shown = {"page_title": "办理", "desk_person": {"name": "李敏", "key": "li"}, **context}
    if said:
        shown["messages"] = [Message(constants.SUCCESS, said)]
    return draw_page(DESK_FORM.replace("TITLE", title), shown)


def draw_page(source, context):
    return engines["django"].from_string(source).render(context)


def type_a_note(reader):
    reader.open("/case/", desk_form())
    reader.page.fill("[name=title]", "标题甲")
    reader.page.check("[name=way]")
    reader.page.fill("[name=text]", "第一行\n第二行")


def shown(reader):
    page = reader.page
    return [
        page.input_value("[name=title]"),
        page.is_checked("[name=way]"),
        page.input_value("[name=text]"),
    ]


def send(reader):
    reader.page.click("form[data-keep] button")
    reader.page.wait_for_url("**/send/")


NOTE = ["标题甲", True, "第一行\n第二行"]
BLANK = ["", False, ""]


def test_typed_text_comes_back_after_the_window_was_closed(reader):
    type_a_note(reader)
    reader.open("/case/")
    assert shown(reader) == NOTE
    reader.page.click("text=不要，用原来的内容")
    assert shown(reader) == BLANK
    reader.open("/case/")
    assert shown(reader) == BLANK


def test_typed_text_survives_an_expired_session(reader):
    type_a_note(reader)
    reader.pages["/send/"] = desk_form(desk_person=None)  # the sign-in page: nobody is signed in
    send(reader)
    reader.open("/home/", desk_form(said="欢迎回来。").replace('data-keep="note"', ""))
    reader.open("/case/")
    assert shown(reader) == NOTE


def test_text_that_was_accepted_does_not_come_back(reader):
    type_a_note(reader)
    reader.pages["/send/"] = desk_form(said="已保存。")
    send(reader)
    reader.open("/case/")
    assert shown(reader) == BLANK


def test_another_person_at_the_same_computer_sees_nothing_of_it(reader):
    type_a_note(reader)
    reader.open("/case/", desk_form(desk_person={"name": "王芳", "key": "wang"}))
    assert shown(reader) == BLANK


def test_where_somebody_changed_the_page_meanwhile_the_person_is_asked(reader):
    type_a_note(reader)
    reader.open("/case/", desk_form(title="王芳改过的标题"))
    assert shown(reader)[0] == "王芳改过的标题"
    reader.page.click("text=恢复我填写的内容")
    assert shown(reader) == NOTE


def test_a_double_click_sends_once(reader):
    type_a_note(reader)
    reader.pages["/send/"] = desk_form(said="已保存。")
    reader.page.evaluate(
        "() => { const b = document.querySelector('form button'); b.click(); b.click(); }"
    )
    reader.page.wait_for_url("**/send/")
    assert reader.posted == ["/send/"]


def test_keys_move_along_the_rows_and_the_list_of_keys_can_be_shown_and_switched_off(reader):
    reader.open("/", styleguide())
    reader.page.keyboard.press("j")
    reader.page.keyboard.press("j")
    assert reader.page.evaluate("document.activeElement.textContent") == "2026-0018"
    reader.page.keyboard.press("?")
    assert reader.page.is_visible("#shortcuts >> text=看公众页面样式")
    assert violations(reader.page) == []
    reader.page.uncheck("[data-shortcuts-on]")
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("?")
    assert not reader.page.is_visible("#shortcuts")


def test_keys_typed_into_a_field_are_text(reader):
    reader.open("/", styleguide())
    reader.page.click("#id_fresh-name")
    reader.page.keyboard.type("j?k")
    assert reader.page.input_value("#id_fresh-name") == "j?k"


@pytest.mark.parametrize("script", [True, False])
def test_a_question_before_withdrawing_opens_with_and_without_script(script, chromium):
    reader = Reader(chromium, 1280, script)
    reader.open("/", styleguide())
    reader.page.click("[data-opens=withdraw]")
    assert reader.page.is_visible("#withdraw")
    reader.page.click("#withdraw >> text=返回")
    assert not reader.page.is_visible("#withdraw")
    reader.context.close()
