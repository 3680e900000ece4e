"""Personal data in texts that are about to become public: found, explained, masked.

Citizen numbers, mobile numbers, bank cards, passports, number plates and home addresses, told by
check digits and shapes, so that each finding can say why. Official texts are full of long numbers
(document numbers, index numbers, credit codes, office telephones, sums of money); these must not
raise a false alarm, or reviewers stop reading the alarms. A person decides; this only points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gongkai.kernel import identifiers
from gongkai.kernel.dates import chinese_date
from gongkai.kernel.home_addresses import find_home_addresses, mask_home_address


class PersonalKind(StrEnum):
    """The kinds of personal data looked for."""

    CITIZEN_NUMBER = "citizen_number"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"
    PASSPORT = "passport"
    PLATE = "plate"
    HOME_ADDRESS = "home_address"


KIND_LABELS = {
    PersonalKind.CITIZEN_NUMBER: "公民身份号码",
    PersonalKind.MOBILE: "手机号码",
    PersonalKind.BANK_CARD: "银行卡号",
    PersonalKind.PASSPORT: "护照号码",
    PersonalKind.PLATE: "机动车号牌",
    PersonalKind.HOME_ADDRESS: "住址",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of personal data: `text` stands at `[start:end]` of the text that was searched.

    `masked` is what may be printed instead, of the same length; `why` a Chinese sentence.
    """

    kind: PersonalKind
    start: int
    end: int
    text: str
    masked: str
    why: str

    @property
    def kind_label(self) -> str:
        """The Chinese name of the kind."""
        return KIND_LABELS[self.kind]


class _Hit(NamedTuple):
    start: int
    end: int
    masked: str
    why: str


# One character for one, so that positions stay true.
_HALF_WIDTH = str.maketrans(
    "０１２３４５６７８９－Ｘ"
    + "".join(chr(code) for code in range(0xFF21, 0xFF3B) if chr(code) != "Ｘ"),
    "0123456789-X" + "".join(chr(code) for code in range(0x41, 0x5B) if chr(code) != "X"),
)
_FULL_WIDTH = re.compile("[０-９－Ａ-Ｚ]")
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){6}", re.ASCII)  # the shortest: a passport's
_ADDRESS_OF_PAGE = re.compile(r"(?:https?://|www\.)[^\s\u4e00-\u9fff，。；）]+")


def find_personal_data(text: str) -> list[Finding]:
    """Return the personal data in a text, in order, without overlap."""
    narrow = text.translate(_HALF_WIDTH) if _FULL_WIDTH.search(text) else text
    pages = [match.span() for match in _ADDRESS_OF_PAGE.finditer(narrow)]
    # Most papers have no long number at all: then four of the searches need not be made.
    searches = _SEARCHES if _LONG_NUMBER.search(narrow) else _SEARCHES_WITHOUT_NUMBERS
    findings: list[Finding] = []
    for kind, search in searches:
        for hit in search(narrow):
            taken = [(one.start, one.end) for one in findings]
            if not _overlaps(hit, [*pages, *taken]):
                original = text[hit.start : hit.end]
                masked = _like(original, hit.masked)
                findings.append(Finding(kind, hit.start, hit.end, original, masked, hit.why))
    return sorted(findings, key=lambda one: one.start)


def _like(original: str, masked: str) -> str:
    """Keep what is not starred as it was written, full-width or half-width."""
    pairs = zip(original, masked, strict=True)
    return "".join(sign if sign == "*" else written for written, sign in pairs)


def _overlaps(hit: _Hit, spans: Iterable[tuple[int, int]]) -> bool:
    return any(hit.start < end and start < hit.end for start, end in spans)


def mask(text: str, findings: Iterable[Finding]) -> str:
    """Return the text with the findings masked; its length and everything else stay the same.

    Raise `ValueError` if a finding does not belong to this text.
    """
    pieces, at = [], 0
    for finding in sorted(findings, key=lambda one: one.start):
        if finding.start < at or text[finding.start : finding.end] != finding.text:
            raise ValueError("要遮盖的内容与文本对不上，文本可能已经改过，请重新检查一遍。")
        pieces += [text[at : finding.start], finding.masked]
        at = finding.end
    return "".join(pieces) + text[at:]


