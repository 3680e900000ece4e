"""The report as a Word document: title, opening, six sections, the tables with merged cells."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from gongkai.annualreports.content import Said
from gongkai.annualreports.form import SectionForm
from gongkai.annualreports.layout import Grid, Place, grid
from gongkai.annualreports.numbers import written
from gongkai.cases.letters.word import add_page_numbers, name_other_fonts, set_properties

TITLE, HEAD, TEXT, TABLE = "方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"
WIDTH = 15.6  # cm between the margins of GB/T 9704
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML holds them


def write(said: Said) -> bytes:
    """The document as .docx bytes. A report that is not frozen says so under its title."""
    document = docx.Document()
    _prepare_page(document)
    _line(document, said.title, font=TITLE, size=22, centred=True)
    if not said.frozen:
        _line(document, "（未定稿）", font=TEXT, size=16, centred=True)
    _text(document, said.opening)
    for section in said.form.sections:
        _line(document, section.heading, font=HEAD, size=16, indent=True)
        _write_section(document, section, said)
    add_page_numbers(document)
    name_other_fonts(document)
    set_properties(document, said.title)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _prepare_page(document: Any) -> None:
    """A4 with the margins of official documents (GB/T 9704)."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin = Cm(3.7), Cm(3.5)
    page.left_margin, page.right_margin = Cm(2.8), Cm(2.6)
    page.footer_distance = Cm(2.3)  # the page number: 7 mm below the type area


def _line(
    document: Any, text: str, *, font: str, size: int, centred: bool = False, indent: bool = False
) -> None:
    paragraph = document.add_paragraph()
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = Pt(28)
    if indent:
        shape.first_line_indent = Pt(size * 2)
    _run(paragraph, text, font, size)


def _run(paragraph: Any, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(_FORBIDDEN.sub("", text))
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _text(document: Any, text: str) -> None:
    for line in text.splitlines():
        if line.strip():
            _line(document, line.strip(), font=TEXT, size=16, indent=True)


def _write_section(document: Any, section: SectionForm, said: Said) -> None:
    if section.table:
        _write_grid(document, grid(said.form, section.table), said)
    else:
        _text(document, said.section_text(section.number))


def _write_grid(document: Any, table: Grid, said: Said) -> None:
    made = document.add_table(rows=len(table.rows), cols=table.columns, style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    cells = [list(row.cells) for row in made.rows]
    whole = sum(table.widths)
    # Some programs go by the widths of the columns, others by those of the cells.
    for column, width in zip(made.columns, table.widths, strict=True):
        column.width = Cm(WIDTH * width / whole)
    for cells_of_row in cells:
        for cell, width in zip(cells_of_row, table.widths, strict=True):
            cell.width = Cm(WIDTH * width / whole)
    for row, column, place in table.placed():
        last = cells[row + place.down - 1][column + place.across - 1]
        merged = cells[row][column]
        if last is not merged:
            merged = merged.merge(last)
        _write_place(merged, place, said)
    heads = _rows_of_heads(table)
    for number, row_made in enumerate(made.rows):
        _keep_together(row_made, repeated=number < heads)


def _rows_of_heads(table: Grid) -> int:
    """How many rows at the top are headings of all others: none in the first table, whose blocks
    each have their own."""
    has_numbers = [any(one.cell for one in places) for places in table.rows]
    first = has_numbers.index(True)
    return first if all(has_numbers[first:]) else 0


def _keep_together(row: Any, *, repeated: bool) -> None:
    """A row does not break over two pages; headings stand on each page that the table takes."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def _write_place(cell: Any, place: Place, said: Said) -> None:
    text = written(said.cells.get(place.cell)) if place.cell else place.text
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if place.left else WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _run(paragraph, text, TABLE, 9)
