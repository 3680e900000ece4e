"""Files made on the spot, harmless and hostile ones: the repository holds no binary samples."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import openpyxl
from openpyxl.comments import Comment
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

AUTHOR = "ZhangSanfeng"  # ASCII, so that raw bytes can be searched for it in every encoding
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)  # how a compound file begins
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)  # how a Windows program begins
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'


def in_zip(entries: Mapping[str, bytes | str]) -> bytes:
    """A ZIP with these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in entries.items():
            zipped.writestr(name, data)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The entries of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """An office document in which one part says something else."""
    entries = unzipped(data)
    text = entries[name].decode()
    assert old in text
    return in_zip({**entries, name: text.replace(old, new)})


def with_parts(data: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """An office document with more parts, undeclared."""
    return in_zip({**unzipped(data), **parts})


def with_relationship(
    data: bytes, source: str, type_: str, target: str, *, external: bool = False
) -> bytes:
    """An office document with one more relationship from a part such as word/document.xml."""
    folder, _, name = source.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    entries = unzipped(data)
    existing = entries.get(rels, f"<Relationships {RELS}></Relationships>".encode()).decode()
    mode = ' TargetMode="External"' if external else ""
    line = f'<Relationship Id="rIdX" Type="{R}/{type_}" Target="{target}"{mode}/>'
    text = existing.replace("</Relationships>", f"{line}</Relationships>")
    assert line in text
    return in_zip({**entries, rels: text})


def word(*paragraphs: str, author: str = AUTHOR) -> bytes:
    """A Word document as python-docx writes it."""
    document = docx.Document()
    document.core_properties.author = author
    document.core_properties.last_modified_by = author
    for text in paragraphs or ("关于做好春季防火工作的通知",):
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_with(body: str) -> bytes:
    """A Word document with this markup at the end of its body."""
    return changed(word("正文第一段"), "word/document.xml", "<w:sectPr", f"{body}<w:sectPr")


def tracked_word() -> bytes:
    """One paragraph in which a name was struck out and a word put in."""
    return word_with(
        f'<w:p><w:r><w:t>经研究，</w:t></w:r><w:del w:id="1" w:author="{AUTHOR}">'
        "<w:r><w:delText>不同意李四</w:delText></w:r></w:del>"
        f'<w:ins w:id="2" w:author="{AUTHOR}"><w:r><w:t>同意</w:t></w:r></w:ins>'
        "<w:r><w:t>报销。</w:t></w:r></w:p>"
    )


def commented_word() -> bytes:
    """A paragraph with a comment by the author."""
    document = docx.Document()
    run = document.add_paragraph().add_run("补助金额另行公布。")
    document.add_comment(run, text="局长说先别公布", author=AUTHOR, initials="Z")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def macro_word() -> bytes:
    """A document with a macro, honestly declared as .docm."""
    data = with_parts(word(), {"word/vbaProject.bin": OLE})
    return changed(
        data,
        "[Content_Types].xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )


def workbook(rows: list[list[Any]] | None = None, *, author: str = AUTHOR) -> openpyxl.Workbook:
    """A workbook with one sheet, 名单."""
    book = openpyxl.Workbook()
    book.properties.creator = author
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    for row in rows or [["姓名", "金额"], ["王五", 300], ["赵六", 500]]:
        sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def hiding_workbook() -> bytes:
    """A hidden sheet, a very hidden one, a hidden row, a hidden column and a comment."""
    rows = [["姓名", "身份证号", "金额"], ["王五", "110101199003078857", 300], ["赵六", "", 500]]
    book = workbook(rows)
    sheet = book["名单"]
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet["A2"].comment = Comment("电话 13800138000", AUTHOR)
    book.create_sheet("底稿").append(["内部测算"])
    book["底稿"].sheet_state = "hidden"
    book.create_sheet("更深").append(["绝不示人"])
    book["更深"].sheet_state = "veryHidden"
    return saved(book)


def slides(*, notes: str = "", hidden: bool = False) -> bytes:
    """A presentation of two slides, the second perhaps hidden, the first perhaps with notes."""
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    kind = "application/vnd.openxmlformats-officedocument.presentationml"
    entries = {
        "[Content_Types].xml": (
            f'<Types {TYPES}><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/ppt/presentation.xml" '
            f'ContentType="{kind}.presentation.main+xml"/>'
            f'<Override PartName="/ppt/slides/slide1.xml" ContentType="{kind}.slide+xml"/>'
            f'<Override PartName="/ppt/slides/slide2.xml" ContentType="{kind}.slide+xml"/></Types>'
        ),
        "_rels/.rels": _rels(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": (
            f'<p:presentation {p} xmlns:r="{R}"><p:sldIdLst><p:sldId id="256" r:id="rId1"/>'
            '<p:sldId id="257" r:id="rId2"/></p:sldIdLst></p:presentation>'
        ),
        "ppt/_rels/presentation.xml.rels": _rels(
            ("rId1", "slide", "slides/slide1.xml"), ("rId2", "slide", "slides/slide2.xml")
        ),
        "ppt/slides/slide1.xml": _slide(a, p, "政策解读", ""),
        "ppt/slides/slide2.xml": _slide(a, p, "备用页", ' show="0"' if hidden else ""),
    }
    if notes:
        entries["ppt/slides/_rels/slide1.xml.rels"] = _rels(
            ("rId1", "notesSlide", "../notesSlides/notesSlide1.xml")
        )
        entries["ppt/notesSlides/notesSlide1.xml"] = _slide(a, p, notes, "")
    return in_zip(entries)


def _slide(a: str, p: str, text: str, show: str) -> str:
    return (
        f"<p:sld {p} {a}{show}><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r>"
        "</a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
    )


def _rels(*lines: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{id_}" Type="{R}/{type_}" Target="{target}"/>'
        for id_, type_, target in lines
    )
    return f"<Relationships {RELS}>{inside}</Relationships>"


def pdf_writer(*pages: str) -> PdfWriter:
    """A PDF with a line of text per page, still open to changes."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in pages or ("Notice",):
        page = writer.add_blank_page(300, 200)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 18 Tf 20 100 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    writer.add_metadata({"/Author": AUTHOR, "/Title": "Draft"})
    return writer


def written(writer: PdfWriter) -> bytes:
    """The bytes of a PDF."""
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def pdf(*pages: str) -> bytes:
    """A PDF with a line of text per page."""
    return written(pdf_writer(*pages))


def encrypted_pdf() -> bytes:
    """A PDF with a password to open."""
    writer = pdf_writer()
    writer.encrypt("secret", algorithm="AES-256")
    return written(writer)


def pdf_opening_with(action: dict[str, str]) -> bytes:
    """A PDF that does something when it is opened."""
    writer = pdf_writer()
    made = DictionaryObject()
    for key, value in action.items():
        made[NameObject(key)] = NameObject(value) if key == "/S" else TextStringObject(value)
    writer.root_object[NameObject("/OpenAction")] = made
    return written(writer)


def annotated_pdf(subtype: str = "/Text") -> bytes:
    """A PDF with somebody's remark on its first page."""
    writer = pdf_writer("Notice", "Second")
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(subtype),
            NameObject("/Rect"): ArrayObject(FloatObject(one) for one in (10, 10, 40, 40)),
            NameObject("/Contents"): TextStringObject("too high, cut it"),
            NameObject("/T"): TextStringObject(AUTHOR),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return written(writer)


def ofd(*pages: str, sealed: bool = False, attachment: bool = False) -> bytes:
    """An OFD with a line of text per page, as GB/T 33190 lays it out."""
    x = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    pages = pages or ("清江县人民政府通告",)
    seals = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>" if sealed else ""
    attached = "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>" if attachment else ""
    listed = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    entries = {
        "OFD.xml": (
            f'<ofd:OFD {x} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
            f"<ofd:DocID>abc</ofd:DocID><ofd:Author>{AUTHOR}</ofd:Author>"
            "<ofd:Creator>Writer</ofd:Creator></ofd:DocInfo>"
            f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{seals}</ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": (
            f"<ofd:Document {x}><ofd:Pages>{listed}</ofd:Pages>{attached}</ofd:Document>"
        ),
    }
    for n, text in enumerate(pages):
        entries[f"Doc_0/Pages/Page_{n}/Content.xml"] = (
            f'<ofd:Page {x}><ofd:Content><ofd:Layer><ofd:TextObject ID="1"><ofd:TextCode X="0" '
            f'Y="0">{text}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>'
        )
    if attachment:
        entries["Doc_0/Attachs/Attachments.xml"] = f"<ofd:Attachments {x}/>"
    return in_zip(entries)


def png(width: int = 2, height: int = 2, *, extra: bytes = b"", claim: int = 0) -> bytes:
    """A grey picture; `claim` lies about its width, `extra` chunks follow the header."""
    rows = zlib.compress(b"".join(b"\x00" + bytes(width) for _ in range(height)))
    header = struct.pack(">IIBBBBB", claim or width, height, 8, 0, 0, 0, 0)
    inside = png_chunk(b"IHDR", header) + extra + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + inside


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def exif(*, orientation: int = 1, artist: str = AUTHOR, gps: bool = True) -> bytes:
    """What a telephone notes in a photograph, as a TIFF block."""
    name = artist.encode() + b"\x00"
    count = 2 + gps
    data_at = 8 + 2 + 12 * count + 4
    entries = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    entries += struct.pack("<HHII", 0x013B, 2, len(name), data_at)
    if gps:
        entries += struct.pack("<HHII", 0x8825, 4, 1, data_at + len(name))
    return b"II*\x00" + struct.pack("<IH", 8, count) + entries + struct.pack("<I", 0) + name


def jpeg(*, orientation: int = 1, width: int = 8, height: int = 8) -> bytes:
    """A photograph by its segments; its coded picture is arbitrary."""
    return b"".join(
        [
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x48\x00\x48\x00\x00"),
            _segment(0xE1, b"Exif\x00\x00" + exif(orientation=orientation)),
            _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<dc:creator>" + AUTHOR.encode()),
            _segment(0xED, b"Photoshop 3.0\x00" + AUTHOR.encode()),
            _segment(0xFE, b"by " + AUTHOR.encode()),
            _segment(0xDB, bytes(65)),
            _segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"),
            _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"coded\xff\x00picture",
            b"\xff\xd9",
        ]
    )


def _segment(marker: int, payload: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(payload) + 2) + payload


def gif() -> bytes:
    """One pixel and a comment."""
    return (
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff"
        + b"!\xfe" + bytes((len(AUTHOR),)) + AUTHOR.encode() + b"\x00"
        + b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
        + b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    )  # fmt: skip


def webp(*, orientation: int = 1) -> bytes:
    """Two by two pixels, lossless, with EXIF and XMP."""
    pixels = bytes.fromhex("2f014000000710fd8ffe0722a2ff01")
    chunks = b"".join(
        name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)
        for name, data in (
            (b"VP8X", b"\x0c\x00\x00\x00\x01\x00\x00\x01\x00\x00"),
            (b"VP8L", pixels),
            (b"EXIF", exif(orientation=orientation)),
            (b"XMP ", b"<xmp:CreatorTool>" + AUTHOR.encode()),
        )
    )
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def on_disk(folder: Path, name: str, data: bytes) -> Path:
    """A file of this content in a test's own folder."""
    path = folder / name
    path.write_bytes(data)
    return path
