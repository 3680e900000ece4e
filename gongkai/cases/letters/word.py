"""A letter as a Word document: the same lines as on the page, in the form of an official paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.cases.letters.fields import Facts
from gongkai.cases.letters.setting import (
    BOTTOM_MM,
    FOOT_FONT,
    FOOT_PT,
    LEADING_PT,
    LEFT_MM,
    OTHER_NAMES,
    PAGE_MM,
    RIGHT_MM,
    TEXT_FONT,
    TEXT_PT,
    TITLE_FONT,
    TITLE_PT,
    TOP_MM,
    indent_of_signature,
)
from gongkai.cases.letters.templates import Template
from gongkai.cases.letters.writing import Line, LineKind, compose

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LATIN = "Times New Roman"
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # a letter is dated by its date alone


def render_docx(template: Template, facts: Facts) -> bytes:
    """The letter as a .docx; raise `Incomplete` when a fact is missing."""
    return docx_of(compose(template, facts))


def docx_of(lines: Sequence[Line]) -> bytes:
    """The lines as a .docx."""
    document = docx.Document()
    _set_page(document)
    _set_style(document)
    for line in lines:
        _add(document, line, lines)
    add_page_numbers(document)
    name_other_fonts(document)
    title = next(one.text for one in lines if one.kind is LineKind.TITLE)
    set_properties(document, title)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE_MM[0]), Mm(PAGE_MM[1])
    section.top_margin, section.bottom_margin = Mm(TOP_MM), Mm(BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(LEFT_MM), Mm(RIGHT_MM)
    section.footer_distance = Mm(BOTTOM_MM - 7 - 5)  # 7 mm below the type area


def _set_style(document: Any) -> None:
    style = document.styles["Normal"]
    _set_font(style.element.get_or_add_rPr(), style.font, TEXT_FONT, TEXT_PT)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LEADING_PT)
    form.widow_control = False


def _set_font(properties: Any, font: Any, name: str, size: float) -> None:
    font.name, font.size = _LATIN, Pt(size)
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _add(document: Any, line: Line, lines: Sequence[Line]) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(line.text)
    form = paragraph.paragraph_format
    if line.kind is LineKind.TITLE:
        _set_font(run._r.get_or_add_rPr(), run.font, TITLE_FONT, TITLE_PT)
    if line.kind in (LineKind.BODY, LineKind.DATE):
        form.right_indent = Pt(TEXT_PT * indent_of_signature(line, lines))
        form.keep_with_next = line.kind is LineKind.BODY
    _PLACES[line.kind](form)


def _void(form: Any) -> None:
    form.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _title(form: Any) -> None:
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(33)


def _number(form: Any) -> None:
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    form.space_after = Pt(LEADING_PT)


def _addressee(form: Any) -> None:
    form.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _text(form: Any) -> None:
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    form.first_line_indent = Pt(2 * TEXT_PT)


def _enclosure(form: Any) -> None:
    form.space_before = Pt(LEADING_PT)
    form.left_indent, form.first_line_indent = Pt(5 * TEXT_PT), Pt(-3 * TEXT_PT)


def _enclosure_more(form: Any) -> None:
    form.left_indent = Pt(5 * TEXT_PT)


def _body(form: Any) -> None:
    form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    form.space_before = Pt(2 * LEADING_PT)


def _date(form: Any) -> None:
    form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    form.space_after = Pt(LEADING_PT)


def _note(form: Any) -> None:
    form.first_line_indent = Pt(2 * TEXT_PT)


_PLACES: dict[LineKind, Callable[[Any], None]] = {
    LineKind.VOID: _void,
    LineKind.TITLE: _title,
    LineKind.NUMBER: _number,
    LineKind.ADDRESSEE: _addressee,
    LineKind.TEXT: _text,
    LineKind.ENCLOSURE: _enclosure,
    LineKind.ENCLOSURE_MORE: _enclosure_more,
    LineKind.BODY: _body,
    LineKind.DATE: _date,
    LineKind.NOTE: _note,
}


def add_page_numbers(document: Any) -> None:
    """— 1 — at the foot; it is no paragraph of the letter."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for piece in ("— ", None, " —"):
        run = paragraph.add_run(piece or "")
        _set_font(run._r.get_or_add_rPr(), run.font, FOOT_FONT, FOOT_PT)
        if piece is None:
            _add_field(run, "PAGE")


def _add_field(run: Any, code: str) -> None:
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        run._r.append(element)


def name_other_fonts(document: Any) -> None:
    """Tell the program what to take when a font is not installed."""
    for part in document.part.package.iter_parts():
        if part.partname.endswith("/fontTable.xml"):
            names = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
                for name, other in OTHER_NAMES.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", names.encode() + b"</w:fonts>")


def set_properties(document: Any, title: str) -> None:
    """The title, and nothing of the program or the person that made the file."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = title
    properties.created = properties.modified = _NO_MOMENT
