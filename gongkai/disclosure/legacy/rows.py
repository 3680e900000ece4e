"""The rows of a file of legacy items, as they stand: .jsonl, .csv, .xlsx. Nothing is judged yet.

Columns may be called in Chinese, as in tables that people make, or in English, as programs export.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from gongkai.intake.bulk import parsed_line
from gongkai.intake.reading import UnreadableDocument
from gongkai.kernel.text_decoding import UndecodableText, decode
from gongkai.registers.grids import UnreadableWorkbook, open_workbook

LINES = (".jsonl", ".ndjson", ".jsonl.gz")
TABLES = (".xlsx", ".xls", ".csv")

# How each column may be called. The first name is the one that is shown.
NAMES: dict[str, tuple[str, ...]] = {
    "title": ("名称", "标题", "信息名称", "title"),
    "text": ("正文", "内容", "text", "body", "body_html", "html", "content"),
    "published_on": ("发布日期", "公开日期", "发布时间", "published_on", "publish_date"),
    "document_number": ("发文字号", "文号", "document_number"),
    "issued_by": ("发文机关", "发布机构", "发布机关", "issued_by"),
    "adopted_on": ("成文日期", "生成日期", "adopted_on"),
    "duty": ("目录事项", "事项编号", "目录编号", "duty", "duty_code"),
    "index_number": ("索引号", "index_number"),
    "column_code": ("栏目", "栏目代码", "column_code", "column"),
    "summary": ("内容概述", "摘要", "summary"),
    "kept_because": ("个人信息保留理由", "保留理由", "kept_because"),
}
_CALLED = {name: column for column, names in NAMES.items() for name in names}


@dataclass(frozen=True)
class Row:
    """One row, by column; `problem` instead where the row itself cannot be read."""

    where: str  # 第3行, 工作表“旧站”第3行, 旧站.jsonl 第3行
    said: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


class UnreadableFile(Exception):  # noqa: N818 - as intake's UnreadableDocument
    """The file as a whole cannot be read; the message is a Chinese sentence."""


def label(column: str) -> str:
    """How a column is called on screens."""
    return NAMES[column][0]


def rows_in(path: Path) -> Iterator[Row]:
    """The rows of a file, by the ending of its name. Lines are read one by one, tables at once."""
    name = path.name.lower()
    try:
        if name.endswith(LINES):
            yield from _rows_in_lines(path)
        else:
            yield from rows_of_table(path.read_bytes(), path.name)
    except OSError as error:
        raise UnreadableFile(f"文件“{path}”打不开（{error.strerror}）。") from error


def rows_of_table(data: bytes, name: str) -> list[Row]:
    """The rows of a table; raise `UnreadableFile` for what is none, or has no heads."""
    if name.lower().endswith(".csv"):
        return _rows_of_csv(data)
    if name.lower().endswith(TABLES):
        return _rows_of_workbook(data)
    raise UnreadableFile(f"“{name}”的格式不能导入，可以用 .jsonl、.csv、.xlsx。")


def _rows_in_lines(path: Path) -> Iterator[Row]:
    with _opened(path) as lines:
        number = 0
        try:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row_in_line(f"第{number}行", line)
        except (EOFError, UnicodeDecodeError, gzip.BadGzipFile):
            yield Row(f"第{number + 1}行", problem="文件从这里起不是完整的 UTF-8 文本，读不下去。")


def _opened(path: Path) -> TextIO:
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig")
    return path.open(encoding="utf-8-sig")


def _row_in_line(where: str, line: str) -> Row:
    try:
        record = parsed_line(line)
    except UnreadableDocument as error:
        return Row(where, problem=str(error))
    return Row(where, _by_column((name, _plain(value)) for name, value in record.items()))


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _by_column(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By column; of two that mean the same, the first that says something counts."""
    said: dict[str, str] = {}
    for name, text in cells:
        column = _CALLED.get(name.strip().lower())
        if column and text.strip() and column not in said:
            said[column] = text.strip()
    return said


def _rows_of_csv(data: bytes) -> list[Row]:
    csv.field_size_limit(20_000_000)  # a cell may hold a whole document
    try:
        reader = csv.reader(io.StringIO(decode(data), newline=""), strict=True)
        lines = [(reader.line_num, cells) for cells in reader]
    except UndecodableText as error:
        raise UnreadableFile(str(error)) from error
    except csv.Error as error:
        raise UnreadableFile(
            f"CSV 在第{reader.line_num}行读不下去：引号没有成对。请用 Excel 或 WPS 打开后另存。"
        ) from error
    return _below_heads([(f"第{number}行", cells) for number, cells in lines])


def _rows_of_workbook(data: bytes) -> list[Row]:
    try:
        grids = open_workbook(data)
    except UnreadableWorkbook as error:
        raise UnreadableFile(str(error)) from error
    several = len(grids) > 1
    found: list[Row] = []
    for grid in grids:
        sheet = f"工作表“{grid.name}”" if several else ""
        lines = [(f"{sheet}第{n}行", cells) for n, cells in enumerate(grid.rows, start=1)]
        found += _below_heads(lines)
    return found


def _below_heads(lines: Sequence[tuple[str, Sequence[str]]]) -> list[Row]:
    """The rows below the first that names the two columns nothing goes without."""
    for place, (_, cells) in enumerate(lines):
        heads = [cell.strip() for cell in cells]
        columns = {_CALLED.get(head.lower()) for head in heads}
        if {"title", "published_on"} <= columns:
            return [
                Row(where, said)
                for where, below in lines[place + 1 :]
                if (said := _by_column(zip(heads, below, strict=False)))
            ]
    raise UnreadableFile("表格里没有找到表头：至少要有“名称”和“发布日期”两栏，写在数据的上一行。")
