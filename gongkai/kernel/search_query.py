"""What someone types into a search box, understood: words, exact phrases, exclusions, numbers.

    低保 标准            both, in any order
    “最低生活保障标准”    exactly this, quotation marks of any make
    低保 -农村           without 农村
    兰政办发[2018]145    a document number in whatever brackets

Nothing is an error: whatever cannot be understood is taken as words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.kernel.number_search import asked_numbers
from gongkai.kernel.search_text import fold, runs

LONGEST = 100  # characters; more is cut off
MOST_WORDS = 12
_QUOTED = re.compile(
    r"(?P<minus>(?<!\S)-)?[\"“”＂„‟「『](?P<text>[^\"“”＂„‟「」『』]+)[\"“”＂„‟」』]"
)
_WITHOUT = re.compile(r"(?<!\S)-(?=[^\s-])(?P<text>\S+)")
_PARTS = re.compile(r"[^a-z0-9\u3400-\u9fff〇\U00020000-\U0002a6df]+")


@dataclass(frozen=True)
class Number:
    """A document number that is asked for: as it was written, and its keys, most exact first."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What is wanted. All texts are folded (`search_text.fold`)."""

    chunks: tuple[str, ...] = ()  # runs of words as they were typed, parted at blanks and signs
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for; an exclusion alone asks for nothing."""
        return not (self.chunks or self.phrases or self.numbers)

    @property
    def normal(self) -> str:
        """The question in one way of writing, for counting and for best bets."""
        wanted = [*self.chunks, *(f"“{one}”" for one in self.phrases)]
        wanted += [one.text for one in self.numbers]
        return " ".join([*wanted, *(f"-{one}" for one in self.without)])


def parse_question(typed: str) -> Question:
    """Understand what was typed."""
    rest = fold(typed[: LONGEST * 2])[:LONGEST]
    phrases: list[str] = []
    without: list[str] = []

    def take_quoted(match: re.Match[str]) -> str:
        text = " ".join(match["text"].split())
        if runs(text):
            (without if match["minus"] else phrases).append(text)
        return " "

    def take_unwanted(match: re.Match[str]) -> str:
        without.extend(one for one in _PARTS.split(match["text"]) if one)
        return " "

    rest = _QUOTED.sub(take_quoted, rest)
    rest = _WITHOUT.sub(take_unwanted, rest)
    numbers: list[Number] = []
    kept, at = [], 0
    for asked in asked_numbers(rest):
        numbers.append(Number(" ".join(rest[asked.start : asked.end].split()), asked.keys))
        kept.append(rest[at : asked.start])
        at = asked.end
    kept.append(rest[at:])
    chunks = [one for one in _PARTS.split(" ".join(kept)) if one]
    return Question(
        tuple(dict.fromkeys(chunks))[:MOST_WORDS],
        tuple(dict.fromkeys(phrases))[:MOST_WORDS],
        tuple(dict.fromkeys(without))[:MOST_WORDS],
        tuple(dict.fromkeys(numbers))[:MOST_WORDS],
    )
