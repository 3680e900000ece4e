"""One year's official holiday arrangement, read from a file and checked before it is believed.

Each year 国务院办公厅 says in a notice (国办发明电) which days are off and which Saturdays and
Sundays are worked in return. A later notice may amend it (February 2020). A wrong day here moves
every legal deadline of the county, so a file is read strictly and refused in whole sentences.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongkai.kernel import document_numbers

KNOWN_KEYS = {"year", "notice", "amended_by", "notice_checked", "holidays"}
KNOWN_HOLIDAY_KEYS = {"name", "days_off", "makeup_days", "notice"}


class CalendarError(ValueError):
    """A calendar that cannot be used; `reasons` are Chinese sentences for whoever loads it."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday as the notice gives it: its name, the days off, the weekend days worked for it.

    `notice` is filled only when another notice than the year's own ordered these days, as when
    the arrangement for 2019 began on 30 December 2018.
    """

    name: str
    days_off: tuple[date, ...]
    makeup_days: tuple[date, ...] = ()
    notice: str = ""


@dataclass(frozen=True, slots=True)
class YearTable:
    """The arrangement of one calendar year.

    `notice` and `amended_by` are document numbers. `notice_checked` says that a person has
    compared this table with the wording of the notices.
    """

    year: int
    notice: str
    notice_checked: bool
    holidays: tuple[Holiday, ...]
    amended_by: tuple[str, ...] = ()


def load_year(path: Path | str) -> YearTable:
    """Read one year from a TOML file; raise `CalendarError` if it cannot be read or believed."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CalendarError([f"读不到日历文件“{path.name}”，请检查文件是否存在。"]) from error
    except UnicodeDecodeError as error:
        reason = f"日历文件“{path.name}”不是 UTF-8 编码，请另存为 UTF-8 编码后再导入。"
        raise CalendarError([reason]) from error
    table = read_year(text)
    if path.stem.isdecimal() and int(path.stem) != table.year:
        reason = f"文件名“{path.name}”与文件里的年份{table.year}不一致，请改成同一年。"
        raise CalendarError([reason])
    return table


