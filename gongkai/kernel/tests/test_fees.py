"""信息处理费 (国办函〔2020〕109号): the worked sums, and what must hold for any number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.fees import (
    FeeError,
    builtin_standards,
    calculation,
    fee_parts,
    processing_fee,
    read_standards,
    standard_in_force,
)

ON = date(2025, 9, 19)
COUNT = standard_in_force("count", ON)
PAGES = standard_in_force("pages", ON)
STANDARDS = st.sampled_from([COUNT, PAGES])
QUANTITY = st.integers(min_value=0, max_value=3000)


@pytest.mark.parametrize(
    ("requests", "yuan"),
    [
        (0, 0),
        (10, 0),
        (11, 100),
        (30, 2000),  # 20 × 100
        (31, 2200),
        (35, 3000),  # 20 × 100 + 5 × 200
        (40, 4000),
        (41, 4300),  # the next ten cost 100 more each
        (50, 7000),
        (51, 7400),
        (131, 68200),  # 2000 + 10 × (200 + 300 + … + 1100) + 1200
    ],
)
def test_article_4_by_count_in_a_month(requests, yuan):
    assert processing_fee(COUNT, requests) == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)],
)
def test_article_5_by_pages(pages, yuan):
    assert processing_fee(PAGES, pages) == yuan


def test_article_4_one_request_costs_what_its_place_in_the_month_costs():
    assert processing_fee(COUNT, 1, already=9) == 0
    assert processing_fee(COUNT, 1, already=10) == 100
    assert processing_fee(COUNT, 1, already=34) == 200
    assert processing_fee(COUNT, 1, already=40) == 300


@given(STANDARDS, QUANTITY, QUANTITY)
def test_more_never_costs_less(standard, one, other):
    few, many = sorted((one, other))
    assert processing_fee(standard, few) <= processing_fee(standard, many)


@given(STANDARDS, QUANTITY, QUANTITY)
def test_what_went_before_and_what_comes_add_up(standard, already, quantity):
    before = processing_fee(standard, already)
    assert before + processing_fee(standard, quantity, already) == processing_fee(
        standard, already + quantity
    )


@given(STANDARDS, QUANTITY)
def test_the_price_of_one_more_never_falls(standard, place):
    assert processing_fee(standard, 1, place) <= processing_fee(standard, 1, place + 1)


@given(STANDARDS, QUANTITY, QUANTITY)
def test_the_parts_cover_every_unit_once(standard, already, quantity):
    units = [n for one in fee_parts(standard, quantity, already) for n in (one.first, one.last)]
    assert units == sorted(units)
    covered = sum(one.last - one.first + 1 for one in fee_parts(standard, quantity, already))
    assert covered == quantity


def test_the_sum_is_told_step_by_step():
    assert calculation(PAGES, 250) == (
        "第1至30页不收费；第31至100页，每页10元，计700元；第101至200页，每页20元，计2000元；"
        "第201至250页，每页40元，计2000元；合计4700元"
    )
    assert calculation(COUNT, 1, already=34) == "第35件，每件200元，计200元；合计200元"


@pytest.mark.parametrize("wrong", [-1, 100_001])
def test_impossible_numbers_are_refused(wrong):
    with pytest.raises(FeeError) as refused:
        processing_fee(PAGES, wrong)
    assert "请检查数字" in refused.value.reasons[0]


def test_before_the_rule_came_into_force_there_is_no_fee():
    assert standard_in_force("pages", date(2020, 11, 17)) is PAGES
    with pytest.raises(FeeError, match="不能收费"):
        standard_in_force("pages", date(2020, 11, 16))
    with pytest.raises(FeeError, match="没有计费标准"):
        standard_in_force("weight", ON)


def test_every_standard_names_its_article():
    assert {one.article[-3:] for one in builtin_standards()} == {"第四条", "第五条"}


def test_tiers_that_contradict_each_other_are_refused():
    head = """
        [[standards]]
        code = "count"
        version = "x"
        name = "按件"
        unit = "件"
        article = "第四条"
        mark = "P"
        effective_from = 2020-11-17
        tiers = [{ from = 1, yuan = 5, every = 10, adds = 5 }, { from = 31, yuan = 10 }]
    """
    with pytest.raises(FeeError, match="不低于前一段"):
        read_standards(head)
    with pytest.raises(FeeError, match="从1开始"):
        read_standards(head.replace("from = 1,", "from = 2,"))
