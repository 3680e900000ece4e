"""Codes that carry their own proof."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.identifiers import (
    SiteIDCode,
    citizen_birth_date,
    citizen_check_digit,
    is_citizen_number,
    is_division_code,
    is_site_id_code,
    is_uscc,
    luhn_check_digit,
    organisation_code,
    passes_luhn,
    reasons_against_citizen_number,
    reasons_against_uscc,
    uscc_check_digit,
)

CHARSET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
DIGITS = "0123456789"


@pytest.mark.parametrize(
    "code",
    [
        "91330100799655058B",
        "9144030071526726XG",
        "91110000802100433B",
        "914403001922038216",
        "9152000071430580XT",
        "12100000400002259P",
        "12100000400000624D",
        "11511301008778183N",
        "12441500196720244T",
    ],
)
def test_gb_32100_real_codes_pass(code: str) -> None:
    assert is_uscc(code)
    assert reasons_against_uscc(code) == []
    assert uscc_check_digit(code[:17]) == code[17]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "没有填写统一社会信用代码"),
        ("11440300007542785T", "校验不通过"),
        ("9133010079965505", "应当是18位，现在是16位"),
        ("91330100799655058b", "字母应当大写：91330100799655058B"),
        ("9133010O799655058B", "不使用字母O"),
        ("9I33010S799655058B", "不使用字母I、S"),
        ("91A30100799655058B", "第3至8位是行政区划数字"),
        ("９1330100799655058B", "只能用数字和大写字母"),
    ],
)
def test_gb_32100_a_wrong_code_is_told_how_to_mend_it(code: str, sentence: str) -> None:
    assert not is_uscc(code)
    assert sentence in "".join(reasons_against_uscc(code))


def test_the_organisation_code_stands_inside() -> None:
    assert organisation_code("91330100799655058B") == "799655058"


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("11010519491231002X", date(1949, 12, 31)),
        ("440524188001010014", date(1880, 1, 1)),
    ],
)
def test_gb_11643_the_examples_of_the_standard_pass(number: str, born: date) -> None:
    assert is_citizen_number(number)
    assert citizen_birth_date(number) == born
    assert reasons_against_citizen_number(number) == []


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("", "没有填写公民身份号码"),
        ("110105194912310021", "校验不通过"),
        ("11010519491231002x", "字母“X”应当大写"),
        ("110105194902310024", "出生日期“19490231”不存在"),
        ("110105491231002", "应当是18位，现在是15位"),
        ("11010519491231002A", "最后一位是数字或大写字母“X”"),
    ],
)
def test_gb_11643_a_wrong_number_is_told_how_to_mend_it(number: str, sentence: str) -> None:
    assert not is_citizen_number(number)
    assert citizen_birth_date(number) is None
    assert sentence in "".join(reasons_against_citizen_number(number))


@pytest.mark.parametrize("code", ["1304000009", "5001070012", "4403000002", "bm01000001"])
def test_real_site_codes_have_the_form(code: str) -> None:
    assert is_site_id_code(code)
    assert SiteIDCode.match(code)


@pytest.mark.parametrize("code", ["bm1", "BM01000001", "130400000", "13040000091", "1304000009\n"])
def test_other_strings_are_no_site_codes(code: str) -> None:
    assert not is_site_id_code(code)


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("340803", True),
        ("340803001", True),
        ("340803001002", True),
        ("34080", False),
        ("3408030", False),
        ("040803", False),
        ("９40803", False),
    ],
)
def test_division_codes_have_six_nine_or_twelve_digits(code: str, shape: bool) -> None:
    assert is_division_code(code) is shape


@given(
    st.text(CHARSET, min_size=2, max_size=2),
    st.text(DIGITS, min_size=6, max_size=6),
    st.text(CHARSET, min_size=9, max_size=9),
    st.integers(0, 16),
    st.integers(1, 9),
)
def test_gb_32100_one_wrong_character_is_always_noticed(
    head: str, region: str, body: str, place: int, step: int
) -> None:
    first17 = head + region + body
    code = first17 + uscc_check_digit(first17)
    assert is_uscc(code)
    alphabet = DIGITS if 2 <= place < 8 else CHARSET
    other = alphabet[(alphabet.index(code[place]) + step) % len(alphabet)]
    assert not is_uscc(code[:place] + other + code[place + 1 :])


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999), st.integers(0, 16))
def test_gb_11643_one_wrong_digit_is_always_noticed(born: date, order: int, place: int) -> None:
    first17 = f"340803{born:%Y%m%d}{order:03d}"
    number = first17 + citizen_check_digit(first17)
    assert citizen_birth_date(number) == born
    other = str((int(number[place]) + 1) % 10)
    assert not is_citizen_number(number[:place] + other + number[place + 1 :])


@given(st.text(DIGITS, min_size=1, max_size=18), st.integers(0, 18))
def test_luhn_one_wrong_digit_is_always_noticed(digits: str, place: int) -> None:
    number = digits + luhn_check_digit(digits)
    assert passes_luhn(number)
    place %= len(number)
    other = str((int(number[place]) + 1) % 10)
    assert not passes_luhn(number[:place] + other + number[place + 1 :])


@given(st.text(max_size=20))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert is_uscc(text) == (reasons_against_uscc(text) == [])
    assert is_citizen_number(text) == (reasons_against_citizen_number(text) == [])
    assert not passes_luhn("") and not passes_luhn("1")
