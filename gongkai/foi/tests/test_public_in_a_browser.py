"""In Chromium: the public form by keyboard and mouse, with and without script; axe finds nothing.

With GONGKAI_SHOTS set to a folder, each page is photographed there at both widths.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from gongkai.foi.models import FoiRequest
from gongkai.foi.operations import clarifying, receiving
from gongkai.foi.tests.cast import Cast, make_cast, today
from gongkai.foi.tests.public import FIGURES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SHOTS = os.environ.get("GONGKAI_SHOTS", "")


@pytest.fixture(scope="module")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """The browser. Its loop runs in this thread, which Django would take for a mistake."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        yield found
        found.close()


@pytest.fixture
def cast() -> Cast:
    return make_cast()


class Citizen:
    """One browser; `complaints` are what the console says, what goes elsewhere, what axe finds."""

    def __init__(self, chromium: Browser, site: str, width: int, script: bool) -> None:
        self.context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script
        )
        self.page: Page = self.context.new_page()
        self.site, self.width, self.script = site, width, script
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self.watch)

    def watch(self, request) -> None:
        if not request.url.startswith((self.site, "data:")):
            self.complaints.append(f"went elsewhere: {request.url}")

    def look(self, name: str) -> None:
        """Photograph the page, and let axe look at it."""
        if SHOTS:
            place = Path(SHOTS) / f"foi-{name}-{self.width}.png"
            self.page.screenshot(path=str(place), full_page=True)
        wide = self.page.evaluate("document.documentElement.scrollWidth") if self.script else 0
        if wide > self.width:
            self.complaints.append(f"{name} is {wide} wide")
        if self.script:
            found = Axe().run(self.page).response["violations"]
            self.complaints += [f"{name}: {one['id']} {one['nodes'][0]['html']}" for one in found]

    def next(self, name: str) -> None:
        self.look(name)
        self.page.get_by_role("button", name="保存并继续").click()


@pytest.fixture
def citizen(chromium, live_server):
    opened = []

    def come(width: int = 1280, script: bool = True) -> Citizen:
        opened.append(Citizen(chromium, live_server.url, width, script))
        return opened[-1]

    yield come
    for one in opened:
        one.context.close()


def fill_in(one: Citizen) -> None:
    page = one.page
    page.goto(f"{one.site}/foi/apply/")
    one.next("body-empty")
    one.look("body-wrong")
    page.get_by_label("清江县交通运输局").check()
    one.next("body")
    page.fill("#id_wanted", "2025年全县农村公路养护资金的安排和使用情况，请按乡镇列出。")
    one.next("wanted")
    page.get_by_label("自然人").check()
    one.next("kind")
    page.fill("#id_name", "赵明远")
    page.select_option("#id_identity_kind", "citizen_card")
    page.fill("#id_identity_number", "520999199001010013")
    one.next("who")
    one.look("who-wrong")
    page.fill("#id_identity_number", "520999199001010010")
    page.fill("#id_phone", "13900000000")
    one.next("who-mended")
    page.get_by_label("邮寄").check()
    page.get_by_label("纸质").check()
    one.next("way")
    one.look("way-wrong")
    page.fill("#id_address", "清江县城关镇一组1号")
    one.next("way-mended")


def send(one: Citizen) -> tuple[str, str]:
    page = one.page
    if one.script:
        page.get_by_text("已自动完成验证").wait_for()
        assert not page.locator("#id_answer").is_visible()
    else:
        asked = page.locator("label[for=id_answer]").inner_text().partition("：")[2]
        page.fill("#id_answer", str(FIGURES.index(asked[0]) + FIGURES.index(asked[2])))
    one.look("check")
    page.get_by_role("button", name="提交申请").click()
    one.look("done")
    number, code = page.locator(".panel-number").all_inner_texts()
    return number, code


# Holds back what is put off "until later", as a slow machine does, until `goOn()` is called.
SLOW = """
const later = window.setTimeout, held = [];
window.setTimeout = (what, wait, ...rest) =>
  wait === 0 ? held.push(() => what(...rest)) : later(what, wait, ...rest);
window.goOn = () => { window.setTimeout = later; held.forEach((one) => one()); };
"""


def test_who_sends_before_the_check_is_done_waits_for_it_and_is_not_sent_back(cast, citizen):
    one = citizen()
    fill_in(one)
    one.page.add_init_script(SLOW)
    one.page.reload()
    one.page.get_by_role("button", name="提交申请").click(no_wait_after=True)
    one.page.evaluate("window.goOn && window.goOn()")
    one.page.locator(".panel-number").first.wait_for()
    assert FoiRequest.objects.count() == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_first_page_to_a_clarification(cast, citizen, width):
    one = citizen(width)
    fill_in(one)
    number, code = send(one)
    foi_request = FoiRequest.objects.get(number=number)
    one.page.get_by_role("button", name="退出查询").click()
    one.page.fill("#id_number", number)
    one.page.fill("#id_code", "AAAA-AAAA-AAAA")
    one.page.get_by_role("button", name="查询", exact=True).click()
    one.look("progress-wrong")
    one.page.fill("#id_code", code.lower())
    one.page.get_by_role("button", name="查询", exact=True).click()
    one.look("request-submitted")
    receiving.confirm_receipt(foi_request, on=today(), staff=cast.clerk)
    one.page.reload()
    one.look("request-open")
    clarifying.ask_to_clarify(
        foi_request, ["哪一年的资金", "哪些乡镇"], answer_by=today(15), staff=cast.clerk
    )
    one.page.reload()
    one.look("request-clarifying")
    one.page.get_by_role("link", name="现在补正").click()
    one.page.fill("#id_text", "2025年，全县各乡镇")
    one.look("clarify")
    one.page.get_by_role("button", name="提交补正").click()
    one.look("request-clarified")
    one.page.get_by_role("link", name="撤回这份申请").click()
    one.look("withdraw")
    one.page.get_by_role("button", name="确认撤回").click()
    one.look("request-withdrawn")
    assert one.complaints == [] or one.complaints == expected(one)


def expected(one: Citizen) -> list[str]:
    """The console names the pages that were refused with 422; that is all it may say."""
    refused = "Failed to load resource: the server responded with a status of 422"
    return [each for each in one.complaints if each.startswith(refused)]


def test_without_script_everything_can_be_done(cast, citizen):
    one = citizen(script=False)
    fill_in(one)
    number, _ = send(one)
    assert FoiRequest.objects.get().number == number


def test_the_list_of_what_is_published_comes_while_typing(cast, citizen):
    one = citizen()
    one.page.goto(f"{one.site}/foi/apply/")
    one.page.get_by_label("清江县交通运输局").check()
    one.page.get_by_role("button", name="保存并继续").click()
    with one.page.expect_response("**/foi/apply/similar/") as answer:
        one.page.locator("#id_wanted").press_sequentially("农村公路养护资金")
    assert answer.value.ok
    one.page.get_by_text("没有找到类似的已公开信息").wait_for()
    assert "农村" not in answer.value.url


def test_enter_goes_on_and_does_not_look_for_published_things(cast, citizen):
    one = citizen()
    one.page.goto(f"{one.site}/foi/apply/")
    one.page.get_by_label("清江县交通运输局").check()
    one.page.get_by_role("button", name="保存并继续").click()
    one.page.fill("#id_wanted", "农村公路养护资金")
    one.page.press("#id_wanted_title", "Enter")
    one.page.wait_for_url("**/foi/apply/kind/")
