"""A report as JSON with the official names, as a page, as a Word document and as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongkai.annualreports.content import Said
from gongkai.annualreports.exporting import as_docx, as_html, as_json, as_xlsx


@dataclass(frozen=True)
class Kind:
    """A way to write a report down."""

    extension: str
    media_type: str
    write: Callable[[Said], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"

KINDS: Mapping[str, Kind] = {
    "json": Kind("json", "application/json; charset=utf-8", as_json.write),
    "html": Kind("html", "text/html; charset=utf-8", as_html.write),
    "docx": Kind("docx", f"{_OFFICE}.wordprocessingml.document", as_docx.write),
    "xlsx": Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", as_xlsx.write),
}
