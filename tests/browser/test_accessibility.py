"""axe finds nothing on any page of the portal or the desk, at desktop and phone width."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from gongkai.demo.cast import ADMINISTRATOR, CLERK, LEADER, PUBLISHER, SUPERVISOR

pytestmark = pytest.mark.browser

PORTAL = (
    "/", "/columns/", "/catalogue/", "/catalogue/bodies/", "/catalogue/subjects/",
    "/catalogue/fields/", "/disclosure/", "/disclosure/guide/", "/topics/", "/latest/",
    "/site-map/", "/about/", "/accessibility/", "/no-such-page/",
)  # fmt: skip

DESK = {
    CLERK: ("/desk/", "/desk/items/", "/desk/items/new/", "/desk/coverage/", "/desk/catalogues/",
            "/desk/delegations/", "/desk/account/password/"),
    LEADER: ("/desk/",),
    SUPERVISOR: ("/desk/coverage/?show=overdue",),
    PUBLISHER: ("/desk/site/",),
    ADMINISTRATOR: ("/desk/people/", "/desk/people/persons/", "/desk/people/rights/",
                    "/desk/reference/", "/desk/reference/calendar/", "/desk/operations/"),
}  # fmt: skip


def problems(page: Page) -> list[str]:
    """What axe finds, one line each, with the element."""
    found = Axe().run(page)
    lines = [
        f"{page.url}: {one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]}"
        for one in found.response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
        lines.append(f"{page.url}: wider than the screen")
    return lines


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_no_page_of_the_portal_has_a_problem(visit, shots, phone):
    page = visit("/", phone=phone)
    links = page.eval_on_selector_all(
        "main a[href^='/items/'], main a[href^='/columns/']",
        "all => all.map(a => a.getAttribute('href'))",
    )
    samples = [*PORTAL, *dict.fromkeys(links[:3] + links[-3:])]
    found = []
    for address in samples:
        page.goto(address)
        found += problems(page)
        shots(page, f"portal{address.replace('/', '_')}{'phone' if phone else ''}")
    assert found == []


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("username", DESK)
def test_no_page_of_the_desk_has_a_problem(sign_in, shots, username, phone):
    page = sign_in(username, phone=phone)
    found = []
    addresses = list(DESK[username])
    if username == CLERK:
        addresses += some_items(page)
    for address in addresses:
        page.goto(address)
        found += problems(page)
        shots(page, f"desk{address.split('?')[0].replace('/', '_')}{'phone' if phone else ''}")
    assert found == []


def some_items(page: Page) -> list[str]:
    """The workspace, editor, check and preview of the first items of the list."""
    page.goto("/desk/items/")
    links = page.eval_on_selector_all(
        "table a[href^='/desk/items/2']", "all => all.map(a => a.getAttribute('href'))"
    )
    first = list(dict.fromkeys(links))[:2]
    return [*first, *(f"{one}edit/" for one in first), *(f"{one}check/" for one in first)]
