"""Text hygiene: what was pasted, captured and uploaded becomes fit to keep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.tests.shared import real_documents
from gongkai.kernel.text import (
    normalise,
    shorten,
    standard_brackets,
    strip_bracketed_pinyin,
    to_simplified,
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("ＡＢＣ１２３", "ABC123"),
        ("占比３５％，共１２．５亿元；", "占比35%，共12.5亿元；"),
        ("（一）总则：“公开”！？……", "（一）总则：“公开”！？……"),
        ("　　第一条\u00a0为了\u2003公开", "第一条 为了 公开"),
        ("第一行\r\n第二行\r第三行\u2028第四行", "第一行\n第二行\n第三行\n第四行"),
        ("甲\n\n\n\n乙  \n丙", "甲\n\n乙\n丙"),
        ("公\u200b开\ufeff信\u00ad息\x00\x07", "公开信息"),
        ("⽂⼈⺠、⻓⻛", "文人民、长风"),
        ("\uf900\ufa0c", "豈兀"),
        ("①Ⅱ㎡²", "①Ⅱ㎡²"),
        ("坏\ud800字", "坏字"),
        ("Ａ\u0301", "Á"),
    ],
)
def test_one_way_of_writing_each_thing(raw: str, clean: str) -> None:
    assert normalise(raw) == clean


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    clean = normalise(raw)
    assert normalise(clean) == clean
    clean.encode("utf-8")
    assert "\x00" not in clean and "\r" not in clean


@given(st.text("公开，。；：！？（）《》“”、—…〔〕\n", max_size=60))
def test_chinese_punctuation_is_never_touched(text: str) -> None:
    assert normalise(text).replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize(
    ("captured", "mended"),
    [
        ("經(jīng)濟(jì)開發(fā)區(qū)管委會(huì)", "经济开发区管委会"),
        ("國(guó)辦發(fā)明電〔2019〕3號(hào)", "国办发明电〔2019〕3号"),
        ("國務（wù）院辦公廳", "国务院办公厅"),
        ("一、元(yuan)旦；二(er)、春節(jie)", "一、元旦；二、春节"),
        ("30日(ri)(ri)放假(jia)，調(diao)休", "30日放假，调休"),
        ("於(yú)2015年(km)", "于2015年(km)"),
    ],
)
def test_a_capture_with_readings_in_brackets_is_mended(captured: str, mended: str) -> None:
    assert strip_bracketed_pinyin(captured) == mended


@pytest.mark.parametrize(
    "text",
    [
        "全长12公里(km)，重3千克(kg)",
        "臺北市政府資訊公開",
        "方案(a)和方案(b)",
        "行政许可(li)事项",
        "",
    ],
)
def test_texts_without_readings_are_left_alone(text: str) -> None:
    assert strip_bracketed_pinyin(text) == text


@given(st.text("区公开政务(){}km建设 12", max_size=40))
def test_ordinary_brackets_survive(text: str) -> None:
    assert strip_bracketed_pinyin(text) == text


def test_a_real_capture_becomes_readable() -> None:
    captured = next((real_documents() / "seeds").glob("002*.txt")).read_text(encoding="utf-8")
    mended = strip_bracketed_pinyin(captured)
    assert mended.startswith("临港经济开发区管委会,各乡人民政府、街道办事处,区直各部门、单位:")
    assert "(皖政办秘〔2017〕188号,以下简称《通知》)" in mended
    assert "(试行)" in mended
    assert not any("āáǎà".count(one) for one in mended)
    assert "(" not in mended.replace("(皖政", "").replace("(试行", "").replace("(一)", "").replace(
        "(二)", ""
    )


def test_traditional_becomes_simplified_and_names_survive() -> None:
    assert to_simplified("裏面、乾隆、皇后、資訊公開") == "里面、乾隆、皇后、资讯公开"


@pytest.mark.parametrize(
    ("raw", "standard"),
    [
        ("根据国发[2019]5号、国办发（2018）第118号", "根据国发〔2019〕5号、国办发〔2018〕第118号"),
        ("皖政办【 2017 】188号", "皖政办〔2017〕188号"),
        ("国发﹝2019﹞5号", "国发〔2019〕5号"),
        ("（2019）皖01行终12号", "（2019）皖01行终12号"),
        ("本办法（2019年修订）", "本办法（2019年修订）"),
        ("第5条[2]，1号文", "第5条[2]，1号文"),
    ],
)
def test_gb_t_9704_years_of_numbers_stand_in_six_angle_brackets(raw: str, standard: str) -> None:
    assert standard_brackets(raw) == standard
    assert standard_brackets(standard) == standard


def test_long_text_is_cut_without_hanging_punctuation() -> None:
    assert shorten("关于印发，实施方案的通知", 20) == "关于印发，实施方案的通知"
    assert shorten("关于印发，实施方案的通知", 6) == "关于印发…"
    assert shorten("第一行\n第二行", 20) == "第一行 第二行"
    with pytest.raises(ValueError, match="至少为1个字"):
        shorten("公开", 0)


@given(st.text(max_size=60), st.integers(1, 60))
def test_a_shortened_text_is_never_longer_than_asked(text: str, n: int) -> None:
    short = shorten(text, n)
    assert len(short) <= n
    assert "\n" not in short
