"""Dates as papers write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.dates import (
    chinese_date,
    chinese_numeral_date,
    find_dates,
    parse_date,
    stamp,
)
from gongkai.kernel.tests.shared import real_policies

ANY_DATE = st.dates(date(1000, 1, 1))


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("2019年7月17日", date(2019, 7, 17)),
        ("2019 年 07 月 17 日", date(2019, 7, 17)),
        ("２０１９年７月１７日", date(2019, 7, 17)),
        ("二〇一九年七月十七日", date(2019, 7, 17)),
        ("二○○四年十一月四日", date(2004, 11, 4)),
        ("二零零九年十月三十一日", date(2009, 10, 31)),
        ("二OO九年一月二十日", date(2009, 1, 20)),
        ("二００四年六月十六日", date(2004, 6, 16)),
        ("一九九六年六月二十九日", date(1996, 6, 29)),
        ("二〇二〇年元月十日", date(2020, 1, 10)),
        ("2018-07-24", date(2018, 7, 24)),
        ("2018.7.24", date(2018, 7, 24)),
        ("2018/7/24", date(2018, 7, 24)),
        ("２０１８－０７－２４", date(2018, 7, 24)),
        ("20180724", date(2018, 7, 24)),
        ("  2018-07-24 16:30 ", date(2018, 7, 24)),
        ("2018-07-24T16:30:05", date(2018, 7, 24)),
        ("2020年2月29日", date(2020, 2, 29)),
    ],
)
def test_a_date_is_read_however_it_is_written(written: str, on: date) -> None:
    assert parse_date(written) == on


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2019年2月29日",
        "2019-13-01",
        "2019年4月31日",
        "二〇一九年十三月一日",
        "0000-01-01",
        "2018-7/24",
        "2018年7月",
        "印发于2018年7月24日",
        "2018年7月24日至25日",
        "12018-07-24",
        "明天",
    ],
)
def test_what_is_no_single_possible_date_is_none(written: str) -> None:
    assert parse_date(written) is None


def test_dates_are_found_in_running_text_where_they_stand() -> None:
    text = "本办法自2018年7月24日起施行，有效期至二〇二三年七月二十三日。发布日期：2018-07-20"
    found = find_dates(text)
    assert [one.on for one in found] == [date(2018, 7, 24), date(2023, 7, 23), date(2018, 7, 20)]
    assert [text[one.start : one.end] for one in found] == [
        "2018年7月24日",
        "二〇二三年七月二十三日",
        "2018-07-20",
    ]


@pytest.mark.parametrize(
    "text",
    ["版本1.2018.7.24.5", "2019年2月30日", "000014349/2018-00110", "电话2018-7654321", "第2018条"],
)
def test_what_only_resembles_a_date_is_not_found(text: str) -> None:
    assert find_dates(text) == []


def test_gb_t_9704_print_has_no_leading_zeros() -> None:
    assert chinese_date(date(2026, 5, 8)) == "2026年5月8日"
    assert chinese_numeral_date(date(2026, 5, 8)) == "二〇二六年五月八日"
    assert chinese_numeral_date(date(2010, 10, 20)) == "二〇一〇年十月二十日"
    assert chinese_numeral_date(date(1999, 12, 31)) == "一九九九年十二月三十一日"


def test_a_moment_is_stamped_to_the_minute() -> None:
    assert stamp(datetime(2026, 5, 8, 9, 30, 59, tzinfo=UTC)) == "2026-05-08 09:30"


@given(ANY_DATE)
def test_every_way_of_writing_is_read_back(on: date) -> None:
    for write in (chinese_date, chinese_numeral_date, date.isoformat, "{0:%Y%m%d}".format):
        assert parse_date(write(on)) == on


@given(st.lists(ANY_DATE, max_size=4), st.text("，自起至施行0一年 ", max_size=3))
def test_dates_put_into_a_text_are_found_again(days: list[date], between: str) -> None:
    text = "。" + f"。{between}。".join(map(chinese_date, days)) + "。"
    assert [one.on for one in find_dates(text)] == days


@given(st.text("0123456789〇一二三十年月日号-./　 ", max_size=40))
def test_whatever_is_found_lies_inside_the_text_in_order(text: str) -> None:
    end = 0
    for one in find_dates(text):
        assert end <= one.start < one.end <= len(text)
        assert parse_date(text[one.start : one.end]) == one.on
        end = one.end


def test_real_documents_write_the_date_they_were_adopted_on() -> None:
    for policy in real_policies():
        days = {one.on.isoformat() for one in find_dates(policy["html"])}
        # A decree is dated by its preamble, which this text of it lacks.
        assert policy["adopted_on"] in days or policy["document_number"] == "国令第707号"
