"""Titles and snippets with the found words marked, as safe HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from gongkai.kernel.search_text import QUOTES, fold

LENGTH = 120  # characters of a snippet
BEFORE = 30  # characters before the first found word, at most
_STOPS = re.compile(r"[。；！？\n]")
_BLANKS = re.compile(r"\s+")


def highlighted(text: str, terms: Iterable[str]) -> SafeString:
    """The whole text, with what was found marked."""
    return _marked(text, _places(text, terms))


def snippet(text: str, terms: Iterable[str], length: int = LENGTH) -> SafeString:
    """The stretch of a text in which most of what was asked stands, on one line."""
    text = _BLANKS.sub(" ", text).strip()
    places = _places(text, terms)
    start = _best_start(text, places, length) if places else 0
    end = min(start + length, len(text))
    within = [(a - start, b - start) for a, b in places if a >= start and b <= end]
    marked = _marked(text[start:end], within)
    return mark_safe(f"{'…' if start else ''}{marked}{'…' if end < len(text) else ''}")


def _places(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Where the terms stand, longest first, without overlap, in order."""
    wanted = sorted({term for term in terms if term}, key=len, reverse=True)
    if not wanted:
        return []
    folded = fold(text)
    if len(folded) != len(text):  # then places would not be the same: look in the text itself
        folded = text.lower()
    # What is typed without quotation marks is found with them (search_text.runs).
    between = f"[{QUOTES}]?" if any(mark in folded for mark in QUOTES) else ""
    pattern = re.compile("|".join(between.join(map(re.escape, term)) for term in wanted))
    return [match.span() for match in pattern.finditer(folded)]


def _best_start(text: str, places: list[tuple[int, int]], length: int) -> int:
    """Where to begin so that the most different words stand in the stretch."""
    best, most = places[0][0], 0
    folded = text.lower()
    for start, _ in places[:60]:
        there = {folded[a:b] for a, b in places if start <= a and b <= start + length - BEFORE}
        if len(there) > most:
            best, most = start, len(there)
    if best <= BEFORE:
        return 0
    stops = [one.end() for one in _STOPS.finditer(text, max(best - BEFORE, 0), best)]
    return stops[-1] if stops else max(best - BEFORE // 2, 0)


def _marked(text: str, places: Iterable[tuple[int, int]]) -> SafeString:
    pieces, at = [], 0
    for start, end in places:
        pieces += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return mark_safe("".join([*pieces, escape(text[at:])]))
