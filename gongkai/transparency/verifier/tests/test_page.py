"""The verifier page as people use it: from disk, with files that are right, wrong, or missing."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from gongkai.transparency.verifier.tests.samples import (
    CONTENTS,
    FILES,
    MadeUpLog,
    Signer,
    b64,
    canonical,
    others,
    published,
)

pytestmark = pytest.mark.browser

RIGHT, WRONG, OPEN = "✓ 真实、未被改动", "✗ 有问题", "？ 不能判断"
ATTACHMENTS = {FILES[name]: CONTENTS[name] for name in FILES}
EVIL = '<img src=x onerror="alert(1)"><script>alert(2)</script>'


@pytest.fixture(params=[False, True], ids=["native", "bigint"])
def own(request: pytest.FixtureRequest) -> bool:
    """Whether the page must do without the browser's Ed25519."""
    return request.param


def test_a_whole_item_is_genuine(reader, own):
    log, item = published()
    page = reader(own=own)
    page.give(log.receipt(6), item.record(6), ATTACHMENTS)
    page.fill(vkey=log.signer.vkey)
    assert page.check().startswith(RIGHT)
    for said in ("关于公布行政许可事项清单的通知", "第 1 版", "11620000013895017G", "首次公开",
                 "2026-11-22 12:00:00（北京时间）", "清单.pdf", "名政发〔2026〕12号"):  # fmt: skip
        assert said in page.report
    assert ("没有 Ed25519" in page.report) is own
    assert "不相符" not in page.report
    assert page.complaints == []
    assert [one for one in page.asked if not one.startswith(("file:", "data:"))] == []


def test_pasted_texts_do_as_well_as_files(reader):
    log, item = published()
    page = reader()
    record = json.dumps(item.record(6), ensure_ascii=False)
    page.fill(receipt=log.receipt(6), record=record, vkey=log.signer.vkey)
    assert page.check().startswith(RIGHT)
    assert page.page.inner_text("#verdict").count("没有核对") == 2  # the attachments


def test_renamed_attachments_are_known_by_their_content(reader):
    log, item = published()
    page = reader()
    page.give(log.receipt(6), item.record(6), {"下载(1).pdf": CONTENTS["a1"], "b": CONTENTS["a2"]})
    page.fill(vkey=log.signer.vkey)
    assert page.check().startswith(RIGHT)
    assert "下载(1).pdf 和登记的一样" in page.report


def lines_swapped(receipt: str) -> str:
    lines = receipt.split("\n")
    lines[3], lines[4] = lines[4], lines[3]
    return "\n".join(lines)


def line_dropped(receipt: str) -> str:
    lines = receipt.split("\n")
    return "\n".join(lines[:3] + lines[4:])


def signature_flipped(receipt: str) -> str:
    head, _, last = receipt.rstrip("\n").rpartition(" ")
    data = bytearray(base64.b64decode(last))
    data[-1] ^= 1
    return f"{head} {b64(bytes(data))}\n"


def other_size(receipt: str) -> str:
    return receipt.replace("\n12\n", "\n13\n")


def other_index(receipt: str) -> str:
    return receipt.replace("index 6", "index 7")


def other_entry(receipt: str) -> str:
    return re.sub("extra .*", f"extra {b64(others(1, 'y')[0])}", receipt)


FORGERIES = {
    "reordered": lines_swapped,
    "a hash less": line_dropped,
    "a hash more": lambda one: one.replace("index 6\n", f"index 6\n{b64(bytes(32))}\n"),
    "bad signature": signature_flipped,
    "wrong size": other_size,
    "wrong index": other_index,
    "index beyond": lambda one: one.replace("index 6", "index 12"),
    "other entry": other_entry,
    "half of it": lambda one: one[: len(one) // 2],
    "without its end": lambda one: one[:-2],
    "without signature": lambda one: one[: one.rindex("\u2014")],
    "without blank line": lambda one: one.replace("\n\n", "\n"),
    "other header": lambda one: one.replace("@v1", "@v2"),
    "carriage returns": lambda one: one.replace("\n", "\r\n"),
    "index in octal": lambda one: one.replace("index 6", "index 06"),
    "base64 in two spellings": lambda one: one.replace("=\n", "\n", 1),
    "a hash too short": lambda one: one.replace("index 6\n", "index 6\nAAAA\n"),
    "empty but for the header": lambda _: "c2sp.org/tlog-proof@v1\n",
    "no text": lambda _: b"c2sp.org/tlog-proof@v1\n\xff\xfe",
    "huge": lambda one: one + "x" * (2 << 20),
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_receipt_that_was_tampered_with_is_refused(reader, forge):
    log, item = published()
    page = reader()
    page.give(forge(log.receipt(6)), item.record(6))
    page.fill(vkey=log.signer.vkey)
    assert page.check().startswith(WRONG)
    assert page.complaints == []


def test_a_forged_signature_is_refused_without_the_browsers_help(reader, own):
    log, item = published()
    page = reader(own=own)
    page.give(signature_flipped(log.receipt(6)), item.record(6))
    page.fill(vkey=log.signer.vkey)
    assert "签名是假的" in page.check()


def test_whoever_signs_with_another_key_is_refused(reader, own):
    log, item = published()
    page = reader(own=own)
    page.give(log.receipt(6), item.record(6))
    page.fill(vkey=Signer(seed=bytes(32)).vkey)
    assert "没有您填的这把公钥的签名" in page.check()


def test_another_log_of_the_same_key_is_refused(reader):
    log, item = published()
    log.signer = Signer(name="elsewhere.example.gov/log")
    page = reader()
    page.give(log.receipt(6), item.record(6))
    page.fill(vkey=log.signer.vkey)
    assert "登记册和登记凭据上的不是同一个" in page.check()
    page.fill(vkey=Signer().vkey)
    assert "不是同一个登记册" in page.check()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "没有填登记册的公钥"),
        ("county.example.gov/log", "抄得不完整"),
        (Signer().vkey.replace("AQ", "BQ"), "抄错的字"),
        (Signer().vkey[:-4] + "AAA=", "抄错的字"),
        (Signer().vkey + "A", "抄得不完整"),
    ],
)
def test_without_a_key_that_was_copied_well_nothing_is_decided(reader, key, said):
    log, item = published()
    page = reader()
    page.give(log.receipt(6), item.record(6))
    page.fill(vkey=key)
    assert page.check().startswith(OPEN)
    assert said in page.page.inner_text("#verdict")


