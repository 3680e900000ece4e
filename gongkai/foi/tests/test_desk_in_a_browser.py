"""In Chromium, under the real policy: areas are drawn on pages, axe finds nothing on a screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from gongkai.files.queries import path_of
from gongkai.files.redacting import find_text
from gongkai.files.tests.redaction_samples import SECRET, two_pages
from gongkai.foi.models import FoiRequest
from gongkai.foi.testing import Office, make_office, make_request
from gongkai.foi.tests.screens import address, browser, upload
from gongkai.foi.tests.test_desk_answering import write
from gongkai.people.actors import Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """The browser. Its loop runs in this thread, which Django would take for a mistake."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        path = shutil.which("chromium")
        found = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield found
        found.close()


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def found(office) -> FoiRequest:
    """A request whose draft of an answer has a PDF."""
    foi_request = office.request(on=timezone.localdate(), handler=office.clerk.person)
    write(office.clerk, foi_request, added=upload("报告.pdf", two_pages()))
    return foi_request


@pytest.fixture
def sit_down(chromium, live_server):
    """Makes a page of somebody who is signed in; what its console says is kept in `complaints`."""
    contexts = []

    def open_page(staff: Staff, path: str, *, width: int = 1280, script: bool = True) -> Page:
        key = browser(staff).cookies[settings.SESSION_COOKIE_NAME].value
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script,
            base_url=live_server.url,
        )  # fmt: skip
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def redacting(found: FoiRequest) -> str:
    return address(found, f"answer/redact/{found.answers.get().files.get().pk}/")


def draw(page: Page, share: float = 1.0) -> None:
    """From the upper left corner of the first page to this share of it."""
    sheet = page.locator(".sheet-page").first
    sheet.locator("img").evaluate("one => one.decode()")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * share - 2, box["y"] + box["height"] * share - 2)
    page.mouse.up()


NAMES = ("page", "left", "top", "right", "bottom")


def row(page: Page) -> list[float]:
    return [float(page.locator(f"input[name={one}]").first.input_value()) for one in NAMES]


def type_in(page: Page, numbers: str) -> None:
    for name, value in zip(NAMES, numbers.split(), strict=True):
        page.locator(f"input[name={name}]").first.fill(value)


def test_an_area_is_drawn_moved_by_keys_and_taken_out(office, found, sit_down):
    page = sit_down(office.clerk, redacting(found))
    draw(page, 0.9)
    before = row(page)
    page.locator(".sheet-area").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert row(page)[1] == pytest.approx(before[1] + 0.5)
    assert row(page)[4] == pytest.approx(before[4] + 0.5)
    page.get_by_role("button", name="看遮盖后的样子").click()
    page.wait_for_selector("text=遮盖后的样子")
    assert row(page)[4] == pytest.approx(before[4] + 0.5)
    page.get_by_role("button", name="确认遮盖").click()
    page.wait_for_selector(".message-success")
    kept = found.answers.get().files.get()
    assert not find_text(path_of(kept.file).read_bytes(), [SECRET])
    assert page.complaints == []


def test_an_area_is_dropped_with_a_key(office, found, sit_down):
    page = sit_down(office.clerk, redacting(found))
    draw(page)
    page.locator(".sheet-area").first.focus()
    page.keyboard.press("Delete")
    assert page.locator(".sheet-area").count() == 0
    assert page.locator("input[name=page]").first.input_value() == ""


def test_numbers_that_are_typed_move_the_box(office, found, sit_down):
    page = sit_down(office.clerk, redacting(found))
    type_in(page, "1 0 0 50 50")
    box = page.locator(".sheet-area").first.bounding_box()
    sheet = page.locator(".sheet-page").first.bounding_box()
    assert box["width"] == pytest.approx(sheet["width"] / 2, abs=2)


def test_without_script_areas_are_typed_in(office, found, sit_down):
    page = sit_down(office.clerk, redacting(found), script=False)
    type_in(page, "1 0 0 100 100")
    page.get_by_role("button", name="确认遮盖").click()
    assert "已遮盖1处" in page.content()


def test_what_looks_alike_is_shown_while_a_request_is_typed(office, sit_down):
    earlier = office.request(wanted="2025年全县农村公路养护资金安排情况")
    page = sit_down(office.clerk, "/desk/foi/new/")
    page.get_by_label("所需信息内容描述").type("2025年全县农村公路养护资金")
    page.wait_for_selector(f"#similar-found >> text={earlier.number}")
    assert page.complaints == []


@pytest.mark.parametrize("width", [1280, 390])
def test_no_screen_has_a_problem(office, found, sit_down, width):
    waiting = make_request(office.unit, status="submitted", channel="online")
    page = sit_down(office.clerk, "/desk/foi/", width=width)
    problems = []
    for path in (
        "/desk/foi/", "/desk/foi/?state=closed", "/desk/foi/new/", "/desk/",
        *(address(found, one) for one in (
            "", "act/third-party/", "act/other-body/", "act/fee/", "act/split/", "act/add-file/",
            "act/clarified/", "answer/", "answer/?pick=1", "answer/?kind=R4", "answer/1/",
            "answer/check/",
        )),
        address(waiting), redacting(found),
    ):  # fmt: skip
        page.goto(path)
        page.eval_on_selector_all("main details", "all => all.forEach(one => one.open = true)")
        problems += [
            f"{path}: {one['id']}: {one['nodes'][0]['html'][:160]}"
            for one in Axe().run(page).response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            problems.append(f"{path}: wider than the screen")
    assert problems == []
