"""From lines to the text of a page: headings, paragraphs, lists, tables, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from gongkai.intake.blocks import Block, Kind
from gongkai.intake.outline import DEEPEST, Outline, numbering_of
from gongkai.intake.sanitising import sanitise
from gongkai.intake.signatures import Signature
from gongkai.intake.titles import bare, ends_with_kind, is_number_line, is_trial_mark, joined

_LONGEST_TITLE = 80
_ANNEX = re.compile(r"^附[件表录]?\s*[一二三四五六七八九十\d]*\s*[:：]?$")
_NOTE = re.compile(r"^[（(].*[）)]$")


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a document: for the page, and as plain paragraphs one to a line."""

    html: str
    text: str


def body_of(blocks: Sequence[Block], signature: Signature | None, attached: Sequence[str]) -> Body:
    """Lay the lines of a text out. `attached` are the names of papers that the text brings along.

    Headings of what is attached go one level below its title.
    """
    parts: list[str] = []
    signed = range(signature.start, signature.end) if signature else range(0)
    names = {bare(name) for name in attached}
    outline = Outline(blocks)
    shift = 0
    index = 0
    while index < len(blocks):
        block = blocks[index]
        lines = _attached_title(blocks, index, signed, names)
        if lines:
            lines += index + lines < len(blocks) and is_trial_mark(blocks[index + lines].text)
            words = joined([one.text for one in blocks[index : index + lines]])
            parts.append(f"<h2>{escape(words, quote=False)}</h2>")
            shift, index = 1, index + lines
            continue
        if index in signed:
            parts.append(_aligned("p", "right", _words(block)))
        elif block.kind is Kind.ENTRY:
            run = _entries(blocks, index)
            parts.append(_list(run))
            index += len(run)
            continue
        else:
            parts.append(_block(blocks[index], outline.level(index), shift))
        index += 1
    return Body(sanitise("\n".join(parts)), "\n".join(one.text for one in blocks if one.text))


def _attached_title(blocks: Sequence[Block], index: int, signed: range, names: set[str]) -> int:
    """How many lines from here on are the title of what is attached; 0 if none are."""
    if not _may_be_title(blocks[index]) or index in signed:
        return 0
    for lines in (1, 2, 3):
        run = blocks[index : index + lines]
        whole = bare(joined([one.text for one in run]))
        if whole in names and len(run) == lines and all(map(_may_be_title, run)):
            return lines
    looks = [_looks_like_title(one) for one in blocks[index : index + 4]]
    count = looks.index(False) if False in looks else len(looks)
    if count:
        return count
    opens = index == 0 or _follows_end(blocks, index, signed)
    return int(opens and ends_with_kind(blocks[index].text) and len(blocks[index].text) >= 6)


def _may_be_title(block: Block) -> bool:
    text = block.text
    return (
        block.kind is Kind.LINE
        and 4 <= len(text) <= _LONGEST_TITLE
        and not re.search(r"[。；;！!？?，,、:：]$", text)
        and not _NOTE.match(text)
        and numbering_of(text) is None
        and not is_number_line(text)
    )


def _looks_like_title(block: Block) -> bool:
    return _may_be_title(block) and block.align == "center" and block.strong


def _follows_end(blocks: Sequence[Block], index: int, signed: range) -> bool:
    """Say whether only notes and 附件 stand between the signature, or 附件, and this line."""
    before = index - 1
    while before >= 0 and _NOTE.match(blocks[before].text):
        before -= 1
    return before >= 0 and (before in signed or bool(_ANNEX.match(blocks[before].text)))


def _block(block: Block, level: int, shift: int) -> str:
    if block.kind is Kind.TABLE:
        return block.html
    if block.kind is Kind.PICTURE:
        return _aligned("p", "center", block.html)
    if level:
        tag = f"h{min(level + shift, DEEPEST)}"
        return _aligned(tag, block.align if block.align == "center" else "", _words(block))
    words = _words(block)
    return _aligned("p", block.align, f"<strong>{words}</strong>" if block.strong else words)


def _words(block: Block) -> str:
    return block.html or escape(block.text, quote=False)


def _aligned(tag: str, align: str, words: str) -> str:
    style = f' style="text-align: {align}"' if align else ""
    return f"<{tag}{style}>{words}</{tag}>"


def _entries(blocks: Sequence[Block], index: int) -> list[Block]:
    run: list[Block] = []
    for block in blocks[index:]:
        if block.kind is not Kind.ENTRY:
            break
        run.append(block)
    return run


def _list(run: Sequence[Block]) -> str:
    parts = []
    for ordered, entries in groupby(run, key=lambda one: one.ordered):
        tag = "ol" if ordered else "ul"
        words = "".join(f"<li>{_words(one)}</li>" for one in entries)
        parts.append(f"<{tag}>{words}</{tag}>")
    return "\n".join(parts)
