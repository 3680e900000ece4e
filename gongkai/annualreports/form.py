"""The form of the annual report, read from `rules/reports/*.toml`: sections, tables, rules.

A cell has an id of table, row and column: "1/normative.made", "2/3.3.1/natural",
"3/reconsideration/upheld". Each names the query that counts it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "rules" / "reports"

NATURAL, TOTAL = "natural", "total"
NEW, CARRIED_IN, CLOSED, CARRIED_OUT = "1", "2", "3.7", "4"  # rows of the second table
PARTLY = "3.2"
TABLES = {"1": "一", "2": "二", "3": "三"}


@dataclass(frozen=True)
class Cell:
    """One number of the report: which query counts it, and how people call it."""

    id: str
    query: str
    label: str  # 行政许可 · 本年处理决定数量
    decimals: int = 0

    @property
    def parts(self) -> list[str]:
        """Table, row, column."""
        return self.id.split("/")


@dataclass(frozen=True)
class SectionForm:
    """One of the six sections: prose with a computed draft, or a table."""

    number: str
    title: str
    draft: str = ""
    table: str = ""

    @property
    def heading(self) -> str:
        return f"{self.number}、{self.title}"


@dataclass(frozen=True)
class Block:
    """A block of the first table, under an item of 第二十条."""

    title: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]  # label, cells


@dataclass(frozen=True)
class RequestColumn:
    """A column of the second table: a kind of requester, or the total."""

    key: str
    label: str
    grouped: bool = False


@dataclass(frozen=True)
class RequestRow:
    """A row of the second table; `path` are its headings from the left."""

    id: str
    path: tuple[str, ...]
    query: str

    @property
    def label(self) -> str:
        return " ".join(self.path)

    @property
    def is_result(self) -> bool:
        """One of the leaf rows in which an answer can fall."""
        return self.query == "closed_in_row"


@dataclass(frozen=True)
class RemedyBlock:
    """A block of the third table."""

    key: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """Something to check; `check` names a function of `queries/rules.py`."""

    id: str
    level: str  # hard or warn
    mark: str
    name: str
    check: str


@dataclass(frozen=True)
class NamedFigure:
    """How prose names a number that stands in a cell (or in the sum of several)."""

    pattern: re.Pattern[str]
    cells: tuple[str, ...] = ()
    fees: bool = False


@dataclass(frozen=True)
class Form:
    """One format of the report."""

    code: str
    name: str
    basis: str
    first_year: int
    opening: str
    duty: Mapping[str, str]
    choices: Mapping[str, Any]
    sections: tuple[SectionForm, ...]
    blocks: tuple[Block, ...]
    request_words: Mapping[str, str]  # note, head, group
    columns: tuple[RequestColumn, ...]
    rows: tuple[RequestRow, ...]
    remedy_query: str
    remedy_blocks: tuple[RemedyBlock, ...]
    remedy_columns: tuple[tuple[str, str], ...]
    rules: tuple[Rule, ...]
    named_figures: tuple[NamedFigure, ...]

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """All cells by id, table by table, in the order of the form."""
        found = [cell for block in self.blocks for _, cells in block.rows for cell in cells]
        found += [
            Cell(request_cell(row.id, column.key), row.query, f"{row.label} · {column.label}")
            for row in self.rows
            for column in self.columns
        ]
        found += [
            Cell(
                remedy_cell(block.key, key), self.remedy_query, f"{' '.join(block.path)} · {label}"
            )
            for block in self.remedy_blocks
            for key, label in self.remedy_columns
        ]
        return {cell.id: cell for cell in found}

    @property
    def typed_table(self) -> list[Cell]:
        """The cells that may be filled in by hand: those of the first table."""
        return [cell for cell in self.cells.values() if cell.id.startswith("1/")]

    @property
    def leaf_rows(self) -> list[RequestRow]:
        return [row for row in self.rows if row.is_result]

    def row(self, row_id: str) -> RequestRow | None:
        return next((row for row in self.rows if row.id == row_id), None)

    def section(self, number: str) -> SectionForm | None:
        return next((one for one in self.sections if one.number == number), None)

    @property
    def prose(self) -> list[SectionForm]:
        """The sections that are written."""
        return [one for one in self.sections if not one.table]


def request_cell(row: str, column: str) -> str:
    """The id of a cell of the second table."""
    return f"2/{row}/{column}"


def remedy_cell(block: str, column: str) -> str:
    """The id of a cell of the third table."""
    return f"3/{block}/{column}"


@cache
def forms() -> tuple[Form, ...]:
    """All formats, the oldest first."""
    found = [load_form(path) for path in sorted(FOLDER.glob("foi-annual-*.toml"))]
    return tuple(sorted(found, key=lambda one: one.first_year))


def form_for(year: int) -> Form | None:
    """The format of reports on this year; None for years before the first that we know."""
    fitting = [one for one in forms() if one.first_year <= year]
    return fitting[-1] if fitting else None


def form_named(code: str) -> Form:
    """The format that a report was begun with."""
    return next(one for one in forms() if one.code == code)


def load_form(path: Path) -> Form:
    """Read one file. A file that does not fit is a mistake of ours and raises as it is."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return Form(
        code=said["code"],
        name=said["name"],
        basis=said["basis"],
        first_year=said["first_year"],
        opening=said["opening"],
        duty=said["duty"],
        choices=said["choices"],
        sections=tuple(SectionForm(**one) for one in said["sections"]),
        blocks=tuple(_block(one) for one in said["proactive"]["blocks"]),
        request_words={key: said["requests"][key] for key in ("note", "head", "group")},
        columns=tuple(RequestColumn(**one) for one in said["requests"]["columns"]),
        rows=tuple(
            RequestRow(one["id"], tuple(one["path"]), one["query"])
            for one in said["requests"]["rows"]
        ),
        remedy_query=said["remedies"]["query"],
        remedy_blocks=tuple(
            RemedyBlock(one["key"], tuple(one["path"])) for one in said["remedies"]["blocks"]
        ),
        remedy_columns=tuple((one["key"], one["label"]) for one in said["remedies"]["columns"]),
        rules=tuple(Rule(**one) for one in said["rules"]),
        named_figures=tuple(_named_figure(one) for one in said["named_figures"]),
    )


def _block(said: Mapping[str, Any]) -> Block:
    return Block(
        title=said["title"],
        head=said["head"],
        columns=tuple(said["columns"]),
        rows=tuple((row["label"], _cells_of_row(row, said["columns"])) for row in said["rows"]),
    )


def _cells_of_row(row: Mapping[str, Any], columns: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            f"1/{one['key']}",
            one["query"],
            f"{row['label']} · {column}",
            int(one.get("decimals", 0)),
        )
        for one, column in zip(row["cells"], columns, strict=True)
    )


def _named_figure(said: Mapping[str, Any]) -> NamedFigure:
    return NamedFigure(
        re.compile(said["pattern"]), tuple(said.get("cells", ())), bool(said.get("fees", False))
    )
