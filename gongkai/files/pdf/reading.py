"""The text of a PDF by the page, and its annotations, layers and properties."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from gongkai.files.contents import Broken, HiddenKind, Reading
from gongkai.files.pdf import PDFIUM
from gongkai.files.pdf.objects import DAMAGED, open_pdf, resolved, text

# Annotations that are part of the page itself; all others are somebody's remarks.
PAGE_ANNOTATIONS = {"/Link", "/Widget", "/Popup", "/Stamp", "/Watermark"}
_UNSEEN = 0b100010  # the flags Hidden and NoView
_INFO = {
    "/Author": "作者",
    "/Title": "标题",
    "/Subject": "主题",
    "/Keywords": "关键词",
    "/Company": "单位",
    "/Manager": "负责人",
}


def read(path: Path) -> Reading:
    """The text and the hidden content of a PDF."""
    reading = Reading()
    _read_pages(path, reading)
    with open_pdf(path) as reader:
        for number, page in enumerate(reader.pages, start=1):
            for annotation in annotations_of(page):
                _read_annotation(annotation, number, reading)
        for layer in _layers_off(reader):
            reading.note(HiddenKind.HIDDEN_LAYER, f"图层‘{layer}’", "")
        _read_properties(reader, reading)
    return reading


def _read_pages(path: Path, reading: Reading) -> None:
    try:
        with PDFIUM, pypdfium2.PdfDocument(path) as document:
            for number in range(len(document)):
                page = document[number]
                page_text = page.get_textpage()
                reading.show(f"第{number + 1}页", page_text.get_text_range())
                page_text.close()
                page.close()
    except pypdfium2.PdfiumError as problem:
        raise Broken(DAMAGED) from problem


def annotations_of(page: DictionaryObject) -> Iterator[DictionaryObject]:
    """The annotations of a page."""
    found = resolved(page.get("/Annots"))
    for one in found if isinstance(found, ArrayObject) else ():
        annotation = resolved(one)
        if isinstance(annotation, DictionaryObject):
            yield annotation


def _read_annotation(annotation: DictionaryObject, page: int, reading: Reading) -> None:
    subtype = str(annotation.get("/Subtype", ""))
    if subtype == "/Widget":
        _read_field(annotation, page, reading)
    elif subtype == "/FreeText":
        reading.show(f"第{page}页文本框", text(annotation.get("/Contents")))
    elif subtype == "/Redact":
        reading.note(HiddenKind.ANNOTATION, f"第{page}页", "标记了密文但尚未应用，底下的文字仍在")
    elif subtype not in PAGE_ANNOTATIONS:
        words = text(annotation.get("/Contents"))
        author = text(annotation.get("/T"))
        reading.hide(
            HiddenKind.ANNOTATION,
            f"第{page}页批注",
            f"{author}：{words}" if author and words else words,
        )


def _read_field(field: DictionaryObject, page: int, reading: Reading) -> None:
    parent = resolved(field.get("/Parent"))
    above = parent if isinstance(parent, DictionaryObject) else DictionaryObject()
    if str(field.get("/FT", above.get("/FT", ""))) == "/Sig":
        if "/V" in field or "/V" in above:
            reading.note(HiddenKind.SIGNATURE, f"第{page}页", "")
        return
    value = text(field.get("/V", above.get("/V")))
    flags = resolved(field.get("/F"))
    if isinstance(flags, int) and flags & _UNSEEN:
        reading.hide(HiddenKind.HIDDEN_TEXT, f"第{page}页表单", value)
    else:
        reading.show(f"第{page}页表单", value)


def _layers_off(reader: PdfReader) -> Iterator[str]:
    """The names of the layers that are not shown when the file is opened."""
    properties = resolved(reader.root_object.get("/OCProperties"))
    if not isinstance(properties, DictionaryObject):
        return
    default = resolved(properties.get("/D"))
    off = resolved(default.get("/OFF")) if isinstance(default, DictionaryObject) else None
    for one in off if isinstance(off, ArrayObject) else ():
        layer = resolved(one)
        yield text(layer.get("/Name")) if isinstance(layer, DictionaryObject) else "未命名"


def _read_properties(reader: PdfReader, reading: Reading) -> None:
    info = reader.metadata or DictionaryObject()
    for key, label in _INFO.items():
        value = text(info.get(key))
        reading.hide(HiddenKind.PROPERTY, "文档属性", f"{label}：{value}" if value.strip() else "")
