"""Pages of a PDF as they are seen: pictures of them, and each character with its place.

Places are fractions of the page as it is shown (turned, and cut to its crop box): 0 at the left
and top, 1 at the right and bottom. PDFium is not made for several threads, so one at a time.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.files.contents import Broken
from gongkai.files.pdf import PDFIUM
from gongkai.files.pdf.objects import DAMAGED

MOST_PIXELS = 16_000_000  # of one picture; larger sheets get fewer dots an inch
_POINTS_PER_INCH = 72
_RIM, _CONTRAST = 2, 64  # pixels around ink; shades between ink and paper
_UNITS = 1_000_000  # PDFium answers in whole device units
_HAN = "\u2e80"  # from here on characters are as wide as they are high
_HYPHEN = 0xFFFE  # how PDFium writes one at the end of a line
# Some fonts write a Han character as the radical, or the old double, that looks like it.
_LOOK_ALIKES = ((0x2E80, 0x2FE0), (0xF900, 0xFB00))


class Box(NamedTuple):
    """A rectangle on the page as it is shown, in fractions."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Whether the two have a point in common."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def grown(self, across: float, down: float) -> Box:
        """The same, larger by so much on each side."""
        return Box(self.left - across, self.top - down, self.right + across, self.bottom + down)

    def scaled(self, across: float, down: float) -> Box:
        """The same in other units, for instance in points of a page of this size."""
        return Box(self.left * across, self.top * down, self.right * across, self.bottom * down)

    def has_middle_in(self, other: Box) -> bool:
        """Whether its middle lies within the other."""
        across, down = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return other.left <= across <= other.right and other.top <= down <= other.bottom

    def joined(self, other: Box) -> Box:
        """The smallest rectangle around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True)
class Sign:
    """One character of a page: the room it takes, None for a line break, and its ink."""

    text: str
    box: Box | None
    ink: Box | None = None


@dataclass
class Picture:
    """Rows of pixels from the top, without gaps: 1 byte a pixel for grey, 3 for colour."""

    width: int
    height: int
    channels: int
    data: bytearray

    def darken(self, box: Box) -> None:
        """Paint a rectangle black, to the outer edge of every pixel that it touches."""
        left, right = _pixels(box.left, box.right, self.width)
        top, bottom = _pixels(box.top, box.bottom, self.height)
        black = bytes((right - left) * self.channels)
        for row in range(top, bottom):
            at = (row * self.width + left) * self.channels
            self.data[at : at + len(black)] = black

    def shows_something(self, box: Box) -> bool:
        """Whether the rectangle and its rim hold more than one shade: there is ink to be seen."""
        left, right = _pixels(box.left, box.right, self.width)
        top, bottom = _pixels(box.top, box.bottom, self.height)
        left, right = max(left - _RIM, 0), min(right + _RIM, self.width)
        rows = range(max(top - _RIM, 0), min(bottom + _RIM, self.height))
        return any(self._varies(rows, left, right, channel) for channel in range(self.channels))

    def _varies(self, rows: range, left: int, right: int, channel: int) -> bool:
        darkest, lightest = 255, 0
        for row in rows:
            at = row * self.width
            strip = self.data[
                (at + left) * self.channels + channel : (at + right) * self.channels : self.channels
            ]
            if strip:
                darkest, lightest = min(darkest, min(strip)), max(lightest, max(strip))
        return lightest - darkest > _CONTRAST


def _pixels(low: float, high: float, count: int) -> tuple[int, int]:
    first = min(max(int(low * count), 0), count)
    return first, max(first, min(int(high * count) + 1, count))


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A document in PDFium's hands; whatever it cannot do shows as `Broken`."""
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
            try:
                yield document
            finally:
                document.close()
        except pypdfium2.PdfiumError as problem:
            raise Broken(DAMAGED) from problem


def picture_of(page: Any, *, dots: float = 0, width: int = 0) -> Picture:
    """A page as it is seen, at so many dots an inch or so many pixels wide, on white."""
    across, down = page.get_size()
    scale = width / across if width else dots / _POINTS_PER_INCH
    pixels = across * down * scale * scale
    if pixels > MOST_PIXELS:
        scale *= (MOST_PIXELS / pixels) ** 0.5
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    try:
        return _without_gaps(bitmap)
    finally:
        bitmap.close()


def _without_gaps(bitmap: Any) -> Picture:
    wide, high, channels = bitmap.width, bitmap.height, bitmap.n_channels
    raw = bytes(bitmap.buffer)
    length = wide * channels
    if bitmap.stride != length:
        raw = b"".join(raw[row * bitmap.stride :][:length] for row in range(high))
    raw = raw[: length * high]
    if channels == 4:  # the fourth is not used
        colours = bytearray(wide * high * 3)
        for channel in range(3):
            colours[channel::3] = raw[channel::4]
        return Picture(wide, high, 3, colours)
    return Picture(wide, high, channels, bytearray(raw))


def in_grey(picture: Picture) -> Picture:
    """The same picture with one byte a pixel if it has no colours, else itself."""
    if picture.channels == 1:
        return picture
    red, green, blue = (picture.data[channel::3] for channel in range(3))
    return Picture(picture.width, picture.height, 1, red) if red == green == blue else picture


def signs_of(page: Any) -> list[Sign]:
    """The characters of a page in reading order, with their places."""
    textpage = page.get_textpage()
    try:
        return [_sign(page, textpage, at) for at in range(textpage.count_chars())]
    finally:
        textpage.close()


def _sign(page: Any, textpage: Any, at: int) -> Sign:
    text = _letter(pdfium.FPDFText_GetUnicode(textpage, at))
    if text.isspace():
        return Sign(text, None)
    try:
        box = box_of(page, *textpage.get_charbox(at, loose=True))
        ink = box_of(page, *textpage.get_charbox(at))
    except pypdfium2.PdfiumError:
        return Sign(text, None)
    room = box.joined(ink)
    if text >= _HAN:
        room = _squared(room, *page.get_size())
    return Sign(text, room, ink) if _has_room(room) else Sign(text, None)


def _squared(box: Box, across: float, down: float) -> Box:
    """Han characters stand in squares; fonts that do not say so give 一 the room of its ink."""
    wide, high = (box.right - box.left) * across, (box.bottom - box.top) * down
    missing = abs(wide - high) / 2
    return box.grown(missing / across, 0) if wide < high else box.grown(0, missing / down)


def _letter(code: int) -> str:
    """One character for one, so that places stay true."""
    if not code or 0xD800 <= code < 0xE000:
        return " "
    if code == _HYPHEN:
        return "-"
    if any(first <= code < end for first, end in _LOOK_ALIKES):
        return unicodedata.normalize("NFKC", chr(code))
    return chr(code)


def _has_room(box: Box) -> bool:
    return box.right > box.left and box.bottom > box.top


def box_of(page: Any, left: float, bottom: float, right: float, top: float) -> Box:
    """A rectangle in the page's own units, as fractions of the page as it is shown."""
    one, two = _shown(page, left, top), _shown(page, right, bottom)
    across, down = sorted((one[0], two[0])), sorted((one[1], two[1]))
    return Box(across[0], down[0], across[1], down[1])


def _shown(page: Any, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(
        page, 0, 0, _UNITS, _UNITS, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value / _UNITS, down.value / _UNITS


def pictures_on(page: Any) -> list[Box]:
    """Where pictures stand; one inside a form counts as the whole page, its place is not told."""
    boxes = []
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING]):
        boxes.append(box_of(page, *one.get_bounds()) if one.level == 0 else Box(0, 0, 1, 1))
    return boxes
