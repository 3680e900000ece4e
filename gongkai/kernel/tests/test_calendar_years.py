"""A year's holiday file is read strictly and refused in whole sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.kernel import document_numbers
from gongkai.kernel.calendar import BUILTIN_YEARS, CalendarError, builtin_calendar, load_year

GOOD = """
year = 2026
notice = "国办发明电〔2025〕7号"
notice_checked = true

[[holidays]]
name = "元旦"
days_off = [2026-01-01, 2026-01-02, 2026-01-03]
makeup_days = [2026-01-04]
"""


def write(folder: Path, text: str, name: str = "2026.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    table = load_year(write(tmp_path, GOOD))
    assert (table.year, table.notice, table.notice_checked) == (2026, "国办发明电〔2025〕7号", True)
    assert [holiday.name for holiday in table.holidays] == ["元旦"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "makeup_days = [2026-01-04]",
            "makeup_days = [2026-01-03]",
            "既写成放假又写成元旦调休上班",
        ),
        (
            "makeup_days = [2026-01-04]",
            "makeup_days = [2026-01-05]",
            "2026年1月5日（周一）本来就是工作日",
        ),
        (
            "2026-01-03]",
            "2027-01-01]",
            "2027年1月1日（周五）不在2026年内，请写到2027年的日历文件里",
        ),
        ("2026-01-03]", "2026-01-02]", "2026年1月2日（周五）在放假日期里写了2次"),
        ("[2026-01-04]", "[2026-01-04, 2026-01-04]", "在调休上班日期里写了2次"),
        ("[2026-01-04]", '["2026-01-04"]', "日期写作 2026-10-01，不加引号"),
        ("[2026-01-04]", "[2026-01-04T08:00:00]", "日期写作 2026-10-01，不加引号"),
        ('name = "元旦"', 'name = " "', "有一个节假日没有名称"),
        ("makeup_days", "makeup_day", "元旦：不认识的栏目“makeup_day”"),
        ("notice_checked = true", "checked = true", "不认识的栏目“checked”"),
        ("notice_checked = true", "", "没有写明是否已与通知原文核对"),
        (
            "notice_checked = true",
            'notice_checked = true\namended_by = "x"',
            "应当是发文字号的列表",
        ),
        ("year = 2026", 'year = "2026"', "没有写明年份"),
        ("year = 2026", "year = 2026 年", "日历文件的格式有误"),
        ("〔2025〕", "[2025]", "年份应当用六角括号“〔〕”"),
        ('notice = "国办发明电〔2025〕7号"', "", "没有写明放假通知的发文字号"),
        ("[[holidays]]", "[[feasts]]", "没有列出节假日"),
        ("days_off = [2026-01-01, 2026-01-02, 2026-01-03]", "", "元旦没有放假日期"),
    ],
)
def test_a_bad_file_is_refused_in_words(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    with pytest.raises(CalendarError) as refused:
        load_year(write(tmp_path, GOOD.replace(old, new)))
    assert any(sentence in reason for reason in refused.value.reasons), refused.value.reasons
    assert all(reason.endswith("。") for reason in refused.value.reasons)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("2026-01-03]", "2027-01-01]").replace("2026-01-04", "2026-01-05")
    with pytest.raises(CalendarError) as refused:
        load_year(write(tmp_path, text))
    assert len(refused.value.reasons) == 2


def test_a_file_named_for_another_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CalendarError, match=r"文件名“2025\.toml”与文件里的年份2026不一致"):
        load_year(write(tmp_path, GOOD, "2025.toml"))


def test_a_missing_file_and_a_foreign_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CalendarError, match="读不到日历文件"):
        load_year(tmp_path / "2031.toml")
    path = tmp_path / "2026.toml"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(CalendarError, match="请另存为 UTF-8 编码"):
        load_year(path)


def test_every_shipped_year_was_compared_with_its_notice() -> None:
    tables = builtin_calendar().years
    assert len(tables) == len(list(BUILTIN_YEARS.glob("*.toml"))) == 12
    assert all(table.notice_checked for table in tables)


def test_the_notice_for_a_year_was_issued_the_year_before() -> None:
    for table in builtin_calendar().years:
        number = document_numbers.parse(table.notice)
        assert number is not None
        assert (number.prefix, number.year) == ("国办发明电", table.year - 1)


def test_the_festivals_of_the_law_are_off_every_year() -> None:
    for table in builtin_calendar().years:
        names = "、".join(holiday.name for holiday in table.holidays)
        for festival in ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"):
            assert festival in names, (table.year, festival)
