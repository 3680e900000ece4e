"""Telling a document from what a website put around it, and mending what machines spoiled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.intake.blocks import Block, Kind
from gongkai.intake.furniture import is_bullet, is_furniture, may_be_related_link
from gongkai.intake.labels import Labelled, labels_in
from gongkai.intake.titles import is_addressee
from gongkai.kernel import dates
from gongkai.kernel.text import strip_bracketed_pinyin, to_simplified

_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百]+[编章节条]|\d{1,2}[.．、]\S)"
)
_LONG = 60
_SHORT_SENTENCE = 14
_MOST_HEAD_LINES = 80
_HEAD_WITHOUT_TEXT = 12
# Characters that stand in nearly every official paper and are written otherwise in simplified.
_TRADITIONAL = re.compile("[關於國發務會業應對將實與為現經區縣辦項進]")
_MANY_TRADITIONAL = 0.03


def mended(text: str) -> tuple[str, list[str]]:
    """Mend a spoiled capture; return the text and sentences that say what was done.

    Pinyin in brackets goes, traditional characters become simplified. An untouched text comes back
    as it is.
    """
    without = strip_bracketed_pinyin(text)
    if without != text:
        return without, ["原文夹有括注拼音，并被转成了繁体字，已还原为简体字，请核对。"]
    sample = text[:20000]
    if len(_TRADITIONAL.findall(sample)) > _MANY_TRADITIONAL * max(len(sample), 40):
        return to_simplified(text), ["原文是繁体字，已转换为简体字，请核对人名、地名。"]
    return text, []


_HALF_TO_FULL = str.maketrans({",": "，", ";": "；", ":": "：", "?": "？", "!": "！"})
_HALF_MARK = re.compile(r"(?<=[\u3400-\u9fff”》〕）)])[,;:?!](?!\d)|(?<=\d)[,;](?=[\u3400-\u9fff])")
_HALF_BRACKETS = re.compile(r"\(([^()\n]{0,200}?[\u3400-\u9fff][^()\n]{0,200})\)")


def full_width(text: str) -> str:
    """Write Chinese punctuation in full width: captures lose it (“各乡镇,县直各部门:”).

    Only marks after a Chinese character, and brackets around Chinese words, are changed.
    """
    text = _HALF_MARK.sub(lambda found: found[0].translate(_HALF_TO_FULL), text)
    return _HALF_BRACKETS.sub(r"（\1）", text)


def with_full_width(blocks: Sequence[Block]) -> list[Block]:
    """The same lines with Chinese punctuation in full width."""
    return [
        replace(
            block,
            text=full_width(block.text),
            html=full_width(block.html) if "<a " not in block.html else block.html,
        )
        for block in blocks
    ]


@dataclass(frozen=True, slots=True)
class Parts:
    """A document divided: what stands before its text, the text, and what the site says."""

    head: list[Block]  # menus, titles, numbers; without labelled lines
    text: list[Block]  # from the first paragraph to the end, without what follows the end
    labelled: list[Labelled]  # what labelled lines say about the document
    above: frozenset[int]  # numbers of the lines right above labelled ones: titles stand there
    removed: list[Block]  # footers and menus


def divide(blocks: Sequence[Block]) -> Parts:
    """Divide the lines of a document into head, text and what belongs to the website."""
    labelled, rest, above = _without_labels(blocks)
    start = _start_of_text(rest)
    end = _end_of_text(rest, start)
    head = rest[max(0, start - _MOST_HEAD_LINES) : start]
    kept = [block for block in rest[start:end] if block.main]
    labelled += [one for block in rest[end:] for one in labels_in(block)]
    return Parts(head, kept, labelled, above, [*rest[: start - len(head)], *rest[end:]])


def _without_labels(
    blocks: Sequence[Block],
) -> tuple[list[Labelled], list[Block], frozenset[int]]:
    """Take labelled lines out: those before the text, and inside it only whole rows of labels.

    A text may well say 有效期：三年 on a line of its own.
    """
    labelled: list[Labelled] = []
    rest: list[Block] = []
    taken: set[int] = set()
    above: set[int] = set()
    in_text = False
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        found = [] if block.line in taken else labels_in(block, following, weak=not in_text)
        if found and (not in_text or len(found) >= 2):
            labelled += found
            above |= {rest[-1].line} if rest else set()
            taken |= {one.line for one in found if one.line != block.line and one.value}
        elif block.line not in taken:
            rest.append(block)
            in_text = in_text or _begins_text(block)
    return labelled, rest, frozenset(above)


def _start_of_text(blocks: Sequence[Block]) -> int:
    for index, block in enumerate(blocks):
        if _begins_text(block):
            return index
    return min(len(blocks), _HEAD_WITHOUT_TEXT)


def _begins_text(block: Block) -> bool:
    """The text begins with the addressee, a sentence, a numbered line or a table."""
    if not block.main or is_furniture(block.text) or is_bullet(block.text):
        return False
    if block.kind is not Kind.LINE:
        return block.kind is Kind.TABLE
    return is_addressee(block.text) or is_prose(block.text) or bool(_NUMBERED.match(block.text))


def is_prose(text: str) -> bool:
    """Say whether a line is a sentence of a text rather than a title or an entry of a menu."""
    if len(text) >= _LONG:
        return bool(re.search(r"[，。；,;]", text))
    return len(text) >= _SHORT_SENTENCE and text[-1] in "。；;"


def _end_of_text(blocks: Sequence[Block], start: int) -> int:
    """The text ends where, after its last sentence or date, the website begins to speak."""
    last = start
    for index in range(len(blocks) - 1, start - 1, -1):
        block = blocks[index]
        if block.main and not is_furniture(block.text) and _holds_text(block):
            last = index
            break
    for index in range(last + 1, len(blocks)):
        block = blocks[index]
        if is_furniture(block.text) or may_be_related_link(block.text) or labels_in(block):
            return index
    return len(blocks)


def _holds_text(block: Block) -> bool:
    return (
        block.kind is Kind.TABLE
        or is_prose(block.text)
        or dates.parse_date(block.text.strip("()（）")) is not None
    )
