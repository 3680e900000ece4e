"""The report as a workbook: one sheet for each table in the official layout, one for the texts."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.annualreports.content import Said
from gongkai.annualreports.form import TABLES
from gongkai.annualreports.layout import Grid, Place, grid
from gongkai.annualreports.numbers import to_json

FIRST = 3  # rows of a grid begin here, under the title and a blank row
WIDTH = 110  # characters over all columns
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TITLE = Font(name="黑体", size=14)
_HEAD, _NUMBER = Font(name="宋体", size=10), Font(name="宋体", size=10)


def write(said: Said) -> bytes:
    """The workbook as .xlsx bytes."""
    workbook = Workbook()
    workbook.remove(workbook.active)  # type: ignore[arg-type]
    _write_texts(workbook.create_sheet("报告文字"), said)
    for table, number in TABLES.items():
        _write_grid(workbook.create_sheet(f"表{number}"), grid(said.form, table), said)
    workbook.active = 1
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _write_texts(sheet: Worksheet, said: Said) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 90
    _put_text(sheet, 1, 1, said.title + ("" if said.frozen else "（未定稿）"), _TITLE)
    _put_text(sheet, 2, 2, said.opening)
    for row, section in enumerate(said.form.sections, start=3):
        _put_text(sheet, row, 1, section.heading)
        text = f"见表{TABLES[section.table]}" if section.table else None
        _put_text(sheet, row, 2, text or said.section_text(section.number))


def _put_text(sheet: Worksheet, row: int, column: int, text: str, font: Font = _HEAD) -> None:
    """A cell of text and never of a formula: what begins with = is shown, not computed."""
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)
    cell.font = font
    cell.alignment = Alignment(vertical="top", wrap_text=column > 1)
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"


def _write_grid(sheet: Worksheet, table: Grid, said: Said) -> None:
    _put_text(sheet, 1, 1, table.title, _TITLE)
    for row, column, place in table.placed():
        _write_place(sheet, FIRST + row, 1 + column, place, said)
    whole = sum(table.widths)
    for column, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTH * width / whole
    _prepare_print(sheet)


def _write_place(sheet: Worksheet, row: int, column: int, place: Place, said: Said) -> None:
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)
    if place.cell:
        cell.value = to_json(said.cells.get(place.cell))
    else:
        cell.value, cell.data_type = place.text, "s"
    for down in range(place.down):
        for across in range(place.across):
            sheet.cell(row=row + down, column=column + across).border = _BORDER
    cell.font = _HEAD if place.head else _NUMBER
    cell.alignment = Alignment(
        horizontal="left" if place.left else "center", vertical="center", wrap_text=True
    )
    if place.across > 1 or place.down > 1:
        sheet.merge_cells(
            start_row=row,
            end_row=row + place.down - 1,
            start_column=column,
            end_column=column + place.across - 1,
        )


def _prepare_print(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
