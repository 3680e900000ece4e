"""Document numbers are found in whatever brackets and spacing, whole or in part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.number_search import asked_numbers, number_keys
from gongkai.kernel.search_query import parse_question
from gongkai.kernel.search_text import fold

NUMBER = "兰政办发〔2018〕145号"


@pytest.mark.parametrize(
    "typed",
    [
        "兰政办发〔2018〕145号",
        "兰政办发[2018]145号",
        "兰政办发[2018]145",
        "兰政办发（2018）145号",
        "兰政办发(2018) 第145号",
        "兰政办发 【２０１８】 １４５ 号",
        "兰政办发〔2018年〕145号",
        "兰政办发2018年145号",
        "兰政办发2018-145",
        "蘭政辦發〔2018〕145號",
        "兰政办发〔2018〕0145号",
        "〔2018〕145号",
        "2018年第145号",
        "145号",
        "第145号",
        "兰政办发〔2018〕",
    ],
)
def test_every_way_of_writing_meets_the_number(typed):
    asked = parse_question(typed)
    assert len(asked.numbers) == 1
    assert not asked.chunks
    assert set(asked.numbers[0].keys) & set(number_keys(NUMBER))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("国务院令第711号", "国务院令第711号"),
        ("国务院令711号", "国务院令第711号"),
        ("第711号", "国务院令第711号"),
        ("国务院令2016年第617号", "国务院令2016年第617号"),
        ("hfgs-2017-9", "HFGS—2017—9"),
    ],
)
def test_orders_and_registered_documents(typed, number):
    keys = {key for one in parse_question(typed).numbers for key in one.keys}
    assert keys & set(number_keys(number))


@pytest.mark.parametrize(
    "typed",
    [
        "146号",
        "兰政办发〔2019〕145号",
        "兰政发〔2018〕14号",
        "2018年财政预算",
        "12345",
        "1号线",
        "8号楼",
    ],
)
def test_other_numbers_do_not(typed):
    keys = {key for one in parse_question(typed).numbers for key in one.keys}
    assert not keys & set(number_keys(NUMBER))


def test_a_wrong_organ_still_finds_year_and_serial():
    (asked,) = asked_numbers("兰政字发〔2018〕145号")
    assert asked.keys[-1] == "|2018|145"


def test_words_beside_a_number_stay_words():
    asked = parse_question("兰政办发[2018]145 解读")
    assert asked.chunks == ("解读",)


@given(
    st.sampled_from(["国发", "国办发", "兰政办发", "名财字"]),
    st.integers(1990, 2030),
    st.integers(1, 99999),
    st.sampled_from(["〔〕", "[]", "()", "（）", "【】", "〖〗", "﹝﹞"]),
    st.sampled_from(["", " ", "　"]),
    st.sampled_from(["", "第"]),
)
def test_any_number_in_any_brackets(organ, year, serial, brackets, blank, ordinal):
    typed = f"{organ}{blank}{brackets[0]}{year}{brackets[1]}{blank}{ordinal}{serial}{blank}号"
    (asked,) = asked_numbers(fold(typed))
    assert f"{organ}|{year}|{serial}" in asked.keys
    assert f"{organ}|{year}|{serial}" in number_keys(f"{organ}〔{year}〕{serial}号")
