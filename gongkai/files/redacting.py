"""Parts of a PDF taken out for good before it leaves the house (脱敏): 条例 第十五条、第三十七条.

A page with an area on it becomes a picture in which the area is black; what stood below is not in
the file any more. Words outside the areas stay searchable. Other pages are carried over as they
look; properties, attachments, remarks, forms, scripts and earlier states of the file stay behind.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from gongkai.files.contents import Broken
from gongkai.files.pdf.checks import LOCKED
from gongkai.files.pdf.cleaning import clean
from gongkai.files.pdf.objects import dictionaries, open_pdf, resolved
from gongkai.files.pdf.pages import (
    Box,
    Picture,
    Sign,
    opened,
    picture_of,
    pictures_on,
    signs_of,
)
from gongkai.files.pdf.pictures import image_stream, png
from gongkai.files.pdf.pruning import Entangled, page_by_itself
from gongkai.files.pdf.wordlayer import content, font, visible_units
from gongkai.journal.recording import Refused, refuse_if
from gongkai.kernel import personal_data

MOST_PAGES, MOST_BYTES = 300, 50 * 1024 * 1024
DOTS_PER_INCH = 200
_SLACK = 0.001  # what rounding on a screen may put beyond the edge
_GONE = ("/AF", "/OPI", "/Metadata", "/PieceInfo", "/StructParent", "/StructParents")


@dataclass(frozen=True, order=True)
class Area:
    """A rectangle to take out, on a page counted from 1, in fractions of the page as shown."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def box(self) -> Box:
        """The rectangle without its page."""
        return Box(self.left, self.top, self.right, self.bottom)

    def as_json(self) -> list[float]:
        """As a JSON column keeps it: page, left, top, right, bottom."""
        return [self.page, self.left, self.top, self.right, self.bottom]

    @classmethod
    def from_json(cls, kept: Sequence[float]) -> Area:
        """Back from `as_json`; raise `ValueError` unless these are five numbers."""
        page, left, top, right, bottom = (float(one) for one in kept)
        return cls(int(page), left, top, right, bottom)


@dataclass(frozen=True)
class Proposal:
    """An area that somebody should look at: what was found there, and why."""

    area: Area
    label: str
    why: str


def reasons_not_to_redact(pdf: bytes, areas: Sequence[Area]) -> list[str]:
    """Why these areas cannot be taken out of this file, as Chinese sentences."""
    try:
        pages = count_pages(pdf)
    except Refused as refused:
        return refused.reasons
    if not areas:
        return ["还没有选定要遮盖的位置，请先在页面上框选。"]
    return list(dict.fromkeys(reason for area in areas for reason in _faults(area, pages)))


def redact(pdf: bytes, areas: Sequence[Area]) -> bytes:
    """The file without what stands below the areas; raise `Refused` with the reasons if it cannot.

    The result is read again before it is handed out: no character is left in an area. Were there
    one, the words of all pages with areas would be given up.
    """
    refuse_if(reasons_not_to_redact(pdf, areas))
    by_page: dict[int, list[Box]] = {}
    for area in areas:
        by_page.setdefault(area.page, []).append(area.box)
    with _in_sentences():
        flat = _flattened(_cleaned(pdf))
        result = _rebuilt(flat, by_page)
        if _can_be_read(result, by_page):
            result = _rebuilt(flat, by_page, searchable=False)
    return result


def page_image(pdf: bytes, page: int, width: int) -> bytes:
    """One page, counted from 1, as a PNG so many pixels wide; raise `Refused` if it cannot be."""
    pages = count_pages(pdf)
    if not 1 <= page <= pages:
        raise Refused([f"没有第{page}页，这份文件共{pages}页。"])
    with _in_sentences(), opened(pdf) as document:
        return png(_picture(document, page - 1, width=width))


def page_images(pdf: bytes, width: int) -> Iterator[bytes]:
    """All pages as PNG, one at a time: only one of them is in memory."""
    for page in range(1, count_pages(pdf) + 1):
        yield page_image(pdf, page, width)


