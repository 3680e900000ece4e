"""In Chromium, under the real policy: a date of a list opens its explanation over the list.

With GONGKAI_SHOTS set to a folder, the screens are photographed there at both widths.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page

from gongkai.foi.testing import FRIDAY, Office
from gongkai.foi.tests.screens import address, do
from gongkai.foi.tests.test_desk_in_a_browser import chromium, office, sit_down  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHOTS = os.environ.get("GONGKAI_SHOTS", "")


@pytest.fixture
def found(office: Office):  # noqa: F811
    """One request that is late, one that is paused, one that is new."""
    late = office.request(on=FRIDAY, handler=office.clerk.person)
    today = timezone.localdate()
    paused = office.request(on=today - timedelta(days=9), handler=office.clerk.person)
    do(office.clerk, paused, "third-party", name="清江公司", interests="商业秘密", question="合同")
    office.request(on=today, handler=office.clerk.person)
    return late


def photographed(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page="why" not in name)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/desk/", "/desk/foi/", "/desk/clocks/"])
def test_a_date_opens_its_explanation_by_keyboard(sit_down, office, found, path, width):  # noqa: F811
    page = sit_down(office.clerk, path, width=width)
    name = path.strip("/").replace("/", "-")
    photographed(page, f"{name}-{width}")
    link = page.locator("main table a[data-why]").first
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    dialog.get_by_text("第1个工作日").first.wait_for()
    photographed(page, f"{name}-why-{width}")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert link.evaluate("one => one === document.activeElement")
    assert page.complaints == []


def test_without_script_the_date_leads_to_a_page(sit_down, office, found):  # noqa: F811
    page = sit_down(office.clerk, "/desk/foi/", script=False)
    page.locator("main table a[data-why]").first.click()
    page.get_by_text("第20个工作日").first.wait_for()
    photographed(page, "page")


@pytest.mark.parametrize("width", [1280, 390])
def test_what_looks_alike_comes_after_the_page(sit_down, office, found, width):  # noqa: F811
    page = sit_down(office.clerk, address(found), width=width)
    page.get_by_text("同一申请人以前的申请").wait_for()
    photographed(page, f"case-{width}")
    assert page.complaints == []
