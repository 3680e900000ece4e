"""PDFs with something to take out, and ways to read what is left."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence

import pypdfium2
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from gongkai.files.redacting import Area, find_text
from gongkai.files.tests.samples import pdf_writer, written

SECRET, OPEN = "Zhangsecret", "Notice"
PIXELS = bytes((17 * n * n + 29 * n) % 251 for n in range(64 * 64))  # no picture has these


def two_pages() -> bytes:
    """The secret on the first page, between other words; a second page without it."""
    return written(pdf_writer(f"{OPEN} to {SECRET} today", "Second page stays"))


def drawn(*lines: str, writer: PdfWriter | None = None) -> PdfWriter:
    """One page with this content, written by hand; the fonts and pictures of `pdf_writer`."""
    writer = writer or pdf_writer("x")
    set_content(writer, 0, "\n".join(lines))
    return writer


def set_content(writer: PdfWriter, place: int, content: str) -> None:
    stream = DecodedStreamObject()
    stream.set_data(content.encode())
    writer.pages[place][NameObject("/Contents")] = writer._add_object(stream)


def text(words: str, x: int = 20, y: int = 100) -> str:
    """Operators that write words at a place."""
    return f"BT /F1 18 Tf {x} {y} Td ({words}) Tj ET"


def grey_picture() -> StreamObject:
    """An image of pixels that no other file has."""
    stream = StreamObject()
    stream._data = zlib.compress(PIXELS)
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(64),
            NameObject("/Height"): NumberObject(64),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/ColorSpace"): NameObject("/DeviceGray"),
            NameObject("/Filter"): NameObject("/FlateDecode"),
        }
    )
    return stream


def with_shared_picture() -> PdfWriter:
    """Two pages with one list of resources; only the first shows the picture."""
    writer = pdf_writer("one", "two")
    resources = writer.pages[0]["/Resources"]
    picture = writer._add_object(grey_picture())
    resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Scan"): picture})
    shared = writer._add_object(resources)
    for page in writer.pages:
        page[NameObject("/Resources")] = shared
    set_content(writer, 0, f"q 100 0 0 100 20 20 cm /Scan Do Q {text('Below', 150)}")
    set_content(writer, 1, text("Second page stays"))
    return writer


def with_field(writer: PdfWriter, place: int, value: str) -> PdfWriter:
    """A filled text field with its look on a page."""
    look = DecodedStreamObject()
    look.set_data(f"BT /F1 12 Tf 2 5 Td ({value}) Tj ET".encode())
    look.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): rectangle(0, 0, 150, 20),
            NameObject("/Resources"): writer.pages[place]["/Resources"],
        }
    )
    looks = DictionaryObject({NameObject("/N"): writer._add_object(look)})
    field = writer._add_object(
        annotation(
            "/Widget", (20, 40, 170, 60), {"/FT": "/Tx", "/AP": looks, "/F": NumberObject(4)}
        )
    )
    writer.pages[place][NameObject("/Annots")] = ArrayObject([field])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([field])}
    )
    return writer


def annotation(
    subtype: str, place: Sequence[float], entries: dict[str, object]
) -> DictionaryObject:
    """An annotation at a place."""
    made = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(subtype),
            NameObject("/Rect"): rectangle(*place),
        }
    )
    for key, value in entries.items():
        made[NameObject(key)] = NameObject(value) if type(value) is str else value
    return made


def rectangle(*corners: float) -> ArrayObject:
    return ArrayObject(FloatObject(one) for one in corners)


def areas_of(data: bytes, *words: str) -> list[Area]:
    """Where the words stand; there must be such a place."""
    areas = find_text(data, words)
    assert areas
    return areas


def text_of(data: bytes, page: int = 1) -> str:
    """What can be copied from a page."""
    with pypdfium2.PdfDocument(data) as document:
        return str(document[page - 1].get_textpage().get_text_range())


def raw(data: bytes) -> bytes:
    """All bytes of a PDF, and every stream unpacked, whether anything points to it or not."""
    found = [data]
    for piece in data.split(b"stream")[1:]:
        unpacker = zlib.decompressobj()
        try:
            found.append(unpacker.decompress(piece.lstrip(b"\r\n")))
        except zlib.error:
            continue
    reader = PdfReader(io.BytesIO(data))
    for number in range(1, len(reader.xref.get(0, {})) + len(reader.xref_objStm) + 1):
        found.append(str(reader.get_object(number)).encode())
    return b"\n".join(found)


def holds(data: bytes, words: str) -> bool:
    """Whether the words are anywhere in a PDF, as text or as codes of text, in one piece."""
    everything = raw(data).lower()
    codes = {words.encode(code) for code in ("utf-8", "utf-16-be", "utf-16-le")}
    return any(form.lower() in everything for code in codes for form in (code, code.hex().encode()))


def shades(data: bytes, page: int, area: Area) -> set[int]:
    """The grey values inside an area of a page, seen at 100 dots an inch."""
    with pypdfium2.PdfDocument(data) as document:
        bitmap = document[page - 1].render(scale=100 / 72, grayscale=True)
        rows = range(int(area.top * bitmap.height) + 1, int(area.bottom * bitmap.height) - 1)
        columns = range(int(area.left * bitmap.width) + 1, int(area.right * bitmap.width) - 1)
        buffer = bytes(bitmap.buffer)
        return {buffer[row * bitmap.stride + column] for row in rows for column in columns}


def size_of_png(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    return width, height
