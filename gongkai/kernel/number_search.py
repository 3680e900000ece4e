"""Document numbers for finding: in whatever brackets and spacing, whole or in part.

A number is filed under keys `机关代字|年份|序号`, with one or two of the parts left out, and asked
for by the most exact key that the words allow: 兰政办发[2018]145 gives 兰政办发|2018|145 and,
should the organ be mistyped, |2018|145; 145号 gives ||145.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from gongkai.kernel.document_numbers import CLOSING, OPENING, DocumentNumber, parse

_HAN = r"\u4e00-\u9fff"
_OPEN, _CLOSE = re.escape(OPENING), re.escape(CLOSING)
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_SERIAL = r"第?\s*0*(?P<serial>[1-9]\d{0,4})(?!\d)\s*[号號]?"

# From the most telling to the least; each is tried on what the ones before left over.
_PATTERNS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        # 兰政办发〔2018〕145号, （2018）145
        rf"(?P<prefix>[{_HAN}]{{1,14}})?\s*[{_OPEN}]\s*{_YEAR}\s*年?\s*[{_CLOSE}]\s*{_SERIAL}",
        # 兰政办发〔2018〕
        rf"(?P<prefix>[{_HAN}]{{2,14}})\s*[{_OPEN}]\s*{_YEAR}\s*年?\s*[{_CLOSE}]",
        # 国务院令第711号, 国务院令2016年第617号
        rf"(?P<prefix>[{_HAN}]{{1,12}}(?:令|公告|通告))\s*(?:{_YEAR}\s*年)?\s*{_SERIAL}",
        # 兰政办发2018年145号, 兰政办发2018-145, 2018年第145号
        rf"(?P<prefix>[{_HAN}]{{2,14}})?(?<!\d){_YEAR}\s*(?:年|[-—–－])\s*第?\s*"
        r"0*(?P<serial>[1-9]\d{0,4})\s*[号號]",
        rf"(?P<prefix>[{_HAN}]{{2,14}}[发函字办规文])\s*{_YEAR}\s*[-—–－]\s*"
        r"0*(?P<serial>[1-9]\d{0,4})(?!\d)",
        # hfgs—2017—9
        rf"(?P<prefix>[A-Za-z]{{2,10}})[—–-]+{_YEAR}[—–-]+0*(?P<serial>[1-9]\d{{0,4}})(?!\d)",
        # 第145号, 145号
        r"第?\s*(?<!\d)0*(?P<serial>[1-9]\d{0,4})\s*[号號](?!线|楼|院|桥|路)",
    )
)


class Asked(NamedTuple):
    """A number in a question: where it stands, and its keys, the most exact first."""

    start: int
    end: int
    keys: tuple[str, ...]


def number_keys(text: str) -> list[str]:
    """Under which keys a document's own number is filed; nothing for what is none."""
    number = parse(text)
    return _keys_to_file(number) if number else []


def _keys_to_file(number: DocumentNumber) -> list[str]:
    prefix, serial = number.prefix.lower(), str(number.serial)
    year = str(number.year) if number.year else ""
    found = [f"{prefix}|{year}|{serial}", f"|{year}|{serial}", f"||{serial}", f"{prefix}|{year}|"]
    return list(dict.fromkeys(found))


def asked_numbers(text: str) -> list[Asked]:
    """The numbers that a question names, in order, without overlap. The text is folded already."""
    found: list[Asked] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            taken = any(match.start() < one.end and one.start < match.end() for one in found)
            if not taken:
                found.append(Asked(match.start(), match.end(), _keys_to_ask(match)))
    return sorted(found)


def _keys_to_ask(match: re.Match[str]) -> tuple[str, ...]:
    groups = match.groupdict()
    prefix, year = groups.get("prefix") or "", groups.get("year") or ""
    serial = groups.get("serial") or ""
    # Words before the organ's code may have been caught with it: 清江县清政发, 关于清政发.
    prefixes = [prefix[at:] for at in range(max(len(prefix) - 1, 1))] if prefix else []
    whole = [f"{one}|{year}|{serial}" for one in prefixes]
    if not serial:
        return tuple(whole)
    return (*whole, f"|{year}|{serial}")
