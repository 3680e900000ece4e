"""Tables: those of HTML, and those that a capture flattened to lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from lxml import html as lxml_html

from gongkai.intake.blocks import Block, Kind
from gongkai.kernel.text import normalise

_LONG_CELL = 600
_MOST_SPAN = 100
_BREAKS = frozenset(("p", "div", "br", "li"))


def data_table(element: lxml_html.HtmlElement) -> tuple[str, tuple[tuple[str, ...], ...]] | None:
    """Return a table of data as clean HTML and as rows of words; None if it only places things.

    Pages of old systems put everything into tables: one column, nested tables, or cells that hold
    pages are layout.
    """
    if element.find(".//table") is not None:
        return None
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    rows = [row for row in rows if row]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return None
    words = [[cell_lines(cell) for cell in row] for row in rows]
    if any(sum(map(len, cell)) > _LONG_CELL and len(cell) > 3 for row in words for cell in row):
        return None
    plain = tuple(tuple(" ".join(cell) for cell in row) for row in words)
    if not any(cell for row in plain for cell in row):
        return None
    body = "".join(_row_html(row, lines) for row, lines in zip(rows, words, strict=True))
    return f"<table><tbody>{body}</tbody></table>", plain


def cell_lines(cell: lxml_html.HtmlElement) -> list[str]:
    """The words of a cell, one string per line in it."""
    pieces: list[str] = []
    for part in cell.iter():
        if part is not cell and part.tag in _BREAKS:
            pieces.append("\0")
        pieces.append(part.text or "" if isinstance(part.tag, str) else "")
        if part is not cell:
            pieces.append(part.tail or "")
    lines = " ".join("".join(pieces).split()).split("\0")
    return [line for line in map(normalise, lines) if line]


def _row_html(row: Sequence[lxml_html.HtmlElement], words: Sequence[Sequence[str]]) -> str:
    cells = (_cell_html(cell, lines) for cell, lines in zip(row, words, strict=True))
    return f"<tr>{''.join(cells)}</tr>"


def _cell_html(cell: lxml_html.HtmlElement, lines: Sequence[str]) -> str:
    spans = "".join(
        f' {name}="{span}"'
        for name in ("colspan", "rowspan")
        if (span := (cell.get(name) or "").strip()).isdecimal() and 1 < int(span) <= _MOST_SPAN
    )
    words = "<br>".join(escape(line, quote=False) for line in lines)
    return f"<{cell.tag}{spans}>{words}</{cell.tag}>"


_CELLS = re.compile(r"\s*\|\s*")
_FEWEST_LINES = 2
_MOST_COLUMNS = 12
_FIRST_COLUMN = re.compile(r"序号|编号|项目号|No\.?", re.IGNORECASE)


def rebuilt(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """Put tables together that a capture flattened to lines with “|”; return also warnings.

    Either a line is a row (甲 | 乙 | 丙), or every cell has a line of its own (甲 |).
    """
    out: list[Block] = []
    warnings: list[str] = []
    for run in _runs(blocks):
        if "|" not in run[0].text or run[0].kind is not Kind.LINE:
            out += run
            continue
        rows = _rows(run)
        if rows is None:
            out += run
            warnings.append(
                f"第{run[0].line}行起似乎是被拆成多行的表格，分不清有几列，请对照原件重做表格。"
            )
        else:
            out.append(_table(run, rows))
            warnings.append(
                f"第{run[0].line}行起的表格是由“|”分隔的文字还原的（{len(rows)}行{len(rows[0])}列），请核对。"
            )
    return out, warnings


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Cut the lines into single lines and runs of lines with bars."""
    run: list[Block] = []
    for block in blocks:
        if block.kind is Kind.LINE and "|" in block.text:
            run.append(block)
            continue
        if run:
            yield from [run] if len(run) >= _FEWEST_LINES else [[one] for one in run]
            run = []
        yield [block]
    if run:
        yield from [run] if len(run) >= _FEWEST_LINES else [[one] for one in run]


def _rows(run: Sequence[Block]) -> tuple[tuple[str, ...], ...] | None:
    lines = [block.text for block in run]
    if all(line.count("|") == 1 and line.endswith("|") for line in lines):
        cells = [line.removesuffix("|").strip() for line in lines]
        columns = _columns(cells)
        if not columns:
            return None
        return tuple(tuple(cells[at : at + columns]) for at in range(0, len(cells), columns))
    rows = [tuple(_CELLS.split(line.strip(" |"))) for line in lines]
    rows = [row for row in rows if not all(re.fullmatch(r":?-{2,}:?", cell) for cell in row)]
    return tuple(rows) if len({len(row) for row in rows}) == 1 and len(rows[0]) > 1 else None


def _columns(cells: Sequence[str]) -> int:
    """How many columns, told from the running numbers of the first one; 0 if they do not tell.

    The first column is headed 序号 or simply counts: 1, 2, 3 stand at equal distances.
    """
    for columns in range(2, _MOST_COLUMNS + 1):
        if len(cells) % columns or len(cells) < 2 * columns:
            continue
        first = cells[::columns]
        numbers = first[1:] if not first[0].isdecimal() else first
        counts = [str(number) for number in range(1, len(numbers) + 1)]
        if list(numbers) == counts and (len(numbers) > 1 or _FIRST_COLUMN.search(first[0])):
            return columns
    return 0


def _table(run: Sequence[Block], rows: tuple[tuple[str, ...], ...]) -> Block:
    head, *others = rows
    top = "".join(f'<th scope="col">{escape(cell, quote=False)}</th>' for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in row) + "</tr>"
        for row in others
    )
    markup = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    text = "\n".join(" | ".join(row) for row in rows)
    return replace(run[0], text=text, html=markup, kind=Kind.TABLE, rows=rows)
