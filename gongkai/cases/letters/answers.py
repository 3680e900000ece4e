"""Kinds of answer R1 … R17 and the grounds for withholding, read from `rules/foi/answers.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.cases.letters.marks import MARKS, UNSURE, LetterError, Term, read_mark, read_term

FILE = Path(__file__).resolve().parents[2] / "rules" / "foi" / "answers.toml"

GROUPS = {
    "granted": "予以公开",
    "partial": "部分公开",
    "withheld": "不予公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "other": "其他处理",
}


@dataclass(frozen=True)
class Ground:
    """Why something is withheld (条例 第十四条 to 第十六条), and the row in which it is counted.

    `words` finish the sentence “经审查，该信息…”.
    """

    code: str
    label: str
    words: str
    article: str
    report_row: str
    mark: str


@dataclass(frozen=True)
class AnswerKind:
    """One kind of answer. `must_contain` names the facts without which it is no lawful answer."""

    code: str
    label: str
    group: str
    article: str
    mark: str
    report_row: str  # "" when the ground decides
    report_mark: str
    review_first: bool  # 行政复议法 第二十三条第一款第四项: reconsideration before court
    review_mark: str
    needs_ground: bool
    must_contain: tuple[str, ...]
    term: Term

    @property
    def group_label(self) -> str:
        """The Chinese name of its group in the annual report."""
        return GROUPS[self.group]

    def row_of(self, ground: str = "") -> str:
        """The row of the annual report's second table, such as "3.3.1".

        Raise `LetterError` when the row depends on a ground that is not given.
        """
        if self.report_row:
            return self.report_row
        if ground not in grounds():
            raise LetterError([f"“{self.label}”应当注明法定事由，才能计入年度报告。"])
        return grounds()[ground].report_row

    @property
    def is_sure(self) -> bool:
        """Whether its row and its remedies need no second look."""
        return self.report_mark not in UNSURE and self.review_mark not in UNSURE


@cache
def answer_kinds() -> Mapping[str, AnswerKind]:
    """All kinds of answer by code, in the order of the file."""
    return {one["code"]: _kind(one) for one in _data()["answers"]}


@cache
def grounds() -> Mapping[str, Ground]:
    """All grounds by code, in the order of the file."""
    keys = ("code", "label", "words", "article", "report_row", "mark")
    return {one["code"]: Ground(**{key: one[key] for key in keys}) for one in _data()["grounds"]}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _kind(table: Mapping[str, Any]) -> AnswerKind:
    if table["group"] not in GROUPS:
        raise LetterError([f"答复类型“{table['code']}”的 group 应当是{'、'.join(GROUPS)}之一。"])
    if table["review_mark"] not in MARKS:
        raise LetterError([f"答复类型“{table['code']}”的 review_mark 应当是{'、'.join(MARKS)}。"])
    return AnswerKind(
        table["code"],
        table["label"],
        table["group"],
        table["article"],
        read_mark(table),
        table.get("report_row", ""),
        read_mark(table, "report_mark"),
        bool(table["review_first"]),
        read_mark(table, "review_mark"),
        bool(table.get("needs_ground", False)),
        tuple(table["must_contain"]),
        read_term(table),
    )
