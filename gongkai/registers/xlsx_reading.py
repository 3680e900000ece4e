"""Read a catalogue from the official table layout. All or nothing: one error stops the import.

    reading = read_catalogue(data, known_fields=["社会救助", …])
    if not reading.errors: …

Each row says where it stands, so that a person can look; each problem names sheet and cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from gongkai.registers.columns import DutyColumns
from gongkai.registers.duty_rows import RowReader
from gongkai.registers.grids import Grid, UnreadableWorkbook, address, open_workbook
from gongkai.registers.headers import LOOK_AT_ROWS, Head, find_head, is_head_again

_FIELD_IN_TITLE = re.compile(
    r"^(?:.*?(?:省|自治区|县|区|旗|镇|乡|街道)(?=.{2,}领域))?(?P<field>[\u4e00-\u9fff、]{2,30}?)领域"
)
_RUNNING = re.compile(r"[1-9]\d{0,4}(?:[.．-]\d{1,3})*")
_NOTE_HEAD = re.compile(r"^\s*(?:注|备注|说明|填表说明|填写说明)[：:]\s*")
_NOTE = re.compile(r"^\s*(?:注|备注|说明|填表说明|填写说明|标注|标[“\"]?■)")


@dataclass(frozen=True)
class Problem:
    """Something about a cell or a sheet: an error stops the import, a warning is confirmed."""

    sheet: str
    cell: str  # D7, or "" for the whole sheet
    sentence: str
    kind: Literal["error", "warning"] = "warning"


@dataclass(frozen=True)
class ReadRow:
    """One duty of the table, and where it stood (`row` as spreadsheets count)."""

    columns: DutyColumns
    sheet: str
    row: int
    places: dict[str, str] = field(default_factory=dict)  # kind of column: D7

    def cell(self, kind: str) -> str:
        """The cell of a column; the first of the row where the table has no such column."""
        return self.places.get(kind, f"A{self.row}")


@dataclass(frozen=True)
class Reading:
    """What a workbook says. `fields` in the order met; `legend`: what its ■ and □ mean."""

    rows: tuple[ReadRow, ...]
    problems: tuple[Problem, ...]
    title: str = ""
    legend: str = ""

    @property
    def errors(self) -> list[Problem]:
        return [one for one in self.problems if one.kind == "error"]

    @property
    def warnings(self) -> list[Problem]:
        return [one for one in self.problems if one.kind == "warning"]

    @property
    def fields(self) -> list[str]:
        return list(dict.fromkeys(one.columns.field for one in self.rows))


def read_catalogue(data: bytes, known_fields: Sequence[str] = ()) -> Reading:
    """Read a workbook (.xlsx, .xls). `known_fields`: names and aliases of fields.

    Never raises for bad input: what is wrong stands in `problems`.
    """
    try:
        grids = open_workbook(data)
    except UnreadableWorkbook as problem:
        return Reading((), (Problem("", "", str(problem), "error"),))
    sheets = [_read_sheet(grid, known_fields) for grid in grids]
    rows = tuple(row for sheet in sheets for row in sheet.rows)
    problems = [problem for sheet in sheets for problem in sheet.problems]
    if not rows and not any(problem.kind == "error" for problem in problems):
        problems.append(
            Problem("", "", "文件里没有读到任何目录事项，请检查是否选对了文件。", "error")
        )
    problems += _codes_twice(rows)
    return Reading(
        rows,
        tuple(problems),
        next((sheet.title for sheet in sheets if sheet.title), ""),
        next((sheet.legend for sheet in sheets if sheet.legend), ""),
    )


def _read_sheet(grid: Grid, known_fields: Sequence[str]) -> Reading:
    head = find_head(grid)
    if head is None:
        sentence = (
            f"工作表“{grid.name}”的前{LOOK_AT_ROWS}行里没有找到目录表头（至少要有“公开事项”"
            "“公开内容（要素）”等栏），已跳过。"
        )
        return Reading((), (Problem(grid.name, "", sentence),))
    missing = _missing_columns(grid, head)
    title = next((text for text in _texts_above(grid, head) if "目录" in text), "")
    subject = _field_of(title, grid.name, known_fields)
    reader = RowReader(grid, head, subject)
    found: list[ReadRow] = []
    notes: list[str] = list(_texts_above(grid, head))
    for row in range(head.below, len(grid.rows)):
        if grid.is_blank(row) or is_head_again(grid, row, head):
            continue
        if not reader.has_substance(row) or _is_note(grid, row):
            notes += [text for text in grid.rows[row] if text]
            continue
        if reader.continues(row) and found:
            found[-1] = replace(found[-1], columns=reader.read_more(found[-1].columns, row))
        else:
            found.append(ReadRow(reader.read(row), grid.name, row + 1, reader.places(row)))
    problems = [*missing, *(Problem(grid.name, *one) for one in reader.problems)]
    rows = found if head.has("code") else _without_places(found)
    return Reading(tuple(rows), tuple(problems), title, _legend(notes))


def _missing_columns(grid: Grid, head: Head) -> Iterable[Problem]:
    wanted = {"limit_text": "公开时限", "responsible": "公开主体", "legal_basis": "公开依据"}
    for kind, label in wanted.items():
        if not head.has(kind):
            yield Problem(grid.name, "", f"工作表“{grid.name}”没有“{label}”栏，这一栏将为空。")
    if not any(head.has(kind) for kind in ("level1", "level2", "matters")):
        sentence = f"工作表“{grid.name}”没有“一级事项”或“公开事项”栏，无法导入。"
        yield Problem(grid.name, address(head.top, 0), sentence, "error")


def _texts_above(grid: Grid, head: Head) -> Iterable[str]:
    for row in range(head.top):
        yield from dict.fromkeys(text for text in grid.rows[row] if text)


def _is_note(grid: Grid, row: int) -> bool:
    """Whether a row holds only a remark below or between the duties."""
    texts = [text for text in grid.rows[row] if text]
    return len(texts) == 1 and bool(_NOTE.match(texts[0]))


def _legend(notes: Iterable[str]) -> str:
    """What the marks of the channels mean, where the table says so."""
    for note in notes:
        for sentence in re.split(r"[。\n]", note):
            if re.search(r"[■□]", sentence) and re.search(r"为|表示|至少|可选|必", sentence):
                return _NOTE_HEAD.sub("", sentence).strip()[:200]
    return ""


def _field_of(title: str, sheet: str, known_fields: Sequence[str]) -> str:
    """The field that the title or the sheet's name speaks of; "" when neither does."""
    for text in (sheet, title):
        inside = [name for name in known_fields if name and name in text]
        if inside and (text == title or max(inside, key=len) == sheet):
            return max(inside, key=len)
    match = _FIELD_IN_TITLE.match("".join(title.split()))
    return match["field"] if match else ""


def _without_places(found: list[ReadRow]) -> list[ReadRow]:
    """序号 that merely counts the rows is no code: it moves as soon as a row is put in between."""
    values = [one.columns.code for one in found if one.columns.code]
    if not all(_RUNNING.fullmatch(value) for value in values):
        return found
    return [replace(one, columns=replace(one.columns, code="")) for one in found]


def _codes_twice(rows: Iterable[ReadRow]) -> Iterable[Problem]:
    seen: dict[str, ReadRow] = {}
    for one in rows:
        code = one.columns.code
        first = seen.setdefault(code, one) if code else one
        if first is not one:
            place = f"工作表“{first.sheet}”第{first.row}行"
            sentence = f"编号“{code}”重复：{place}已经用过。请改成不同的编号。"
            yield Problem(one.sheet, one.cell("code"), sentence, "error")