def change(path: str, value: Any):
    """A record in which one thing is other than it was; None takes it away."""

    def tamper(record: dict[str, Any]) -> dict[str, Any]:
        *steps, last = path.split(".")
        place = record
        for step in steps:
            place = place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
        return record

    return tamper


TAMPERINGS = {
    "text": (change("parts.body.content", "<p>请遵照执行！</p>"), "正文和登记的不一样"),
    "title": (change("parts.meta.content", '{"title":"通知"}'), "标题和目录信息和登记的不一样"),
    "salt": (change("parts.body.salt", b64(bytes(32))), "正文和登记的不一样"),
    "short salt": (change("parts.body.salt", "AAAA"), "长度不对"),
    "entry": (change("entry", b64(others(1)[0])), "不是同一个登记条目"),
    "index": (change("index", 5), "不是同一个登记条目"),
    "origin": (change("origin", "elsewhere.example.gov/log"), "不是同一个"),
    "a part less": (change("parts.body", None), "正文登记过，内容记录里却没有"),
    "a part more": (change("parts.a3", {"salt": b64(bytes(32)), "file": "files/x"}), "没有登记过"),
    "a key more": (change("more", 1), "不是规定的写法"),
    "version": (change("v", 2), "不是规定的写法"),
    "a file above": (change("parts.a1.file", "files/../../x"), "文件名不规范"),
    "attachment as text": (change("parts.a1", {"salt": "", "content": ""}), "写法不对"),
    "a tombstone of words": (change("parts.body", {"erased": "4"}), "写法不对"),
    "a prototype": (change("parts.__proto__", {"erased": 4}), "没有登记过"),
}


