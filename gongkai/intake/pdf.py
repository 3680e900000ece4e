"""Text of PDF files, put together to paragraphs again.

A PDF knows where characters stand, not where paragraphs end. Lines of full length run on; shorter
ones, and those that begin with a number of an outline, do not. What comes out is for checking, and
is said to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pypdfium2

from gongkai.files.pdf import PDFIUM
from gongkai.intake.blocks import Block, Document
from gongkai.intake.outline import numbering_of
from gongkai.intake.refusals import UnreadableDocument
from gongkai.intake.titles import is_number_line
from gongkai.kernel import dates
from gongkai.kernel.text import normalise

MAX_PAGES = 500
_PAGE_NUMBER = re.compile(r"^[—–-]*\s*\d{1,3}\s*[—–-]*$|^第\s*\d{1,3}\s*页(?:\s*[共/].*)?$")
_ENDS = re.compile(r"[。；;：:！？]$")
_FULL = 0.9  # of the length of long lines
_LONG = 15  # characters; shorter lines are titles, numbers, signatures


def read_pdf(data: bytes) -> Document:
    """Take a PDF with a layer of text apart into paragraphs; scans are refused."""
    with PDFIUM:
        lines = list(_lines(data))
    if not lines:
        raise UnreadableDocument(
            "这份 PDF 是扫描图像，里面没有文字。请选择 .docx 原稿，扫描件作为附件上传。"
        )
    blocks = [Block(words, number) for number, words in _paragraphs(lines)]
    return Document(
        blocks, warnings=("PDF 不记录分段，段落是按行长推断的，表格不保留，请逐段核对。",)
    )


def _lines(data: bytes) -> Iterator[str]:
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MAX_PAGES:
                raise UnreadableDocument(f"PDF 超过{MAX_PAGES}页，请拆成几份后再试。")
            for page in document:
                text = page.get_textpage().get_text_range()
                for raw in re.split(r"[\r\n]+", text):
                    words = normalise(raw).replace("\n", " ")
                    if words and not _PAGE_NUMBER.match(words):
                        yield words
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(
            "PDF 已损坏或设了密码，无法读取。请去掉密码、重新导出后再试。"
        ) from error


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Join lines that run on; yield each paragraph with the number of its first line."""
    full = _FULL * _usual_length(lines)
    words, start = "", 0
    for number, line in enumerate(lines, start=1):
        if words and len(lines[number - 2]) >= full and _runs_on(lines[number - 2], line):
            words += line
            continue
        if words:
            yield start, words
        words, start = line, number
    if words:
        yield start, words


def _usual_length(lines: Sequence[str]) -> int:
    """The length of full lines: nearly the longest (the very longest may be a slip)."""
    long = sorted(len(line) for line in lines if len(line) >= _LONG)
    return long[len(long) * 9 // 10] if long else 1_000


def _runs_on(line: str, following: str) -> bool:
    begins_anew = numbering_of(following) is not None or is_number_line(following)
    return not _ENDS.search(line) and not begins_anew and dates.parse_date(following) is None