def find_text(pdf: bytes, words: Iterable[str]) -> list[Area]:
    """Where these words stand, blanks and line breaks aside; an area for each line of a word."""
    wanted = [re.escape("".join(word.split())) for word in words if word.strip()]
    if not wanted:
        return []
    pattern = re.compile("|".join(sorted(wanted, key=len, reverse=True)), re.IGNORECASE)
    return [
        area
        for page, signs in _signs_by_page(pdf)
        for start, end in (match.span() for match in pattern.finditer(_text(signs)))
        for area in _areas(page, signs[start:end])
    ]


def find_personal_data(pdf: bytes) -> list[Proposal]:
    """What looks like personal data, in the order of the pages; a person decides.

    Looked for line by line, and across the ends of lines, where a number may have been broken.
    """
    return [
        Proposal(area, finding.kind_label, finding.why)
        for page, signs in _signs_by_page(pdf, blanks=True)
        for signs_of_one, finding in _findings(signs)
        for area in _areas(page, signs_of_one)
    ]


def count_pages(pdf: bytes) -> int:
    """The number of pages of a file that can be worked on; raise `Refused` otherwise."""
    if len(pdf) > MOST_BYTES:
        raise Refused([f"文件超过 {MOST_BYTES // 1024 // 1024} MB，无法在线遮盖。请拆分后再处理。"])
    with _in_sentences(), _on_disk(pdf) as path, open_pdf(path) as reader:
        if reader.is_encrypted:
            raise Refused([LOCKED])
    with _in_sentences(), opened(pdf) as document:
        pages = len(document)
    if not pages:
        raise Refused(["PDF 没有页面。请重新导出为 PDF，再上传。"])
    if pages > MOST_PAGES:
        raise Refused([f"PDF 有 {pages} 页，超过 {MOST_PAGES} 页，无法在线遮盖。请拆分后再处理。"])
    return pages


class _in_sentences:  # noqa: N801 - reads as a phrase
    """A file that cannot be read to its end is a refusal like any other."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, problem: BaseException | None, trace: Any) -> None:
        if isinstance(problem, Broken):
            raise Refused([str(problem)]) from problem


class _on_disk:  # noqa: N801 - reads as a phrase
    """The bytes as a file in a folder that is gone afterwards."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __enter__(self) -> Path:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "a.pdf"
        path.write_bytes(self.data)
        return path

    def __exit__(self, *_: object) -> None:
        self.folder.cleanup()


def _faults(area: Area, pages: int) -> Iterator[str]:
    if not 1 <= area.page <= pages:
        yield f"没有第{area.page}页，这份文件共{pages}页。"
    elif not (area.left < area.right and area.top < area.bottom):
        yield f"第{area.page}页有一处遮盖没有大小，请重新框选。"
    elif min(area.left, area.top) < -_SLACK or max(area.right, area.bottom) > 1 + _SLACK:
        yield f"第{area.page}页有一处遮盖超出了页面，请重新框选。"


def _cleaned(pdf: bytes) -> bytes:
    """Without properties, thumbnails, remarks and earlier states: as for any release."""
    with _on_disk(pdf) as path:
        target = path.with_name("b.pdf")
        clean(path, target)
        return target.read_bytes()


def _flattened(pdf: bytes) -> bytes:
    """Stamps and filled fields become part of their pages, so that annotations can go."""
    with opened(pdf) as document:
        document.init_forms()
        changed = False
        for number in range(len(document)):
            page = document[number]
            if pdfium.FPDFPage_GetAnnotCount(page):
                pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
                changed = True
            page.close()
        if not changed:
            return pdf
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()


def _rebuilt(pdf: bytes, by_page: Mapping[int, Sequence[Box]], *, searchable: bool = True) -> bytes:
    """A new file: pages with areas as pictures, the others by themselves."""
    writer = PdfWriter()
    with _on_disk(pdf) as path, open_pdf(path) as reader, opened(pdf) as document:
        layered = "/OCProperties" in reader.root_object  # which are shown the whole file tells
        for number, page in enumerate(reader.pages, start=1):
            areas = by_page.get(number, ())
            alone = None if areas or layered else _alone(page, reader)
            if alone is not None:
                writer.add_page(alone)
            else:
                words = searchable and not layered
                _add_picture(writer, document, number - 1, areas, searchable=words)
        return _written(writer)


