"""Write a catalogue in the official table layout, so that reading it gives the same duties.

A title row, two header rows, merged levels, ■ and □, √; columns that are not of the standard
(领域, 公开时长, 编号 …) stand at the right end. One sheet for each field.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.registers import channels as channel_list
from gongkai.registers import elements as element_list
from gongkai.registers.columns import (
    LEVELS,
    ROUTES,
    STAGES,
    WITHHELD,
    DutyColumns,
    audience_parts,
)
from gongkai.registers.elements import Element

TITLE_ROW, TOP, SUB, FIRST = 1, 2, 3, 4
ALWAYS_LEVELS = ("county", "township")
TEXT, CENTRED, HEAD, TITLE = "目录文字", "目录居中", "目录表头", "目录标题"


@dataclass(frozen=True)
class Table:
    """What one workbook shows. `rows` carry the names of their fields, not the codes."""

    title: str
    rows: Sequence[DutyColumns]
    legend: str = ""


@dataclass(frozen=True)
class _Column:
    """One column: its headings, its width in characters, and the cell of a duty or its elements."""

    top: str
    sub: str
    width: float
    cell: Callable[[DutyColumns, Sequence[Element]], str]
    per_element: bool = False  # not merged over the rows of one duty
    centred: bool = False


def write_table(table: Table) -> bytes:
    """The workbook as .xlsx bytes."""
    workbook = Workbook()
    workbook.remove(workbook.active)  # type: ignore[arg-type]
    for style in _styles():
        workbook.add_named_style(style)
    fields = list(dict.fromkeys(row.field for row in table.rows)) or [""]
    names: set[str] = set()
    for field in fields:
        rows = [row for row in table.rows if row.field == field]
        sheet = workbook.create_sheet(_sheet_name(field or table.title, names))
        _write_sheet(sheet, _title(table.title, field), rows, table)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _styles() -> list[NamedStyle]:
    """Four styles for all cells: a style of its own for each cell would take seconds."""
    thin = Side(style="thin", color="808080")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
    middle = Alignment(vertical="center", wrap_text=True)
    text, bold = Font(name="宋体", size=9), Font(name="宋体", size=10, bold=True)
    return [
        NamedStyle(TEXT, text, border=border, alignment=middle, number_format="@"),
        NamedStyle(CENTRED, text, border=border, alignment=centre, number_format="@"),
        NamedStyle(HEAD, bold, border=border, alignment=centre, number_format="@"),
        NamedStyle(TITLE, Font(name="黑体", size=16), alignment=centre, number_format="@"),
    ]


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that spreadsheets accept, each once: at most 31 characters, none of []:*?/\\."""
    base = re.sub(r"[\[\]:*?/\\']", " ", ILLEGAL_CHARACTERS_RE.sub("", wanted)).strip()[:28]
    name, count = base or "目录", 1
    while name.lower() in taken:
        count += 1
        name = f"{base or '目录'}{count}"
    taken.add(name.lower())
    return name


def _title(title: str, field: str) -> str:
    return f"{title}（{field}领域）" if field else title


def _write_sheet(sheet: Worksheet, title: str, rows: Sequence[DutyColumns], table: Table) -> None:
    columns = _columns(table.rows)
    _write_heads(sheet, title, columns)
    row = FIRST
    spans: list[tuple[DutyColumns, int, int]] = []
    for place, duty in enumerate(rows, start=1):
        height = _write_duty(sheet, row, place, duty, columns)
        spans.append((duty, row, row + height - 1))
        row += height
    _merge_levels(sheet, spans)
    if table.legend:
        _put(sheet, row, 1, f"注：{table.legend}")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(columns))
    _prepare_print(sheet, columns)


def _columns(rows: Sequence[DutyColumns]) -> list[_Column]:
    """The columns of the standard in their order, then what these duties need besides."""
    return [
        _Column("序号", "", 5, lambda _duty, _some: "", centred=True),  # filled in by place
        _Column("公开事项", "一级事项", 12, lambda duty, _some: duty.level1),
        _Column("公开事项", "二级事项", 16, lambda duty, _some: duty.level2),
        *_optional("公开事项", "三级事项", 16, rows, lambda duty: duty.level3),
        _Column(
            "公开内容（要素）", "", 30, lambda _duty, some: element_list.written(some), True
        ),
        _Column("公开依据", "", 26, lambda duty, _some: duty.legal_basis),
        _Column("公开时限", "", 18, lambda duty, _some: duty.limit_text),
        _Column("公开主体", "", 12, lambda duty, _some: duty.responsible),
        _Column("公开渠道和载体", "", 24, lambda duty, _some: channel_list.written(duty.channels)),
        _ticks("公开对象", "全社会", lambda duty: audience_parts(duty.audience)[0]),
        _Column("公开对象", "特定群体", 10, lambda duty, _some: audience_parts(duty.audience)[1]),
        *_route_columns(rows),
        *_level_columns(rows),
        *_optional("领域", "", 10, rows, lambda duty: duty.field),
        *_optional("公开时长", "", 10, rows, lambda duty: duty.keep_for),
        *_stage_columns(rows),
        *_optional("不予公开的理由", "", 10, rows, lambda duty: duty.ground),
        *_optional(
            "下次复审日期", "", 11, rows,
            lambda duty: duty.review_on.isoformat() if duty.review_on else "",
        ),
        *_local_columns(rows),
        _Column("编号", "", 12, lambda duty, _some: duty.code),
    ]  # fmt: skip


