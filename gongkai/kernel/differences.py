"""What changed between two versions, so that a reviewer can read it.

Paragraphs are matched first, then the characters inside a changed paragraph. The same function
serves rich texts (HTML), titles and other plain values. Only what a reader sees is compared:
words, and in rich texts also the targets of links and pictures; not fonts and colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from gongkai.kernel.text_from_html import paragraphs_of

_TAG = re.compile(
    r"</?(?:a|b|blockquote|body|br|div|em|figure|h[1-6]|hr|html|i|img|li|ol|p|section|span|strong"
    r"|sub|sup|table|tbody|td|th|tr|u|ul)(?:\s[^>]*)?/?>",
    re.IGNORECASE,
)
# Below this likeness two paragraphs are shown as one removed and one added.
_SAME_PARAGRAPH = 0.4


class Op(StrEnum):
    """What happened to a run of characters."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Run(NamedTuple):
    """A piece of a paragraph: render REMOVED as <del>, ADDED as <ins>, SAME as it is."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph that was changed, added (`old` empty) or removed (`new` empty).

    `old_place` and `new_place` count paragraphs from 1; None where there is none.
    """

    old: str
    new: str
    old_place: int | None
    new_place: int | None

    @property
    def kind(self) -> str:
        """The Chinese word for what happened: 新增, 删除 or 修改."""
        if self.old_place is None:
            return "新增"
        return "删除" if self.new_place is None else "修改"

    @property
    def runs(self) -> list[Run]:
        """The pieces of the paragraph in reading order, for rendering <ins> and <del>."""
        return runs(self.old, self.new)


def differences(old: str, new: str) -> list[Change]:
    """Return the changed paragraphs between two rich texts, or two plain strings, in order.

    Empty if a reader would see no difference.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    if len(before) == len(after) == 1 and before != after:
        # A title or another single value: changed, however unlike the two are.
        return [Change(before[0], after[0], 1, 1)]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    changes: list[Change] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            changes.extend(_pair(before, after, range(i1, i2), range(j1, j2)))
    return changes


def _paragraphs(text: str) -> list[str]:
    if _TAG.search(text):
        return paragraphs_of(text, with_targets=True)
    return [line.strip() for line in text.splitlines() if line.strip()]


def _pair(before: list[str], after: list[str], olds: range, news: range) -> Iterator[Change]:
    """Match the paragraphs of a replaced stretch with their successors, keeping the order."""
    i = olds.start
    for j in news:
        partner = _partner(before, after[j], range(i, olds.stop))
        if partner is None:
            yield Change("", after[j], None, j + 1)
            continue
        for gone in range(i, partner):
            yield Change(before[gone], "", gone + 1, None)
        yield Change(before[partner], after[j], partner + 1, j + 1)
        i = partner + 1
    for gone in range(i, olds.stop):
        yield Change(before[gone], "", gone + 1, None)


# A stretch of hundreds of rewritten paragraphs is a new text: looking a few ahead is enough.
_LOOK_AHEAD = 8


def _partner(before: list[str], paragraph: str, candidates: range) -> int | None:
    best, best_likeness = None, _SAME_PARAGRAPH
    for i in candidates[:_LOOK_AHEAD]:
        matcher = SequenceMatcher(None, before[i], paragraph, autojunk=False)
        if matcher.real_quick_ratio() <= best_likeness or matcher.quick_ratio() <= best_likeness:
            continue
        likeness = matcher.ratio()
        if likeness > best_likeness:
            best, best_likeness = i, likeness
    return best


# Matching characters takes time with the product of the lengths. Cutting what both have in common
# at the ends saves most of it, but may split a word, so short paragraphs go without.
_LONG = 1_000_000


def runs(old: str, new: str) -> list[Run]:
    """Return the pieces that turn `old` into `new`.

    Joining what is SAME or REMOVED gives `old`, joining what is SAME or ADDED gives `new`.
    """
    head = tail = 0
    if len(old) * len(new) > _LONG:
        head = _common_length(old, new)
        tail = _common_length(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    pieces = [
        Run(Op.SAME, old[:head]),
        *_runs_inside(middle_old, middle_new),
        Run(Op.SAME, old[len(old) - tail :]),
    ]
    return [piece for piece in pieces if piece.text]


def _common_length(a: str, b: str) -> int:
    length = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        length += 1
    return length


def _runs_inside(old: str, new: str) -> Iterator[Run]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    removed = added = ""
    for block in _readable(matcher):
        i1, i2, j1, j2, same = block
        if not same:
            removed += old[i1:i2]
            added += new[j1:j2]
            continue
        yield from (Run(Op.REMOVED, removed), Run(Op.ADDED, added))
        removed = added = ""
        yield Run(Op.SAME, old[i1:i2])
    yield from (Run(Op.REMOVED, removed), Run(Op.ADDED, added))


def _readable(matcher: SequenceMatcher[str]) -> Iterator[tuple[int, int, int, int, bool]]:
    """Take a single character that survives between two replacements as replaced with them."""
    opcodes = matcher.get_opcodes()
    for place, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        around = [one[0] for one in (*opcodes[place - 1 : place], *opcodes[place + 1 : place + 2])]
        lonely = i2 - i1 == 1 and around == ["replace", "replace"]
        yield i1, i2, j1, j2, tag == "equal" and not lonely
