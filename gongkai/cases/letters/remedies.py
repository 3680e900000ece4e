"""What an answer says about remedies (救济途径), chosen by its date and its kind.

Read from `rules/letters/remedies.toml`. Since 2024-01-01 a refusal to disclose must go to
reconsideration first, and the answer has to say so (行政复议法 第二十三条第一款第四项、第二款).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from gongkai.cases.letters.answers import answer_kinds
from gongkai.cases.letters.fields import Condition, Field
from gongkai.cases.letters.marks import LetterError, Term, read_mark, read_term
from gongkai.cases.letters.templates import FOLDER, Paragraph

FILE = FOLDER / "remedies.toml"


@dataclass(frozen=True)
class Remedy:
    """One paragraph on remedies, for answers of one sort and one time."""

    code: str
    version: str
    withheld: bool  # for answers that must go to reconsideration first
    mark: str
    articles: tuple[str, ...]
    term: Term
    paragraph: Paragraph


@cache
def remedies() -> tuple[Remedy, ...]:
    """All paragraphs, as the file has them."""
    return tuple(_remedy(one) for one in _data()["remedies"])


@cache
def remedy_fields() -> Mapping[str, Field]:
    """The facts that these paragraphs need."""
    return {name: Field(name, label) for name, label in _data()["facts"].items()}


def remedy_for(kind: str, on: date) -> Remedy:
    """The paragraph for an answer of this kind and date; raise `LetterError` if there is none."""
    review_first = answer_kinds()[kind].review_first
    for one in remedies():
        if one.withheld is review_first and one.term.covers(on):
            return one
    raise LetterError(["这一日没有可用的救济途径写法，请核对成文日期。"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _remedy(table: Mapping[str, Any]) -> Remedy:
    if table["for"] not in ("withheld", "open"):
        raise LetterError(["救济途径的 for 应当是 withheld 或 open。"])
    return Remedy(
        table["code"],
        table["version"],
        table["for"] == "withheld",
        read_mark(table),
        tuple(table["articles"]),
        read_term(table),
        Paragraph(table["text"], Condition()),
    )