def _ticks(top: str, sub: str, says: Callable[[DutyColumns], bool], width: float = 6) -> _Column:
    return _Column(top, sub, width, lambda duty, _: "√" if says(duty) else "", centred=True)


def _optional(
    top: str,
    sub: str,
    width: float,
    rows: Sequence[DutyColumns],
    text: Callable[[DutyColumns], str],
) -> list[_Column]:
    """A column that stands in the table only when some duty fills it."""
    filled = any(text(duty) for duty in rows)
    return [_Column(top, sub, width, lambda duty, _some: text(duty))] if filled else []


def _route_columns(rows: Sequence[DutyColumns]) -> list[_Column]:
    shown = ["proactive", "on_request"]
    if any(duty.route == WITHHELD for duty in rows):
        shown.append(WITHHELD)
    return [
        _Column("公开方式", ROUTES[route], 6, _route_tick(route), per_element=True, centred=True)
        for route in shown
    ]


def _route_tick(route: str) -> Callable[[DutyColumns, Sequence[Element]], str]:
    def tick(duty: DutyColumns, some: Sequence[Element]) -> str:
        routes = some[0].routes if some else (duty.route,)
        return "√" if route in routes else ""

    return tick


def _level_columns(rows: Sequence[DutyColumns]) -> list[_Column]:
    return [
        _ticks("公开层级", label, _has_level(level))
        for level, label in LEVELS.items()
        if level in ALWAYS_LEVELS or any(level in duty.levels for duty in rows)
    ]


def _has_level(level: str) -> Callable[[DutyColumns], bool]:
    return lambda duty: level in duty.levels


def _stage_columns(rows: Sequence[DutyColumns]) -> list[_Column]:
    if not any(duty.stages for duty in rows):
        return []
    return [_ticks("五公开阶段", label, _has_stage(stage)) for stage, label in STAGES.items()]


def _has_stage(stage: str) -> Callable[[DutyColumns], bool]:
    return lambda duty: stage in duty.stages


def _local_columns(rows: Sequence[DutyColumns]) -> list[_Column]:
    headings = dict.fromkeys(heading for duty in rows for heading in duty.local_columns)
    return [_Column(heading, "", 12, _local(heading)) for heading in headings]


def _local(heading: str) -> Callable[[DutyColumns, Sequence[Element]], str]:
    return lambda duty, _some: duty.local_columns.get(heading, "")


def _write_heads(sheet: Worksheet, title: str, columns: Sequence[_Column]) -> None:
    _put(sheet, TITLE_ROW, 1, title, TITLE)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(columns))
    sheet.row_dimensions[1].height = 32
    for column, one in enumerate(columns, start=1):
        for row, text in ((TOP, one.top), (SUB, one.sub)):
            _put(sheet, row, column, text, HEAD)
        if not one.sub:
            sheet.merge_cells(start_row=TOP, end_row=SUB, start_column=column, end_column=column)
    column = 1
    for (top, grouped), group in groupby(columns, key=lambda one: (one.top, bool(one.sub))):
        width = len(list(group))
        if grouped and width > 1 and top:
            sheet.merge_cells(
                start_row=TOP, end_row=TOP, start_column=column, end_column=column + width - 1
            )
        column += width


def _write_duty(
    sheet: Worksheet, row: int, place: int, duty: DutyColumns, columns: Sequence[_Column]
) -> int:
    """Write one duty from this row on; how many rows it took: one for each run of equal routes."""
    runs = [list(run) for _, run in groupby(duty.elements, key=lambda one: one.routes)] or [[]]
    for column, one in enumerate(columns, start=1):
        for step, some in enumerate(runs):
            text = str(place) if one.top == "序号" else one.cell(duty, some)
            text = text if one.per_element or not step else ""
            _put(sheet, row + step, column, text, CENTRED if one.centred else TEXT)
        if len(runs) > 1 and not one.per_element:
            last = row + len(runs) - 1
            sheet.merge_cells(start_row=row, end_row=last, start_column=column, end_column=column)
    return len(runs)


def _merge_levels(sheet: Worksheet, spans: Sequence[tuple[DutyColumns, int, int]]) -> None:
    """Merge equal 一级事项 of neighbours downwards, and equal 二级事项 within them."""
    level1, level2 = 2, 3
    for column, key in (
        (level1, lambda span: (span[0].level1,)),
        (level2, lambda span: (span[0].level1, span[0].level2) if span[0].level2 else (id(span),)),
    ):
        for _, run in groupby(spans, key=key):
            members = list(run)
            if len(members) > 1:
                _merge_down(sheet, column, members[0][1], members[-1][2])


def _merge_down(sheet: Worksheet, column: int, first: int, last: int) -> None:
    letter = get_column_letter(column)
    for one in list(sheet.merged_cells.ranges):
        if one.min_col == one.max_col == column and first <= one.min_row and one.max_row <= last:
            sheet.merged_cells.remove(one)
    for row in range(first + 1, last + 1):
        inner = sheet.cell(row=row, column=column)
        if isinstance(inner, Cell):
            inner.value = None
    sheet.merge_cells(f"{letter}{first}:{letter}{last}")


def _put(sheet: Worksheet, row: int, column: int, text: str, style: str = TEXT) -> None:
    """A cell of text and never of a formula: what begins with = is shown, not computed."""
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)
    cell.style = style
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"


def _prepare_print(sheet: Worksheet, columns: Sequence[_Column]) -> None:
    for column, one in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = one.width
    sheet.freeze_panes = f"D{FIRST}"
    sheet.print_title_rows = f"{TOP}:{SUB}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="第 &P 页，共 &N 页"))
