"""Searching as a citizen would: by typing, by keys alone, without script, with a screen reader."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from gongkai.demo.cast import CLERK, PUBLISHER
from tests.browser.test_accessibility import problems

pytestmark = pytest.mark.browser

QUESTIONS = (
    "",
    "?q=预算",
    "?q=最低生活保樟",
    "?q=龘龘",
    "?q=预算&since=明天",
    "?q=预算&body=finance",
)


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_no_page_of_the_search_has_a_problem(visit, shots, phone):
    page = visit("/search/", phone=phone)
    found = []
    for number, question in enumerate(QUESTIONS):
        page.goto(f"/search/{question}")
        found += problems(page)
        shots(page, f"search{number}{'phone' if phone else ''}")
    assert found == []


def test_from_the_home_page_to_a_document_by_roles(visit):
    page: Page = visit("/")
    box = page.get_by_role("search").get_by_role("combobox", name="站内搜索")
    box.fill("财政收支")
    page.get_by_role("search").get_by_role("button", name="搜索").click()
    expect(page.get_by_role("heading", name=re.compile("找到 [0-9]+ 条"))).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("找到")
    hit = page.get_by_role("listitem").filter(has_text="财政收支").get_by_role("link").first
    title = hit.inner_text()
    hit.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_suggestions_by_keys_alone(visit):
    page: Page = visit("/search/")
    box = page.get_by_role("combobox", name="搜索词")
    box.click()
    page.keyboard.type("czj", delay=30)
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("财政局")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("czj")
    page.keyboard.type(" ")
    page.keyboard.press("Backspace")
    box.fill("")
    page.keyboard.type("caiz", delay=30)
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q="))
    expect(page.get_by_role("heading", name=re.compile("找到"))).to_be_visible()


def test_without_script_everything_works(browser, county):
    context = browser.new_context(java_script_enabled=False, base_url=county)
    page = context.new_page()
    page.goto("/search/")
    page.get_by_label("搜索词").fill("最低生活保樟")
    page.get_by_role("button", name="搜索", exact=True).click()
    page.get_by_role("link", name="最低生活保障", exact=True).first.click()
    expect(page.get_by_role("heading", name=re.compile("找到 [0-9]+ 条"))).to_be_visible()
    page.get_by_role("complementary").get_by_role("link").first.click()
    expect(page.get_by_role("link", name="清除全部条件")).to_be_visible()
    page.get_by_role("link", name="从新到旧").click()
    expect(page.get_by_text("从新到旧")).to_have_attribute("aria-current", "true")
    context.close()


def test_what_is_published_is_found_and_the_desk_finds_more(sign_in, shots):
    page: Page = sign_in(CLERK)
    page.get_by_role("searchbox", name="搜索").fill("通知")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("找到 [0-9]+ 条"))).to_be_visible()
    assert problems(page) == []
    shots(page, "desk-search")


def test_the_words_that_editors_tend(sign_in, shots):
    page: Page = sign_in(PUBLISHER)
    for address in ("/desk/search/words/", "/desk/search/words/new/", "/desk/search/best-bets/",
                    "/desk/search/best-bets/new/", "/desk/search/missed/"):  # fmt: skip
        page.goto(address)
        assert problems(page) == []
