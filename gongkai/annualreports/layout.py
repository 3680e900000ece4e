"""The three tables as they are printed: one grid of merged cells for page, Word and Excel alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.annualreports.form import Form, RequestColumn, RequestRow, remedy_cell, request_cell


@dataclass(frozen=True)
class Place:
    """One cell of a grid, `down` rows high and `across` columns wide. With `cell`, a number."""

    text: str = ""
    across: int = 1
    down: int = 1
    cell: str = ""
    head: bool = True  # a heading of rows or columns
    left: bool = False  # text that stands left and not in the middle


@dataclass(frozen=True)
class Grid:
    """A table as rows of places; places that a merged one covers are left out."""

    title: str
    columns: int
    widths: tuple[float, ...]  # shares of the width
    rows: Sequence[Sequence[Place]]

    def placed(self) -> Iterator[tuple[int, int, Place]]:
        """Every place with its row and column, from 0."""
        taken: set[tuple[int, int]] = set()
        for row, places in enumerate(self.rows):
            column = 0
            for place in places:
                while (row, column) in taken:
                    column += 1
                yield row, column, place
                taken |= {
                    (row + down, column + across)
                    for down in range(place.down)
                    for across in range(place.across)
                }


def grid(form: Form, table: str) -> Grid:
    """The grid of table "1", "2" or "3"."""
    section = next(one for one in form.sections if one.table == table)
    return {"1": _proactive, "2": _requests, "3": _remedies}[table](form, section.title)


def _number(cell: str, across: int = 1) -> Place:
    return Place(across=across, cell=cell, head=False)


# --- the first table: blocks under each other, three columns of numbers


def _proactive(form: Form, title: str) -> Grid:
    rows: list[list[Place]] = []
    most = max(len(block.columns) for block in form.blocks)
    for block in form.blocks:
        across = most // len(block.columns)
        rows.append([Place(block.title, across=most + 1)])
        rows.append([Place(block.head), *(Place(one, across=across) for one in block.columns)])
        rows += [
            [Place(label), *(_number(cell.id, across) for cell in cells)]
            for label, cells in block.rows
        ]
    return Grid(title, most + 1, (28, 24, 24, 24), rows)


# --- the second table: three columns of headings at the left, seven of numbers

_HEADS = 3


def _requests(form: Form, title: str) -> Grid:
    words = form.request_words
    grouped = [one for one in form.columns if one.grouped]
    rows: list[list[Place]] = [
        [
            Place(words["note"], across=_HEADS, down=3, left=True),
            Place(words["head"], across=len(form.columns)),
        ],
        list(_column_heads(form.columns, words["group"])),
        [Place(one.label) for one in grouped],
    ]
    shown: tuple[str, ...] = ()
    for row in form.rows:
        numbers = [_number(request_cell(row.id, column.key)) for column in form.columns]
        rows.append([*_row_heads(form, row, shown), *numbers])
        shown = row.path
    widths = (9, 13, 26, *(52 / len(form.columns) for _ in form.columns))
    return Grid(title, _HEADS + len(form.columns), widths, rows)


def _column_heads(columns: Sequence[RequestColumn], group: str) -> Iterator[Place]:
    grouped = sum(one.grouped for one in columns)
    told = False
    for one in columns:
        if not one.grouped:
            yield Place(one.label, down=2)
        elif not told:
            told = True
            yield Place(group, across=grouped)


def _row_heads(form: Form, row: RequestRow, shown: Sequence[str]) -> Iterator[Place]:
    """The headings that this row begins; those of the row above reach down to it."""
    for level, text in enumerate(row.path):
        if tuple(shown[: level + 1]) == row.path[: level + 1]:
            continue
        is_last = level == len(row.path) - 1
        across = _HEADS - level if is_last else 1
        down = 1 if is_last else _rows_under(form, row.path[: level + 1])
        yield Place(text, across=across, down=down, left=is_last)


def _rows_under(form: Form, path: tuple[str, ...]) -> int:
    return sum(row.path[: len(path)] == path for row in form.rows)


# --- the third table: one line of numbers under three blocks


def _remedies(form: Form, title: str) -> Grid:
    width = len(form.remedy_columns)
    groups = dict.fromkeys(block.path[0] for block in form.remedy_blocks)
    tops = [
        Place(group, across=width * len(blocks), down=3 - max(len(one.path) for one in blocks))
        for group in groups
        for blocks in [[one for one in form.remedy_blocks if one.path[0] == group]]
    ]
    subs = [Place(one.path[1], across=width) for one in form.remedy_blocks if len(one.path) > 1]
    heads = [Place(label) for _ in form.remedy_blocks for _, label in form.remedy_columns]
    numbers = [
        _number(remedy_cell(block.key, key))
        for block in form.remedy_blocks
        for key, _ in form.remedy_columns
    ]
    columns = width * len(form.remedy_blocks)
    return Grid(title, columns, (100 / columns,) * columns, [tops, subs, heads, numbers])