# A number may be broken by single blanks or hyphens, as people group it; nothing that could be
# part of a longer number or code may touch either end.
_ALONE_BEFORE = r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][-./_])"
_ALONE_AFTER = r"(?![0-9A-Za-z])(?![-._][0-9A-Za-z])"
_GAP = "[ -]?"
_CITIZEN = re.compile(
    rf"{_ALONE_BEFORE}[1-9]\d{{5}}{_GAP}(?:18|19|20)\d{{6}}{_GAP}\d{{3}}[\dXx]{_ALONE_AFTER}",
    re.ASCII,
)
_OTHER_CODE_BEFORE = re.compile(r"(?:信用代码|项目代码|标识码|编码)[^0-9A-Za-z，。；]{0,6}$")


def _citizen_numbers(text: str) -> Iterator[_Hit]:
    for match in _CITIZEN.finditer(text):
        number = _compact(match[0]).upper()
        born = identifiers.citizen_birth_date(number)
        named_otherwise = _OTHER_CODE_BEFORE.search(text[: match.start()][-20:])
        # 11341702486344515H/202110-00013: a credit code in an index number.
        in_index_number = re.match(r"/\d{4}", text[match.end() :][:5])
        if born and not named_otherwise and not in_index_number:
            why = f"18位号码通过公民身份号码校验（出生日期{chinese_date(born)}）。"
            yield _Hit(*match.span(), _mask_digits(match[0], 6, 4), why)


# Networks open new ranges; these are the first three figures given out to persons.
_MOBILE = re.compile(
    r"(?:(?<=\+86)|(?<=\+86[ -])|(?<=0086)|(?<![0-9A-Za-z])(?<![0-9A-Za-z][-._]))"
    rf"1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9]){_GAP}\d{{4}}{_GAP}\d{{4}}"
    rf"(?![0-9A-Za-z])(?![-._]\d{{5}})(?!/\d{{4}}-)",
    re.ASCII,
)
_A_QUANTITY_FOLLOWS = re.compile(
    r"\.?\d*\s*(?:[元万亿吨％%人户个亩平立公千米件只台套辆株头]|kg|km|kW|㎡|m)"
)
_MONEY_BEFORE = re.compile(r"(?:[¥￥$]|人民币|RMB)\s*$")


def _mobiles(text: str) -> Iterator[_Hit]:
    for match in _MOBILE.finditer(text):
        if not _is_quantity(text, match):
            yield _Hit(*match.span(), _mask_digits(match[0], 3, 4), "11位号码，号段是手机号码。")


def _is_quantity(text: str, match: re.Match[str]) -> bool:
    return bool(
        _A_QUANTITY_FOLLOWS.match(text, match.end())
        or _MONEY_BEFORE.search(text[: match.start()][-6:])
    )


_CARD = re.compile(rf"{_ALONE_BEFORE}(?:\d[ -]?){{14,18}}\d{_ALONE_AFTER}", re.ASCII)
# First figures of card numbers with the lengths that go with them: UnionPay, the old cards of the
# big four banks, and the international schemes.
_CARD_STARTS: tuple[tuple[str, range], ...] = (
    ("62", range(16, 20)),
    ("9558", range(19, 20)),
    ("601382", range(19, 20)),
    ("436742", range(16, 20)),
    ("456351", range(16, 20)),
    ("4", range(16, 17)),
    ("51", range(16, 17)),
    ("52", range(16, 17)),
    ("53", range(16, 17)),
    ("54", range(16, 17)),
    ("55", range(16, 17)),
    ("35", range(16, 17)),
    ("34", range(15, 16)),
    ("37", range(15, 16)),
)


