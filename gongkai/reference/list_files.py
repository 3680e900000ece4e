"""Lists of codes as files: one CSV a list, and `index.csv` with their names and bases.

A file is believed whole or not at all. Every fault is a sentence that names the file and the line,
so that whoever keeps the list can mend it in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.kernel.dates import parse_date
from gongkai.kernel.text_decoding import UndecodableText, decode

COLUMNS = ("code", "name", "parent", "order", "aliases", "origin", "valid_from", "valid_until")
INDEX = "index.csv"
INDEX_COLUMNS = ("code", "name", "basis")
LONGEST = {"code": 60, "name": 120, "origin": 200}


@dataclass(frozen=True)
class ListRow:
    """One code as the file gives it."""

    code: str
    name: str
    parent: str
    order: int
    aliases: tuple[str, ...]
    origin: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True)
class ListFile:
    """One list: what it is, its rows, and what is wrong with them."""

    code: str
    name: str
    basis: str
    rows: tuple[ListRow, ...]
    faults: tuple[str, ...]


def read_folder(folder: Path) -> list[ListFile]:
    """All lists named in the folder's index. Faults of the index come as a list without rows."""
    index, faults = _read_table(folder / INDEX, INDEX_COLUMNS)
    lists = [_read_list(folder, cells) for _, cells in index]
    named = {one.code for one in lists}
    for path in sorted(folder.glob("*.csv")):
        if path.name != INDEX and path.stem not in named:
            faults.append(f"文件 {path.name} 没有列在 {INDEX} 中，请在其中加上一行或删去该文件。")
    return [ListFile("", INDEX, "", (), tuple(faults)), *lists] if faults else lists


def _read_list(folder: Path, cells: Mapping[str, str]) -> ListFile:
    path = folder / f"{cells['code']}.csv"
    table, faults = _read_table(path, COLUMNS)
    rows = []
    for line, one in table:
        wrong = list(_faults_of_row(one))
        faults += [f"{path.name} 第{line}行：{fault}" for fault in wrong]
        if not wrong:
            rows.append(_row(one))
    faults += [f"{path.name}：{fault}" for fault in _faults_between(table)]
    return ListFile(cells["code"], cells["name"], cells["basis"], tuple(rows), tuple(faults))


def _read_table(
    path: Path, columns: tuple[str, ...]
) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    """The rows of a CSV file with their line numbers, cells stripped; and what stopped reading."""
    try:
        text = decode(path.read_bytes())
    except OSError:
        return [], [f"读不到文件 {path.name}，请检查文件是否存在。"]
    except UndecodableText as fault:
        return [], [f"{path.name}：{fault}"]
    reader = csv.reader(io.StringIO(text))
    heading = [cell.strip() for cell in next(reader, [])]
    if heading != list(columns):
        return [], [f"{path.name} 的表头应当是“{','.join(columns)}”，现在是“{','.join(heading)}”。"]
    rows, faults = [], []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            faults.append(
                f"{path.name} 第{reader.line_num}行：应当有{len(columns)}格，现在有{len(cells)}格，"
                "内容里有英文逗号的要用英文双引号括起来。"
            )
            continue
        rows.append((reader.line_num, dict(zip(columns, map(str.strip, cells), strict=True))))
    return rows, faults


def _faults_of_row(cells: Mapping[str, str]) -> Iterator[str]:
    for column, what in (("code", "代码"), ("name", "名称"), ("origin", "来源")):
        if not cells[column]:
            yield f"没有填写{what}（{column}）。"
        elif len(cells[column]) > LONGEST[column]:
            yield f"{what}（{column}）超过{LONGEST[column]}个字，请缩短。"
    if not cells["order"].isascii() or not cells["order"].isdecimal():
        yield f"次序（order）应当是数字，现在是“{cells['order']}”。"
    for column, what in (("valid_from", "生效日期"), ("valid_until", "失效日期")):
        if cells[column] and parse_date(cells[column]) is None:
            yield f"{what}（{column}）“{cells[column]}”不是日期，请写作 2026-05-08。"
    begins, ends = parse_date(cells["valid_from"]), parse_date(cells["valid_until"])
    if begins and ends and ends < begins:
        yield f"失效日期{ends}早于生效日期{begins}，请检查。"
    if cells["parent"] and cells["parent"] == cells["code"]:
        yield "上级（parent）不能是自己。"


def _faults_between(table: list[tuple[int, dict[str, str]]]) -> Iterator[str]:
    """What can be seen only from the rows together: codes and names that come twice, parents."""
    codes: dict[str, int] = {}
    names: dict[tuple[str, str], int] = {}
    parents = {cells["code"]: cells["parent"] for _, cells in table}
    for line, cells in table:
        first = codes.setdefault(cells["code"], line)
        if cells["code"] and first != line:
            yield f"第{line}行：代码“{cells['code']}”与第{first}行重复，一个代码只能用一次。"
        first = names.setdefault((cells["parent"], cells["name"]), line)
        if cells["name"] and first != line:
            yield f"第{line}行：名称“{cells['name']}”与第{first}行重复，同一上级下名称不能相同。"
        if cells["parent"] and cells["parent"] not in parents:
            yield f"第{line}行：上级“{cells['parent']}”不在本表中，请先加上该行。"
        if _goes_round(cells["code"], parents):
            yield f"第{line}行：上级关系成了循环，请检查“{cells['code']}”的上级。"


def _goes_round(code: str, parents: Mapping[str, str]) -> bool:
    seen, here = set(), parents.get(code, "")
    while here and here not in seen and here != code:
        seen.add(here)
        here = parents.get(here, "")
    return bool(here) and here == code and parents.get(code) != code


def _row(cells: Mapping[str, str]) -> ListRow:
    return ListRow(
        code=cells["code"],
        name=cells["name"],
        parent=cells["parent"],
        order=int(cells["order"]),
        aliases=tuple(one.strip() for one in cells["aliases"].split("|") if one.strip()),
        origin=cells["origin"],
        valid_from=parse_date(cells["valid_from"]),
        valid_until=parse_date(cells["valid_until"]),
    )
