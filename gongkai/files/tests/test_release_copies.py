"""The copy that the public gets says what the original shows, and nothing about who made it."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import docx
import openpyxl
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from gongkai.files import formats, images
from gongkai.files.images.traces import orientation
from gongkai.files.tests import samples
from gongkai.files.tests.samples import AUTHOR


def released(tmp_path: Path, name: str, data: bytes) -> bytes:
    source, target = samples.on_disk(tmp_path, name, data), tmp_path / "copy"
    extension = name.rpartition(".")[2]
    formats.clean(extension, source, target)
    assert formats.reasons_against(extension, target) == []
    return target.read_bytes()


def everything(data: bytes) -> bytes:
    """All bytes of a file, unpacked as far as they can be, for a search in the raw."""
    found = [data]
    if data.startswith(b"PK"):
        found += [name.encode() + content for name, content in samples.unzipped(data).items()]
    if data.startswith(b"%PDF"):
        for piece in data.split(b"stream")[1:]:
            unpacker = zlib.decompressobj()
            try:
                found.append(unpacker.decompress(piece.lstrip(b"\r\n")))
            except zlib.error:
                continue
    return b"\n".join(found)


def says(data: bytes, word: str) -> bool:
    raw = everything(data).lower()
    spellings = {word.lower().encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
    return any(one in raw for one in spellings)


ORIGINALS = {
    "a.docx": samples.word("正文"),
    "commented.docx": samples.commented_word(),
    "tracked.docx": samples.tracked_word(),
    "a.xlsx": samples.hiding_workbook(),
    "a.pptx": samples.slides(notes=f"notes of {AUTHOR}"),
    "a.pdf": samples.annotated_pdf(),
    "a.ofd": samples.ofd(),
    "a.png": samples.png(extra=samples.png_chunk(b"tEXt", b"Author\x00" + AUTHOR.encode())),
    "a.jpg": samples.jpeg(),
    "a.gif": samples.gif(),
    "a.webp": samples.webp(),
}


@pytest.mark.parametrize("name", ORIGINALS)
def test_the_author_is_nowhere_in_the_copy(tmp_path: Path, name: str) -> None:
    assert says(ORIGINALS[name], AUTHOR)
    assert not says(released(tmp_path, name, ORIGINALS[name]), AUTHOR)


@pytest.mark.parametrize("name", ORIGINALS)
def test_the_copy_reads_like_the_original(tmp_path: Path, name: str) -> None:
    extension = name.rpartition(".")[2]
    source = samples.on_disk(tmp_path, name, ORIGINALS[name])
    copy = samples.on_disk(tmp_path, f"copy.{extension}", released(tmp_path, name, ORIGINALS[name]))
    original = formats.read(extension, source)
    assert formats.read(extension, copy).visible_text() == original.visible_text()


@pytest.mark.parametrize("name", ORIGINALS)
def test_the_copy_is_always_the_same(tmp_path: Path, name: str) -> None:
    once = released(tmp_path, name, ORIGINALS[name])
    assert released(tmp_path, name, ORIGINALS[name]) == once


@pytest.mark.parametrize(
    "name", sorted(set(ORIGINALS) - {"a.pdf"})
)  # its objects are numbered anew
def test_copying_a_copy_changes_nothing(tmp_path: Path, name: str) -> None:
    once = released(tmp_path, name, ORIGINALS[name])
    assert released(tmp_path, name, once) == once


def test_word_opens_the_copy_and_finds_changes_accepted(tmp_path: Path) -> None:
    copy = released(tmp_path, "a.docx", samples.tracked_word())
    document = docx.Document(io.BytesIO(copy))
    assert [one.text for one in document.paragraphs] == ["正文第一段", "经研究，同意报销。"]
    assert not says(copy, "李四")


def test_word_opens_the_copy_and_finds_no_comment(tmp_path: Path) -> None:
    copy = released(tmp_path, "a.docx", samples.commented_word())
    document = docx.Document(io.BytesIO(copy))
    assert [one.text for one in document.paragraphs] == ["补助金额另行公布。"]
    assert list(document.comments) == []
    assert not says(copy, "先别公布")


def test_a_deleted_table_row_is_gone_and_an_inserted_one_stays(tmp_path: Path) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr><w:trPr><w:{{0}} w:id='1' w:author='x'/></w:trPr>{cell}</w:tr>"
    table = f"<w:tbl>{row.format('del', '旧行')}{row.format('ins', '新行')}</w:tbl><w:p/>"
    document = docx.Document(io.BytesIO(released(tmp_path, "a.docx", samples.word_with(table))))
    assert [cell.text for one in document.tables for row in one.rows for cell in row.cells] == [
        "新行"
    ]


def test_revision_marks_paths_and_custom_data_are_gone(tmp_path: Path) -> None:
    data = samples.word_with(
        '<w:p w:rsidR="00ABCDEF"><w:r><w:drawing><wp:docPr xmlns:wp="x" id="1" name="图1" '
        'descr="C:\\Users\\li\\图.png"/></w:drawing></w:r></w:p>'
    )
    data = samples.with_parts(data, {"customXml/item1.xml": "<a>custom</a>"})
    data = samples.with_relationship(
        data, "word/document.xml", "customXml", "../customXml/item1.xml"
    )
    path = "file:///C:\\Users\\li\\t.dotx"
    data = samples.with_relationship(
        data, "word/settings.xml", "attachedTemplate", path, external=True
    )
    copy = released(tmp_path, "a.docx", data)
    for trace in ("00ABCDEF", "rsid", "Users", "custom</a>", "thumbnail", "docProps"):
        assert not says(copy, trace), trace


def test_parts_that_nothing_refers_to_stay_behind(tmp_path: Path) -> None:
    data = samples.with_parts(samples.word(), {"word/forgotten.xml": "<a>left over</a>"})
    assert not says(released(tmp_path, "a.docx", data), "left over")


def test_pictures_inside_a_document_lose_their_traces_too(tmp_path: Path) -> None:
    data = samples.with_parts(samples.word(), {"word/media/image1.jpg": samples.jpeg()})
    data = samples.with_relationship(data, "word/document.xml", "image", "media/image1.jpg")
    copy = samples.unzipped(released(tmp_path, "a.docx", data))
    assert AUTHOR.encode() not in copy["word/media/image1.jpg"]
    assert b"coded\xff\x00picture" in copy["word/media/image1.jpg"]


def test_excel_opens_the_copy(tmp_path: Path) -> None:
    part, printer = "xl/worksheets/sheet1.xml", "xl/printerSettings/printerSettings1.bin"
    setup = f'<pageSetup xmlns:r="{samples.R}" paperSize="9" r:id="rIdX"/></worksheet>'
    data = samples.with_parts(samples.hiding_workbook(), {printer: b"\\\\10.0.0.8\\HP"})
    data = samples.changed(data, part, "</worksheet>", setup)
    data = samples.with_relationship(data, part, "printerSettings", f"/{printer}")
    copy = released(tmp_path, "a.xlsx", data)
    assert b"rIdX" not in samples.unzipped(copy)[part]
    assert not says(copy, "10.0.0.8")
    book = openpyxl.load_workbook(io.BytesIO(copy))
    sheet = book["名单"]
    assert [cell.value for cell in sheet[2]] == ["王五", "110101199003078857", 300]
    assert sheet["A2"].comment is None
    assert book.sheetnames == ["名单", "底稿", "更深"]  # content stays; its author must take it out
    assert AUTHOR not in (book.properties.creator or "")


def test_a_pdf_copy_has_no_information_packet_or_remark(tmp_path: Path) -> None:
    writer = samples.pdf_writer("Notice")
    packet = StreamObject()
    packet._data = f"<x:xmpmeta><dc:creator>{AUTHOR}</dc:creator></x:xmpmeta>".encode()
    writer.root_object[NameObject("/Metadata")] = writer._add_object(packet)
    writer.pages[0][NameObject("/PieceInfo")] = DictionaryObject(
        {NameObject("/WPS"): TextStringObject(AUTHOR)}
    )
    copy = released(tmp_path, "a.pdf", samples.written(writer))
    reader = PdfReader(io.BytesIO(copy))
    assert reader.metadata is None
    assert reader.xmp_metadata is None
    assert "/PieceInfo" not in reader.pages[0]
    assert reader.pages[0].extract_text() == "Notice"
    assert not says(copy, AUTHOR)


def test_an_earlier_state_that_incremental_saving_kept_stays_behind(tmp_path: Path) -> None:
    original = samples.pdf(f"Secret of {AUTHOR}")
    later = PdfWriter(io.BytesIO(original), incremental=True)
    stream = StreamObject()
    stream._data = b"BT /F1 18 Tf 20 100 Td (Public) Tj ET"
    later.pages[0][NameObject("/Contents")] = later._add_object(stream)
    data = samples.written(later)
    assert b"Secret of" in data
    copy = released(tmp_path, "a.pdf", data)
    assert PdfReader(io.BytesIO(copy)).pages[0].extract_text() == "Public"
    assert b"Secret of" not in everything(copy)


def test_a_signature_keeps_its_look_and_loses_its_claim(tmp_path: Path) -> None:
    writer = samples.pdf_writer("Notice")
    seal = writer._add_object(
        DictionaryObject(
            {
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/FT"): NameObject("/Sig"),
                NameObject("/T"): TextStringObject("Seal1"),
                NameObject("/V"): DictionaryObject({NameObject("/Name"): TextStringObject(AUTHOR)}),
                NameObject("/Rect"): ArrayObject(FloatObject(one) for one in (10, 10, 40, 40)),
                NameObject("/AP"): DictionaryObject(),
            }
        )
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([seal])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([seal])}
    )
    copy = released(tmp_path, "a.pdf", samples.written(writer))
    (annotation,) = PdfReader(io.BytesIO(copy)).pages[0]["/Annots"]
    assert annotation.get_object()["/Subtype"] == "/Stamp"
    assert "/AP" in annotation.get_object()
    assert not says(copy, AUTHOR)


def test_a_sealed_ofd_is_released_as_it_is(tmp_path: Path) -> None:
    data = samples.ofd(sealed=True)
    assert released(tmp_path, "a.ofd", data) == data


@pytest.mark.parametrize("make", [samples.jpeg, samples.webp])
def test_a_photograph_keeps_which_way_is_up_and_its_pixels(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    name = "a.jpg" if make is samples.jpeg else "a.webp"
    turned = released(tmp_path, name, make(orientation=6))
    blob = turned[turned.find(b"MM\x00*") :]
    assert orientation(blob) == 6
    upright = released(tmp_path, name, make(orientation=1))
    assert b"MM\x00*" not in upright
    assert b"coded\xff\x00picture" in upright or b"\xfd\x8f\xfe\x07" in upright


def test_what_follows_a_photograph_stays_behind(tmp_path: Path) -> None:
    film = b"\x00\x00\x00\x18ftypmp42" + AUTHOR.encode()
    assert not says(released(tmp_path, "a.jpg", samples.jpeg() + film), AUTHOR)


def test_a_web_page_loses_its_scripts(tmp_path: Path) -> None:
    page = "<html><head><script>x()</script></head><body onload='x()'><p>通知</p></body></html>"
    copy = released(tmp_path, "a.html", page.encode())
    assert b"script" not in copy
    assert b"onload" not in copy
    assert "<p>通知</p>" in copy.decode()


def test_every_walk_gives_back_the_pixels_it_was_given() -> None:
    for data in (samples.png(5, 7), samples.gif(), samples.webp(), samples.jpeg()):
        anatomy = images.dissect(data)
        again = images.dissect(anatomy.clean)
        assert (again.width, again.height) == (anatomy.width, anatomy.height)
        assert again.clean == anatomy.clean
        assert again.traces == []
