"""Identifiers with a check: organisations, citizens, cards, websites, divisions.

Unified social credit code (统一社会信用代码, GB 32100), citizen number (公民身份号码, GB 11643),
Luhn for bank cards, government site code (网站标识码), division code (行政区划代码). python-stdnum
does the arithmetic; these small functions are its face, with Chinese sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from stdnum import luhn
from stdnum.cn import ric, uscc

# Departments of the State Council carry bm and eight digits, everybody else ten digits.
SiteIDCode = re.compile(r"^(bm\d{8}|\d{10})$", re.ASCII)

_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII)
_USCC_BODY = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{9}", re.ASCII)
_USCC_FORBIDDEN = re.compile(r"[IOZSV]")
_CITIZEN = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_DIVISION = re.compile(r"[1-8]\d{5}(\d{3}(\d{3})?)?", re.ASCII)


@lru_cache(maxsize=256)  # an import makes thousands of index numbers from the same few
def is_uscc(text: str) -> bool:
    """Say whether the text is a unified social credit code, check character included."""
    return bool(_USCC.fullmatch(text)) and uscc_check_digit(text[:17]) == text[17]


def uscc_check_digit(first17: str) -> str:
    """Return the 18th character for the first seventeen; `ValueError` if they are malformed."""
    if not _USCC_BODY.fullmatch(first17):
        raise ValueError("统一社会信用代码的前17位格式不对。")
    return str(uscc.calc_check_digit(first17))


def organisation_code(code: str) -> str:
    """Return characters 9 to 17 of a unified social credit code: the old organisation code."""
    return code[8:17]


def reasons_against_uscc(text: str) -> list[str]:
    """Say in Chinese sentences what is wrong with a credit code; empty if nothing."""
    if not text:
        return ["没有填写统一社会信用代码，应当是18位数字或大写字母。"]
    return list(_faults_of_uscc(text))


def _faults_of_uscc(text: str) -> Iterator[str]:
    if len(text) != 18:
        yield f"统一社会信用代码应当是18位，现在是{len(text)}位，请检查是否漏输或多输。"
    elif is_uscc(text.upper()) and text != text.upper():
        yield f"统一社会信用代码里的字母应当大写：{text.upper()}。"
    elif forbidden := sorted(set(_USCC_FORBIDDEN.findall(text.upper()))):
        letters = "、".join(forbidden)
        yield f"统一社会信用代码不使用字母{letters}，请检查是否把数字看成了字母。"
    elif not _USCC.fullmatch(text):
        yield "统一社会信用代码只能用数字和大写字母，第3至8位是行政区划数字，请对照证书检查。"
    elif not is_uscc(text):
        yield "统一社会信用代码校验不通过，有一位或几位输错了，请对照证书逐位检查。"


def is_citizen_number(text: str) -> bool:
    """Say whether the text is an 18-character citizen number: real birth date, right check digit.

    Whether the division code was ever in force is not asked: codes of abolished divisions stay
    in the numbers of the living.
    """
    if not _CITIZEN.fullmatch(text) or _birth_date(text) is None:
        return False
    return citizen_check_digit(text[:17]) == text[17]


def citizen_birth_date(text: str) -> date | None:
    """Return the birth date in a valid citizen number, else None."""
    return _birth_date(text) if is_citizen_number(text) else None


def _birth_date(text: str) -> date | None:
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None
    return born if born.year >= 1800 else None


def citizen_check_digit(first17: str) -> str:
    """Return the 18th character for the first seventeen digits; `ValueError` if not 17 digits."""
    if not re.fullmatch(r"\d{17}", first17, re.ASCII):
        raise ValueError("公民身份号码的前17位应当都是数字。")
    # stdnum wants the place of the check digit filled; any figure does.
    return str(ric.calc_check_digit(first17 + "0"))


def reasons_against_citizen_number(text: str) -> list[str]:
    """Say in Chinese sentences what is wrong with a citizen number; empty if nothing."""
    if not text:
        return ["没有填写公民身份号码，应当是18位。"]
    return list(_faults_of_citizen_number(text))


def _faults_of_citizen_number(text: str) -> Iterator[str]:
    if len(text) != 18:
        yield f"公民身份号码应当是18位，现在是{len(text)}位，请检查是否漏输或多输。"
    elif is_citizen_number(text[:17] + text[17:].upper()) and text[17] == "x":
        yield "公民身份号码最后一位字母“X”应当大写。"
    elif not _CITIZEN.fullmatch(text):
        yield "公民身份号码前17位应当是数字，最后一位是数字或大写字母“X”，请对照证件检查。"
    elif _birth_date(text) is None:
        yield f"公民身份号码里的出生日期“{text[6:14]}”不存在，请对照证件检查第7至14位。"
    elif not is_citizen_number(text):
        yield "公民身份号码校验不通过，有一位或几位输错了，请对照证件逐位检查。"


def passes_luhn(digits: str) -> bool:
    """Say whether a string of digits passes the Luhn check that bank card numbers carry."""
    return bool(re.fullmatch(r"\d{2,}", digits, re.ASCII)) and bool(luhn.is_valid(digits))


def luhn_check_digit(digits: str) -> str:
    """Return the digit that makes `digits` pass the Luhn check; `ValueError` if not digits."""
    if not re.fullmatch(r"\d+", digits, re.ASCII):
        raise ValueError("应当都是数字。")
    return str(luhn.calc_check_digit(digits))


def is_site_id_code(text: str) -> bool:
    """Say whether the text has the form of a government site code (网站标识码)."""
    return bool(SiteIDCode.fullmatch(text))


def is_division_code(text: str) -> bool:
    """Say whether the text has the shape of a division code: county 6, township 9, village 12."""
    return bool(_DIVISION.fullmatch(text))
