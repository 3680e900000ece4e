"""Dates as official papers write them, read and written.

Papers print Arabic figures without leading zeros (2026年5月8日, GB/T 9704-2012); older ones Chinese
numerals (二〇一九年七月十七日); metadata ISO dates. We store dates and print Chinese.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

# The zero of a year is typed in many ways: the right 〇, a circle, 零, the letter O, the figure 0.
_ZEROS = "〇○◯零OoＯｏ0０"
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_DIGITS |= {
    "元": 1,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_NUMERALS = "〇一二三四五六七八九"

# One character for one, so that positions in the text stay true.
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．－／：", "0123456789.-/:")

_YEAR = rf"(?P<year>\d{{4}}|[{_ZEROS}一二三四五六七八九壹贰叁肆伍陆柒捌玖]{{4}})"
_MONTH = r"(?P<month>\d{1,2}|十[一二]?|[元一二三四五六七八九])"
_DAY = r"(?P<day>\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_GAP = r"[ \t\u00a0\u3000]*"
_WRITTEN = re.compile(
    rf"(?<![0-9]){_YEAR}{_GAP}年{_GAP}{_MONTH}{_GAP}月{_GAP}{_DAY}{_GAP}[日号]", re.ASCII
)
# 1.2018.7.24 is a version or an address, not a date: no figure may touch either end.
_DASHED = re.compile(
    r"(?<![0-9])(?<![0-9][-./])(?P<year>\d{4})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)"
    r"(?P<day>\d{1,2})(?![0-9]|[-./][0-9])",
    re.ASCII,
)
_PACKED = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", re.ASCII)
_CLOCK = re.compile(r"(?:[ T\u3000]+\d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)


class FoundDate(NamedTuple):
    """A date found in a text: `text[start:end]` is how it was written."""

    on: date
    start: int
    end: int


def parse_date(text: str) -> date | None:
    """Return the single date that this text writes, or None if it writes none or an impossible one.

    Understands 2019年7月17日, 二〇一九年七月十七日 (any zero), 2018-07-24, 2018.7.24, 2018/7/24,
    20180724, full width figures, spaces around, and a clock time after the date, which is dropped.
    """
    text = text.translate(_HALF_WIDTH).strip()
    for pattern in (_WRITTEN, _DASHED, _PACKED):
        match = pattern.match(text)
        if match and _CLOCK.fullmatch(text, match.end()):
            return _date_of(match)
    return None


def find_dates(text: str) -> list[FoundDate]:
    """Return every possible date written in the text, in the order of the text."""
    text = text.translate(_HALF_WIDTH)
    found = []
    for pattern in (_WRITTEN, _DASHED):
        for match in pattern.finditer(text):
            on = _date_of(match)
            if on is not None:
                found.append(FoundDate(on, match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def _date_of(match: re.Match[str]) -> date | None:
    year, month, day = (match[part] for part in ("year", "month", "day"))
    try:
        return date(_year_of(year), _number_of(month), _number_of(day))
    except ValueError:
        return None


def _year_of(text: str) -> int:
    """Read a year figure by figure: 二〇一九, 二OO九, 2019."""
    year = 0
    for one in text:
        year = year * 10 + _figure(one)
    return year


def _figure(one: str) -> int:
    if one in _ZEROS:
        return 0
    return _DIGITS[one] if one in _DIGITS else int(one)


def _number_of(text: str) -> int:
    """Read a number below one hundred: 7, 07, 七, 十, 十七, 二十, 三十一, 元 (of 元月)."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def chinese_date(day: date) -> str:
    """Write a date for print: 2026年5月8日, full year, no leading zeros (GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_numeral_date(day: date) -> str:
    """Write a date in Chinese numerals: 二〇二六年五月八日."""
    year = "".join(_NUMERALS[int(figure)] for figure in f"{day.year:04d}")
    return f"{year}年{_numeral(day.month)}月{_numeral(day.day)}日"


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("", "十", "二十", "三十")[tens] + (_NUMERALS[ones] if ones else "")


def stamp(moment: datetime) -> str:
    """Write a moment to the minute: 2026-05-08 09:30, in the time zone that it carries."""
    return f"{moment.year:04d}-{moment:%m-%d %H:%M}"
