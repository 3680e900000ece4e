"""axe finds nothing on any page of the portal or the desk, at desktop and phone width."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from gongkai.demo.accounts import LOOK_UP_CODE
from gongkai.demo.cast import ADMINISTRATOR, CLERK, LEADER, PUBLISHER, SUPERVISOR

pytestmark = pytest.mark.browser

PORTAL = (
    "/", "/columns/", "/catalogue/", "/catalogue/bodies/", "/catalogue/subjects/",
    "/catalogue/fields/", "/disclosure/", "/disclosure/guide/", "/topics/", "/latest/",
    "/site-map/", "/about/", "/accessibility/", "/no-such-page/",
    "/foi/", "/foi/apply/", "/foi/progress/",
)  # fmt: skip

DESK = {
    CLERK: ("/desk/", "/desk/items/", "/desk/items/new/", "/desk/coverage/", "/desk/catalogues/",
            "/desk/delegations/", "/desk/account/password/", "/desk/foi/new/",
            "/desk/annual-reports/"),
    LEADER: ("/desk/", "/desk/foi/"),
    SUPERVISOR: ("/desk/coverage/?show=overdue", "/desk/clocks/", "/desk/clocks/?state=passed"),
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
        addresses += [*some_items(page), *some_requests(page), *some_reports(page)]
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


def links_on(page: Page, address: str, beginning: str) -> list[str]:
    """The addresses with this beginning in the table of a page, each once."""
    page.goto(address)
    found = page.eval_on_selector_all(
        f"table a[href^='{beginning}']", "all => all.map(a => a.getAttribute('href'))"
    )
    return list(dict.fromkeys(found))


def some_requests(page: Page) -> list[str]:
    """Requests at several stages, what is done to them, and their answers."""
    cases = links_on(page, "/desk/foi/", "/desk/foi/2")[:5]
    first = cases[0]
    acts = ("extend", "third-party", "other-body", "ask-unit", "fee", "clarify", "remedy", "split")
    return [
        "/desk/foi/", *cases, f"{first}answer/", f"{first}answer/?pick=1",
        *(f"{first}act/{one}/" for one in acts),
    ]  # fmt: skip


def some_reports(page: Page) -> list[str]:
    """The report that is frozen: of last year."""
    page.goto("/desk/annual-reports/")
    last = page.locator("#year option").nth(1).get_attribute("value")
    reports = links_on(page, f"/desk/annual-reports/?year={last}", "/desk/annual-reports/")
    return reports[:1]


def test_the_progress_pages_of_requesters_have_no_problem(sign_in, visit, shots):
    cases = links_on(sign_in(SUPERVISOR), "/desk/foi/", "/desk/foi/2")
    page, found, opened = visit("/foi/progress/", phone=True), [], 0
    for number in (address.split("/")[3] for address in cases[:6]):
        page.goto("/foi/progress/")
        page.get_by_label("申请编号").fill(number)
        page.get_by_label("查询码").fill(LOOK_UP_CODE)
        page.get_by_role("button", name="查询", exact=True).click()
        page.wait_for_load_state()
        if number not in page.url:  # made by another test, with a code of its own
            continue
        opened += 1
        found += problems(page)
        shots(page, f"progress-{number}-phone")
        page.get_by_role("button", name="退出查询").click()
    assert found == []
    assert opened
