"""Index numbers are made from the pattern of the site and from nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.index_numbers import (
    NATIONAL_PATTERN,
    IndexNumberError,
    make,
    reasons_against_pattern,
)

USCC = "91110000802100433B"


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        (NATIONAL_PATTERN, "802100433/2026-00091"),
        ("{uscc}/{year}-{serial:05d}", "91110000802100433B/2026-00091"),
        ("{region}/{year}-{serial:05d}", "370400/2026-00091"),
        ("{uscc}/{year}{month}-{serial:05d}", "91110000802100433B/202605-00091"),
        ("{org9}-{year}-{serial:06d}", "802100433-2026-000091"),
        ("{region}/{year}-{serial}", "370400/2026-91"),
    ],
)
def test_the_patterns_met_in_the_wild_can_be_configured(pattern: str, number: str) -> None:
    assert reasons_against_pattern(pattern) == []
    assert make(pattern, uscc=USCC, region="370400", year=2026, serial=91, month=5) == number


def test_实施指引_the_national_form_has_twenty_characters() -> None:
    assert len(make(NATIONAL_PATTERN, uscc=USCC, year=2017, serial=110)) == 20


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("", "没有填写索引号格式"),
        ("{org9}/{year}", "有且只有一个流水号“{serial}”"),
        ("{org9}/{serial}", "有且只有一个年份“{year}”"),
        ("{year}-{serial}", "否则不同单位的索引号会重复"),
        ("{org9}/{jahr}-{serial}", "不认识的部分“{jahr}”"),
        ("{org9}/{year}-{serial:5}", "五位写作：{serial:05d}"),
        ("{org9}/{year:02d}-{serial}", "只有流水号可以写位数"),
        ("{org9.__class__}/{year}-{serial}", "不认识的部分“{org9.__class__}”"),
        ("{org9!r}/{year}-{serial}", "“{org9}”的写法不对"),
        ("{org9}/{year-{serial}", "花括号不成对"),
        ("{org9}／{year}-{serial}", "不能有“／”"),
        ("{org9}/{year}{serial:05d}", "流水号前应当有分隔符"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused_in_words(pattern: str, sentence: str) -> None:
    reasons = reasons_against_pattern(pattern)
    assert any(sentence in reason for reason in reasons), reasons
    with pytest.raises(IndexNumberError):
        make(pattern, uscc=USCC, region="370400", year=2026, serial=1)


@pytest.mark.parametrize(
    ("pattern", "given_parts", "sentence"),
    [
        (NATIONAL_PATTERN, {"uscc": ""}, "没有填写统一社会信用代码"),
        (NATIONAL_PATTERN, {"uscc": USCC[:-1] + "C"}, "校验不通过"),
        (NATIONAL_PATTERN, {"serial": 100000}, "流水号100000超过了5位"),
        (NATIONAL_PATTERN, {"serial": 0}, "流水号从1开始编"),
        (NATIONAL_PATTERN, {"year": 26}, "应当是四位年份"),
        ("{region}/{year}-{serial}", {"region": "3704"}, "行政区划代码“3704”不对"),
        ("{uscc}/{year}{month}-{serial}", {"month": None}, "请给出1至12的月份"),
    ],
)
def test_missing_or_malformed_parts_are_refused_in_words(
    pattern: str, given_parts: dict[str, object], sentence: str
) -> None:
    parts: dict[str, object] = {"uscc": USCC, "region": "370400", "year": 2026, "serial": 1}
    with pytest.raises(IndexNumberError, match=sentence):
        make(pattern, **(parts | given_parts))  # type: ignore[arg-type]


@given(
    st.sampled_from([NATIONAL_PATTERN, "{uscc}/{year}-{serial}", "{region}/{year}-{serial:07d}"]),
    st.tuples(st.integers(1949, 2100), st.integers(1, 99999)),
    st.tuples(st.integers(1949, 2100), st.integers(1, 99999)),
)
def test_two_items_never_share_a_number(
    pattern: str, one: tuple[int, int], other: tuple[int, int]
) -> None:
    numbers = {
        make(pattern, uscc=USCC, region="370400", year=year, serial=serial)
        for year, serial in (one, other)
    }
    assert len(numbers) == len({one, other})
