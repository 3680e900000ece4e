"""Office documents that carry programs, other files, bombs, or call elsewhere."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from gongkai.files import archives
from gongkai.files.queries import reasons_not_to_accept
from gongkai.files.tests import samples
from gongkai.files.tests.samples import EXE, OLE, with_parts, with_relationship

WORD = "word/document.xml"


def only_reason(data: bytes, name: str = "通知.docx") -> str:
    reasons = reasons_not_to_accept(name, data)
    assert len(reasons) == 1, reasons
    return reasons[0]


def test_a_macro_hidden_in_a_plain_docx_is_found() -> None:
    data = with_parts(samples.word(), {"word/vbaProject.bin": OLE})
    assert "文件含有宏" in only_reason(data)


def test_old_macro_sheets_count_as_macros() -> None:
    data = with_parts(samples.saved(samples.workbook()), {"xl/macrosheets/sheet1.xml": "<x/>"})
    assert "文件含有宏" in only_reason(data, "名单.xlsx")


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("word/embeddings/oleObject1.bin", OLE, "嵌入了另一个文件（oleObject1.bin）"),
        ("word/media/image1.png", EXE, "嵌入了Windows 程序"),
        ("word/embeddings/表.xlsx", samples.in_zip({"a": "b"}), "嵌入了另一个文件（表.xlsx）"),
        ("word/media/scan.bin", samples.pdf(), "嵌入了另一个文件（scan.bin）"),
        ("word/activeX/activeX1.xml", b"<x/>", "可运行的控件"),
    ],
)
def test_programs_and_files_inside_are_refused(part: str, content: bytes, said: str) -> None:
    assert said in only_reason(with_parts(samples.word(), {part: content}))


@pytest.mark.parametrize(
    ("type_", "target", "said"),
    [
        ("attachedTemplate", "https://evil.example/t.dotm", "引用了外部模板"),
        ("attachedTemplate", "file://///10.0.0.8/share/t.dotx", "引用了外部模板"),
        ("image", "http://evil.example/pixel.png", "引用了外部图片"),
        ("oleObject", "http://evil.example/x", "引用了外部对象"),
        ("frame", "http://evil.example/x.html", "引用了外部框架"),
        ("somethingNew", "http://evil.example/x", "引用了外部内容"),
        ("hyperlink", "file:///C:\\Users\\li\\表.xlsx", "公众无法打开"),
        ("hyperlink", "javascript:alert(1)", "脚本"),
    ],
)
def test_what_is_fetched_from_elsewhere_is_refused(type_: str, target: str, said: str) -> None:
    assert said in only_reason(
        with_relationship(samples.word(), WORD, type_, target, external=True)
    )


@pytest.mark.parametrize(
    ("type_", "target"),
    [
        ("hyperlink", "https://www.gov.cn/"),
        ("hyperlink", "www.gov.cn"),
        ("hyperlink", "mailto:zwgk@example.gov.cn"),
        ("attachedTemplate", "file:///C:\\Users\\li\\Templates\\t.dotx"),
    ],
)
def test_ordinary_links_and_a_local_template_are_no_obstacle(type_: str, target: str) -> None:
    data = with_relationship(samples.word(), WORD, type_, target, external=True)
    assert reasons_not_to_accept("通知.docx", data) == []


def test_links_between_workbooks_are_refused() -> None:
    part = "xl/externalLinks/externalLink1.xml"
    data = with_parts(samples.saved(samples.workbook()), {part: "<x/>"})
    data = with_relationship(data, part, "externalLinkPath", "file:///D:/表.xlsx", external=True)
    assert "断开链接" in only_reason(data, "名单.xlsx")


def test_database_connections_are_refused() -> None:
    data = with_parts(samples.saved(samples.workbook()), {"xl/connections.xml": "<x/>"})
    assert "外部数据连接" in only_reason(data, "名单.xlsx")


@pytest.mark.parametrize(
    "field",
    [
        "<w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe</w:instrText></w:r>",
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> DD</w:instrText></w:r>"
        "<w:r><w:instrText>E cmd</w:instrText></w:r>",
    ],
)
def test_fields_that_start_programs_are_refused(field: str) -> None:
    assert "DDE" in only_reason(samples.word_with(f"<w:p>{field}</w:p>"))
    simple = "<w:p><w:fldSimple w:instr='DDE cmd'><w:r/></w:fldSimple></w:p>"
    assert "DDE" in only_reason(samples.word_with(simple))


def test_an_imported_web_page_counts_as_another_file() -> None:
    data = with_parts(samples.word(), {"word/afchunk.html": "<html/>"})
    data = with_relationship(data, WORD, "aFChunk", "afchunk.html")
    assert "嵌入了另一个文件（afchunk.html）" in only_reason(data)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
FETCHES = '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd"><x/>'


@pytest.mark.parametrize("xml", [LAUGHS, FETCHES, LAUGHS.encode("utf-16")])
def test_xml_entities_are_refused_in_every_part(xml: Any) -> None:
    assert "实体声明" in only_reason(with_parts(samples.word(), {"word/extra.xml": xml}))
    assert reasons_not_to_accept("通知.docx", with_parts(samples.word(), {WORD: xml}))
    assert reasons_not_to_accept("通告.ofd", with_parts(samples.ofd(), {"OFD.xml": xml}))


def test_a_bomb_is_refused_without_being_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = with_parts(samples.word(), {"word/media/zeros.bin": bytes(40 * 1024 * 1024)})
    assert len(bomb) < 100_000
    read: list[str] = []
    stream = archives.Archive.stream

    def watched(self: archives.Archive, name: str) -> Any:
        read.append(name)
        return stream(self, name)

    monkeypatch.setattr(archives.Archive, "stream", watched)
    assert "压缩炸弹" in only_reason(bomb)
    assert "word/media/zeros.bin" not in read


def test_too_many_entries_are_a_bomb_too() -> None:
    many = {f"word/media/{n}.txt": b"" for n in range(archives.MAX_ENTRIES + 1)}
    assert "压缩炸弹" in only_reason(with_parts(samples.word(), many))


def test_a_file_that_declares_less_than_it_unpacks_is_damaged() -> None:
    data = bytearray(with_parts(samples.word(), {"word/media/big.bin": bytes(1_000_000)}))
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        size = zipped.getinfo("word/media/big.bin").file_size
    directory = data.rfind(b"word/media/big.bin") - 46
    data[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
    assert size == 1_000_000
    assert "损坏" in only_reason(bytes(data))


def test_names_that_lead_out_of_the_folder_are_refused() -> None:
    data = with_parts(samples.word(), {"../../etc/passwd": b"x"})
    assert "内部结构异常" in only_reason(data)


def test_a_document_cut_off_in_the_middle_is_broken() -> None:
    data = samples.word()
    assert reasons_not_to_accept("通知.docx", data[: len(data) // 2])


def test_a_document_with_spoiled_text_is_broken() -> None:
    data = samples.changed(samples.word(), WORD, "</w:body>", "")
    assert reasons_not_to_accept("通知.docx", data)


def test_an_ofd_with_an_attachment_or_a_program_is_refused() -> None:
    assert "嵌入了附件" in only_reason(samples.ofd(attachment=True), "通告.ofd")
    data = with_parts(samples.ofd(), {"Doc_0/Res/a.bin": EXE})
    assert "嵌入了Windows 程序" in only_reason(data, "通告.ofd")
