"""The main job, as people do it: from a real document to a public page that keeps its duty."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gongkai.demo.cast import CLERK, FINANCE_LEADER, LEADER, SECRECY_REVIEWER, UNIT_REVIEWER
from gongkai.testing import REPOSITORY, shared_folder

pytestmark = pytest.mark.browser

OWN_SAMPLE = REPOSITORY / "gongkai/intake/tests/samples/capture_two_line_title.txt"


def document() -> Path:
    """One of the founding documents where they are at hand, else a sample of the same kind."""
    folder = shared_folder()
    return next((folder / "seeds").glob("003*.txt")) if folder else OWN_SAMPLE


def bring_in(page: Page, path: Path) -> str:
    """Upload a document, check what was recognised, choose the duty, draft; returns the number."""
    page.get_by_role("link", name="新建信息").click()
    page.get_by_label("文件", exact=True).set_input_files(str(path))
    page.get_by_role("button", name="读入文件").click()
    expect(page.get_by_role("heading", name="读出的内容")).to_be_visible()
    page.locator("input[name=duty]").first.check()
    page.get_by_role("button", name="核对无误，起草").click()
    page.wait_for_url(re.compile(r"/desk/items/\d{4}-\d{5}/$"))
    return re.search(r"(\d{4}-\d{5})/$", page.url)[1]


def act(page: Page, label: str) -> None:
    """Unfold an act of the workspace and confirm it."""
    page.locator("summary", has_text=re.compile(f"^{label}$")).click()
    page.get_by_role("button", name=f"确认{label}").click()


def sign(page: Page, title: str, button: str, opinion: str) -> None:
    """Open it from the inbox, write an opinion, and sign."""
    page.get_by_role("link", name=title).first.click()
    page.get_by_label("具体意见").fill(opinion)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_document_passes_through_four_people_and_stands_in_public(sign_in, visit, shots):
    clerk = sign_in(CLERK)
    shots(clerk, "inbox")
    number = bring_in(clerk, document())
    shots(clerk, "workspace")
    title = clerk.get_by_role("heading", level=1).inner_text()
    act(clerk, "送审")
    expect(clerk.get_by_text("等待单位审核")).to_be_visible()

    public = f"/items/{number[:4]}/{number[5:]}/"
    assert visit(public).title().startswith("找不到") or "404" in visit(public).content()

    sign(sign_in(UNIT_REVIEWER), title, "同意", "内容属实，同意公开。")
    sign(sign_in(SECRECY_REVIEWER), title, "同意", "不涉密，可以公开。")
    leader = sign_in(LEADER)
    shots(leader, "inbox-leader")
    sign(leader, title, "签发并立即发布", "同意发布。")

    stranger = visit(public)
    for _ in range(50):
        if title in stranger.title():
            break
        stranger.wait_for_timeout(200)
        stranger.reload()
    shots(stranger, "public")
    expect(stranger.get_by_role("heading", level=1)).to_have_text(title)
    assert stranger.locator('meta[name="ArticleTitle"]').get_attribute("content") == title
    expect(stranger.get_by_text("公开依据")).to_be_visible()

    stranger.get_by_role("link", name=re.compile("目录：")).click()
    stranger.wait_for_load_state()
    listed = stranger.get_by_role("link", name=title)
    for _ in range(50):  # the catalogue is baked after the item itself
        if listed.count():
            break
        stranger.wait_for_timeout(200)
        stranger.reload()
    expect(listed).to_be_visible()


def test_a_withdrawn_page_tells_a_stranger_what_happened(sign_in, visit, shots):
    leader = sign_in(FINANCE_LEADER)
    leader.goto("/desk/items/?state=public")
    leader.locator("table a[href*='/desk/items/']").first.click()
    address = leader.get_by_role("link", name="公开页面").get_attribute("href")
    title = leader.get_by_role("heading", level=1).inner_text()
    leader.locator("summary", has_text=re.compile("^撤回公开$")).click()
    form = leader.locator("details.act[open]").filter(has_text="确认撤回公开")
    form.locator("select").select_option(index=1)
    form.locator("textarea, input[type=text]").fill("数据有误，正在核实。")
    shots(leader, "withdraw")
    form.get_by_role("button", name="确认撤回公开").click()
    stranger = visit(address)
    for _ in range(50):
        if "已撤回" in stranger.content():
            break
        stranger.wait_for_timeout(200)
        stranger.reload()
    shots(stranger, "gone")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("该信息已撤回")
    assert title not in stranger.content()


def test_two_editors_at_once_are_both_told_and_keep_their_text(sign_in, shots):
    first, second = sign_in(CLERK), sign_in(CLERK)
    first.get_by_role("link", name="公开信息").first.click()
    first.goto("/desk/items/?state=draft")
    first.locator("table a[href*='/desk/items/']").first.click()
    address = first.url
    for page in (first, second):
        page.goto(f"{address}edit/")
    first.get_by_label("名称", exact=True).fill("甲改的名称")
    first.get_by_role("button", name="保存", exact=True).click()
    first.wait_for_url(address)
    second.get_by_label("名称", exact=True).fill("乙改的名称")
    second.get_by_role("button", name="保存", exact=True).click()
    shots(second, "two-editors")
    expect(second.get_by_role("deletion")).to_contain_text("甲")
    expect(second.get_by_role("insertion")).to_contain_text("乙")
    expect(second.get_by_role("button", name="采用我的")).to_be_visible()
    first.goto(address)
    expect(first.locator("main")).to_contain_text("同时")


def test_an_expired_session_loses_no_typed_text(sign_in, shots):
    from gongkai.demo.accounts import PASSWORD

    page = sign_in(CLERK)
    page.goto("/desk/items/?state=draft")
    page.locator("table a[href*='/desk/items/']").first.click()
    address = page.url
    page.goto(f"{address}edit/")
    page.get_by_label("名称", exact=True).fill("登录过期前写下的名称")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="保存", exact=True).click()
    shots(page, "expired")
    page.get_by_label("账号").fill(CLERK)
    page.get_by_label("口令", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name="继续提交").click()
    page.wait_for_url(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("登录过期前写下的名称")