@pytest.mark.parametrize(("tamper", "said"), TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_a_record_that_was_tampered_with_is_refused(reader, tamper, said):
    log, item = published()
    page = reader()
    page.give(log.receipt(6), tamper(item.record(6)))
    page.fill(vkey=log.signer.vkey)
    verdict = page.check()
    assert verdict.startswith(WRONG)
    assert said in verdict


TEXTS = {
    "half of it": lambda one: one[: len(one) // 2],
    "a key twice": lambda one: one.replace('"v": 1', '"v": 1, "\\u0076": 1'),
    "a lone surrogate": lambda one: one.replace("请遵照执行", "\\ud800"),
    "a byte order mark": lambda one: "\ufeff" + one,
    "very deep": lambda one: one[:-1] + ', "x": ' + "[" * 200_000 + "]" * 200_000 + "}",
    "a list": lambda _: "[]",
    "null": lambda _: "null",
    "no UTF-8": lambda one: one.encode().replace("请".encode(), b"\xff"),
}


@pytest.mark.parametrize("spoil", TEXTS.values(), ids=TEXTS.keys())
def test_a_record_that_is_no_record_is_refused(reader, spoil):
    log, item = published()
    page = reader()
    page.give(log.receipt(6), spoil(json.dumps(item.record(6), ensure_ascii=False)))
    page.fill(vkey=log.signer.vkey)
    assert page.check().startswith(WRONG)
    assert page.complaints == []


def test_a_changed_attachment_is_refused(reader):
    log, item = published()
    page = reader()
    page.give(log.receipt(6), item.record(6), {**ATTACHMENTS, "清单.pdf": b"%PDF-1.7 other"})
    page.fill(vkey=log.signer.vkey)
    assert "附件 清单.pdf 和登记的不一样" in page.check()


def test_a_file_that_belongs_to_nothing_is_refused(reader):
    log, item = published()
    page = reader()
    page.give(log.receipt(6), item.record(6), {**ATTACHMENTS, "说明.txt": b"new"})
    page.fill(vkey=log.signer.vkey)
    assert "说明.txt 不是这份信息登记过的附件" in page.check()


def test_an_erased_part_is_told_and_its_tombstone_is_left_open(reader):
    log, item = published()
    record = item.record(6)
    record["parts"]["a1"] = {"erased": 9}
    page = reader()
    page.give(log.receipt(6), record, {"表.xlsx": CONTENTS["a2"]})
    page.fill(vkey=log.signer.vkey)
    verdict = page.check()
    assert verdict.startswith(RIGHT)
    assert "附件1已删除；没有连到登记册" in verdict
    assert "已删除，见登记册第 9 号" in page.report


def test_one_half_alone_decides_nothing(reader):
    log, item = published()
    page = reader()
    page.fill(vkey=log.signer.vkey, receipt=log.receipt(6))
    assert page.check().startswith(f"{OPEN}：没有内容记录")
    page.fill(receipt="", record=json.dumps(item.record(6)))
    assert page.check().startswith(f"{OPEN}：没有登记凭据")
    page.fill(record="")
    assert page.check().startswith(OPEN)


def test_witnesses_are_named_with_their_time_and_a_false_one_refuses(reader, own):
    log, item = published()
    witness = Signer("archive.example.gov/w1", 4, bytes(reversed(range(32))))
    log.witnesses = [witness, Signer("unknown.example.gov", 4, bytes(32))]
    page = reader(own=own)
    page.give(log.receipt(6), item.record(6), ATTACHMENTS)
    page.fill(vkey=log.signer.vkey, witness=witness.vkey)
    assert page.check().startswith(RIGHT)
    assert "archive.example.gov/w1 在 2026-11-22 12:00:00（北京时间） 签名" in page.report
    assert "1 个不认识的签名" in page.report
    lines = log.receipt(6).split("\n")
    lines[-3] = signature_flipped(lines[-3])[:-1]
    page.give("\n".join(lines))
    assert "archive.example.gov/w1 的签名是假的" in page.check()


def test_markup_in_what_was_published_stays_text(reader):
    log, item = published()
    item.contents["body"] = EVIL.encode()
    item.contents["meta"] = canonical({"title": EVIL, EVIL: EVIL})
    log.entries[6] = item.entry()
    page = reader()
    page.give(log.receipt(6), item.record(6), {f"{EVIL[:4]}x.txt": EVIL.encode()})
    page.fill(vkey=log.signer.vkey)
    page.check()
    page.page.click("text=看登记的正文")
    assert EVIL in page.report
    assert page.page.locator("img, #result script").count() == 0
    page.page.wait_for_timeout(200)
    assert page.complaints == []


def test_markup_in_addresses_keys_and_links_stays_text(reader):
    page = reader()
    page.page.goto(page.page.url + f"#vkey={EVIL}&item={EVIL}&witness={EVIL}")
    page.check()
    assert page.page.locator("img, #result script").count() == 0
    assert page.complaints == []


def test_a_key_that_came_by_link_is_said_to_be_unproved(reader):
    log, _ = published()
    page = reader()
    assert not page.page.is_visible("#vkey-from-link")
    page.page.goto(page.page.url + f"#vkey={log.signer.vkey}")
    assert page.page.input_value("#vkey") == log.signer.vkey
    assert page.page.is_visible("#vkey-from-link")


def test_an_older_checkpoint_of_the_same_size_shows_two_histories(reader):
    log, item = published()
    other = MadeUpLog([*log.entries[:-1], *others(1, "fork")])
    page = reader()
    page.give(log.receipt(6), item.record(6))
    page.fill(vkey=log.signer.vkey, older=other.checkpoint())
    assert "登记册对不同的人出示了两个样子" in page.check()


@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_it(reader, width, tmp_path):
    log, item = published()
    page = reader(width=width)
    for receipt in ("", log.receipt(6), signature_flipped(log.receipt(6))):
        if receipt:
            page.give(receipt, item.record(6), ATTACHMENTS)
            page.fill(vkey=log.signer.vkey)
            page.check()
        found = Axe().run(page.page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.page.evaluate("document.activeElement.id") == "result-title"


def test_keys_alone_are_enough(reader):
    log, item = published()
    page = reader()
    page.give(log.receipt(6), item.record(6))
    page.page.focus("#vkey")
    page.page.keyboard.type(log.signer.vkey)
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector("#go:not([aria-disabled])")
    assert page.page.inner_text("#verdict").startswith(RIGHT)


def test_where_the_browser_may_not_calculate_it_says_what_to_do(reader, chromium):
    from gongkai.transparency.verifier.sealing import VERIFIER

    context = chromium.new_context()
    context.route("**/*", lambda route: route.fulfill(path=VERIFIER))
    page = context.new_page()
    page.goto("http://insecure.test/verify/")
    assert "保存到电脑上" in page.inner_text("#no-crypto")
    page.click("#go", force=True)
    assert not page.is_visible("#result")
    context.close()
