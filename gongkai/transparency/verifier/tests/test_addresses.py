"""The verifier page with an address: record, receipt and the log itself, read from another site."""

from __future__ import annotations

import json

import pytest

from gongkai.transparency.verifier.sealing import VERIFIER
from gongkai.transparency.verifier.tests.samples import (
    DOC,
    FILES,
    Item,
    MadeUpLog,
    Signer,
    later,
    others,
    published,
)

pytestmark = pytest.mark.browser

RIGHT, WRONG, OPEN = "✓ 真实、未被改动", "✗ 有问题", "？ 不能判断"
PLACE = "/items/2026/00017/"


def at(page, address: str, **more: str):
    page.fill(vkey=Signer().vkey, address=address, **more)
    return page.check()


@pytest.mark.parametrize("before", [6, 300], ids=["small", "two bundles"])
def test_an_address_is_enough(reader, site, before):
    log, item = published(before=before)
    page = reader()
    assert at(page, site.hold(log, item, before)).startswith(RIGHT)
    assert "没有核对" not in page.report + page.page.inner_text("#verdict")
    assert "网站上的 清单.pdf 和登记的一样" in page.report
    assert page.complaints == []


def test_from_the_site_itself_or_from_another(reader, site):
    log, item = published()
    address = site.hold(log, item, 6)
    page = reader(f"{site.address}/verify/#item={address}genuine/&vkey={log.signer.vkey}")
    assert page.check().startswith(RIGHT)
    assert all(one.startswith((site.address, "data:")) for one in page.asked)


def test_what_the_page_may_do_is_the_same_on_a_site_as_on_disk(reader):
    from gongkai.publishing.serving import WHOLE_PAGE_POLICY

    log, item = published()
    page = reader("about:blank")
    page.context.route(
        "http://127.0.0.1:9/verify/",
        lambda route: route.fulfill(
            path=VERIFIER, headers={"Content-Security-Policy": WHOLE_PAGE_POLICY},
            content_type="text/html",
        ),
    )  # fmt: skip
    page.page.goto("http://127.0.0.1:9/verify/")
    page.give(log.receipt(6), item.record(6))
    page.fill(vkey=log.signer.vkey)
    assert page.check().startswith(RIGHT)
    assert page.complaints == []


def history(*acts: str) -> tuple[MadeUpLog, Item]:
    """Published, corrected, and what follows, with others in between."""
    log, _ = published()
    item = Item(rev=2, prev=6)
    log.entries += [item.entry(), *others(3, "z")]
    previous = 12
    for act in acts:
        more = {
            "withdraw": {"ground": "clerical", "rev": 2},
            "restore": {"rev": 2},
            "erase": {"of": 12, "gone": ["a1"], "ground": "privacy", "auth": "名政办发〔2026〕3号"},
        }[act]
        log.entries.append(later(act, previous, **more))
        previous = len(log.entries) - 1
    return log, item


def test_a_version_that_was_corrected_is_genuine_and_not_the_newest(reader, site):
    log, item = history()
    site.hold(log, item, 12)
    page = reader()
    page.give(log.receipt(6, 9), Item().record(6))
    verdict = at(page, "", log=f"{site.address}/log/")
    assert verdict.startswith(RIGHT)
    assert "这不是最新的版本" in verdict
    assert "从 9 条到 16 条，只增加，没有改写" in page.report
    steps = page.page.inner_text("#report")
    assert steps.index("首次公开，第 1 版") < steps.index("更正（新版本），第 2 版")


def test_the_newest_version_shows_the_first_one_too(reader, site):
    log, item = history()
    page = reader()
    assert at(page, site.hold(log, item, 12)).startswith(RIGHT)
    assert "首次公开，第 1 版，登记册第 6 号" in page.report
    assert "更正（新版本），第 2 版，登记册第 12 号" in page.report


@pytest.mark.parametrize("receipts", [True, False], ids=["receipts", "list only"])
def test_what_was_withdrawn_is_told_with_every_step(reader, site, receipts):
    log, item = history("withdraw")
    address = site.hold(log, item, 12)
    for name in list(site.files):
        if name.startswith(PLACE):
            site.files[name] = None
    if receipts:
        site.files[f"{PLACE}receipt-1.txt"] = log.receipt(6).encode()
    listed = {"v": 1, "origin": log.signer.name, "size": 17, "documents": {DOC: PLACE}}
    site.files["/log/documents.json"] = json.dumps(listed).encode()
    page = reader()
    verdict = at(page, address)
    assert verdict.startswith(f"{OPEN}：这个网址上的信息已经撤下")
    assert "撤回（2026-11-25 16:30:00" in verdict
    for said in ("首次公开", "更正（新版本）", "撤回，第 2 版，理由：内容或者手续有误"):
        assert said in page.report


def test_who_kept_a_copy_sees_that_it_was_withdrawn(reader, site):
    log, item = history("withdraw")
    site.log(log)
    page = reader()
    page.give(log.receipt(12, 13), item.record(12))
    verdict = at(page, "", log=f"{site.address}/log/")
    assert verdict.startswith(RIGHT)
    assert "这份信息后来已经撤回" in verdict


