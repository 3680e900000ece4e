"""Excel workbooks: the text by cell, and the sheets, rows and columns that are not shown.

Sheets are read as a stream, because county spreadsheets have a hundred thousand rows. Numbers are
given as stored (a telephone number typed as a number is still a telephone number).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lxml import etree

from gongkai.files.contents import HiddenKind, Reading
from gongkai.files.ooxml.drawings import read_drawings, text_of
from gongkai.files.ooxml.package import Package, open_package
from gongkai.files.ooxml.properties import read_properties
from gongkai.files.safe_xml import all_text, attribute, elements, is_on, local

_FIRST_CELLS = 50  # enough to tell what a hidden sheet is about
_COLUMN = re.compile(r"[A-Z]{1,3}")
_HEADER_PARTS = {
    "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter",
}  # fmt: skip
_HEADER_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z])')


@dataclass(frozen=True)
class _Sheet:
    name: str
    part: str
    hidden: bool

    def place(self, inside: str = "") -> str:
        return f"工作表‘{self.name}’ {inside}".rstrip()


@dataclass
class _Stretches:
    """Hidden rows or columns that hold something, by number, with the text in them."""

    texts: dict[int, list[str]] = field(default_factory=dict)

    def add(self, number: int, text: str) -> None:
        self.texts.setdefault(number, []).append(text)

    def runs(self) -> Iterator[tuple[int, int, str]]:
        """First, last and text of each run of neighbours."""
        numbers = sorted(self.texts)
        start = 0
        for end in range(1, len(numbers) + 1):
            if end == len(numbers) or numbers[end] != numbers[end - 1] + 1:
                run = numbers[start:end]
                yield run[0], run[-1], " ".join(text for one in run for text in self.texts[one])
                start = end


def read(path: Path) -> Reading:
    """The text and the hidden content of a workbook."""
    reading = Reading()
    with open_package(path) as package:
        shared = _shared_strings(package)
        for sheet in _sheets(package):
            _SheetReader(sheet, shared, reading).read(package)
            _read_beside(package, sheet, reading)
        _read_pivot_caches(package, reading)
        read_drawings(package, reading)
        read_properties(package, reading)
    return reading


def _sheets(package: Package) -> list[_Sheet]:
    targets = {one.id: one.target for one in package.relationships(package.main)}
    found = []
    for one in package.archive.tree(package.main).iter("{*}sheet"):
        part = targets.get(attribute(one, "id"), "")
        if package.archive.has(part):
            hidden = one.get("state", "visible") != "visible"
            found.append(_Sheet(one.get("name", ""), part, hidden))
    return found


def _shared_strings(package: Package) -> list[str]:
    """The table of texts that cells refer to by number, without the readings in small print."""
    found = []
    for part in package.targets(package.main, "sharedStrings"):
        with package.archive.stream(part) as stream:
            found += [_rich_text(one) for one in elements(stream, "si")]
    return found


def _rich_text(element: etree._Element) -> str:
    """The text of a string in one or several fonts, without readings in small print (rPh)."""
    pieces = []
    for child in element:
        name = local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name not in {"rPh", "author"}:
            pieces.append(_rich_text(child))
    return "".join(pieces)


class _SheetReader:
    """One pass over the cells of one sheet."""

    def __init__(self, sheet: _Sheet, shared: list[str], reading: Reading) -> None:
        self.sheet, self.shared, self.reading = sheet, shared, reading
        self.hidden_columns: set[int] = set()
        self.row = 0
        self.first: list[str] = []
        self.rows, self.columns = _Stretches(), _Stretches()

    def read(self, package: Package) -> None:
        with package.archive.stream(self.sheet.part) as stream:
            for element in elements(stream, "col", "row", *_HEADER_PARTS):
                name = local(element)
                if name == "col":
                    self._column(element)
                elif name == "row":
                    self._row(element)
                else:
                    text = _HEADER_CODES.sub(" ", element.text or "")
                    self.reading.show(self.sheet.place("页眉页脚"), text)
        self._conclude()

    def _column(self, element: etree._Element) -> None:
        if is_on(element.get("hidden", "0")) or _is_zero(element.get("width")):
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            self.hidden_columns |= set(range(first, min(last, 16_384) + 1))

    def _row(self, row: etree._Element) -> None:
        hidden = is_on(row.get("hidden", "0")) or _is_zero(row.get("ht"))
        self.row = int(row.get("r") or self.row + 1)  # both numbers may be left out
        column = 0
        for cell in row:
            found = _COLUMN.match(cell.get("r", ""))
            column = column_number(found[0]) if found else column + 1
            text = self._value(cell)
            if text.strip():
                self._cell(column, text, hidden)

    def _cell(self, column: int, text: str, row_hidden: bool) -> None:
        name = f"{column_name(column)}{self.row}"
        column_hidden = column in self.hidden_columns
        unseen = self.sheet.hidden or row_hidden or column_hidden
        if unseen:
            if len(self.first) < _FIRST_CELLS:
                self.first.append(text)
            self.reading.hide_part(self.sheet.place(name), text)
        else:
            self.reading.show(self.sheet.place(name), text)
        if row_hidden:
            self.rows.add(self.row, text)
        if column_hidden:
            self.columns.add(column, text)

    def _value(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _rich_text(cell)
        value = next((one.text or "" for one in cell if str(one.tag).endswith("}v")), "")
        if kind == "s":
            with suppress(ValueError, IndexError):
                return self.shared[int(value)]
            return ""
        if kind in {"b", "e"}:  # yes, no, and #N/A are no text
            return ""
        return plain_number(value) if kind == "n" else value

    def _conclude(self) -> None:
        if self.sheet.hidden:
            self.reading.note(HiddenKind.HIDDEN_SHEET, self.sheet.place(), " ".join(self.first))
            return  # its hidden rows go without saying
        for first, last, text in self.rows.runs():
            self.reading.note(
                HiddenKind.HIDDEN_ROWS,
                self.sheet.place(f"第{_span(str(first), str(last))}行"),
                text,
            )
        for first, last, text in self.columns.runs():
            span = _span(column_name(first), column_name(last))
            self.reading.note(HiddenKind.HIDDEN_COLUMNS, self.sheet.place(f"{span}列"), text)


def _is_zero(value: str | None) -> bool:
    with suppress(ValueError):
        return value is not None and float(value) == 0
    return False


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}—{last}"


def plain_number(value: str) -> str:
    """A stored number as a person writes it: 1.3800138E+10 is 13800138000."""
    if "E" not in value.upper():
        return value
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    return format(number, "f") if abs(number.adjusted()) < 40 else value


def column_number(name: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def column_name(number: int) -> str:
    """1 → A, 27 → AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _read_beside(package: Package, sheet: _Sheet, reading: Reading) -> None:
    """Comments, and text in drawings that lie on the sheet."""
    for part in package.targets(sheet.part, "comments"):
        for one in package.archive.tree(part).iter("{*}comment"):
            _read_comment(sheet, one, reading)
    for part in package.targets(sheet.part, "threadedComment"):
        for one in package.archive.tree(part).iter("{*}threadedComment"):
            _read_comment(sheet, one, reading)
    for part in package.targets(sheet.part, "drawing"):
        text = text_of(package.archive.tree(part))
        if sheet.hidden:
            reading.hide_part(sheet.place("文本框"), text)
        else:
            reading.show(sheet.place("文本框"), text)


def _read_comment(sheet: _Sheet, comment: etree._Element, reading: Reading) -> None:
    place = sheet.place(f"{comment.get('ref', '')} 批注")
    reading.hide(HiddenKind.COMMENT, place, _rich_text(comment) or all_text(comment))


def _read_pivot_caches(package: Package, reading: Reading) -> None:
    """A pivot table keeps a copy of its source, even when the source was deleted since."""
    for part in package.targets(package.main, "pivotCacheDefinition"):
        texts = list(_cached(package, part))
        for records in package.targets(part, "pivotCacheRecords"):
            texts += _cached(package, records)
        reading.hide(HiddenKind.PIVOT_CACHE, "数据透视表", "\n".join(texts))


def _cached(package: Package, part: str) -> Iterator[str]:
    with package.archive.stream(part) as stream:
        for one in elements(stream, "s", "n", "d"):
            yield plain_number(one.get("v", ""))
