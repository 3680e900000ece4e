"""Text as the index reads it, questions as people type them, names as they sound."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.kernel import pinyin, search_text
from gongkai.kernel.search_query import LONGEST, parse_question

HAN = st.text(alphabet="财政预算公开最低生活保障标准县局2018a ", max_size=30)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("社會保險卡 ２０１８", "社会保险卡 2018"),
        ("ＡＢＣ", "abc"),
        ("国办发[2019]61号", "国办发〔2019〕61号"),
        ("財政　預算", "财政 预算"),
    ],
)
def test_one_way_of_writing(typed, folded):
    assert search_text.fold(typed) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    once = search_text.fold(text)
    assert search_text.fold(once) == once


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("财政预算", ["财政", "政预", "预算"]),
        ("财政，预算", ["财政", "预算"]),
        ("2018年第145号", ["2018", "年第", "145", "号"]),
        ("水", ["水"]),
        ("gb50016", ["gb50016"]),
        ("，。", []),
    ],
)
def test_pairs(text, pairs):
    assert search_text.pairs(text) == pairs


@given(HAN, HAN, HAN)
@example("", "财政预算公开", "")
def test_what_stands_in_a_text_is_found_by_its_phrase(before, wanted, after):
    """The places of a phrase agree with those of the pairs, wherever it stands."""
    wanted = search_text.fold(wanted)
    runs = search_text.runs(wanted)
    if len(runs) != 1 or len(runs[0]) < 2:
        return
    text = search_text.pairs(f"{search_text.fold(before)} {wanted} {search_text.fold(after)}")
    phrase = search_text.phrase(wanted)
    first = phrase[0][0]
    assert any(
        all(
            at + place - first < len(text) and text[at + place - first] == pair
            for place, pair in phrase
        )
        for at in range(len(text))
    )


@given(HAN)
def test_a_phrase_covers_every_character_once_or_twice(text):
    for run in search_text.runs(text):
        if len(run) > 1 and not run.isascii():
            covered = {at for place, _ in search_text.phrase(run) for at in (place, place + 1)}
            assert covered == set(range(len(run)))


@pytest.mark.parametrize(
    ("typed", "chunks", "phrases", "without"),
    [
        ("低保 标准", ("低保", "标准"), (), ()),
        ("低保　标准，怎么办", ("低保", "标准", "怎么办"), (), ()),
        ("“最低生活保障标准” 农村", ("农村",), ("最低生活保障标准",), ()),
        ('"预算公开"', (), ("预算公开",), ()),
        ("＂预算公开＂", (), ("预算公开",), ()),
        ("低保 -农村", ("低保",), (), ("农村",)),
        ("低保 －农村", ("低保",), (), ("农村",)),
        ("低保 -“农村 低保”", ("低保",), (), ("农村 低保",)),
        ("低保-农村", ("低保", "农村"), (), ()),
        ("2018-2020年规划", ("2018", "2020年规划"), (), ()),
        ("没有“关上的引号", ("没有", "关上的引号"), (), ()),
        ("預算", ("预算",), (), ()),
        ("<script>alert(1)</script>", ("script", "alert", "1"), (), ()),
        ("- -- -", (), (), ()),
        ("", (), (), ()),
    ],
)
def test_questions(typed, chunks, phrases, without):
    asked = parse_question(typed)
    assert (asked.chunks, asked.phrases, asked.without) == (chunks, phrases, without)


@given(st.text(max_size=400))
def test_no_question_is_an_error_and_its_normal_form_is_stable(typed):
    asked = parse_question(typed)
    assert len(asked.normal) <= LONGEST * 2
    assert all(search_text.runs(one) for one in asked.phrases)
    assert asked.is_empty == (not (asked.chunks or asked.phrases or asked.numbers))


def test_the_same_question_in_other_writing_has_the_same_normal_form():
    assert parse_question("　低保，標準 ").normal == parse_question("低保 标准").normal


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("财政局", ["caizhengju", "czj"]),
        ("重庆路", ["chongqinglu", "cql"]),
        ("银行", ["yh", "yinhang"]),
        ("2018", []),
        ("", []),
    ],
)
def test_sounds(name, keys):
    assert pinyin.keys(name) == keys


def test_names_of_people_are_told():
    assert search_text.names_a_person("张三丰低保")
    assert not search_text.names_a_person("最低生活保障标准")