def test_a_restored_item_is_not_called_withdrawn(reader, site):
    log, item = history("withdraw", "restore")
    page = reader()
    assert "撤回" not in at(page, site.hold(log, item, 12))
    assert "恢复公开" in page.report


def erased(log: MadeUpLog, item: Item, tombstone: int) -> bytes:
    record = item.record(12)
    record["parts"]["a1"] = {"erased": tombstone}
    return json.dumps(record).encode()


def test_a_tombstone_is_looked_up(reader, site):
    log, item = history("erase")
    address = site.hold(log, item, 12)
    site.files[f"{PLACE}record.json"] = erased(log, item, 16)
    page = reader()
    verdict = at(page, address)
    assert verdict.startswith(RIGHT)
    assert "附件1已删除，登记册里有删除的记录" in verdict
    assert "删去第 12 号的附件1，理由：个人隐私，决定文号：名政办发〔2026〕3号" in page.report


@pytest.mark.parametrize("tombstone", [12, 5, 99], ids=["itself", "a stranger's", "none"])
def test_a_part_erased_without_a_tombstone_is_an_alarm(reader, site, tombstone):
    log, item = history("erase")
    address = site.hold(log, item, 12)
    site.files[f"{PLACE}record.json"] = erased(log, item, tombstone)
    assert at(reader(), address).startswith(WRONG)


def test_a_changed_attachment_on_the_site_is_an_alarm(reader, site):
    log, item = published()
    address = site.hold(log, item, 6)
    site.files[f"{PLACE}files/{FILES['a1']}"] = b"%PDF-1.7 other"
    assert "网站上的附件 清单.pdf 和登记的不一样" in at(reader(), address)


def test_an_attachment_that_is_away_is_left_open(reader, site):
    log, item = published()
    address = site.hold(log, item, 6)
    del site.files[f"{PLACE}files/{FILES['a1']}"]
    verdict = at(reader(), address)
    assert verdict.startswith(RIGHT)
    assert "附件1（清单.pdf）没有核对" in verdict


def rewritten(log: MadeUpLog) -> MadeUpLog:
    return MadeUpLog([*log.entries[:2], *others(1, "other"), *log.entries[3:], *others(4, "new")])


def test_a_log_that_was_rewritten_is_an_alarm(reader, site):
    log, item = published()
    site.log(rewritten(log))
    page = reader()
    page.give(log.receipt(6), item.record(6))
    assert "登记册被改写了" in at(page, "", log=f"{site.address}/log/")


def test_a_log_that_became_shorter_is_an_alarm(reader, site):
    log, item = published()
    site.log(MadeUpLog(log.entries[:5]))
    page = reader()
    page.give(log.receipt(6), item.record(6))
    assert "登记册被改写了" in at(page, "", log=f"{site.address}/log/")


def test_an_older_checkpoint_shows_a_rewriting(reader, site):
    log, item = published()
    address = site.hold(log, item, 6)
    older = MadeUpLog(log.entries[:4])
    assert at(reader(), address, older=older.checkpoint()).startswith(RIGHT)
    forked = MadeUpLog(rewritten(log).entries[:4])
    page = reader()
    assert "登记册被改写了" in at(page, address, older=forked.checkpoint())


def test_entries_that_do_not_fit_the_signed_root_are_an_alarm(reader, site):
    log, item = history("withdraw")
    address = site.hold(log, item, 12)
    name = "/log/tile/entries/000.p/17"
    hidden = log.entries[16].replace(DOC.encode(), DOC.replace("6f", "70").encode())
    assert log.entries[16] in site.files[name]
    site.files[name] = site.files[name].replace(log.entries[16], hidden)
    assert "条目被改过" in at(reader(), address)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("www.example.gov.cn/items/2026/00017/", "应以 https:// 开头"),
        ("javascript:alert(1)", "应以 https:// 开头"),
        ("file:///etc/passwd", "选择文件"),
        ("http://127.0.0.1:9/items/2026/00017/", "读不到"),
    ],
)
def test_an_address_that_cannot_be_read_is_explained(reader, address, said):
    page = reader()
    assert at(page, address).startswith(OPEN)
    assert said in page.page.inner_text("#verdict") + page.report


def test_a_site_that_lets_no_other_page_read_it_is_explained(reader, site):
    log, item = published()
    address = site.hold(log, item, 6)
    site.shut.add(f"{PLACE}record.json")
    assert "不允许别的网页读取" in at(reader(), address)


def test_a_kept_copy_of_what_was_erased_later_is_told_so(reader, site):
    log, item = history("erase")
    site.log(log)
    page = reader()
    page.give(log.receipt(12, 13), item.record(12))
    verdict = at(page, "", log=f"{site.address}/log/")
    assert verdict.startswith(RIGHT)
    assert "附件1后来已经从网站删除" in verdict