def _bank_cards(text: str) -> Iterator[_Hit]:
    for match in _CARD.finditer(text):
        number = _compact(match[0])
        known = any(number.startswith(s) and len(number) in sizes for s, sizes in _CARD_STARTS)
        shaped = known and _grouped_like_a_card(match[0]) and not _is_quantity(text, match)
        if shaped and identifiers.passes_luhn(number):
            why = f"{len(number)}位号码，开头是银行卡的发卡标识，并通过卡号校验。"
            yield _Hit(*match.span(), _mask_digits(match[0], 4, 4), why)


def _grouped_like_a_card(written: str) -> bool:
    """Cards are printed in groups of four or more; dates and section numbers are not cards."""
    groups = re.split("[ -]", written)
    return len(groups) == 1 or all(len(group) >= 4 for group in groups[:-1])


_PASSPORT = re.compile(
    rf"{_ALONE_BEFORE}(?:[EeGgDdSsPp]\d{{8}}|[Ee][A-HJ-NP-Za-hj-np-z]\d{{7}}){_ALONE_AFTER}",
    re.ASCII,
)
_PASSPORT_NAMED = re.compile(r"护照|证件号|证件号码|旅行证")


def _passports(text: str) -> Iterator[_Hit]:
    for match in _PASSPORT.finditer(text):
        # The shape alone is also that of contract and project numbers: the word must stand near.
        if _PASSPORT_NAMED.search(text[: match.start()][-30:]):
            why = "前文写有护照或证件，号码的字母和位数与护照相符。"
            yield _Hit(*match.span(), _mask_digits(match[0], 2, 2), why)


_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•. ]?"
    r"(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]"  # five characters
    r"|[A-HJK][A-HJ-NP-Z0-9]\d{4}|\d{5}[A-HJK])"  # six: new energy, small and large
    rf"{_ALONE_AFTER}",
    re.ASCII,
)
_STANDARD = re.compile(r"新[·. ]?(?:GB|DB|JG|CJ|JT|HJ|NY|QB|SL)")


def _plates(text: str) -> Iterator[_Hit]:
    for match in _PLATE.finditer(text):
        tail = re.sub(r"[^0-9A-Z]", "", match[0][2:])
        # Every plate has three figures or more; 新GB50016 is a new standard, not a car.
        if sum(one.isdecimal() for one in tail) >= 3 and not _STANDARD.match(match[0]):
            kind = "新能源汽车号牌" if len(tail) == 6 else "机动车号牌"
            yield _Hit(*match.span(), _mask_digits(match[0], 2, 2), f"省份简称加号码，是{kind}。")


def _home_addresses(text: str) -> Iterator[_Hit]:
    for found in find_home_addresses(text):
        masked = mask_home_address(text[found.start : found.end])
        yield _Hit(found.start, found.end, masked, found.why)


def _compact(written: str) -> str:
    return re.sub(r"[ -]", "", written)


def _mask_digits(written: str, keep_first: int, keep_last: int) -> str:
    """Star all letters and figures but the first and last few; blanks and marks keep the shape."""
    signs = sum(one.isalnum() for one in written)
    masked, seen = [], 0
    for one in written:
        seen += one.isalnum()
        hide = one.isalnum() and keep_first < seen <= signs - keep_last
        masked.append("*" if hide else one)
    return "".join(masked)


# In the order of certainty: what an earlier search has taken a later one leaves alone.
_SEARCHES: tuple[tuple[PersonalKind, Callable[[str], Iterator[_Hit]]], ...] = (
    (PersonalKind.CITIZEN_NUMBER, _citizen_numbers),
    (PersonalKind.BANK_CARD, _bank_cards),
    (PersonalKind.MOBILE, _mobiles),
    (PersonalKind.PASSPORT, _passports),
    (PersonalKind.PLATE, _plates),
    (PersonalKind.HOME_ADDRESS, _home_addresses),
)
_SEARCHES_WITHOUT_NUMBERS = tuple(
    one for one in _SEARCHES if one[0] in {PersonalKind.PLATE, PersonalKind.HOME_ADDRESS}
)
