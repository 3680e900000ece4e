"""Files on the screens: beside the text, inside it, and as the beginning of an item."""

from __future__ import annotations

import pytest

from gongkai.disclosure.models import Attachment, Item, Version
from gongkai.disclosure.tests.cast import Cast, make_cast
from gongkai.disclosure.tests.screens import (
    address,
    browser,
    filled,
    now,
    picture,
    problems,
    said,
    text_of,
    upload,
    word_document,
)
from gongkai.files.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def version(cast) -> Version:
    """A draft with two files beside its text."""
    version = cast.draft()
    page = browser(cast.clerk)
    values = filled(page.get(address(version, "edit/")), "title")
    files = [upload("甲.txt", "甲\n".encode()), upload("乙.txt", "乙\n".encode())]
    page.post(address(version, "edit/"), values | {"added": files})
    assert names(version) == ["甲.txt", "乙.txt"]
    return version


def names(version: Version) -> list[str]:
    beside = version.attachments.filter(inline=False).order_by("order")
    return list(beside.values_list("name", flat=True))


def save_files(cast: Cast, version: Version, **changes):
    page = browser(cast.clerk)
    values = filled(page.get(address(version, "edit/")), "title") | changes
    return page, page.post(address(version, "edit/"), values)


def test_files_change_name_and_order(cast, version):
    first, second = version.attachments.order_by("order")
    changes = {f"name_{first.pk}": "丙", f"place_{first.pk}": 2, f"place_{second.pk}": 1}
    page, answer = save_files(cast, version, **changes)
    assert "名称和次序已保存" in said(page, answer)
    assert names(version) == ["乙.txt", "丙.txt"], "the extension stays"


def test_files_may_change_names_with_each_other(cast, version):
    first, second = version.attachments.order_by("order")
    save_files(cast, version, **{f"name_{first.pk}": "乙.txt", f"name_{second.pk}": "甲.txt"})
    assert names(version) == ["乙.txt", "甲.txt"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "名称不能为空"),
        ("a/b.txt", "不能有"),
        ("乙.txt", "有两个附件都叫"),
        (".x", "不能以点开头"),
    ],
)
def test_a_bad_name_for_a_file_is_said(cast, version, name, sentence):
    first = version.attachments.order_by("order").first()
    page, answer = save_files(cast, version, **{f"name_{first.pk}": name})
    assert sentence in said(page, answer)
    assert names(version) == ["甲.txt", "乙.txt"]


def test_a_file_is_taken_off(cast, version):
    first = version.attachments.order_by("order").first()
    page, answer = save_files(cast, version, **{f"remove_{first.pk}": "on"})
    assert "已移除附件“甲.txt”" in said(page, answer)
    assert names(version) == ["乙.txt"]


def test_files_alone_leave_the_revision_so_that_nobody_is_set_aside(cast, version):
    assert now(version).revision == 1


def test_a_file_is_downloaded_to_be_saved_and_never_run(cast, version):
    answer = browser(cast.clerk).get(address(version, "v1/files/甲.txt"))
    assert b"".join(answer.streaming_content) == "甲\n".encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_a_file_that_was_not_examined_yet_is_not_given_out(cast, version):
    version.attachments.first().file.__class__.objects.update(status="quarantined")
    assert browser(cast.clerk).get(address(version, "v1/files/甲.txt")).status_code == 404


def test_the_text_shows_its_own_pictures_on_the_desk_and_in_the_preview(cast, version):
    page = browser(cast.clerk)
    sent = page.post(address(version, "pictures/"), {"picture": upload("图 1.png", picture())})
    source = sent.json()["picture"]["source"]
    assert source == "files/图-1.png", "a name without blanks: it stands in an address"
    save_files(cast, version, body_html=f'<p>如图<img src="{source}" alt="示意"></p>')
    assert f'src="{source}"' in now(version).body_html, "as it lies beside the public page"
    for where in (address(version), address(version, "v1/preview/")):
        html = page.get(where).content.decode()
        assert f'src="{address(version)}v1/files/%E5%9B%BE-1.png"' in html
    assert page.get(address(version, "v1/files/图-1.png")).status_code == 200
    listed = page.get(address(version, "pictures/")).json()["pictures"]
    assert [one["name"] for one in listed] == ["图-1.png"]


def test_only_pictures_go_into_the_text(cast, version):
    page = browser(cast.clerk)
    sent = page.post(address(version, "pictures/"), {"picture": upload("表.txt", b"x\n")})
    assert sent.status_code == 409
    assert "正文中只能插入图片" in sent.json()["reasons"][0]
    assert page.post(address(version, "pictures/"), {}).status_code == 422


