"""The words that may still be searched on a page that became a picture.

Only what a person sees may stand there. A character is left out when it touches a blackened area
or comes near it, belongs to a number or Latin word that does, lies where a picture is (a scan's
recognised text stands beside what it means, never exactly on it), cannot be seen at all, or
repeats a word that was taken out. When in doubt it is left out: the picture still shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from gongkai.files.pdf.pages import Box, Picture, Sign

_SHORTEST_SECRET = 2  # a single character that was taken out may stand elsewhere
_BELOW_BASELINE = 0.12  # of the height of a line
_LINES_APART = 0.5  # two characters this much of their height apart stand on two lines


@dataclass(frozen=True)
class Unit:
    """What is kept or left out as one: a Han character, or a whole number or Latin word.

    `box` is in pixels of the picture; `place` is that of its last character on the page.
    """

    text: str
    box: Box
    ink: tuple[Box, ...]
    place: int


def visible_units(
    signs: Sequence[Sign], areas: Sequence[Box], pictures: Sequence[Box], picture: Picture
) -> list[Unit]:
    """The units of a page that may be searched, in reading order; `picture` before blackening.

    All boxes are in fractions of the page.
    """
    size = (picture.width, picture.height)
    units = list(_units(signs, size))
    blackened = [area.scaled(*size) for area in areas]
    covered = [area.scaled(*size) for area in pictures]
    gone = [one for one in units if _is_near(one.box, blackened)]
    below = [one for one in gone if any(one.box.has_middle_in(area) for area in blackened)]
    secrets = {text for some in (gone, below) for text, _ in _runs(some)}
    seen = [
        one
        for one in units
        if not _is_near(one.box, blackened)
        and not any(one.box.touches(area) for area in covered)
        and all(picture.shows_something(ink) for ink in one.ink)
    ]
    return _without_secrets(seen, [one for one in secrets if len(one) >= _SHORTEST_SECRET])


def _units(signs: Sequence[Sign], size: tuple[int, int]) -> Iterator[Unit]:
    unit: Unit | None = None
    place = 0
    for sign in signs:
        place += 1
        one = _unit(sign, size, place)
        if unit and one and _is_latin(unit.text, one.text) and _follows(unit.box, one.box):
            unit = Unit(
                unit.text + one.text, unit.box.joined(one.box), (*unit.ink, *one.ink), place
            )
            continue
        if unit:
            yield unit
        unit = one
    if unit:
        yield unit


def _unit(sign: Sign, size: tuple[int, int], place: int) -> Unit | None:
    if sign.box is None:
        return None
    return Unit(sign.text, sign.box.scaled(*size), (sign.ink,) if sign.ink else (), place)


def _is_latin(*texts: str) -> bool:
    """Whether these are parts of one number or word; joined by signs such as - and @ as well."""
    return all(text[-1] < "\u2e80" for text in texts)


def _follows(box: Box, later: Box) -> bool:
    height = box.bottom - box.top
    return abs(later.bottom - box.bottom) < height * _LINES_APART and later.left < box.right + (
        height * _LINES_APART
    )


def _is_near(box: Box, areas: Iterable[Box]) -> bool:
    margin = (box.bottom - box.top) / 8
    return any(box.grown(margin, margin).touches(area) for area in areas)


def _runs(units: Iterable[Unit]) -> Iterator[tuple[str, list[Unit]]]:
    """Units that stand side by side on a line, with nothing left out between them."""
    run: list[Unit] = []
    for one in units:
        if run and not (_is_next(run[-1], one) and _follows(run[-1].box, one.box)):
            yield "".join(each.text for each in run), run
            run = []
        run.append(one)
    if run:
        yield "".join(each.text for each in run), run


def _is_next(unit: Unit, later: Unit) -> bool:
    return later.place == unit.place + len(later.text)


def _without_secrets(units: Sequence[Unit], secrets: Sequence[str]) -> list[Unit]:
    text = "".join(one.text for one in units)
    starts, at = [], 0
    for one in units:
        starts.append(at)
        at += len(one.text)
    spans = [
        (found, found + len(secret)) for secret in secrets for found in _all_places(text, secret)
    ]
    return [
        one
        for one, start in zip(units, starts, strict=True)
        if not any(start < end and begin < start + len(one.text) for begin, end in spans)
    ]


def _all_places(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def content(units: Sequence[Unit], picture: Picture, width: float, height: float) -> bytes:
    """Text operators that write the units without showing them, on a page of this size."""
    across, down = width / picture.width, height / picture.height
    # Han characters are all of one width, Latin ones of another: each kind by itself.
    runs = (run for some in _by_kind(units) for run in _runs(some))
    return "\n".join(_operators(text, run, across, down, height) for text, run in runs).encode()


def _operators(text: str, run: Sequence[Unit], across: float, down: float, height: float) -> str:
    box = run[0].box
    for one in run[1:]:
        box = box.joined(one.box)
    box = box.scaled(across, down)
    size, wide = max(box.bottom - box.top, 1.0), max(box.right - box.left, 1.0)
    signs = text.encode("utf-16-be", "ignore")
    scale = 100 * wide / (size * len(signs) / 2)
    baseline = height - box.bottom + size * _BELOW_BASELINE
    return (
        f"BT 3 Tr /F1 {size:.2f} Tf {scale:.2f} Tz {box.left:.2f} {baseline:.2f} Td "
        f"<{signs.hex().upper()}> Tj ET"
    )


def _by_kind(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    for _, some in groupby(units, lambda one: _is_latin(one.text)):
        yield list(some)


def font() -> DictionaryObject:
    """The font of the words: a character collection that every reader knows, nothing embedded."""
    system = DictionaryObject(
        {
            NameObject("/Registry"): TextStringObject("Adobe"),
            NameObject("/Ordering"): TextStringObject("GB1"),
            NameObject("/Supplement"): NumberObject(2),
        }
    )
    numbers = {"/Flags": 4, "/ItalicAngle": 0, "/Ascent": 880, "/Descent": -120}
    numbers |= {"/CapHeight": 880, "/StemV": 93}
    descriptor = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/FontDescriptor"),
            NameObject("/FontName"): NameObject("/STSong-Light"),
            NameObject("/FontBBox"): ArrayObject(FloatObject(x) for x in (-25, -254, 1000, 880)),
            **{NameObject(key): NumberObject(number) for key, number in numbers.items()},
        }
    )
    descendant = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/CIDSystemInfo"): system,
            NameObject("/DW"): NumberObject(1000),
            NameObject("/FontDescriptor"): descriptor,
        }
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/Encoding"): NameObject("/UniGB-UCS2-H"),
            NameObject("/DescendantFonts"): ArrayObject([descendant]),
        }
    )