def read_year(text: str) -> YearTable:
    """Read one year from TOML text; raise `CalendarError` if it is malformed or contradictory."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CalendarError(
            [f"日历文件的格式有误，请对照其他年份的文件修改（{error}）。"]
        ) from error
    reasons = list(_faults_of_shape(data))
    if reasons:
        raise CalendarError(reasons)
    table = _table_from(data)
    reasons = reasons_against_year(table)
    if reasons:
        raise CalendarError(reasons)
    return table


def _faults_of_shape(data: Mapping[str, Any]) -> Iterator[str]:
    for key in data.keys() - KNOWN_KEYS:
        yield f"不认识的栏目“{key}”，可用的栏目有：{'、'.join(sorted(KNOWN_KEYS))}。"
    if type(data.get("year")) is not int:
        yield "没有写明年份，请加上一行，例如：year = 2026。"
    if not isinstance(data.get("notice"), str):
        yield '没有写明放假通知的发文字号，请加上一行，例如：notice = "国办发明电〔2025〕7号"。'
    if not isinstance(data.get("notice_checked"), bool):
        yield "没有写明是否已与通知原文核对，请加上一行：notice_checked = true 或 false。"
    if not _is_list_of(data.get("amended_by", []), str):
        yield '栏目 amended_by 应当是发文字号的列表，例如：amended_by = ["国办发明电〔2020〕1号"]。'
    holidays = data.get("holidays")
    if not _is_list_of(holidays, dict) or not holidays:
        yield "没有列出节假日，请用 [[holidays]] 逐个写明名称、放假日期和调休上班日期。"
        return
    for holiday in holidays:
        yield from _faults_of_holiday(holiday)


def _faults_of_holiday(holiday: Mapping[str, Any]) -> Iterator[str]:
    name = holiday.get("name")
    if not isinstance(name, str) or not name.strip():
        yield '有一个节假日没有名称，请写明，例如：name = "春节"。'
        name = "（未命名）"
    for key in holiday.keys() - KNOWN_HOLIDAY_KEYS:
        yield f"{name}：不认识的栏目“{key}”，可用的有：{'、'.join(sorted(KNOWN_HOLIDAY_KEYS))}。"
    if not isinstance(holiday.get("notice", ""), str):
        yield f"{name}：栏目 notice 应当是发文字号。"
    if not holiday.get("days_off"):
        yield f"{name}没有放假日期，请写明，例如：days_off = [2026-10-01, 2026-10-02]。"
    for key in ("days_off", "makeup_days"):
        if not _is_list_of(holiday.get(key, []), date):
            yield f"{name}：{key} 应当是日期的列表，日期写作 2026-10-01，不加引号。"


def _is_list_of(value: Any, kind: type) -> bool:
    # A datetime is a date to isinstance, but "2026-10-01T00:00:00" is not what was asked for.
    return isinstance(value, list) and all(
        isinstance(one, kind) and not isinstance(one, datetime) for one in value
    )


def _table_from(data: Mapping[str, Any]) -> YearTable:
    return YearTable(
        year=data["year"],
        notice=data["notice"],
        notice_checked=data["notice_checked"],
        amended_by=tuple(data.get("amended_by", [])),
        holidays=tuple(
            Holiday(
                name=one["name"].strip(),
                days_off=tuple(one["days_off"]),
                makeup_days=tuple(one.get("makeup_days", [])),
                notice=one.get("notice", ""),
            )
            for one in data["holidays"]
        ),
    )


def reasons_against_year(table: YearTable) -> list[str]:
    """Return in Chinese sentences why this year's arrangement cannot be right; empty if it can."""
    return [
        *_faults_of_numbers(table),
        *_days_outside_the_year(table),
        *_makeup_days_on_weekdays(table),
        *_days_off_and_worked(table),
        *_days_named_twice(table),
    ]


def _faults_of_numbers(table: YearTable) -> Iterator[str]:
    own = [holiday.notice for holiday in table.holidays if holiday.notice]
    for number in (table.notice, *table.amended_by, *own):
        for reason in document_numbers.reasons_against(number):
            yield f"放假通知的发文字号“{number}”有误：{reason}"


def _days_outside_the_year(table: YearTable) -> Iterator[str]:
    for holiday in table.holidays:
        for day in (*holiday.days_off, *holiday.makeup_days):
            if day.year != table.year:
                yield (
                    f"{holiday.name}：{_say(day)}不在{table.year}年内，"
                    f"请写到{day.year}年的日历文件里。"
                )


def _makeup_days_on_weekdays(table: YearTable) -> Iterator[str]:
    for holiday in table.holidays:
        for day in holiday.makeup_days:
            if day.weekday() < 5:
                yield (
                    f"{holiday.name}：{_say(day)}本来就是工作日，不能作为调休上班日，"
                    "调休上班日只能是周六或周日，请核对通知原文。"
                )


def _days_off_and_worked(table: YearTable) -> Iterator[str]:
    off = {day for holiday in table.holidays for day in holiday.days_off}
    for holiday in table.holidays:
        for day in holiday.makeup_days:
            if day in off:
                yield (
                    f"{_say(day)}既写成放假又写成{holiday.name}调休上班，请核对通知原文，只留一种。"
                )


def _days_named_twice(table: YearTable) -> Iterator[str]:
    off = Counter(day for holiday in table.holidays for day in holiday.days_off)
    worked = Counter(day for holiday in table.holidays for day in holiday.makeup_days)
    for counter, what in ((off, "放假"), (worked, "调休上班")):
        for day, times in counter.items():
            if times > 1:
                yield f"{_say(day)}在{what}日期里写了{times}次，请删去多余的。"


def _say(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（{weekday_name(day)}）"


def weekday_name(day: date) -> str:
    """Return the Chinese short name of the weekday: 周一 … 周日."""
    return "周" + "一二三四五六日"[day.weekday()]
