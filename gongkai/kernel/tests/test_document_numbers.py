"""Document numbers: forgiving to read, strict to print."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.document_numbers import (
    DocumentNumber,
    Kind,
    find,
    is_strict,
    parse,
    reasons_against,
)
from gongkai.kernel.tests.shared import real_policies
from gongkai.kernel.text import html_to_text

BRACKETED = st.builds(
    DocumentNumber,
    prefix=st.sampled_from(["兰政办发", "国办发明电", "穗府办函", "法释", "国科发高", "荆政办函"]),
    year=st.integers(1949, 2049),
    serial=st.integers(1, 99999),
)
ORDERS = st.builds(
    DocumentNumber,
    prefix=st.sampled_from(["国务院令", "国令", "司法部令", "国家税务总局公告"]),
    year=st.none() | st.integers(1949, 2049),
    serial=st.integers(1, 99999),
    kind=st.just(Kind.ORDER),
)


@pytest.mark.parametrize(
    ("written", "strict"),
    [
        ("兰政办发〔2018〕145号", "兰政办发〔2018〕145号"),
        ("兰政办发[2018]145号", "兰政办发〔2018〕145号"),
        ("兰政办发［2018］145号", "兰政办发〔2018〕145号"),
        ("兰政办发（2018）145号", "兰政办发〔2018〕145号"),
        ("兰政办发(2018)第0145号", "兰政办发〔2018〕145号"),
        ("兰政办发【２０１８】１４５号", "兰政办发〔2018〕145号"),
        ("兰政办发﹝2018﹞145号", "兰政办发〔2018〕145号"),
        (" 兰政办发 〔 2018 〕 145 号 ", "兰政办发〔2018〕145号"),
        ("发文字号：国办发明电〔2018〕15号", "国办发明电〔2018〕15号"),
        ("（皖政办秘〔2017〕188号）", "皖政办秘〔2017〕188号"),
        ("哈政发法字[2009]1号", "哈政发法字〔2009〕1号"),
        ("国辦發〔2018〕128號", "国辦發〔2018〕128号"),
        ("国务院令第711号", "国务院令第711号"),
        ("国务院令2016年第617号", "国务院令2016年第617号"),
        ("国务院令 2016年 第617号", "国务院令2016年第617号"),
        ("鹤壁市人民政府令第10号", "鹤壁市人民政府令第10号"),
        ("国令第711号", "国令第711号"),
        ("主席令第二十八号", "主席令第28号"),
        ("中华人民共和国主席令第一百零三号", "中华人民共和国主席令第103号"),
        ("国家税务总局公告2018年第28号", "国家税务总局公告2018年第28号"),
        ("HFGS—2017—9", "HFGS—2017—9"),
    ],
)
def test_a_number_is_read_however_it_is_written(written: str, strict: str) -> None:
    number = parse(written)
    assert number is not None
    assert str(number) == strict


@pytest.mark.parametrize(
    "written",
    [
        "",
        "国发2019年5号",
        "国发〔19〕5号",
        "〔2019〕5号",
        "国发〔2019〕0号",
        "国发〔2019〕号",
        "国发〔2019〕5",
        "国务院令",
        "关于印发方案的通知",
        "国发〔2019〕5号和国发〔2019〕6号",
    ],
)
def test_what_is_no_number_is_none(written: str) -> None:
    assert parse(written) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("根据国办发〔2018〕118号和国发[2019]5号，", ["国办发〔2018〕118号", "国发〔2019〕5号"]),
        (
            "《关于试点工作的通知》(皖政办秘〔2017〕188号,以下简称《通知》)",
            ["皖政办秘〔2017〕188号"],
        ),
        ("按照《条例》（国务院令第711号）的规定", ["国务院令第711号"]),
        ("2019年4月3日国务院令第711号公布", ["国务院令第711号"]),
        ("和政发〔2019〕1号文件", ["和政发〔2019〕1号"]),
        ("经信委印发的经信发〔2018〕5号", ["经信发〔2018〕5号"]),
        ("市人民政府京政发〔2010〕10号文件", ["京政发〔2010〕10号"]),
        ("原国发〔1993〕85 号同时废止", ["国发〔1993〕85号"]),
        ("依据中华人民共和国国务院令 第707号", ["中华人民共和国国务院令第707号"]),
        ("本公告第3号、（2019）皖01行终12号、政府路1号", []),
    ],
)
def test_numbers_are_found_in_running_text(text: str, numbers: list[str]) -> None:
    found = find(text)
    assert [str(one.number) for one in found] == numbers
    for one in found:
        assert parse(text[one.start : one.end]) == one.number


@pytest.mark.parametrize(
    ("written", "sentences"),
    [
        ("兰政办发[2018]145号", ["不用“[]”", "应写作：兰政办发〔2018〕145号。"]),
        ("兰政办发〔2018〕第145号", ["序号前不加“第”字", "应写作：兰政办发〔2018〕145号。"]),
        ("兰政办发〔2018〕0145号", ["“0145”应写作“145”", "应写作：兰政办发〔2018〕145号。"]),
        ("兰政办发 〔2018〕145号", ["不留空格", "应写作：兰政办发〔2018〕145号。"]),
        ("兰政办发〔２０１８〕145号", ["半角阿拉伯数字", "应写作：兰政办发〔2018〕145号。"]),
        ("文号：兰政办发〔2018〕145号", ["只填写发文字号本身", "应写作：兰政办发〔2018〕145号。"]),
        ("兰政办发〔2018年〕145号", ["不写“年”字", "应写作：兰政办发〔2018〕145号。"]),
        ("兰政办发〔2018〕145號", ["应写作简体“号”", "应写作：兰政办发〔2018〕145号。"]),
        ("兰政办发〔18〕145号", ["年份应当写全四位"]),
        ("兰政办发2018年145号", ["用六角括号“〔〕”括起来"]),
        ("兰政办发〔2018〕145", ["以“号”字结尾"]),
        ("兰政办发〔2018〕号", ["缺少序号"]),
        ("兰政办发〔2018〕0号", ["序号从1开始编"]),
        ("兰政办发〔2018〕123456号", ["超过了五位数"]),
        ("〔2018〕145号", ["缺少机关代字"]),
        ("LZBF〔2018〕145号", ["应当是2至14个汉字"]),
        ("", ["没有填写发文字号"]),
        ("关于印发方案的通知", ["看不出这是发文字号"]),
    ],
)
def test_gb_t_9704_a_wrong_number_is_told_how_to_mend_it(
    written: str, sentences: list[str]
) -> None:
    reasons = reasons_against(written)
    for sentence in sentences:
        assert any(sentence in reason for reason in reasons), reasons
    assert all(reason.endswith("。") for reason in reasons)


@given(BRACKETED | ORDERS)
def test_printing_and_reading_are_inverse(number: DocumentNumber) -> None:
    assert parse(str(number)) == number
    assert is_strict(str(number))
    assert reasons_against(str(number)) == []
    assert [one.number for one in find(f"（{number}）")] == [number]


@given(
    BRACKETED,
    st.sampled_from(["[]", "()", "（）", "【】", "﹝﹞", "［］"]),
    st.sampled_from(["", " ", "　"]),
    st.sampled_from(["", "第", "0", "第00"]),
)
def test_any_disorder_is_read_and_mended(
    number: DocumentNumber, brackets: str, blank: str, before: str
) -> None:
    opening, closing = brackets
    written = (
        f"{number.prefix}{blank}{opening}{number.year}{closing}{blank}{before}{number.serial}号"
    )
    if len(f"{before}{number.serial}".lstrip("第")) <= 7:
        assert parse(written) == number
        assert not is_strict(written)
        assert reasons_against(written)[-1] == f"应写作：{number}。"


@given(st.text("国办发政〔〕[](（）201890 第号令年月日", max_size=24))
def test_strict_means_the_grammar_and_no_reasons(text: str) -> None:
    assert is_strict(text) == (reasons_against(text) == [])
    number = parse(text)
    if number and number.kind is Kind.BRACKETED:
        grammar = r"[\u4e00-\u9fa5]{2,14}〔(19|20)\d{2}〕[1-9]\d{0,4}号"
        assert is_strict(text) == bool(re.fullmatch(grammar, text))
    end = 0
    for one in find(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end


def test_real_documents_show_their_number_first() -> None:
    for policy in real_policies():
        number = policy["document_number"]
        assert is_strict(number)
        if not number.startswith("国令"):
            assert str(find(html_to_text(policy["html"]))[0].number) == number
