"""The door of intake: bytes and a name in, what the document says out. No database, no settings."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from gongkai.intake import cleaning, layout
from gongkai.intake.blocks import Document, Image
from gongkai.intake.docx import read_docx
from gongkai.intake.evidence import Evidence
from gongkai.intake.fields import find_fields
from gongkai.intake.html import read_page
from gongkai.intake.pdf import read_pdf
from gongkai.intake.plain import read_text
from gongkai.intake.refusals import UnreadableDocument
from gongkai.intake.tables import rebuilt
from gongkai.kernel.text import UndecodableText, decode

__all__ = ["Evidence", "Image", "Reading", "UnreadableDocument", "read", "read_markup"]

MAX_BYTES = 50 * 1024 * 1024
_MOST_CHARACTERS = 5_000_000
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|meta|table|tbody|tr|td|div|p|span|h[1-6]|article|section|ul|ol|br)\b",
    re.IGNORECASE,
)
_PAGE_NAMES = (".html", ".htm", ".shtml", ".xhtml", ".jhtml", ".asp", ".aspx", ".jsp", ".php")

# The first bytes of what people choose by mistake, and what they should do instead.
_OTHERS = (
    (
        b"\xd0\xcf\x11\xe0",
        "这是旧版 Office 文件（.doc、.xls、.wps）或加了密码的文件。"
        "请打开后另存为不带密码的 .docx 再试。",
    ),
    (b"{\\rtf", "这是 RTF 文件。请用 Word 或 WPS 打开后另存为 .docx 再试。"),
    (b"\x89PNG", "这是图片，不是正文。请选择文字原稿，图片在正文中插入或作为附件上传。"),
    (b"\xff\xd8\xff", "这是图片，不是正文。请选择文字原稿，图片在正文中插入或作为附件上传。"),
    (b"GIF8", "这是图片，不是正文。请选择文字原稿，图片在正文中插入或作为附件上传。"),
    (b"Rar!", "这是压缩包，不是正文。请解压后逐个选择其中的文件。"),
    (b"7z\xbc\xaf", "这是压缩包，不是正文。请解压后逐个选择其中的文件。"),
    (b"\x1f\x8b", "这是压缩包，不是正文。请解压后逐个选择其中的文件。"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says, field by field; None where it does not say it.

    `body_html` is sanitised; its pictures are `intake-image/<number>` until they are stored (see
    `sanitising.with_images`). `warnings` are Chinese sentences for the clerk who checks the
    reading; `evidence` says for each field where it comes from; `removed` are the lines that were
    taken for the website's own.
    """

    title: str | None
    document_number: str | None
    issued_by: str | None
    adopted_on: date | None
    published_on: date | None
    effective_on: date | None
    index_number: str | None
    body_html: str
    body_text: str
    images: tuple[Image, ...]
    warnings: tuple[str, ...]
    evidence: dict[str, Evidence]
    removed: tuple[str, ...]
    attachments: tuple[str, ...]  # names of files that a web page links to

    def as_json(self) -> dict[str, Any]:
        """Return the reading as plain values: dates as YYYY-MM-DD, `body` as plain paragraphs."""
        return {
            "title": self.title,
            "document_number": self.document_number,
            "issued_by": self.issued_by,
            "adopted_on": _iso(self.adopted_on),
            "published_on": _iso(self.published_on),
            "effective_on": _iso(self.effective_on),
            "index_number": self.index_number,
            "body": self.body_text,
            "warnings": list(self.warnings),
            "evidence": {name: asdict(one) for name, one in self.evidence.items()},
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def read(data: bytes, name: str, *, full_width: bool = False) -> Reading:
    """Read one document: text, HTML, .docx, PDF, told by its content rather than by its name.

    `full_width` writes Chinese punctuation in full width where a capture has lost it. Raise
    `UnreadableDocument` with a sentence that says why and how to mend it.
    """
    _refuse(data)
    if data.startswith(b"PK"):
        return _reading(read_docx(data), [], full_width)
    if data.startswith(b"%PDF"):
        return _reading(read_pdf(data), [], full_width)
    try:
        text = decode(data)
    except UndecodableText as error:
        raise UnreadableDocument(str(error)) from error
    return read_markup(text, name, full_width=full_width)


def _refuse(data: bytes) -> None:
    if not data.strip():
        raise UnreadableDocument("文件是空的，没有任何内容。请检查后重新选择。")
    if len(data) > MAX_BYTES:
        size = MAX_BYTES // 1024 // 1024
        raise UnreadableDocument(
            f"文件超过{size}兆字节，正文不会这么大。请把图片压缩或作为附件上传后再试。"
        )
    for signature, sentence in _OTHERS:
        if data.startswith(signature):
            raise UnreadableDocument(sentence)


def read_markup(text: str, name: str, *, full_width: bool = False) -> Reading:
    """Read one document that is text already: HTML, or plain text line by line."""
    if len(text) > _MOST_CHARACTERS:
        raise UnreadableDocument("文字超过五百万字，请拆成几份文件后再试。")
    text, sentences = cleaning.mended(text)
    is_page = name.lower().endswith(_PAGE_NAMES) or _MARKUP.search(text[:3000]) is not None
    document = read_page(text) if is_page else read_text(text)
    return _reading(document, sentences, full_width)


def _reading(document: Document, sentences: list[str], full_width: bool) -> Reading:
    blocks, warnings = rebuilt(document.blocks)
    if full_width:
        blocks = cleaning.with_full_width(blocks)
    if not any(block.text for block in blocks):
        raise UnreadableDocument("文件里没有可读的文字（可能只有图片）。请选择文字原稿再试。")
    parts = cleaning.divide(blocks)
    fields = find_fields(parts, dict(document.meta))
    laid_out = layout.body_of(fields.body, fields.signature, fields.names)
    return Reading(
        title=fields.title,
        document_number=fields.document_number,
        issued_by=fields.issued_by,
        adopted_on=fields.adopted_on,
        published_on=fields.published_on,
        effective_on=fields.effective_on,
        index_number=fields.index_number,
        body_html=laid_out.html,
        body_text=laid_out.text,
        images=document.images,
        warnings=tuple([*sentences, *document.warnings, *warnings, *fields.warnings]),
        evidence=fields.evidence,
        removed=tuple(one.text for one in [*fields.menus, *parts.removed] if one.text),
        attachments=document.attachments,
    )
