"""In Chromium: the desk's pages of catalogues are readable by all, on a screen and on a phone."""

from __future__ import annotations

import mimetypes
import shutil
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.urls import reverse
from playwright.sync_api import sync_playwright

from gongkai.registers import operations
from gongkai.registers.models import CatalogueImport
from gongkai.registers.tests.cast import make_cast
from gongkai.registers.tests.sheets import official, row

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SITE = "http://registers.test"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture
def pages(client):
    """The pages as staff see them, drawn before the browser starts."""
    cast = make_cast()
    entry = cast.add(limit_text="限时公开", responsible="县民政局、乡镇人民政府")
    cast.adjust(entry, entry.current.effective_on, legal_basis="《预算法》")
    data = official([row(1, "临时救助", "救助标准", limit="限时公开")])
    operations.upload(cast.catalogue, data, "修订.xlsx", actor=cast.keeper)
    client.force_login(cast.keeper.person)
    duty = ["grassroots", entry.code]
    addresses = [
        reverse("registers:catalogues"),
        reverse("registers:new_catalogue"),
        reverse("registers:catalogue", args=["grassroots"]),
        reverse("registers:duty", args=duty),
        reverse("registers:adjust_duty", args=duty),
        reverse("registers:end_duty", args=duty),
        reverse("registers:set_column", args=duty),
        reverse("registers:import", args=["grassroots"]),
        reverse("registers:preview", args=["grassroots", CatalogueImport.objects.get().pk]),
    ]
    drawn = {unquote(one): client.get(one).content for one in addresses}
    refused = client.post(reverse("registers:adjust_duty", args=duty), {"level1": ""})
    return drawn | {"/refused/": refused.content}


def answer(route, pages):
    path = unquote(urlsplit(route.request.url).path)
    if path.startswith("/static/"):
        file = Path(finders.find(path.removeprefix("/static/")))
        kind = mimetypes.guess_type(file.name)[0] or "text/plain"
        route.fulfill(body=file.read_bytes(), content_type=kind)
    elif path in pages:
        route.fulfill(body=pages[path], content_type="text/html; charset=utf-8")
    else:
        route.fulfill(body="", content_type="text/html")


def test_every_page_is_accessible_on_a_screen_and_on_a_phone(pages):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=SWITCHES
        )
        found = {}
        for width in (1280, 390):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.route("**/*", lambda route: answer(route, pages))
            for path in pages:
                page.goto(SITE + quote(path))
                wrong = Axe().run(page, options={"runOnly": RULES}).response["violations"]
                sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if wrong or sideways > 0:
                    found[path, width] = [one["id"] for one in wrong], sideways
        browser.close()
    assert found == {}
