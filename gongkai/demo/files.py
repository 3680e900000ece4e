"""Small files beside the papers: tables as xlsx, blank forms as docx, papers as pdf.

Programs write the moment of saving into office files; here they get the date of the paper instead,
so that the same paper has the same file to the byte.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from gongkai.demo.pdf import pdf
from gongkai.demo.writing import Part, Table, Text

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms)")
FORM_ROWS = ("申请人姓名", "联系方式", "申请事项", "情况说明", "申请人签名")


def table_as_xlsx(table: Table, on: date) -> bytes:
    """One sheet: caption, head, rows, note."""
    book = Workbook()
    book.properties.creator = ""
    sheet = book.active
    assert sheet is not None
    sheet.title = "公开表"
    sheet.append([table.caption])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append(list(table.head))
    for row in table.rows:
        sheet.append([_value(cell) for cell in row])
    if table.note:
        sheet.append([table.note])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(table.head))
    sheet["A1"].alignment = Alignment(horizontal="center")
    for place in range(len(table.head)):
        sheet.column_dimensions["ABCDEFGH"[place]].width = 26 if not place else 16
    whole = BytesIO()
    book.save(whole)
    return _dated(whole.getvalue(), on)


def _value(cell: object) -> object:
    """Figures as figures, so that people can add them up."""
    text = str(cell).replace(",", "")
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else str(cell)


def form_as_docx(name: str, on: date) -> bytes:
    """A blank form."""
    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    document.add_heading(name, level=1)
    grid = document.add_table(rows=0, cols=2)
    grid.style = "Table Grid"
    for label in FORM_ROWS:
        cells = grid.add_row().cells
        cells[0].text = label
    document.add_paragraph("填表说明：请如实填写，一式一份，交受理窗口。")
    whole = BytesIO()
    document.save(whole)
    return _dated(whole.getvalue(), on)


def paper_as_pdf(text: Text, signature: str, day: str) -> bytes:
    """The paper as it would be printed, tables line by line."""
    lines = [line for part in text.parts for line in _lines(part)]
    return pdf(text.title, [*lines, signature, day])


def _lines(part: Part) -> Sequence[str]:
    if isinstance(part, str):
        return [part]
    rows = ["　".join(str(cell) for cell in row) for row in (part.head, *part.rows)]
    return [part.caption, *rows, *([part.note] if part.note else [])]


def _dated(packed: bytes, on: date) -> bytes:
    """The same package with the date of the paper wherever a moment of saving stood."""
    stamp = datetime(on.year, on.month, on.day, 9, 0)
    words = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    whole = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as source, zipfile.ZipFile(whole, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + words + rb"\g<2>", content)
            fixed = zipfile.ZipInfo(entry.filename, stamp.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, content)
    return whole.getvalue()
