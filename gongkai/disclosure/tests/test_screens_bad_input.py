"""Bad input gets a sentence that says how to mend it, and keeps what was typed."""

from __future__ import annotations

import io
import zipfile

import pytest

from gongkai.disclosure.models import Attachment, Item, Version
from gongkai.disclosure.operations import releasing, reviewing
from gongkai.disclosure.tests.cast import Cast, make_cast
from gongkai.disclosure.tests.screens import (
    address,
    browser,
    edited,
    filled,
    now,
    problems,
    said,
    text_of,
    upload,
    word_document,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", " ", "请填写“名称”"),
        ("title", "长" * 301, "“名称”最多 300 个字，现在有 301 个字"),
        ("adopted_on", "2026-02-30", "“2026-02-30”不是有效的日期"),
        ("adopted_on", "二月三十日", "“二月三十日”不是有效的日期"),
        ("adopted_on", "0001-01-01", "不是有效的日期"),
        ("effective_on", "2026年5月1日至2026年5月8日", "里有两个日期"),
        ("document_number", "名财预[2026]3号", "应写作：名财预〔2026〕3号"),
        ("document_number", "三号文", "看不出这是发文字号"),
        ("summary", "述" * 501, "“内容概述”最多 500 个字"),
        ("document_kind", "不存在", "不存在"),
    ],
)
def test_a_field_that_is_wrong_says_so_and_keeps_what_was_typed(cast, field, typed, sentence):
    version = cast.draft()
    answer = edited(cast, version, **{field: typed, "source": "顺便填的来源"})
    assert answer.status_code == 422
    assert sentence in problems(answer)
    page = answer.content.decode()
    assert typed.strip() in page
    assert "顺便填的来源" in page
    assert now(version).revision == 1


def test_an_end_before_the_beginning(cast):
    answer = edited(cast, cast.draft(), effective_on="2026-06-01", expires_on="2026-05-01")
    assert "失效日期 2026-05-01 早于施行日期 2026-06-01" in problems(answer)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026年5月8日", "2026-05-08"),
        ("二〇二六年五月八日", "2026-05-08"),
        ("20260508", "2026-05-08"),
        ("２０２６．５．８", "2026-05-08"),
    ],
)
def test_dates_are_understood_as_papers_write_them(cast, typed, kept):
    version = cast.draft()
    edited(cast, version, adopted_on=typed)
    assert now(version).adopted_on.isoformat() == kept


def test_the_mended_number_is_taken_with_one_click(cast):
    version = cast.draft()
    answer = edited(cast, version, document_number="名财预（2026）第03号")
    assert 'name="use_number" value="名财预〔2026〕3号"' in answer.content.decode()
    values = filled(answer, "title") | {"use_number": "名财预〔2026〕3号"}
    browser(cast.clerk).post(address(version, "edit/"), values)
    assert now(version).document_number == "名财预〔2026〕3号"


def test_a_number_that_another_item_has_is_named_before_submission(cast):
    first = cast.publish(document_number="名财预〔2026〕3号")
    version = cast.draft(document_number="名财预〔2026〕3号")
    assert f"已用于信息 {first.number}" in text_of(browser(cast.clerk).get(address(version)))


def test_scripts_in_pasted_text_do_not_survive(cast):
    version = cast.draft()
    pasted = (
        '<p onclick="steal()" style="text-align:center;mso-pagination:none">正文'
        '<script>steal()</script><img src="https://elsewhere.example/x.png"></p>'
        '<iframe src="https://elsewhere.example/"></iframe>'
    )
    edited(cast, version, body_html=pasted)
    assert now(version).body_html == '<p style="text-align: center">正文</p>'


def test_text_typed_without_the_editor_becomes_paragraphs(cast):
    version = cast.draft()
    edited(cast, version, body_html="第一段\n\n第二段 5 < 6")
    assert now(version).body_html == "<p>第一段</p><p>第二段 5 &lt; 6</p>"


def macro_document() -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as package:
        with zipfile.ZipFile(io.BytesIO(word_document("正文"))) as plain:
            for name in plain.namelist():
                package.writestr(name, plain.read(name))
        package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(64))
    return saved.getvalue()


def bomb() -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as package:
        with zipfile.ZipFile(io.BytesIO(word_document("正文"))) as plain:
            for name in plain.namelist():
                package.writestr(name, plain.read(name))
        package.writestr("word/media/big.bin", bytes(300 * 1024 * 1024))
    return saved.getvalue()