def _alone(page: PageObject, reader: PdfReader) -> PageObject | None:
    try:
        return page_by_itself(page, reader)
    except Entangled:
        return None


def _written(writer: PdfWriter) -> bytes:
    for found in list(writer._objects):
        for one in dictionaries(resolved(found)):
            if "/Type" in one or "/Subtype" in one:  # not a list of names
                for key in _GONE:
                    one.pop(NameObject(key), None)
    writer.metadata = None
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _add_picture(
    writer: PdfWriter,
    document: pypdfium2.PdfDocument,
    place: int,
    areas: Sequence[Box],
    *,
    searchable: bool,
) -> None:
    """Add a page that is a picture of an old one with black areas, and its words unseen."""
    source = document[place]
    width, height = source.get_size()
    picture = picture_of(source, dots=DOTS_PER_INCH)
    units = (
        visible_units(signs_of(source), areas, pictures_on(source), picture) if searchable else []
    )
    source.close()
    for area in areas:
        picture.darken(area)
    page = writer.add_blank_page(width, height)
    drawn = f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /Im0 Do Q\n".encode()
    stream = DecodedStreamObject()
    stream.set_data(drawn + content(units, picture, width, height))
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    images = DictionaryObject({NameObject("/Im0"): writer._add_object(image_stream(picture))})
    resources = DictionaryObject({NameObject("/XObject"): images})
    if units:
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font())})
        resources[NameObject("/Font")] = fonts
    page[NameObject("/Resources")] = resources


def _can_be_read(pdf: bytes, by_page: Mapping[int, Sequence[Box]]) -> bool:
    """Whether a stranger finds a character in a blackened area."""
    with opened(pdf) as document:
        for number, areas in by_page.items():
            page = document[number - 1]
            signs = signs_of(page)
            page.close()
            if any(one.ink and any(one.ink.touches(area) for area in areas) for one in signs):
                return True
    return False


def _picture(document: pypdfium2.PdfDocument, place: int, *, width: int) -> Picture:
    document.init_forms()  # filled fields are part of what is seen
    page = document[place]
    try:
        return picture_of(page, width=width)
    finally:
        page.close()


def _signs_by_page(pdf: bytes, *, blanks: bool = False) -> Iterator[tuple[int, list[Sign]]]:
    pages = count_pages(pdf)
    with _in_sentences(), opened(pdf) as document:
        for place in range(pages):
            page = document[place]
            signs = signs_of(page)
            page.close()
            yield place + 1, signs if blanks else [one for one in signs if one.box]


def _text(signs: Sequence[Sign]) -> str:
    return "".join(one.text for one in signs)


def _findings(signs: Sequence[Sign]) -> Iterator[tuple[list[Sign], personal_data.Finding]]:
    seen: set[tuple[int, ...]] = set()
    on_one_line = [one for one in signs if one.text not in "\r\n"]
    for some in (signs, on_one_line):
        for finding in personal_data.find_personal_data(_text(some)):
            found = [one for one in some[finding.start : finding.end] if one.box]
            key = tuple(id(one) for one in found)
            if key not in seen:
                seen.add(key)
                yield found, finding


def _areas(page: int, signs: Sequence[Sign]) -> list[Area]:
    """The room of these characters, one area for each line, a little larger than they are."""
    boxes: list[Box] = []
    for one in signs:
        if one.box is None:
            continue
        if boxes and _is_same_line(boxes[-1], one.box):
            boxes[-1] = boxes[-1].joined(one.box)
        else:
            boxes.append(one.box)
    return [Area(page, *_within(_padded(box))) for box in boxes]


def _is_same_line(box: Box, other: Box) -> bool:
    middle = (other.top + other.bottom) / 2
    return box.top < middle < box.bottom


def _padded(box: Box) -> Box:
    margin = (box.bottom - box.top) / 20
    return box.grown(margin, margin)


def _within(box: Box) -> Box:
    return Box(*(round(min(max(edge, 0.0), 1.0), 5) for edge in box))
