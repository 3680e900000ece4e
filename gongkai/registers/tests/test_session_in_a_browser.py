"""In Chromium: the session ends while a duty is typed; the page says so and nothing is lost."""

from __future__ import annotations

import shutil

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import sync_playwright

from gongkai.people.testing import PASSWORD
from gongkai.registers.models import CatalogueEntry
from gongkai.registers.tests.cast import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture
def window(monkeypatch, live_server):
    """A fresh browser on the running site."""
    cache.clear()
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the test and Playwright share a thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=SWITCHES
        )
        yield browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
        browser.close()


def sign_in(page, username: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button:has-text('登录')")


def test_a_page_that_waits_goes_on_after_signing_in_in_another_window(window):
    cast = make_cast()
    entry = cast.add(limit_text="限时公开")
    page = window.new_page()
    page.goto(reverse("registers:adjust_duty", args=["grassroots", entry.code]))
    sign_in(page, cast.keeper.person.username)
    page.fill("[name=explanation]", "依2026年第3次领导小组会议")
    window.clear_cookies(name="sessionid")

    page.fill("[name=limit_text]", "每季度公开")
    page.wait_for_selector("[role=alert]:has-text('登录已过期')")
    assert page.input_value("[name=explanation]") == "依2026年第3次领导小组会议"
    with window.expect_page() as opened:
        page.click("[role=alert] a")
    other = opened.value
    sign_in(other, cast.keeper.person.username)
    other.wait_for_selector("text=请关闭本窗口，回到原来的页面继续")
    other.close()

    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_selector("[role=alert]:has-text('已重新登录，请继续')")
    page.fill("[name=limit_text]", "每半年公开")
    page.wait_for_selector("#limit-read:has-text('每半年')")
    page.click("main button:has-text('保存调整')")
    page.wait_for_selector("text=起生效")
    assert CatalogueEntry.objects.get().versions.count() == 2
