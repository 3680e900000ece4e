"""What must add up: the published sample passes, and each rule says what is wrong, by how much."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from gongkai.annualreports.form import (
    FOLDER,
    TOTAL,
    Form,
    form_for,
    forms,
    load_form,
    remedy_cell,
    request_cell,
)
from gongkai.annualreports.numbers import Number
from gongkai.annualreports.queries import rules
from gongkai.annualreports.queries.drafts import DRAFTS
from gongkai.annualreports.queries.named import QUERIES
from gongkai.annualreports.queries.outcomes import row_of
from gongkai.annualreports.queries.remedies import CHOICES
from gongkai.annualreports.queries.rules import CHECKS, Context, problems

FORM = form_for(2021)
assert FORM is not None

# A published sample, by row: 自然人, 商业企业, 科研机构, 社会公益组织, 法律服务机构, 其他, 总计.
WHOLE_ROWS = {
    "1": (13612, 252, 0, 45, 128, 32, 14069),
    "2": (535, 6, 0, 1, 18, 0, 560),
    "3.1": (5345, 129, 0, 41, 19, 14, 5548),
    "3.2": (2120, 39, 0, 1, 6, 2, 2168),
    "3.7": (13364, 252, 0, 44, 121, 29, 13810),
    "4": (783, 6, 0, 2, 25, 3, 819),
}
# Of the other results only 总计 was published.
TOTALS = {
    "3.3": (13, 30, 11, 51, 104, 85, 286, 150),
    "3.4": (3222, 180, 19),
    "3.5": (203, 148, 0, 101, 5),
    "3.6": (318, 203, 965),
}
REMEDIES = {
    "reconsideration": (376, 97, 196, 121, 790),
    "direct_litigation": (16, 1, 12, 27, 56),
    "later_litigation": (74, 1, 30, 51, 156),
}


def sample() -> dict[str, Number | None]:
    cells: dict[str, Number | None] = {}
    for row, numbers in WHOLE_ROWS.items():
        keys = [column.key for column in FORM.columns]
        cells |= {request_cell(row, key): n for key, n in zip(keys, numbers, strict=True)}
    for group, numbers in TOTALS.items():
        cells |= {request_cell(f"{group}.{n}", TOTAL): one for n, one in enumerate(numbers, 1)}
    for block, numbers in REMEDIES.items():
        keys = [key for key, _ in FORM.remedy_columns]
        cells |= {remedy_cell(block, key): n for key, n in zip(keys, numbers, strict=True)}
    return cells


def complete(**changed: Number | None) -> dict[str, Number | None]:
    """A report in which everything is 0, but for these cells (`2/1/natural` …)."""
    return {**dict.fromkeys(FORM.cells, 0), **changed}


WRITTEN = {"一": "工作有序开展。", "五": "无。", "六": "无。"}


def found(context: Context, *wanted: str) -> list[str]:
    return [one.text for one in problems(context) if one.rule in wanted]


def said_of(cells: dict[str, Number | None], rule: str, **more: object) -> list[str]:
    return found(Context(FORM, cells, **{"sections": WRITTEN, **more}), rule)  # type: ignore[arg-type]


def test_published_sample_passes_all_equations() -> None:
    assert found(Context(FORM, sample()), "A1", "A2", "A3", "A4", "A5", "A6") == []


@pytest.mark.parametrize("cell", sorted(sample()))
def test_published_sample_with_any_number_changed_is_found_out(cell: str) -> None:
    cells = sample()
    cells[cell] = (cells[cell] or 0) + 1
    assert found(Context(FORM, cells), "A1", "A2", "A3", "A5")


def test_a_report_of_zeros_has_no_problem() -> None:
    assert problems(Context(FORM, complete(), sections=WRITTEN, fees_yuan=0)) == []


def test_A1_says_both_sums_and_the_difference() -> None:
    cells = complete(**{
        "2/1/natural": 10, "2/2/natural": 4, "2/3.7/natural": 12, "2/4/natural": 1,
    })  # fmt: skip
    assert said_of(cells, "A1") == [
        "第二表“自然人”一列：一、二两项之和为 14，三（七）与四之和为 13，相差 1。"
    ]


def test_A2_the_total_of_results_is_the_sum_of_the_21_rows() -> None:
    cells = complete(**{"2/3.7/legal": 3, "2/3.1/legal": 1, "2/3.6.3/legal": 1})
    assert said_of(cells, "A2") == [
        "第二表“法律服务机构”一列：三（七）总计为 3，各项办理结果之和为 2，相差 1。"
    ]
    assert len(FORM.leaf_rows) == 21


def test_A3_the_last_column_is_the_sum_of_the_others() -> None:
    cells = complete(**{"2/3.4.1/natural": 2, "2/3.4.1/other": 1, "2/3.4.1/total": 2})
    assert said_of(cells, "A3") == [
        "第二表“1.本机关不掌握相关政府信息”一行：总计为 2，自然人与五类组织之和为 3，相差 1。"
    ]


def test_A4_what_was_carried_over_is_what_last_year_carried_on() -> None:
    previous = complete(**{"2/4/business": 2})
    context = {"previous": previous, "previous_is_frozen": True}
    assert said_of(complete(), "A4", **context) == [
        "第二表“商业企业”一列：第二项（上年结转）为 0，上年度报告定稿的第四项（结转下年度）为 2，"
        "相差 2。请核对，或写明原因。"
    ]
    hard = problems(Context(FORM, complete(), previous=previous, sections=WRITTEN))
    assert [one.level for one in hard] == ["hard"]


def test_A4_only_warns_when_the_difference_was_explained() -> None:
    previous = complete(**{"2/4/business": 2})
    explained = Context(
        FORM, complete(), previous=previous, sections=WRITTEN, explained=frozenset({"A4"})
    )
    assert [(one.rule, one.level) for one in problems(explained)] == [("A4", "warn")]


def test_A5_each_block_of_the_third_table_adds_up() -> None:
    cells = complete(**{"3/later_litigation/upheld": 1, "3/later_litigation/total": 2})
    assert said_of(cells, "A5") == ["第三表“复议后起诉”：总计为 2，四种结果之和为 1，相差 1。"]


def test_A6_documents_in_force_only_warn() -> None:
    cells = complete(**{"1/normative.made": 3, "1/normative.repealed": 1, "1/normative.valid": 10})
    context = Context(
        FORM, cells, previous=complete(**{"1/normative.valid": 7}), sections=WRITTEN
    )  # fmt: skip
    [one] = [one for one in problems(context) if one.rule == "A6"]
    assert one.level == "warn"
    assert one.text == (
        "第一表“行政规范性文件”：上年现行有效 7 件，加本年制发 3 件、减本年废止 1 件应为 9 件，"
        "填报的现行有效为 10 件。"
    )


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("全年新收政府信息公开申请15件。", 14),
        ("上年结转2件，", 0),
        ("本年度办结申请12件", 11),
        ("予以公开5件，部分公开3件", 2),
        ("结转下年度继续办理9件", 3),
        ("被申请行政复议2件、", 1),
        ("提起行政诉讼1件。", 5),
        ("共计收取信息处理费100元", 40),
    ],
)
def test_A7_figures_in_words_are_those_of_the_tables(text: str, right: int) -> None:
    cells = complete(**{
        "2/1/total": 14, "2/3.7/total": 11, "2/3.1/total": 5, "2/3.2/total": 2, "2/4/total": 3,
        "3/reconsideration/total": 1, "3/direct_litigation/total": 2, "3/later_litigation/total": 3,
    })  # fmt: skip
    said = said_of(cells, "A7", sections={**WRITTEN, "六": text}, fees_yuan=40)
    assert len(said) == 1
    assert said[0].endswith(f"数字是 {right}。")


def test_A7_right_figures_are_left_alone() -> None:
    cells = complete(**{"2/1/total": 14, "2/3.7/total": 11})
    text = "新收政府信息公开申请14件，本年度办结11件，召开会议3次，收取信息处理费0元。"
    assert said_of(cells, "A7", sections={**WRITTEN, "一": text}, fees_yuan=0) == []


def test_A8_names_the_bodies_that_are_not_final() -> None:
    assert said_of(complete(), "A8", unfinished_members=("清江县财政局", "城关镇人民政府")) == [
        "汇总所含的清江县财政局、城关镇人民政府的年度报告未定稿，其数字以后可能变化。"
    ]


def test_A9_partly_granted_requests_count_in_one_row_only() -> None:
    assert said_of(complete(), "A9", partly_elsewhere=2) == [
        "有 2 件部分公开的申请计入了（二）部分公开以外的行。"
    ]


def test_A10_requests_without_a_legal_day_of_receipt_are_named() -> None:
    assert said_of(complete(), "A10", unconfirmed=3) == [
        "另有 3 件申请截至年底仍未确认收到日期（条例第三十一条），没有计入本报告。"
    ]


def test_a_blank_is_not_zero() -> None:
    assert said_of(complete(**{"1/licensing.decisions": None}), "B1") == [
        "第一表“行政许可 · 本年处理决定数量”还没有填写；没有的请填 0。"
    ]
    both = complete(**{"1/licensing.decisions": None, "1/penalty.decisions": None})
    assert said_of(both, "B1") == [
        "第一表“行政许可 · 本年处理决定数量”、“行政处罚 · 本年处理决定数量”还没有填写；"
        "没有的请填 0。"
    ]


def test_gaps_in_the_text_are_found() -> None:
    sections = {"一": "【请补充】", "五": " ", "六": "无。"}
    assert said_of(complete(), "B3", sections=sections) == [
        "“一、总体情况”中还有【】标出的待补充之处。",
        "“五、存在的主要问题及改进情况”还没有写；没有内容的请写“无”。",
    ]


# --- the form file


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_query_check_and_draft_that_a_form_names_exists(path: Path) -> None:
    form = load_form(path)
    assert {cell.query for cell in form.cells.values()} <= QUERIES.keys()
    assert {rule.check for rule in form.rules} <= CHECKS.keys()
    assert {one.draft for one in form.prose} <= DRAFTS.keys()
    assert {cell for named in form.named_figures for cell in named.cells} <= form.cells.keys()
    assert form.choices["remedies"] in CHOICES
    assert form.opening.format(body="", year=1, address="", phone="", site="")


def test_form_has_six_sections_and_the_numbers_of_the_three_tables() -> None:
    assert [one.number for one in FORM.sections] == ["一", "二", "三", "四", "五", "六"]
    assert [len(_of_table(FORM, table)) for table in "123"] == [10, 25 * 7, 15]


def _of_table(form: Form, table: str) -> list[str]:
    return [name for name in form.cells if name.startswith(f"{table}/")]


def test_every_kind_of_answer_has_a_row_of_the_form() -> None:
    leaves = {row.id for row in FORM.leaf_rows}
    grounds = ("E14a", "E14b", "E14c", "E15", "E16a", "E16b", "E16c")
    rows = [row_of("R4", ground) for ground in grounds]
    assert rows == [f"3.3.{n}" for n in range(1, 8)]
    others = {f"R{n}": row_of(f"R{n}") for n in range(1, 18) if n != 4}
    assert set(others.values()) | set(rows) == leaves
    assert (others["R3"], others["R5"], others["R7"]) == ("3.2", "3.3.8", "3.4.1")
    assert row_of("R4") is None


def test_years_of_the_trial_format_have_no_form() -> None:
    assert form_for(2020) is None
    assert form_for(2030) is forms()[-1]


def test_rules_stand_in_their_order_with_ids_that_the_standard_gives() -> None:
    ids = [rule.id for rule in FORM.rules]
    assert ids[:10] == [f"A{n}" for n in range(1, 11)]
    assert _hard(FORM.rules) == ["A1", "A2", "A3", "A4", "A5", "A9", "B1", "B2", "B3"]
    assert all(re.fullmatch("[TPLIU]", rule.mark) for rule in FORM.rules)


def _hard(some: Iterable[object]) -> list[str]:
    return [rule.id for rule in some if rule.level == "hard"]  # type: ignore[attr-defined]


def test_only_one_rule_can_be_explained_away() -> None:
    context = Context(
        FORM, complete(**{"2/1/natural": 1}), sections=WRITTEN,
        explained=frozenset(rule.id for rule in FORM.rules),
    )  # fmt: skip
    assert rules.EXPLAINABLE == "A4"
    assert any(one.is_hard for one in problems(context))
