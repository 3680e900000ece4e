"""What must add up in a report, and the sentences for what does not. Numbers in, problems out.

An equation of which a number is blank is not judged; the blank is a problem of its own (B1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.annualreports.content import Problem
from gongkai.annualreports.form import (
    CARRIED_IN,
    CARRIED_OUT,
    CLOSED,
    NEW,
    PARTLY,
    TOTAL,
    Form,
    NamedFigure,
    Rule,
    remedy_cell,
    request_cell,
)
from gongkai.annualreports.numbers import Cells, Number, total, written


@dataclass(frozen=True)
class Context:
    """All that the rules look at. What a report alone cannot tell is left at its default."""

    form: Form
    cells: Cells
    sections: Mapping[str, str] = field(default_factory=dict)
    fees_yuan: int | None = None
    previous: Cells | None = None  # last year's cells
    previous_is_frozen: bool = False
    explained: frozenset[str] = frozenset()  # rules with a note
    unfinished_members: tuple[str, ...] = ()
    without_row: tuple[str, ...] = ()  # numbers of requests
    partly_elsewhere: int = 0
    unconfirmed: int = 0

    def request(self, row: str, column: str) -> Number | None:
        return self.cells.get(request_cell(row, column))


Finding = tuple[str, tuple[str, ...]]  # a sentence, and the cells it is about
Check = Callable[[Context], Iterable[Finding]]


def problems(context: Context) -> list[Problem]:
    """Everything that is not as it should be, the hard ones first."""
    found = [
        Problem(rule.id, _level(rule, context), text, cells)
        for rule in context.form.rules
        for text, cells in CHECKS[rule.check](context)
    ]
    return sorted(found, key=lambda one: not one.is_hard)


def _level(rule: Rule, context: Context) -> str:
    """A difference that was explained only warns; only one rule can be explained."""
    return "warn" if rule.id == EXPLAINABLE and rule.id in context.explained else rule.level


EXPLAINABLE = "A4"


def columns_balance(context: Context) -> Iterator[Finding]:
    """A1."""
    for column in context.form.columns:
        ids = [request_cell(row, column.key) for row in (NEW, CARRIED_IN, CLOSED, CARRIED_OUT)]
        new, carried_in, closed, carried_out = (context.cells.get(one) for one in ids)
        came, went = total([new, carried_in]), total([closed, carried_out])
        if came is not None and went is not None and came != went:
            yield (
                f"第二表“{column.label}”一列：一、二两项之和为 {came}，三（七）与四之和为 {went}，"
                f"相差 {abs(came - went)}。",
                tuple(ids),
            )


def results_add_up(context: Context) -> Iterator[Finding]:
    """A2."""
    for column in context.form.columns:
        leaves = [request_cell(row.id, column.key) for row in context.form.leaf_rows]
        sum_of_leaves = total(context.cells.get(one) for one in leaves)
        closed = context.request(CLOSED, column.key)
        if sum_of_leaves is not None and closed is not None and sum_of_leaves != closed:
            yield (
                f"第二表“{column.label}”一列：三（七）总计为 {closed}，各项办理结果之和为 "
                f"{sum_of_leaves}，相差 {abs(sum_of_leaves - closed)}。",
                (request_cell(CLOSED, column.key),),
            )


def rows_add_up(context: Context) -> Iterator[Finding]:
    """A3."""
    kinds = [column.key for column in context.form.columns if column.key != TOTAL]
    for row in context.form.rows:
        parts = total(context.request(row.id, kind) for kind in kinds)
        whole = context.request(row.id, TOTAL)
        if parts is not None and whole is not None and parts != whole:
            yield (
                f"第二表“{row.path[-1]}”一行：总计为 {whole}，自然人与五类组织之和为 {parts}，"
                f"相差 {abs(parts - whole)}。",
                (request_cell(row.id, TOTAL),),
            )


def carries_over(context: Context) -> Iterator[Finding]:
    """A4. The kind of a requester corrected meanwhile, or bodies merged, can explain it."""
    if context.previous is None:
        return
    source = "上年度报告定稿的" if context.previous_is_frozen else "按现有数据推算的上年度"
    for column in context.form.columns:
        here = context.request(CARRIED_IN, column.key)
        there = context.previous.get(request_cell(CARRIED_OUT, column.key))
        if here is not None and there is not None and here != there:
            yield (
                f"第二表“{column.label}”一列：第二项（上年结转）为 {here}，"
                f"{source}第四项（结转下年度）为 {there}，相差 {abs(here - there)}。"
                + ("已写明原因。" if EXPLAINABLE in context.explained else "请核对，或写明原因。"),
                (request_cell(CARRIED_IN, column.key),),
            )


def remedies_add_up(context: Context) -> Iterator[Finding]:
    """A5."""
    keys = [key for key, _ in context.form.remedy_columns if key != TOTAL]
    for block in context.form.remedy_blocks:
        parts = total(context.cells.get(remedy_cell(block.key, key)) for key in keys)
        whole = context.cells.get(remedy_cell(block.key, TOTAL))
        if parts is not None and whole is not None and parts != whole:
            yield (
                f"第三表“{block.path[-1]}”：总计为 {whole}，四种结果之和为 {parts}，"
                f"相差 {abs(parts - whole)}。",
                (remedy_cell(block.key, TOTAL),),
            )


def documents_carry_over(context: Context) -> Iterator[Finding]:
    """A6: amendments, re-issues and clean-ups break it honestly, so it only warns."""
    for label, key in (("规章", "regulations"), ("行政规范性文件", "normative")):
        before = (context.previous or {}).get(f"1/{key}.valid")
        made, repealed, valid = (
            context.cells.get(f"1/{key}.{one}") for one in ("made", "repealed", "valid")
        )
        if before is None or made is None or repealed is None or valid is None:
            continue
        expected = before + made - repealed
        if valid != expected:
            yield (
                f"第一表“{label}”：上年现行有效 {before} 件，加本年制发 {made} 件、减本年废止 "
                f"{repealed} 件应为 {expected} 件，填报的现行有效为 {valid} 件。",
                (f"1/{key}.valid",),
            )


def words_agree(context: Context) -> Iterator[Finding]:
    """A7: the first and the sixth section name figures; they are those of the tables."""
    for number in ("一", "六"):
        text = context.sections.get(number, "")
        for named in context.form.named_figures:
            right = _figure(named, context)
            for match in named.pattern.finditer(text):
                if right is not None and match[1] != written(right):
                    yield (
                        f"第{number}部分写的是“{match[0]}”，"
                        f"{'实际收取的' if named.fees else '表格中的'}数字是 {written(right)}。",
                        named.cells,
                    )


def _figure(named: NamedFigure, context: Context) -> Number | None:
    if named.fees:
        return context.fees_yuan
    return total(context.cells.get(one) for one in named.cells)


def members_are_final(context: Context) -> Iterator[Finding]:
    """A8: that each request counts once holds by construction, since it belongs to one body."""
    if context.unfinished_members:
        names = "、".join(context.unfinished_members)
        yield f"汇总所含的{names}的年度报告未定稿，其数字以后可能变化。", ()


def partly_granted_once(context: Context) -> Iterator[Finding]:
    """A9."""
    if context.partly_elsewhere:
        yield (
            f"有 {context.partly_elsewhere} 件部分公开的申请计入了（二）部分公开以外的行。",
            (request_cell(PARTLY, TOTAL),),
        )


def received_in_law(context: Context) -> Iterator[Finding]:
    """A10."""
    if context.unconfirmed:
        yield (
            f"另有 {context.unconfirmed} 件申请截至年底仍未确认收到日期"
            "（条例第三十一条），没有计入本报告。",
            (request_cell(NEW, TOTAL),),
        )


def nothing_blank(context: Context) -> Iterator[Finding]:
    """B1: blank is not zero. One sentence a table."""
    for table, name in (("1", "第一表"), ("2", "第二表"), ("3", "第三表")):
        blank = [
            cell
            for cell in context.form.cells.values()
            if cell.parts[0] == table and context.cells.get(cell.id) is None
        ]
        if not blank:
            continue
        labels = "、".join(f"“{cell.label}”" for cell in blank[:MOST_NAMED])
        more = f"等 {len(blank)} 格" if len(blank) > MOST_NAMED else ""
        ids = tuple(cell.id for cell in blank)
        yield f"{name}{labels}{more}还没有填写；没有的请填 0。", ids


MOST_NAMED = 10


def every_result_has_a_row(context: Context) -> Iterator[Finding]:
    """B2."""
    if context.without_row:
        shown = "、".join(context.without_row[:10])
        yield (
            f"申请 {shown} 已办结，但没有注明法定事由或答复类型，归不进任何一种办理结果；"
            "请补充，或者逐件指定归入哪一行。",
            (request_cell(CLOSED, TOTAL),),
        )


def sections_are_written(context: Context) -> Iterator[Finding]:
    """B3."""
    for section in context.form.prose:
        text = context.sections.get(section.number, "")
        if not text.strip():
            yield f"“{section.heading}”还没有写；没有内容的请写“无”。", ()
        elif "【" in text:
            yield f"“{section.heading}”中还有【】标出的待补充之处。", ()


CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        columns_balance, results_add_up, rows_add_up, carries_over, remedies_add_up,
        documents_carry_over, words_agree, members_are_final, partly_granted_once,
        received_in_law, nothing_blank, every_result_has_a_row, sections_are_written,
    )
}  # fmt: skip
