"""Plain text taken apart: one block per line that says something."""

from __future__ import annotations

import re

from gongkai.intake.blocks import Block, Document
from gongkai.kernel.text import normalise

_LINE_END = re.compile(r"\r\n?|\n|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_MARKDOWN = re.compile(r"^(#{1,6})\s+(?=\S)")
_SENTENCE = 60
_OPENING = 8
_STRAY = re.compile(r"(?<=[\u4e00-\u9fff，、。；])(?<!电) (?=[\u4e00-\u9fff])")
_COMMENT = re.compile(r"^<!--.*-->$")


def read_text(text: str) -> Document:
    """Take a text apart into its lines; headings may be marked as in Markdown (## 总则)."""
    blocks = []
    stray = 0
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        raw, count = _without_stray_blanks(raw)
        stray += count
        line = normalise(raw)
        if not line or _COMMENT.match(line):
            continue
        marked = _MARKDOWN.match(line)
        level = len(marked[1]) if marked else 0
        blocks.append(Block(line[marked.end() :] if marked else line, number, level=level))
    warnings = (f"原文的字句中夹有多余的空格，已删去{stray}处，请核对。",) if stray else ()
    return Document(blocks, warnings=warnings)


def _without_stray_blanks(line: str) -> tuple[str, int]:
    """Close blanks that a capture left in the middle of sentences: 电子证照和监 管信息.

    Only single plain blanks between Chinese characters, only in long lines, and not near the
    beginning, where they set numbers off (第一条 根据…); return the line and how many there were.
    """
    if len(line) < _SENTENCE:
        return line, 0
    rest, count = _STRAY.subn("", line[_OPENING:])
    return line[:_OPENING] + rest, count
