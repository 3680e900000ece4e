"""The release copy of a PDF: its pages, without properties, packets, thumbnails and remarks.

The file is written anew from the objects that its last state reaches: earlier states, which
incremental saving keeps in the file, stay behind. A digital signature covers the original's bytes
and cannot survive; its field is taken out so that no reader warns of forgery, its look stays.
"""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
)

from gongkai.files.images import cleaned_picture
from gongkai.files.pdf.objects import dictionaries, open_pdf, resolved
from gongkai.files.pdf.reading import PAGE_ANNOTATIONS

_GONE = (
    "/Metadata",
    "/PieceInfo",
    "/Thumb",
    "/LastModified",
    "/SpiderInfo",
    "/Perms",
    "/DSS",
    "/Legal",
)
_GONE_FROM_ANNOTATIONS = ("/M", "/CreationDate", "/NM", "/RC", "/Popup")
_REMARKS = {"/Text", "/Popup", "/Caret", "/Redact"}  # nothing of them is part of the page
_SHOWN = PAGE_ANNOTATIONS | {"/FreeText"}


def clean(source: Path, target: Path) -> None:
    """Write the release copy; same source, same bytes."""
    with open_pdf(source) as reader:
        writer = PdfWriter()
        writer.clone_reader_document_root(reader)
        writer.pdf_header = reader.pdf_header
        writer.metadata = None
        for page in writer.pages:
            _drop_remarks(page)
        for found in list(writer._objects):
            _clean_object(found)
        _drop_signatures(writer.root_object)
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        with target.open("wb") as file:
            writer.write(file)


def _drop_remarks(page: DictionaryObject) -> None:
    found = resolved(page.get("/Annots"))
    if isinstance(found, ArrayObject):
        page[NameObject("/Annots")] = ArrayObject(
            one for one in found if _subtype(resolved(one)) not in _REMARKS
        )


def _subtype(found: object) -> str:
    return str(found.get("/Subtype", "")) if isinstance(found, DictionaryObject) else ""


def _clean_object(found: object) -> None:
    for one in dictionaries(found):
        for key in _GONE:
            one.pop(NameObject(key), None)
        if "/Rect" in one and "/Subtype" in one:
            _clean_annotation(one)
    if isinstance(found, StreamObject) and _is_jpeg(found):
        found._data = cleaned_picture(found._data)


def _is_jpeg(found: StreamObject) -> bool:
    chain = resolved(found.get("/Filter"))
    if isinstance(chain, ArrayObject) and len(chain) == 1:
        chain = resolved(chain[0])
    return chain == "/DCTDecode"


def _clean_annotation(annotation: DictionaryObject) -> None:
    for key in _GONE_FROM_ANNOTATIONS:
        annotation.pop(NameObject(key), None)
    subtype = _subtype(annotation)
    if subtype != "/Widget":
        annotation.pop(NameObject("/T"), None)  # of a remark the author, of a field its name
    if subtype not in _SHOWN:
        annotation.pop(NameObject("/Contents"), None)


def _drop_signatures(root: DictionaryObject) -> None:
    form = resolved(root.get("/AcroForm"))
    if not isinstance(form, DictionaryObject):
        return
    form.pop(NameObject("/SigFlags"), None)
    fields = resolved(form.get("/Fields"))
    if not isinstance(fields, ArrayObject):
        return
    for one in fields:
        field = resolved(one)
        if isinstance(field, DictionaryObject) and field.get("/FT") == "/Sig":
            _become_a_picture(field)
    form[NameObject("/Fields")] = ArrayObject(
        one for one in fields if _subtype(resolved(one)) != "/Stamp"
    )


def _become_a_picture(field: DictionaryObject) -> None:
    """The seal's field becomes a stamp: the same look, no claim."""
    for key in ("/FT", "/V", "/T", "/Lock", "/SV", "/Ff", "/DA"):
        field.pop(NameObject(key), None)
    field[NameObject("/Subtype")] = NameObject("/Stamp")
