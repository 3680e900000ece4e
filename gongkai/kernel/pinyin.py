"""How names sound: full pinyin and initials, without tones.

财政局 is found as caizhengju and as czj. Several readings of a character (重庆, 银行) are told by
the word that it stands in; initials are taken from the same readings.
"""

from __future__ import annotations

from functools import lru_cache

from pypinyin import lazy_pinyin


@lru_cache(maxsize=20_000)
def sounds(text: str) -> tuple[str, ...]:
    """The reading of each character, without tones; what has none is left out."""
    return tuple(one for one in lazy_pinyin(text, errors="ignore") if one.isascii())


def full(text: str) -> str:
    """caizhengju"""
    return "".join(sounds(text))


def initials(text: str) -> str:
    """czj"""
    return "".join(one[0] for one in sounds(text))


def keys(text: str) -> list[str]:
    """Under what a name is filed by sound; nothing for what has no reading."""
    return sorted({one for one in (full(text), initials(text)) if len(one) >= SHORTEST})


SHORTEST = 2  # letters: one letter says nothing
