"""In Chromium, under the real policy: the editor works, and axe finds nothing on any screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from gongkai.disclosure.content import Content, content_of
from gongkai.disclosure.models import SetAside, Version
from gongkai.disclosure.operations import drafting, ending, reviewing
from gongkai.disclosure.tests.cast import Cast, make_cast
from gongkai.disclosure.tests.screens import address, browser, now, picture
from gongkai.files.operations import receive
from gongkai.people.actors import Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
BODY = (
    "<p>第一段</p><h2>一、标题</h2><table><tbody><tr><th>项目</th><th>金额</th></tr>"
    '<tr><td>税收</td><td>72000</td></tr></tbody></table><p style="text-align: right">落款</p>'
)


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
def cast() -> Cast:
    return make_cast()


class Desk:
    """One person at a browser; `complaints` are what the console says and what goes elsewhere."""

    def __init__(
        self, chromium: Browser, site: str, staff: Staff, width: int, script: bool
    ) -> None:
        key = browser(staff).cookies[settings.SESSION_COOKIE_NAME].value
        self.context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script
        )
        self.context.add_cookies([{"name": "sessionid", "value": key, "url": site}])
        self.page: Page = self.context.new_page()
        self.site, self.complaints = site, []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self.watch)

    def watch(self, request) -> None:
        if not request.url.startswith((self.site, "data:")):
            self.complaints.append(f"went elsewhere: {request.url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.site + path)
        if self.page.locator("textarea[data-editor]").count():
            self.page.wait_for_selector("[role=toolbar]")
        return self.page


@pytest.fixture
def desk(chromium, live_server):
    """Makes a browser in which somebody is signed in."""
    opened = []

    def sit_down(staff: Staff, *, width: int = 1280, script: bool = True) -> Desk:
        opened.append(Desk(chromium, live_server.url, staff, width, script))
        return opened[-1]

    yield sit_down
    for one in opened:
        one.context.close()


def written(page: Page) -> str:
    return page.input_value("#id_body_html")


def test_the_editor_writes_what_the_sanitiser_keeps_and_asks_nobody_else(cast, desk):
    version = cast.draft(body_html=BODY)
    sat = desk(cast.clerk)
    page = sat.open(address(version, "edit/"))
    page.click(".ProseMirror p >> nth=0")
    page.keyboard.press("End")
    page.keyboard.type("续写")
    page.click("[data-name='align:center']")
    page.click("button[name=stay]")
    page.wait_for_selector(".message-success")
    saved = now(version).body_html
    assert '<p style="text-align: center">第一段续写</p>' in saved
    assert '<p style="text-align: right">落款</p>' in saved
    assert saved.count("<td") == 2
    assert sat.complaints == []


def test_opening_and_saving_changes_nothing(cast, desk):
    """The editor must not rewrite what nobody touched: approvals would be void."""
    version = cast.draft(body_html=BODY)
    page = desk(cast.clerk).open(address(version, "edit/"))
    page.click("button[name=stay]")
    page.wait_for_selector(".message-info")
    assert now(version).body_html == version.body_html
    assert now(version).revision == 1


def test_every_button_says_in_chinese_what_it_does(cast, desk):
    page = desk(cast.clerk).open(address(cast.draft(body_html=BODY), "edit/"))
    page.click(".ProseMirror td >> nth=0")
    labels = page.eval_on_selector_all(
        "[role=toolbar] button", "all => all.map(one => one.getAttribute('aria-label'))"
    )
    assert len(labels) > 20
    assert [one for one in labels if not one or one.isascii()] == []


def test_the_toolbar_is_one_stop_of_the_tab_key_with_arrows_inside(cast, desk):
    page = desk(cast.clerk).open(address(cast.draft(), "edit/"))
    stops = page.eval_on_selector_all(
        "[role=toolbar] button", "all => all.filter(one => one.tabIndex === 0).length"
    )
    assert stops == 1
    page.focus("[data-name=paragraph]")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.name") == "heading2"


def test_a_picture_is_sent_described_and_shown(cast, desk, tmp_path):
    version = cast.draft()
    file = tmp_path / "示意 图.png"
    file.write_bytes(picture())
    sat = desk(cast.clerk)
    page = sat.open(address(version, "edit/"))
    page.click("[data-name=picture]")
    page.fill("#picture-alt", "收支对比")
    page.set_input_files("#picture-file", file)
    page.wait_for_selector(".ProseMirror img[alt='收支对比']")
    shown = "const one = document.querySelector('.ProseMirror img[src]')"
    width = page.evaluate(f"() => {{ {shown}; return one.decode().then(() => one.naturalWidth) }}")
    assert width == 8
    assert '<img src="files/示意-图.png" alt="收支对比">' in written(page)
    assert sat.complaints == []


def test_what_is_pasted_from_elsewhere_loses_scripts_styles_and_pictures_at_once(cast, desk):
    sat = desk(cast.clerk)
    page = sat.open(address(cast.draft(), "edit/"))
    page.evaluate(
        """() => { const data = new DataTransfer();
        data.setData("text/html", '<style>p{color:red}</style><p class="MsoNormal" '
          + 'style="text-align:center;mso-x:1" onclick="x()">粘贴的标题</p>'
          + '<script>x()</script><p>粘贴的段落<img src="https://elsewhere.example/x.png"></p>');
        const told = { clipboardData: data, bubbles: true, cancelable: true };
        const text = document.querySelector(".ProseMirror");
        text.dispatchEvent(new ClipboardEvent("paste", told)); }"""
    )
    assert "粘贴的段落" in written(page)
    assert "elsewhere" not in written(page)
    assert sat.complaints == []


def test_text_that_was_not_saved_is_in_the_editor_again(cast, desk):
    version = cast.draft()
    sat = desk(cast.clerk)
    page = sat.open(address(version, "edit/"))
    page.click(".ProseMirror p")
    page.keyboard.type("还没有保存")
    page = sat.open(address(version, "edit/"))
    assert "还没有保存" in page.inner_text(".ProseMirror")
    assert "已恢复您" in page.inner_text("main")
    page.click("button[name=back]")
    page.wait_for_selector(".message-success")
    assert "已恢复您" not in sat.open(address(version, "edit/")).inner_text("main")


def test_without_script_the_text_is_a_text_area(cast, desk, live_server):
    version = cast.draft()
    page = desk(cast.clerk, script=False).page
    page.goto(f"{live_server.url}{address(version, 'edit/')}")
    page.fill("#id_body_html", "只有文字")
    page.click("button[name=back]")
    assert now(version).body_html == "<p>只有文字</p>"


def test_duties_are_found_while_typing(cast, desk):
    page = desk(cast.clerk).open("/desk/items/new/")
    page.check("input[name=duty]")
    page.type("#duty-words", "渔业")
    page.wait_for_selector("text=已选择")
    assert page.is_checked("input[name=duty]"), "what was chosen stays chosen"


def test_the_usual_phrase_goes_into_the_opinion(cast, desk):
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    page = desk(cast.reviewer).open(address(version, "review/"))
    page.select_option("select[name=phrase]", "同意。")
    assert page.input_value("textarea[name=text]") == "同意。"


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(cast, desk, width):
    wrong = []
    for staff, path in _all_screens(cast):
        page = desk(staff, width=width).open(path)
        found = Axe().run(page).response["violations"]
        wrong += [f"{path}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{path}: wider than the screen")
    assert wrong == []


def _all_screens(cast: Cast) -> list[tuple[Staff, str]]:
    draft = cast.draft(body_html=BODY + "<p>电话13812345678</p>")
    file = receive("甲,13912345678\n".encode(), name="名单.csv", actor=cast.clerk)
    drafting.attach(draft, file, "名单.csv", staff=cast.clerk)
    signing = cast.draft(title="等待签发")
    reviewing.submit(signing, staff=cast.clerk)
    Version.objects.filter(pk=signing.pk).update(status=Version.Status.SIGN_OFF)
    public = cast.publish(body_html=BODY)
    ending.start_correction(public, staff=cast.clerk)
    cast.edit(public.versions.get(number=2), title="更正后的名称", correction_note="更正名称。")
    aside = _set_aside(cast)
    ended = cast.publish(title="已撤回的")
    ending.withdraw(ended, ground="mistake", note="内容有误。", staff=cast.leader)
    return [
        (cast.clerk, "/desk/items/"),
        (cast.clerk, "/desk/items/?q=没有"),
        (cast.clerk, "/desk/items/new/"),
        (cast.clerk, address(draft)),
        (cast.clerk, address(draft, "edit/")),
        (cast.clerk, address(draft, "check/")),
        (cast.reviewer, address(draft, "check/")),
        (cast.leader, address(signing, "review/")),
        (cast.reviewer, address(signing, "review/")),
        (cast.leader, address(public)),
        (cast.clerk, address(public, "versions/1..2/")),
        (cast.clerk, address(public, "v2/preview/")),
        (cast.clerk, address(aside.version)),
        (cast.clerk, address(aside.version, f"aside/{aside.pk}/")),
        (cast.leader, address(ended)),
    ]


def _set_aside(cast: Cast) -> SetAside:
    version = cast.draft(title="两人在改")
    cast.edit(version, title="先保存的")
    typed = Content(**{**content_of(version).__dict__, "body_html": BODY})
    saving = drafting.save(version, typed, revision=1, staff=cast.clerk)
    assert saving.set_aside is not None
    return saving.set_aside
