"""Requests for information as people live them: asked, clarified, redacted, refused, put right."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect

from gongkai.demo.cast import CLERK, LEADER, SECRECY_REVIEWER, UNIT_REVIEWER
from gongkai.demo.pdf import pdf
from gongkai.demo.texts.requesters import REQUESTERS

pytestmark = pytest.mark.browser

NUMBER = re.compile(r"\d{4}-\d{5}")
SECRET = "收款账户户名夏禾"
OPEN_PART = "合同总价八十六万元"


# --- the citizen -----------------------------------------------------------------------------


class Citizen:
    """Somebody with a browser, and the number and code they were given."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.number = ""
        self.code = ""

    def apply(self, wanted: str) -> None:
        page, who = self.page, REQUESTERS["teacher"]
        page.goto("/foi/apply/")
        page.get_by_label("名川县人民政府", exact=True).check()
        self.go_on()
        page.get_by_label("所需信息", exact=True).fill(wanted)
        self.go_on()
        page.get_by_label("自然人").check()
        self.go_on()
        page.get_by_label("姓名", exact=True).fill(who.name)
        page.get_by_label("证件名称").select_option(who.identity_kind)
        page.get_by_label("证件号码").fill(who.identity_number)
        page.get_by_label("联系电话").fill(who.phone)
        page.get_by_label("联系地址").fill(who.address)
        self.go_on()
        page.get_by_label("自行领取").check()
        page.get_by_label("不限").check()
        self.go_on()
        expect(page.locator("[data-proof-status]")).to_contain_text("已自动完成验证")
        page.get_by_role("button", name="提交申请").click()
        page.wait_for_url("**/apply/done/")
        self.number = page.locator(".panel-number").first.inner_text()
        self.code = page.locator(".foi-code").inner_text()
        assert NUMBER.fullmatch(self.number)

    def go_on(self) -> None:
        self.page.get_by_role("button", name="保存并继续").click()

    def look(self) -> Page:
        """The progress page, from number and code."""
        self.page.goto("/foi/progress/")
        if self.page.get_by_label("查询码").count():
            self.page.get_by_label("申请编号").fill(self.number)
            self.page.get_by_label("查询码").fill(self.code)
            self.page.get_by_role("button", name="查询", exact=True).click()
        self.page.goto(f"/foi/progress/{self.number}/")
        return self.page

    def letter(self) -> str:
        """What the last letter says."""
        page = self.look()
        page.locator("ul.foi-letters").first.locator("a[href*='/letters/']").filter(
            has_not_text="Word"
        ).last.click()
        return page.locator("body").inner_text()


# --- the desk --------------------------------------------------------------------------------


def open_case(page: Page, number: str) -> None:
    page.goto(f"/desk/foi/{number}/")


def act(page: Page, label: str, **fields: str) -> None:
    """Do one act of the case page: here, or on its own page; the values by label of the field."""
    way = page.locator("a.button, summary.button").filter(has_text=re.compile(rf"^\s*{label}\s*$"))
    closed_lists = page.locator("details.other-acts:not([open]) > summary").all()
    for closed in reversed(closed_lists):  # the last first: opening one renumbers those after it
        if not way.first.is_visible():
            closed.click()
    way.first.click()
    form = page.locator("details.act[open] form, .workspace-main form[data-keep^='act-']").first
    for name, value in fields.items():
        fill(form, name, value)
    form.locator("button[type=submit]:not([name])").click()
    said_no_error(page)


def fill(form: Locator, name: str, value: str) -> None:
    form.wait_for()
    field, choice = form.get_by_label(name).first, form.get_by_role("radio", name=value, exact=True)
    if choice.count():
        choice.check()
    elif field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(label=value)
    else:
        field.fill(value)


