"""Which lines of a text are headings, and of which level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.intake.blocks import Block, Kind
from gongkai.intake.cleaning import is_prose
from gongkai.intake.titles import bare

# The four levels of GB/T 9704-2012, the parts of rules, and the outlines of plans (1, 1.1, 1.1.1).
_LEVELS = (
    (2, re.compile(r"^第[一二三四五六七八九十百]+(?:[编章]|部分)")),
    (3, re.compile(r"^第[一二三四五六七八九十百]+节")),
    (2, re.compile(r"^[一二三四五六七八九十]{1,3}、")),
    (3, re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]")),
    (2, re.compile(r"^\d{1,2} (?=[\u4e00-\u9fff])")),
    (3, re.compile(r"^\d{1,2}\.\d{1,2} ?(?=[\u4e00-\u9fff])")),
    (4, re.compile(r"^\d{1,2}(?:\.\d{1,2}){2} ?(?=[\u4e00-\u9fff])")),
    (4, re.compile(r"^\d{1,2}[.．、](?!\d)")),
    (5, re.compile(r"^[（(]\d{1,2}[）)]")),
)
_CHAPTERS = (0, 1)  # of these kinds only have headings in rules, whose articles count 一、（一）
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百]+条")
_MANY_ARTICLES = 3
_CONTENTS = re.compile(r"^目 ?[录次]$")
_OPEN_END = re.compile(r"[；;，,:：]$")
_LONGEST = 50
_LONGEST_CONTENTS = 300
DEEPEST = 6


def numbering_of(text: str) -> int | None:
    """Which kind of numbering a line begins with (its place in the list above), None for none."""
    return next((kind for kind, (_, one) in enumerate(_LEVELS) if one.match(text)), None)


class Outline:
    """The headings of a text: 2 for the first level of a document, 0 for paragraphs."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._kinds = [numbering_of(one.text) if one.kind is Kind.LINE else None for one in blocks]
        self._declared = min((one.level for one in blocks if one.level), default=1)
        self._has_articles = sum(bool(_ARTICLE.match(one.text)) for one in blocks) >= _MANY_ARTICLES
        self._contents = self._lines_of_contents()

    def _lines_of_contents(self) -> set[int]:
        """Lines below 目录 that come again, word for word, as headings."""
        words = [bare(one.text) for one in self._blocks]
        found: set[int] = set()
        for start, one in enumerate(self._blocks):
            if _CONTENTS.match(one.text):
                for index in range(start + 1, min(start + _LONGEST_CONTENTS, len(words))):
                    if words[index] not in words[index + 1 :]:
                        break
                    found.add(index)
        return found

    def level(self, index: int) -> int:
        """Return the level of a line as a heading, 0 if it is a paragraph."""
        block = self._blocks[index]
        if block.kind is not Kind.LINE or index in self._contents:
            return 0
        kind = self._kinds[index]
        if block.level:
            by_number = _LEVELS[kind][0] if kind is not None else 0
            return by_number or min(block.level - self._declared + 2, DEEPEST)
        if kind is None or not self._may_be_heading(index, kind):
            return 0
        return _LEVELS[kind][0]

    def _may_be_heading(self, index: int, kind: int) -> bool:
        block = self._blocks[index]
        if len(block.text) > _LONGEST or _OPEN_END.search(block.text):
            return False
        if kind in _CHAPTERS:
            return True
        if self._has_articles or self._is_in_list(index, kind):
            return False
        return block.strong or self._reads_like_heading(index, kind)

    def _is_in_list(self, index: int, kind: int) -> bool:
        """Short numbered lines one below the other are a list, not headings."""
        if index + 1 < len(self._kinds) and self._kinds[index + 1] == kind:
            return True
        if not index or index - 1 in self._contents or self._kinds[index - 1] != kind:
            return False
        return len(self._blocks[index - 1].text) <= _LONGEST

    def _reads_like_heading(self, index: int, kind: int) -> bool:
        """No sentence (一、总体要求), or a short one that a paragraph follows （一）加强领导。"""
        text = self._blocks[index].text
        level = _LEVELS[kind][0]
        if index + 1 == len(self._blocks):
            return False
        if "。" not in text and level <= 3:
            return True
        if "。" in text[:-1] or re.search(r"[，,；;]", text) or level >= 5:
            return False
        following = self._blocks[index + 1]
        below = self._kinds[index + 1]
        goes_deeper = below is not None and _LEVELS[below][0] > level
        return following.kind is Kind.TABLE or is_prose(following.text) or goes_deeper
