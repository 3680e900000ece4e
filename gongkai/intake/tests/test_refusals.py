"""Files that cannot be read are refused in a sentence that says how to mend them."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.intake import docx, reading
from gongkai.intake.reading import Reading, UnreadableDocument, read

_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>名川县人民政府公告</w:t></w:r></w:p></w:body></w:document>"
)


def package(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def refusal(data: bytes, name: str = "a.docx") -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(data, name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b" \r\n\t", "文件是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为不带密码的 .docx"),
        (b"%PDF-1.7\n", "PDF 已损坏或设了密码"),
        (b"{\\rtf1 x}", "RTF 文件"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "这是图片"),
        (b"Rar!\x1a\x07", "请解压后"),
        (b"PK\x03\x04" + bytes(90), "文件不完整或已损坏"),
        (bytes(range(1, 32)) * 40, "无法识别文件的文字编码"),
        (b"\xff\xfe\x00\xd8\x00", "后面的内容有损坏"),
        (b"<html><body><img src=x></body></html>", "没有可读的文字"),
        (package({"word/document.xml": _DOCUMENT, "word/vbaProject.bin": b"x"}), "含有宏程序"),
        (package({"xl/workbook.xml": b"x"}), "这是电子表格"),
        (package({"ppt/presentation.xml": b"x"}), "这是演示文稿"),
        (package({"OFD.xml": b"x"}), "OFD 版式文件"),
        (package({"a.txt": b"x"}), "这是压缩包"),
        (package({"word/document.xml": "<w:document>"}), "请用 Word 或 WPS 打开后另存"),
        (
            package({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]>' + _DOCUMENT}),
            "不应出现的实体定义",
        ),
        (
            package({"word/document.xml": _DOCUMENT, "word/media/1.bmp": bytes(30_000_000)}),
            "解开后的体积异常",
        ),
    ],
)
def test_a_refusal_says_what_is_wrong(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_a_huge_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1024 * 1024)
    assert "文件超过1兆字节" in refusal("名川县".encode() * 200_000, "a.txt")


def test_a_package_of_very_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "MAX_PARTS", 3)
    parts: dict[str, str | bytes] = {f"word/{number}.xml": b"x" for number in range(4)}
    assert "体积异常" in refusal(package({"word/document.xml": _DOCUMENT, **parts}))


def test_every_refusal_is_a_whole_sentence() -> None:
    for _, sentence in reading._OTHERS:
        assert sentence.endswith("。") and "请" in sentence


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert isinstance(read(data, "a.txt"), Reading)
    except UnreadableDocument as error:
        assert str(error).endswith("。")


_PIECES = [
    *("<table>", "<tr>", "<td>", "</td>", "</table>", "<p>", "<br>", "<li>", "<ul>", "</ul>"),
    *("<h2>", "</h2>", "<b>", "</b>", "<a href='/x'>", "</a>", "<div id=zoom>", "</div>"),
    *("名川县人民政府关于某事的通知", "2026年3月1日", "发文字号：", "甲 |", "一、", "<img src=1>"),
]


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
@settings(max_examples=120, deadline=None)
def test_any_markup_is_read_or_refused(markup: str) -> None:
    try:
        assert isinstance(read(f"<html><body>{markup}</body></html>".encode(), "a.html"), Reading)
    except UnreadableDocument as error:
        assert str(error).endswith("。")


def test_a_page_nested_a_thousand_deep_is_read_whole() -> None:
    page = "<div><b>" * 500 + "名川县人民政府公告" + "</b></div>" * 500 + "<p>特此公告。</p>"
    result = read(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert "特此公告。" in result.body_text


def test_a_page_nested_too_deep_is_refused_rather_than_cut_short() -> None:
    page = "<div>" * 3000 + "名川县人民政府公告" + "</div>" * 3000 + "<p>特此公告。</p>"
    assert "嵌套过深" in refusal(f"<html><body>{page}</body></html>".encode(), "a.html")
