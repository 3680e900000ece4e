"""Everything that happens to a published item stays visible to a stranger who checks it himself."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gongkai.demo.cast import CLERK, LEADER, SECRECY_REVIEWER, UNIT_REVIEWER
from gongkai.transparency.verifier.sealing import VERIFIER
from tests.browser.test_accessibility import problems
from tests.browser.test_the_spine import act, bring_in, document, sign

pytestmark = pytest.mark.browser

RIGHT, OPEN = "✓ 真实、未被改动", "？ 不能判断"


def another_document(folder: Path) -> Path:
    """The same paper under a number of its own, so that no other story has published it."""
    text = document().read_text(encoding="utf-8")
    copy = folder / "another.txt"
    copy.write_text(re.sub(r"〔(\d{4})〕(\d+)号", r"〔\1〕9\2号", text), encoding="utf-8")
    return copy


def approve(sign_in: Callable[..., Page], title: str) -> None:
    """Through the unit, the secrecy review and the leader, who publishes it at once."""
    sign(sign_in(UNIT_REVIEWER), title, "同意", "内容属实，同意公开。")
    sign(sign_in(SECRECY_REVIEWER), title, "同意", "不涉密，可以公开。")
    sign(sign_in(LEADER), title, "签发并立即发布", "同意发布。")


def until(page: Page, address: str, text: str) -> None:
    """Look again until the page says it: baking follows the facts."""
    for _ in range(75):
        page.goto(address)
        if text in page.content():
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{address} does not say {text}")


def check(page: Page, address: str, vkey: str) -> str:
    """Check an item with a copy of the verifier page that is on this stranger's own disk."""
    page.goto("about:blank")
    page.goto(VERIFIER.as_uri())
    page.get_by_label("信息的网址").fill(address)
    page.get_by_label("公钥，一行一把", exact=True).fill(vkey)
    page.get_by_role("button", name="核查", exact=True).click()
    page.wait_for_selector("#result-title:focus")
    return page.inner_text("#verdict")


def history(page: Page) -> list[str]:
    """What was done and to which version, step by step."""
    rows = page.locator("h3:text-is('登记经过') + ol > li").all_inner_texts()
    return [re.search(r"　(.*?，第 \d+ 版)", row)[1] for row in rows]


def test_a_corrected_and_withdrawn_item_shows_each_step(sign_in, visit, county, shots, tmp_path):
    clerk = sign_in(CLERK)
    number = bring_in(clerk, another_document(tmp_path))
    title = clerk.get_by_role("heading", level=1).inner_text()
    workspace = clerk.url
    act(clerk, "送审")
    approve(sign_in, title)
    address = f"{county}/items/{number[:4]}/{number[5:]}/"
    stranger = visit("/")
    until(stranger, address, "已入册，可核查")
    with urllib.request.urlopen(f"{county}/log/vkey") as answer:
        vkey = answer.read().decode().strip()

    assert check(stranger, address, vkey).startswith(RIGHT)
    assert history(stranger) == ["首次公开，第 1 版"]
    assert title in stranger.inner_text("#report")
    shots(stranger, "verified-published")

    clerk.goto(workspace)
    act(clerk, "更正")
    clerk.goto(f"{workspace}edit/")
    clerk.get_by_label("名称", exact=True).fill(f"{title}（更正）")
    clerk.get_by_label("更正说明").fill("名称有误，予以更正。")
    clerk.get_by_role("button", name="保存", exact=True).click()
    clerk.wait_for_url(workspace)
    act(clerk, "送审")
    approve(sign_in, f"{title}（更正）")
    until(stranger, address, "名称有误，予以更正。")
    until(stranger, f"{address}genuine/", "receipt-2.txt")

    assert check(stranger, address, vkey).startswith(RIGHT)
    assert history(stranger) == ["首次公开，第 1 版", "更正（新版本），第 2 版"]
    assert f"{title}（更正）" in stranger.inner_text("#report")
    shots(stranger, "verified-corrected")

    leader = sign_in(LEADER)
    leader.goto(workspace)
    leader.locator("summary", has_text=re.compile("^撤回公开$")).click()
    form = leader.locator("details.act[open]").filter(has_text="确认撤回公开")
    form.locator("select").select_option(index=1)
    form.locator("textarea").first.fill("数据有误，正在核实。")
    form.get_by_role("button", name="确认撤回公开").click()
    until(stranger, address, "该信息已撤回")
    until(stranger, address, "已入册，可核查")

    verdict = check(stranger, address, vkey)
    assert verdict.startswith(OPEN)
    assert "已经撤下" in verdict
    assert "后来已经撤回" in verdict
    assert history(stranger) == [
        "首次公开，第 1 版", "更正（新版本），第 2 版", "撤回，第 2 版",
    ]  # fmt: skip
    assert title not in stranger.inner_text("#report")
    shots(stranger, "verified-withdrawn")


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_from_the_check_mark_of_any_page_to_the_verifier_of_the_site(visit, shots, phone):
    page = visit("/latest/", phone=phone)
    page.locator("main a[href^='/items/']").first.click()
    expect(page.get_by_text("已入册，可核查")).to_be_visible()
    page.get_by_role("link", name="如何知道这是真的").click()
    found = problems(page)
    shots(page, f"genuine{'-phone' if phone else ''}")
    page.locator("main a[href^='/verify/']").click()
    page.wait_for_url("**/verify/**")
    found += problems(page)
    assert page.input_value("#address").endswith("/genuine/")
    expect(page.locator("#vkey-from-link")).to_be_visible()
    page.get_by_role("button", name="核查", exact=True).click()
    page.wait_for_selector("#result-title:focus")
    assert page.inner_text("#verdict").startswith(RIGHT)
    found += problems(page)
    shots(page, f"verified{'-phone' if phone else ''}")
    assert found == []