def today() -> str:
    """The day in the county, as people type it."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()


def said_no_error(page: Page) -> None:
    page.wait_for_load_state()
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()


def write_answer(page: Page, number: str, kind: str, *, ground: str = "", **facts: str) -> None:
    """Choose the kind of answer and fill in what its letter must say."""
    page.goto(f"/desk/foi/{number}/answer/?kind={kind}")
    form = page.locator("form[data-keep^='answer-']")
    if ground:
        form.get_by_label("法定事由").select_option(ground)
    for name, value in facts.items():
        form.get_by_label(re.compile(f"^{name}")).first.fill(value)
    if ground == "E16b":
        form.get_by_label(re.compile("^已核对")).check()
    form.get_by_role("button", name="保存", exact=True).click()
    said_no_error(page)


def sign_in_turn(sign_in: Callable[..., Page], number: str) -> None:
    """Review, secrecy review and signature, each by somebody else."""
    for username, words in (
        (UNIT_REVIEWER, "要素齐全，同意。"),
        (SECRECY_REVIEWER, "不涉密，同意。"),
        (LEADER, "同意。"),
    ):
        page = sign_in(username)
        open_case(page, number)
        page.get_by_role("link", name="审签答复").first.click()
        page.get_by_label("具体意见").fill(words)
        page.get_by_role("button", name="同意", exact=True).click()
        said_no_error(page)


def give(page: Page, number: str) -> None:
    open_case(page, number)
    act(page, "发出答复")
    open_case(page, number)
    act(page, "登记送达")
    expect(page.locator("main")).to_contain_text("已办结")


def receive(page: Page, number: str) -> None:
    open_case(page, number)
    act(page, "确认收到")
    expect(page.get_by_role("heading", name="答复期限")).to_be_visible()


# --- the stories -----------------------------------------------------------------------------


def test_a_request_is_confirmed_extended_and_granted_in_full(sign_in, visit, shots):
    citizen = Citizen(visit("/foi/"))
    citizen.apply("名川大道拓宽工程第二期的开工批复文件")
    shots(citizen.page, "foi-done")
    clerk = sign_in(CLERK)
    receive(clerk, citizen.number)
    shots(clerk, "foi-case")

    head = sign_in(UNIT_REVIEWER)
    open_case(head, citizen.number)
    act(head, "延期答复", 延期理由="需要调阅历史档案")
    expect(citizen.look().locator("main")).to_contain_text("延期")

    write_answer(clerk, citizen.number, "R2")
    open_case(clerk, citizen.number)
    act(clerk, "送审")
    sign_in_turn(sign_in, citizen.number)
    give(clerk, citizen.number)

    assert "已答复" in citizen.look().locator("main").inner_text()
    shots(citizen.page, "foi-progress")
    assert "本机关决定予以公开" in citizen.letter()


def test_clarified_then_granted_in_part_with_a_redacted_file(sign_in, visit, shots):
    citizen = Citizen(visit("/foi/"))
    citizen.apply("路灯的合同")
    clerk = sign_in(CLERK)
    receive(clerk, citizen.number)
    open_case(clerk, citizen.number)
    act(clerk, "告知补正", 需要补正的内容="请写明是哪一年度的路灯合同")

    page = citizen.look()
    page.get_by_role("link", name="现在补正").click()
    page.get_by_label("补正的内容").fill("需要今年更换太阳能路灯的采购合同。")
    page.get_by_role("button", name=re.compile("提交")).click()
    open_case(clerk, citizen.number)
    act(clerk, "确认收到补正")

    open_case(clerk, citizen.number)
    act(
        clerk, "征求第三方意见", 第三方姓名或名称="名川县明光照明有限公司",
        可能涉及的权益="商业秘密", 拟公开的信息="今年太阳能路灯采购合同",
    )  # fmt: skip
    expect(citizen.look().locator("main")).to_contain_text("征求第三方")
    open_case(clerk, citizen.number)
    act(clerk, "登记对方收到日期")
    open_case(clerk, citizen.number)
    act(
        clerk, "登记对方意见", 对方的意见="同意部分公开",
        意见内容和理由="收款账户属于商业秘密，不同意公开。",
    )  # fmt: skip

    redacted(clerk, citizen.number, shots)
    open_case(clerk, citizen.number)
    act(clerk, "送审")
    sign_in_turn(sign_in, citizen.number)
    give(clerk, citizen.number)

    page = citizen.look()
    shots(page, "foi-files")
    with page.expect_download() as download:
        page.evaluate(
            "() => { const a = document.querySelector(\"a[href*='/files/']\");"
            " a.download = 'given.pdf'; a.click(); }"
        )
    given = download.value.path().read_bytes()
    assert SECRET not in words_of(given)
    assert OPEN_PART in words_of(given)
    assert SECRET.encode("utf-16-be").hex().upper().encode() not in given


def redacted(clerk: Page, number: str, shots: Callable[[Page, str], None]) -> None:
    """A PDF is put with the answer, and a passage taken out of it for good."""
    facts = {
        "予以公开的部分": "合同主文", "不予公开的部分": "收款账户",
        "理由": "收款账户属于第三方商业秘密，第三方不同意公开。",
    }  # fmt: skip
    write_answer(clerk, number, "R3", ground="E15", **facts)
    clerk.goto(f"/desk/foi/{number}/answer/")
    clerk.get_by_label(re.compile("^添加提供的信息")).set_input_files(
        {
            "name": "路灯采购合同.pdf",
            "mimeType": "application/pdf",
            "buffer": pdf("路灯采购合同", [f"{OPEN_PART}。", f"{SECRET}。"]),
        }
    )
    clerk.get_by_role("button", name="保存", exact=True).click()
    said_no_error(clerk)
    clerk.goto(f"/desk/foi/{number}/answer/")
    clerk.get_by_role("link", name=re.compile("^遮盖")).first.click()
    clerk.get_by_label("要遮盖的姓名、号码等").fill(SECRET)
    clerk.get_by_role("button", name="找到并加入").click()
    clerk.get_by_role("button", name="看遮盖后的样子").click()
    shots(clerk, "foi-redact")
    clerk.get_by_role("button", name="确认遮盖").click()
    said_no_error(clerk)


def words_of(data: bytes) -> str:
    """All text that a reader of the PDF could search or copy."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"\s", "", text)


