"""Counting requests, remedies and documents over two years, among them the awkward ones."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from gongkai.annualreports.form import form_for, request_cell
from gongkai.annualreports.operations.writing import choose_row
from gongkai.annualreports.queries.requests import RequestCounts, cases
from gongkai.annualreports.queries.saying import say
from gongkai.annualreports.tests.cast import (
    YEAR,
    Bureau,
    abandon,
    answer,
    day,
    make_bureau,
    remedy,
    reopen,
)
from gongkai.disclosure.models import Item
from gongkai.foi.models import FeeNotice, FoiRequest
from gongkai.journal.recording import Refused

pytestmark = pytest.mark.django_db
NEXT = YEAR + 1


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau("finance", "清江县财政局")


def rows(bureau: Bureau, year: int = YEAR, column: str = "total") -> dict[str, int]:
    """The rows of the second table that are not 0."""
    counts = RequestCounts(bureau.body.pk, year)
    form = form_for(year)
    assert form is not None
    found = {row.id: counts.count(row.id, column) for row in form.rows}
    return {row: n for row, n in found.items() if n}


def equations_hold(bureau: Bureau, *years: int) -> bool:
    """A1 to A4 of these years."""
    found = [
        one
        for year in years
        for one in say(bureau.body, year).problems
        if one.rule in {"A1", "A2", "A3", "A4", "B2"}
    ]
    return not found


def test_a_request_asked_and_answered_within_the_year(bureau: Bureau) -> None:
    bureau.handled(day("03-03"), day("03-20"), "R2", kind="business")
    assert rows(bureau) == {"1": 1, "3.1": 1, "3.7": 1}
    assert rows(bureau, column="business") == {"1": 1, "3.1": 1, "3.7": 1}
    assert rows(bureau, column="natural") == {}
    assert rows(bureau, NEXT) == {}


@pytest.mark.parametrize(
    ("outcome", "ground", "row"),
    [
        ("R1", "", "3.1"), ("R3", "E15", "3.2"), ("R4", "E14a", "3.3.1"), ("R4", "E14b", "3.3.2"),
        ("R4", "E14c", "3.3.3"), ("R4", "E15", "3.3.4"), ("R4", "E16a", "3.3.5"),
        ("R4", "E16b", "3.3.6"), ("R4", "E16c", "3.3.7"), ("R5", "", "3.3.8"), ("R6", "", "3.4.1"),
        ("R7", "", "3.4.1"), ("R8", "", "3.4.2"), ("R9", "", "3.4.3"), ("R10", "", "3.5.1"),
        ("R11", "", "3.5.2"), ("R12", "", "3.5.3"), ("R13", "", "3.5.4"), ("R14", "", "3.5.5"),
        ("R17", "", "3.6.3"),
    ],
)  # fmt: skip
def test_each_kind_of_answer_in_its_row(
    bureau: Bureau, outcome: str, ground: str, row: str
) -> None:
    bureau.handled(day("03-03"), day("03-20"), outcome, ground=ground)
    assert rows(bureau) == {"1": 1, row: 1, "3.7": 1}


@pytest.mark.parametrize(("why", "row"), [("not_clarified", "3.6.1"), ("not_paid", "3.6.2")])
def test_abandoned_requests_are_other_results(bureau: Bureau, why: str, row: str) -> None:
    abandon(bureau.asked(day("03-03")), day("04-30"), why)
    assert rows(bureau) == {"1": 1, row: 1, "3.7": 1}


def test_what_is_open_at_new_year_is_carried_over(bureau: Bureau) -> None:
    bureau.handled(day("-12-20"), day("01-10"), "R2")  # since closed; it was open at New Year
    bureau.asked(day("-12-25"))
    bureau.handled(day("11-01"), day("12-31"), "R6")
    bureau.handled(day("12-31"), day("+01-04"), "R2")
    assert rows(bureau, YEAR - 1) == {"1": 2, "4": 2}
    assert rows(bureau) == {"1": 2, "2": 2, "3.1": 1, "3.4.1": 1, "3.7": 2, "4": 2}
    assert rows(bureau, NEXT) == {"2": 2, "3.1": 1, "3.7": 1, "4": 1}
    assert equations_hold(bureau, YEAR - 1, YEAR, NEXT)


def test_a_request_whose_receipt_was_never_confirmed_is_not_counted(bureau: Bureau) -> None:
    bureau.asked(day("11-01"), status="submitted")
    assert rows(bureau) == {}
    [warning] = [one for one in say(bureau.body, YEAR).problems if one.rule == "A10"]
    assert "另有 1 件申请" in warning.text


def test_parts_of_one_paper_count_each(bureau: Bureau) -> None:
    whole = bureau.asked(day("03-03"))
    bureau.asked(day("03-03"), part_of=whole)
    assert rows(bureau) == {"1": 2, "4": 2}


def test_answered_twice_in_a_year_counts_once_by_the_later_answer(bureau: Bureau) -> None:
    foi_request = bureau.handled(day("03-03"), day("03-20"), "R4", ground="E15")
    reopen(foi_request, day("06-01"))
    answer(foi_request, day("06-20"), "R3", "E15")
    assert rows(bureau) == {"1": 1, "3.2": 1, "3.7": 1}
    assert equations_hold(bureau, YEAR, NEXT)


def test_reopened_and_still_open_at_new_year_is_carried_over(bureau: Bureau) -> None:
    foi_request = bureau.handled(day("03-03"), day("03-20"), "R6")
    reopen(foi_request, day("12-15"))
    answer(foi_request, day("+01-15"), "R2")
    assert rows(bureau) == {"1": 1, "4": 1}
    assert rows(bureau, NEXT) == {"2": 1, "3.1": 1, "3.7": 1}
    assert equations_hold(bureau, YEAR, NEXT)


def test_reopened_in_a_later_year_is_not_counted_again(bureau: Bureau) -> None:
    foi_request = bureau.handled(day("-03-03"), day("-03-20"), "R4", ground="E16b")
    reopen(foi_request, day("02-01"))
    assert rows(bureau, YEAR - 1) == {"1": 1, "3.3.6": 1, "3.7": 1}
    assert rows(bureau) == {}
    answer(foi_request, day("02-20"), "R2")
    assert rows(bureau, YEAR - 1) == {"1": 1, "3.3.6": 1, "3.7": 1}
    assert rows(bureau) == {}
    assert equations_hold(bureau, YEAR - 1, YEAR)


def test_an_abandoned_request_that_was_reopened_tells_its_first_result(bureau: Bureau) -> None:
    foi_request = bureau.asked(day("-03-03"))
    abandon(foi_request, day("-05-05"), "not_paid")
    reopen(foi_request, day("02-01"))
    assert rows(bureau, YEAR - 1) == {"1": 1, "3.6.2": 1, "3.7": 1}


def test_another_kind_of_requester_breaks_A4_only_against_a_frozen_report(bureau: Bureau) -> None:
    foi_request = bureau.asked(day("-12-20"), kind="natural")
    bureau.frozen(YEAR - 1)
    FoiRequest.objects.filter(pk=foi_request.pk).update(requester_kind="legal")
    found = [one for one in say(bureau.body, YEAR).problems if one.rule == "A4"]
    assert [one.text[:13] for one in found] == [
        "第二表“自然人”一列：第二",
        "第二表“法律服务机构”一列",
    ]
    assert all(one.is_hard for one in found)


def test_an_answer_without_a_ground_falls_in_no_row_and_is_named(bureau: Bureau) -> None:
    foi_request = bureau.handled(day("03-03"), day("03-20"), "R4")
    found = {one.rule: one.text for one in say(bureau.body, YEAR).problems if one.is_hard}
    assert foi_request.number in found["B2"]
    assert "各项办理结果之和为 0" in found["A2"]


def test_a_row_chosen_by_a_person_counts(bureau: Bureau) -> None:
    foi_request = bureau.handled(day("03-03"), day("03-20"), "R4")
    choose_row(foi_request, "3.3.2", reason="法律另有规定", staff=bureau.clerk)
    assert rows(bureau) == {"1": 1, "3.3.2": 1, "3.7": 1}
    choose_row(foi_request, "", reason="", staff=bureau.clerk)
    assert rows(bureau) == {"1": 1, "3.7": 1}


def test_A9_a_partly_granted_request_stays_in_its_row(bureau: Bureau) -> None:
    foi_request = bureau.handled(day("03-03"), day("03-20"), "R3", ground="E15")
    with pytest.raises(Refused, match="部分公开的只计入"):
        choose_row(foi_request, "3.3.4", reason="另有理由", staff=bureau.clerk)


def test_an_open_request_has_no_row_to_choose(bureau: Bureau) -> None:
    with pytest.raises(Refused, match="还没有办结"):
        choose_row(bureau.asked(day("03-03")), "3.1", reason="另有理由", staff=bureau.clerk)


def test_the_cases_of_every_cell_are_as_many_as_its_number(bureau: Bureau) -> None:
    bureau.handled(day("-12-20"), day("01-10"), "R2", kind="legal")
    bureau.handled(day("03-03"), day("03-20"), "R4", ground="E16a")
    bureau.handled(day("03-03"), day("03-20"), "R4")
    again = bureau.handled(day("03-05"), day("03-20"), "R6", kind="other")
    reopen(again, day("12-01"))
    bureau.asked(day("05-05"))
    counts = RequestCounts(bureau.body.pk, YEAR)
    form = form_for(YEAR)
    assert form is not None
    for row in form.rows:
        for column in form.columns:
            listed = cases(counts, row.id, column.key).count()
            assert listed == counts.count(row.id, column.key), request_cell(row.id, column.key)


def test_other_bodies_requests_are_not_ours(bureau: Bureau) -> None:
    make_bureau("health", "清江县卫生健康局").handled(day("03-03"), day("03-20"), "R2")
    assert rows(bureau) == {}


# --- the third table


def test_remedies_count_when_decided_and_while_pending(bureau: Bureau) -> None:
    foi_request = bureau.handled(day("-03-03"), day("-03-20"), "R4", ground="E15")
    remedy(foi_request, day("-04-01"), result="corrected", decided_on=day("02-01"))
    remedy(foi_request, day("12-01"), kind="direct_litigation")
    before, here = (say(bureau.body, year).cells for year in (YEAR - 1, YEAR))
    assert _not_zero(before) == {"reconsideration/pending": 1, "reconsideration/total": 1}
    assert _not_zero(here) == {
        "reconsideration/corrected": 1, "reconsideration/total": 1,
        "direct_litigation/pending": 1, "direct_litigation/total": 1,
    }  # fmt: skip


def test_remedies_may_be_counted_by_the_year_of_filing(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    foi_request = bureau.handled(day("-03-03"), day("-03-20"), "R4", ground="E15")
    remedy(foi_request, day("-04-01"), result="upheld", decided_on=day("02-01"))
    form = form_for(YEAR)
    assert form is not None
    monkeypatch.setitem(form.choices, "remedies", "filed")  # type: ignore[arg-type]
    assert _not_zero(say(bureau.body, YEAR).cells) == {}
    before = _not_zero(say(bureau.body, YEAR - 1).cells)
    assert before == {"reconsideration/pending": 1, "reconsideration/total": 1}


def _not_zero(cells: object) -> dict[str, int]:
    return {name[2:]: n for name, n in cells.items() if name[0] == "3" and n}  # type: ignore[attr-defined]


# --- the first table, and fees


def test_fees_are_summed_by_the_day_they_were_paid(bureau: Bureau) -> None:
    foi_request = bureau.asked(day("-11-01"))
    for serial, (paid, yuan) in enumerate([(day("-12-31"), 100), (day("01-01"), 40), (None, 9)], 1):
        FeeNotice.objects.create(
            foi_request=foi_request, serial=serial, standard="pages", quantity=34, yuan=yuan,
            letter=f"费{serial}", notified_on=day("-12-01"), paid_on=paid,
        )  # fmt: skip
    said = say(bureau.body, YEAR)
    assert said.fees_yuan == 40
    assert "全年实际收取信息处理费共计40元。" in said.sections["六"]


def test_what_nobody_can_count_is_blank_until_typed(bureau: Bureau) -> None:
    cells = say(bureau.body, YEAR).cells
    assert cells["1/licensing.decisions"] is None
    assert cells["1/normative.made"] == 0
    assert not Item.objects.exists()


def test_draft_texts_tell_the_numbers(bureau: Bureau) -> None:
    bureau.handled(day("03-03"), day("03-20"), "R2")
    bureau.handled(day("03-03"), day("03-20"), "R6")
    text = say(bureau.body, YEAR).sections["一"]
    assert (
        "2025年新收政府信息公开申请2件，上年结转0件；本年度办结2件，结转下年度继续办理0件。" in text
    )
    assert "予以公开1件，部分公开0件，不予公开0件，无法提供1件" in text
    assert not [one for one in say(bureau.body, YEAR).problems if one.rule == "A7"]


def test_more_requests_need_no_more_queries(
    bureau: Bureau, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    for outcome in ("R2", "R3", "R4", "R6"):
        for _ in range(5):
            bureau.handled(day("03-03"), day("03-20"), outcome, ground="E15")
    again = [bureau.handled(day("03-05"), day("03-20"), "R6") for _ in range(5)]
    for foi_request in again:
        reopen(foi_request, day("12-01"))
    with django_assert_max_num_queries(32):
        said = say(bureau.body, YEAR)
    assert said.cells["2/1/total"] == 25
