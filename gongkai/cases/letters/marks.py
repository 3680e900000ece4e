"""How sure a statement of law is, and from when to when it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

MARKS = {
    "T": "已核对原文",
    "P": "见于公开网页",
    "L": "地方规定",
    "I": "推定",
    "U": "未核实",
}
UNSURE = ("I", "U")  # someone has to look before it is relied on


class LetterError(Exception):
    """A file of rules cannot be used; `reasons` are Chinese sentences."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Term:
    """From which day to which day (inclusive) something holds."""

    begins: date
    ends: date | None = None

    def covers(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.begins <= on and (self.ends is None or on <= self.ends)


@dataclass(frozen=True)
class Article:
    """A place in the law, how sure we are of it, and its term."""

    text: str
    mark: str
    term: Term


def read_term(table: Mapping[str, Any]) -> Term:
    """The term of a table: `effective_from` is needed, `effective_until` the last day."""
    begins, ends = table.get("effective_from"), table.get("effective_until")
    if not isinstance(begins, date) or not (ends is None or isinstance(ends, date)):
        raise LetterError(["effective_from（施行日期）应当是不加引号的日期，effective_until 同。"])
    return Term(begins, ends)


def read_mark(table: Mapping[str, Any], key: str = "mark") -> str:
    """The mark of a table, one of `MARKS`."""
    mark = table.get(key)
    if mark not in MARKS:
        raise LetterError([f"{key} 应当是{'、'.join(MARKS)}之一，现在写的是“{mark}”。"])
    return str(mark)


def read_article(table: Mapping[str, Any]) -> Article:
    """An article of a template or of a paragraph on remedies."""
    text = str(table.get("text", ""))
    if not text:
        raise LetterError(["每个条文都要有 text（法规名称和条款）。"])
    return Article(text, read_mark(table), read_term(table))