def test_refused_then_corrected_by_reconsideration_and_answered_again(sign_in, visit, shots):
    citizen = Citizen(visit("/foi/"))
    citizen.apply("县城停车收费标准调整的听证会记录")
    clerk, leader = sign_in(CLERK), sign_in(LEADER)
    receive(clerk, citizen.number)
    write_answer(clerk, citizen.number, "R4", ground="E16b", 理由="尚在讨论，属于过程性信息。")
    open_case(clerk, citizen.number)
    act(clerk, "送审")
    sign_in_turn(sign_in, citizen.number)
    give(clerk, citizen.number)
    assert "本机关决定不予公开" in citizen.letter()

    open_case(clerk, citizen.number)
    act(
        clerk, "登记复议、诉讼", 种类="行政复议", 复议机关或者法院="名江市人民政府",
        申请或者起诉日期=today(),
    )  # fmt: skip
    open_case(clerk, citizen.number)
    act(clerk, "登记结果", 结果="结果纠正", 裁决内容="撤销，责令重新答复")
    open_case(leader, citizen.number)
    act(leader, "重新办理", 重新办理的原因="行政复议纠正")
    expect(citizen.look().locator("main")).to_contain_text("办理中")

    write_answer(clerk, citizen.number, "R2")
    open_case(clerk, citizen.number)
    act(clerk, "送审")
    sign_in_turn(sign_in, citizen.number)
    give(clerk, citizen.number)
    shots(clerk, "foi-again")
    assert "本机关决定予以公开" in citizen.letter()


def test_the_years_report_of_the_county_adds_up_on_its_screen(sign_in, shots):
    clerk = sign_in(CLERK)
    clerk.goto(f"/desk/annual-reports/?year={today()[:4]}")
    shots(clerk, "reports")
    clerk.get_by_role("button", name=re.compile("名川县人民政府汇总的报告")).click()
    expect(clerk.get_by_role("heading", name="收到和处理政府信息公开申请情况")).to_be_visible()
    shots(clerk, "report")
    said = clerk.locator("main").inner_text()
    assert "件申请" in said
    assert not re.search(r"相差 ?[1-9]", said)
