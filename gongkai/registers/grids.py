"""Sheets of a workbook as grids of text, with their merged cells. Reads bytes, knows no columns."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

# A catalogue has a few thousand rows. More is a wrong file, or one made to exhaust the machine.
MOST_ROWS, MOST_COLUMNS = 20_000, 200
MOST_UNPACKED = 200 * 1024 * 1024

Place = tuple[int, int]  # row and column, from 0


class UnreadableWorkbook(Exception):  # noqa: N818 - as kernel's UndecodableText
    """The file cannot be read; the message is a Chinese sentence for who uploaded it."""


@dataclass(frozen=True)
class Grid:
    """One sheet. `merged` leads from every cell of a merged range to its first cell."""

    name: str
    rows: list[list[str]]
    merged: dict[Place, Place] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def origin(self, row: int, column: int) -> Place:
        """The first cell of the merged range that the cell lies in, or the cell itself."""
        return self.merged.get((row, column), (row, column))

    def text(self, row: int, column: int) -> str:
        """What a reader sees in the cell: merged cells show their range's text."""
        row, column = self.origin(row, column)
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]

    def joined_with_above(self, row: int, column: int) -> bool:
        """Whether the cell and the one above it are one merged cell."""
        return row > 0 and self.origin(row, column) == self.origin(row - 1, column)

    def is_blank(self, row: int) -> bool:
        return not any(self.rows[row])


def address(row: int, column: int) -> str:
    """The name of a cell as spreadsheets show it: (6, 3) is D7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def open_workbook(data: bytes) -> list[Grid]:
    """The sheets that hold anything. Raise `UnreadableWorkbook` for what is no workbook."""
    _refuse_bombs(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = [_grid(workbook, name) for name in workbook.sheet_names]
    except UnreadableWorkbook:
        raise
    except (CalamineError, ValueError, OSError, zipfile.BadZipFile) as problem:
        raise UnreadableWorkbook(
            "文件不是可以读取的 Excel 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后再上传。"
        ) from problem
    return [grid for grid in grids if grid.rows]


def _refuse_bombs(data: bytes) -> None:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = sum(one.file_size for one in packed.infolist())
    if size > MOST_UNPACKED:
        raise UnreadableWorkbook("工作簿解压后过大，请删去图片和多余的工作表后再上传。")


def _grid(workbook: CalamineWorkbook, name: str) -> Grid:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise UnreadableWorkbook(
            f"工作表“{name}”有{sheet.total_height}行、{sheet.total_width}列，超过上限"
            f"（{MOST_ROWS}行、{MOST_COLUMNS}列），请只保留目录表格后再上传。"
        )
    rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    while rows and not any(rows[-1]):
        rows.pop()
    merged = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        for row in range(top, min(bottom, len(rows)) + 1):
            for column in range(left, right + 1):
                merged[(row, column)] = (top, left)
    return Grid(name, rows, merged)


def _text(value: Any) -> str:
    """The cell's value as it is read; 1.0 is the number 1."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return clean(str(value))


def clean(text: str) -> str:
    """A text as cells hold it: one kind of line end, no blanks at the ends of lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").split("\n")
    return "\n".join(line.strip(" \t\u3000\xa0") for line in lines).strip("\n")
