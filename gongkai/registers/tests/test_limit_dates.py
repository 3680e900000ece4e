"""When a duty is due: worked out from its limit, what was released, and the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.kernel.calendar import builtin_calendar
from gongkai.registers.limit_dates import dues, next_due
from gongkai.registers.limits import parse_limit

TODAY = date(2026, 5, 8)


def due(wording, last=None, formed=None, today=TODAY, **more):
    found = next_due(
        parse_limit(wording),
        last_released_on=last,
        formed_on=formed,
        calendar=builtin_calendar(),
        today=today,
        **more,
    )
    return found.on if found else None


@pytest.mark.parametrize(
    ("wording", "last", "expected"),
    [
        # By the end of the period after the one released in, whenever in it that was.
        ("每月公开", date(2026, 3, 2), date(2026, 4, 30)),
        ("每月公开", date(2026, 3, 31), date(2026, 4, 30)),
        ("每季度公开一次", date(2026, 2, 10), date(2026, 6, 30)),
        ("半年至少更新1次", date(2026, 1, 5), date(2026, 12, 31)),
        ("半年至少更新1次", date(2025, 11, 5), date(2026, 6, 30)),
        ("按年公开", date(2025, 12, 31), date(2026, 12, 31)),
        ("每2个月更新一次", date(2026, 2, 10), date(2026, 4, 30)),
        ("每周公开", date(2026, 5, 6), date(2026, 5, 17)),
        # Nothing released yet: the period that the duty began in.
        ("每月公开", None, date(2026, 5, 31)),
        ("每季度公开一次", None, date(2026, 6, 30)),
        ("每年公开", None, date(2026, 12, 31)),
    ],
)
def test_a_frequency_is_due_by_the_end_of_the_next_period(wording, last, expected):
    assert due(wording, last) == expected


@pytest.mark.parametrize(
    ("wording", "last", "formed", "expected"),
    [
        ("每年1月31日前", date(2026, 1, 20), None, date(2027, 1, 31)),  # early is kept
        ("每年1月31日前", date(2025, 1, 20), None, date(2026, 1, 31)),
        ("每年1月31日前", date(2026, 2, 5), None, date(2027, 1, 31)),
        ("6月底前", None, None, date(2026, 6, 30)),
        ("1月31日前", None, None, date(2027, 1, 31)),
        ("1月31日前", None, date(2026, 1, 1), date(2026, 1, 31)),
        ("2月29日前", date(2024, 2, 29), None, date(2025, 2, 28)),
    ],
)
def test_a_day_of_the_year_is_due_when_it_next_comes(wording, last, formed, expected):
    assert due(wording, last, formed) == expected


def test_article_26_is_counted_in_working_days_over_the_may_holiday():
    # 8 days to 30 April, 1–5 May are off, 9 May is worked.
    assert due("", formed=date(2026, 4, 20)) == date(2026, 5, 20)


def test_budgets_are_counted_in_natural_days_and_move_off_a_day_off():
    """预算法 第十四条: 20 days after approval; 2026-02-07 is a Saturday."""
    assert due("批准后20日内", formed=date(2026, 1, 26)) == date(2026, 2, 24)  # 15–23 Feb are off
    assert due("批准后20日内", formed=date(2026, 3, 9)) == date(2026, 3, 30)  # 29 Mar is a Sunday


def test_a_term_is_met_by_a_release_and_asks_nothing_more():
    assert due("20个工作日内", last=date(2026, 4, 25), formed=date(2026, 4, 20)) is None
    assert due("20个工作日内", last=date(2026, 4, 1), formed=date(2026, 4, 20)) is not None


def test_a_term_without_a_day_to_count_from_gives_no_date():
    assert due("20个工作日内") is None


def test_what_is_answered_on_request_is_never_due_by_itself():
    assert due("自收到申请之日起20个工作日内", formed=date(2026, 4, 20)) is None


def test_an_event_is_counted_from_its_own_day_when_that_is_known():
    wording = "收到征地批准文件之日起10个工作日内"
    own = {"event:收到征地批准文件": date(2026, 3, 2)}
    assert due(wording, formed=date(2026, 2, 2), events=own) == date(2026, 3, 16)
    assert due(wording, formed=date(2026, 3, 2)) == date(2026, 3, 16)


def test_what_comes_before_an_event_is_counted_back_from_it():
    hearing = {"event:组织听证": date(2026, 5, 20)}
    assert due("在组织听证7个工作日前", events=hearing) == date(2026, 5, 11)
    assert due("在组织听证7个工作日前", formed=date(2026, 5, 1)) is None


def test_promptly_is_a_reminder_and_not_a_hard_date():
    found = next_due(
        parse_limit("及时公开"),
        last_released_on=None,
        formed_on=date(2026, 3, 2),
        calendar=builtin_calendar(),
        today=TODAY,
    )
    assert found is not None
    assert not found.hard
    assert found.on == date(2026, 3, 30)


def test_a_special_case_is_told_apart_from_the_rule():
    parts = parse_limit("信息形成20个工作日内；其中行政处罚自作出决定之日起7个工作日内公示")
    both = dues(parts, formed_on=date(2026, 3, 2), calendar=builtin_calendar())
    assert [one.on for one in both] == [date(2026, 3, 30), date(2026, 3, 11)]
    assert due("信息形成20个工作日内；其中行政处罚7个工作日内", formed=date(2026, 3, 2)) == date(
        2026, 3, 30
    )


def test_a_due_date_says_why():
    (found,) = dues(parse_limit(""), formed_on=date(2026, 3, 2), calendar=builtin_calendar())
    assert "第二十六条" in found.why
    assert "2026年3月2日" in found.why


def test_a_date_beyond_the_known_calendar_is_provisional():
    (found,) = dues(
        parse_limit("20个工作日内"), formed_on=date(2031, 3, 3), calendar=builtin_calendar()
    )
    assert found.provisional


def test_a_slip_in_the_number_breaks_nothing():
    parts = parse_limit("9999999个工作日内")
    assert dues(parts, formed_on=date(2026, 3, 2), calendar=builtin_calendar()) == []