# --- from a document ------------------------------------------------------------------------------

PARAGRAPHS = (
    "名川县财政局关于公开2026年政府预算的通知",
    "名财预（2026）12号",
    "各乡镇人民政府，县政府各部门：",
    "根据预算法规定，现将2026年政府预算予以公开，请遵照执行。",
    "名川县财政局",
    "2026年5月6日",
)


def bring(cast: Cast, name: str, data: bytes):
    page = browser(cast.clerk)
    return page, page.post("/desk/items/new/document/", {"file": upload(name, data)})


def test_a_word_document_is_read_checked_and_drafted_with_its_picture_and_original(cast):
    page, answer = bring(cast, "通知.docx", word_document(*PARAGRAPHS, image=picture()))
    shown = page.get(answer.headers["Location"])
    assert "依据：" in text_of(shown)
    values = filled(shown, "body_html")
    assert values["title"] == PARAGRAPHS[0]
    assert values["document_number"] == "名财预〔2026〕12号"
    assert values["adopted_on"] == values["formed_on"] == "2026-05-06"
    assert values["duty"] == str(cast.duty.pk), "the duty is proposed"
    drafted = page.post(answer.headers["Location"], values | {"title": "改过的名称"})
    version = Item.objects.get().versions.get()
    assert drafted.headers["Location"] == address(version)
    assert version.title == "改过的名称"
    assert 'src="files/图1.png"' in version.body_html
    kept = dict(version.attachments.values_list("name", "inline"))
    assert kept == {"图1.png": True, "通知.docx": False}
    again = page.post(answer.headers["Location"], values)
    assert "没有重复起草" in said(page, again)
    assert Item.objects.count() == 1


def test_the_original_need_not_become_public(cast):
    page, answer = bring(cast, "通知.txt", "\n".join(PARAGRAPHS).encode())
    values = filled(page.get(answer.headers["Location"]), "body_html")
    del values["with_original"]
    page.post(answer.headers["Location"], values)
    assert not Attachment.objects.exists()


def test_mistakes_in_what_was_recognised_come_back_as_typed(cast):
    page, answer = bring(cast, "通知.txt", "\n".join(PARAGRAPHS).encode())
    values = filled(page.get(answer.headers["Location"]), "body_html")
    values |= {"document_number": "名财预[2026]12号", "title": "改过的名称"}
    back = page.post(answer.headers["Location"], values)
    assert "应写作：名财预〔2026〕12号" in problems(back)
    assert "改过的名称" in back.content.decode()
    assert 'name="use_number"' in back.content.decode()
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("空.docx", b"", "空"),
        ("旧.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "docx"),
        ("图.png", picture(), "图片"),
        ("坏.docx", b"PK\x03\x04" + bytes(80), "坏.docx"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(cast, name, data, sentence):
    _, answer = bring(cast, name, data)
    assert answer.status_code == 422
    assert sentence in problems(answer) + name
    assert problems(answer)


def test_who_may_not_draft_brings_no_document(cast):
    page = browser(cast.reviewer)
    answer = page.post("/desk/items/new/document/", {"file": upload("通知.txt", b"x\n")})
    assert "您没有起草信息的权限" in text_of(answer)
    assert not StoredFile.objects.exists()


def test_searching_duties_without_script_keeps_what_was_typed(cast):
    page = browser(cast.clerk)
    values = filled(page.get("/desk/items/new/"), "key")
    values |= {"title": "写到一半的名称", "duty": cast.duty.pk, "duty_words": "预算", "look": "1"}
    answer = page.post("/desk/items/new/", values)
    assert answer.status_code == 200
    assert "写到一半的名称" in answer.content.decode()
    assert filled(answer, "key")["duty"] == str(cast.duty.pk)
    assert not problems(answer)


def test_a_link_can_choose_the_duty_beforehand(cast):
    page = browser(cast.clerk).get(f"/desk/items/new/?duty={cast.duty.pk}")
    assert filled(page, "key")["duty"] == str(cast.duty.pk)


def test_duties_are_found_by_their_words_and_the_chosen_one_stays(cast):
    page = browser(cast.clerk)
    found = page.get("/desk/items/new/duties/?duty_words=政府 预算")
    assert "财政预决算 / 政府预算" in text_of(found)
    none = page.get(f"/desk/items/new/duties/?duty_words=渔业&duty={cast.duty.pk}")
    assert "财政预决算 / 政府预算" in text_of(none), "chosen before"
