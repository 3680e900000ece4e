"""In Chromium: every screen of people and reference data is readable by all, on desk and telephone;
and a form survives the end of its session.
"""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, sync_playwright

from gongkai.journal.actors import SYSTEM
from gongkai.people import operations
from gongkai.people.models import Delegation
from gongkai.people.testing import PASSWORD
from gongkai.people.tests.county import County, post_of
from gongkai.people.tests.test_screens import pages
from gongkai.people.verbs import MAINTAIN_REFERENCE
from gongkai.reference.models import Code
from gongkai.reference.operations import load_lists

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WIDTHS = [1280, 390]


@pytest.fixture
def county() -> County:
    """The county with lists, a delegation, and a chief who maintains them."""
    cache.clear()
    county = County()
    load_lists(actor=SYSTEM)
    operations.grant(post_of(county.chief), MAINTAIN_REFERENCE, "everywhere", actor=SYSTEM)
    today = timezone.localdate()
    county.lend(today, today + timedelta(days=3))
    return county


@pytest.fixture(params=WIDTHS)
def page(request, monkeypatch, live_server):
    """A fresh browser window on the running site."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the test and Playwright share a thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=SWITCHES
        )
        window = browser.new_context(
            base_url=live_server.url, viewport={"width": request.param, "height": 900}
        ).new_page()
        yield window
        browser.close()


def sign_in(page: Page, username: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button:has-text('登录')")


def faults(page: Page) -> list[str]:
    """What a reader would stumble over here: axe's findings, and a page wider than its window."""
    found = [one["id"] for one in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("wider than the window")
    return found


def test_every_screen_is_readable_by_all(page, county):
    page.goto("/desk/sign-in/")
    assert faults(page) == []
    sign_in(page, "qian")
    addresses = [
        *pages(county),
        "/desk/delegations/",
        "/desk/account/password/",
        "/desk/account/two-step/",
        "/desk/reference/",
        "/desk/reference/lists/subjects/",
        "/desk/reference/lists/fields/new/",
        f"/desk/reference/codes/{Code.objects.first().pk}/",
        "/desk/reference/divisions/",
        "/desk/reference/divisions/new/",
        "/desk/reference/calendar/2026/",
        "/desk/reference/calendar/load/?year=2026",
    ]
    stumbles = {}
    for address in addresses:
        assert page.goto(address).status == 200, address
        if found := faults(page):
            stumbles[address] = found
    assert stumbles == {}


def test_a_form_survives_the_end_of_its_session(page, county):
    Delegation.objects.all().delete()
    page.goto("/desk/delegations/")
    sign_in(page, "lin")
    today = timezone.localdate()
    page.select_option("[name=to]", str(county.zhao.person.pk))
    page.fill("[name=ends_on]", (today + timedelta(days=5)).isoformat())
    page.fill("[name=reason]", "外出培训")
    page.context.clear_cookies(name="sessionid")

    page.click("main button:has-text('委托')")
    assert "刚才填写的内容没有丢失" in page.inner_text("main")
    assert faults(page) == []
    sign_in(page, "lin")
    assert faults(page) == []
    page.click("main button:has-text('继续提交')")

    assert "已委托给赵明。" in page.inner_text("main")
    assert Delegation.objects.get().reason == "外出培训"
