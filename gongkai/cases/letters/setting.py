"""Sizes of an official paper, as offices set it (GB/T 9704-2012): form, not law.

A4; 37 mm above and 28 mm left of the type area of 156 by 225 mm; title in size 2, text in size 3,
22 lines a page, 28 characters a line.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.cases.letters.writing import Line, LineKind

PAGE_MM = (210, 297)
TOP_MM, LEFT_MM, TYPE_AREA_MM = 37, 28, (156, 225)
RIGHT_MM = PAGE_MM[0] - LEFT_MM - TYPE_AREA_MM[0]
BOTTOM_MM = PAGE_MM[1] - TOP_MM - TYPE_AREA_MM[1]
TITLE_PT, TEXT_PT, FOOT_PT = 22, 16, 14  # 2号, 3号, 4号
LEADING_PT = 28.95  # 225 mm in 22 lines
TITLE_FONT, TEXT_FONT, FOOT_FONT = "方正小标宋简体", "仿宋_GB2312", "宋体"
# What a machine has that lacks the fonts above.
OTHER_NAMES = {TITLE_FONT: "方正小标宋_GBK", TEXT_FONT: "仿宋"}
DATE_FROM_RIGHT = 4.0  # characters


def width_of(text: str) -> float:
    """The width of a text in characters; figures and letters are half as wide."""
    return sum(0.5 if one.isascii() else 1.0 for one in text)


def indent_of_signature(line: Line, lines: Sequence[Line]) -> float:
    """How far from the right margin the body or the date ends, in characters, by halves.

    The date ends four characters from the margin, the body stands centred above it.
    """
    if line.kind is LineKind.DATE:
        return DATE_FROM_RIGHT
    day = next(one.text for one in lines if one.kind is LineKind.DATE)
    wanted = DATE_FROM_RIGHT + (width_of(day) - width_of(line.text)) / 2
    return max(0.0, round(2 * wanted) / 2)