FILES = {
    "empty": ("空.txt", lambda: b"", "文件是空的"),
    "program": ("工具.exe", lambda: b"MZ" + bytes(64), "程序文件"),
    "disguised": ("名单.pdf", lambda: b"MZ" + bytes(64), "名单.pdf"),
    "macro": ("表格.docx", macro_document, "宏"),
    "bomb": ("大.docx", bomb, "大.docx"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_bad_file_is_refused_with_a_sentence_and_the_text_is_saved(cast, kind):
    version = cast.draft()
    name, data, sentence = FILES[kind]
    page = browser(cast.clerk)
    values = filled(page.get(address(version, "edit/")), "title")
    values |= {"title": "改过的名称", "added": upload(name, data())}
    answer = page.post(address(version, "edit/"), values)
    messages = said(page, answer)
    assert sentence in messages
    assert "已保存" in messages
    assert now(version).title == "改过的名称"
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_says_how_large_it_may_be(cast, settings):
    settings.UPLOAD_MAX_BYTES = 1024
    version = cast.draft()
    page = browser(cast.clerk)
    values = filled(page.get(address(version, "edit/")), "title")
    values |= {"added": upload("大.txt", b"x" * 2048)}
    assert "文件超过 1024 字节" in said(page, page.post(address(version, "edit/"), values))


def test_a_new_item_without_a_duty_or_with_tomorrows_date(cast):
    page = browser(cast.clerk)
    values = filled(page.get("/desk/items/new/"), "key")
    values |= {"title": "名称", "formed_on": "2099-1-1"}
    answer = page.post("/desk/items/new/", values)
    assert "请选择目录事项" in problems(answer)
    assert "信息形成日期 2099-01-01 晚于今天" in problems(answer)
    assert 'value="名称"' in answer.content.decode()
    assert not Item.objects.exists()


def test_nobody_drafts_in_the_name_of_a_unit_that_is_not_theirs(cast):
    page = browser(cast.clerk)
    values = filled(page.get("/desk/items/new/"), "key")
    values |= {"title": "名称", "duty": cast.duty.pk, "unit": "health-1"}
    assert "您不能以这个单位的名义起草" in problems(page.post("/desk/items/new/", values))


def test_an_hour_that_is_past_or_no_hour(cast):
    version = cast.approve_all(cast.draft())
    page = browser(cast.leader)
    past = page.post(address(version, "act/appoint/"), {"at": "2020-01-01T09:00"})
    assert "定时发布的时间已过" in problems(past)
    assert "2020-01-01T09:00" in past.content.decode(), "what was typed stays"
    wrong = page.post(address(version, "act/appoint/"), {"at": "明天上午"})
    assert "“明天上午”不是有效的时间" in problems(wrong)


def test_what_was_typed_over_a_version_that_went_out_meanwhile_is_shown_to_be_copied(cast):
    version = cast.draft()
    page = browser(cast.clerk)
    values = filled(page.get(address(version, "edit/")), "title") | {"title": "来不及保存的名称"}
    releasing.release(cast.approve_all(version), staff=cast.leader)
    answer = page.post(address(version, "edit/"), values)
    assert answer.status_code == 409
    assert "该版本已发布，不能再修改" in problems(answer)
    assert "来不及保存的名称" in answer.content.decode()


def test_nonsense_in_addresses_and_hidden_fields_is_no_error_of_ours(cast):
    version = cast.draft()
    page = browser(cast.clerk)
    assert page.get("/desk/items/?below=abc&state=x&year=0&field=%00&unit=zz").status_code == 200
    assert page.get("/desk/items/?q=%00").status_code == 200
    assert page.get("/desk/items/new/duties/?duty_words=a%00b&duty=%00").status_code == 200
    assert page.get(address(version, "v1/files/%00")).status_code == 404
    assert page.get(address(version, "versions/0..99999999999999999999/")).status_code == 404
    assert page.get(address(version, "act/nothing/")).status_code == 404
    assert page.post(address(version, "act/submit/"), {"version": "77"}).status_code == 404
    assert page.post(address(version, "act/submit/"), {"version": "x"}).status_code == 409
    values = filled(page.get(address(version, "edit/")), "title") | {"revision": "viele"}
    assert page.post(address(version, "edit/"), values).status_code == 422
    assert page.post(address(version, "check/"), {"confirm": "1"}).status_code == 409
    assert page.post("/desk/items/new/document/falsch/", {}).status_code == 404
    assert Version.objects.get().revision == 1


def test_a_decision_that_is_none_is_refused_and_keeps_the_opinion(cast):
    version = cast.draft()
    reviewing.submit(version, staff=cast.clerk)
    page = browser(cast.reviewer)
    values = filled(page.get(address(version, "review/")), "seen_hash") | {"text": "写好的意见"}
    answer = page.post(address(version, "review/"), values | {"decide": "perhaps"})
    assert "请选择“同意”或“退回修改”" in problems(answer)
    assert "写好的意见" in answer.content.decode()


def test_an_expired_session_gives_the_typed_text_back(cast):
    version = cast.draft()
    page = browser(cast.clerk)
    values = filled(page.get(address(version, "edit/")), "title") | {"title": "登录过期前写的名称"}
    page.logout()
    answer = page.post(address(version, "edit/"), values)
    assert answer.status_code == 401
    assert "登录过期前写的名称" in answer.content.decode()
