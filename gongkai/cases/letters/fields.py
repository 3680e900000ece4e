"""Facts that a letter needs: how each is called, what may stand in it, when it must be there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from gongkai.cases.letters.marks import LetterError
from gongkai.kernel.dates import chinese_date

Value = str | int | Decimal | date | Sequence[str] | None
Facts = Mapping[str, Value]


class Kind(StrEnum):
    """What may stand in a fact."""

    TEXT = "text"  # one line
    LONG = "long"  # lines, each a paragraph when it stands alone
    LIST = "list"  # numbered when it stands alone, else joined by 、
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"


_WRONG = {
    Kind.TEXT: "应当是文字",
    Kind.LONG: "应当是文字",
    Kind.LIST: "应当是逐条的文字",
    Kind.DATE: "应当是日期",
    Kind.NUMBER: "应当是数字",
}
LIST_JOINT = "、"


@dataclass(frozen=True)
class Choice:
    """One of the values of a choice: `label` on the form, `words` in the letter."""

    code: str
    label: str
    words: str
    article: str = ""


@dataclass(frozen=True)
class Condition:
    """When a paragraph is written or a fact needed: all of its terms hold.

    Written `name`, `!name`, `name=code` or `name=code,code`, joined by ` & `.
    """

    terms: tuple[tuple[str, bool, frozenset[str]], ...] = ()

    def names(self) -> set[str]:
        """The facts on which it depends."""
        return {name for name, _, _ in self.terms}

    def guards(self, name: str) -> bool:
        """Whether it holds only where this fact is given."""
        return any(one == name and wanted for one, wanted, _ in self.terms)

    def holds(self, facts: Facts) -> bool:
        """Whether all terms hold for these facts."""
        return all(
            (facts.get(name) in codes if codes else given(facts.get(name))) is wanted
            for name, wanted, codes in self.terms
        )


_TERM = re.compile(r"(?P<no>!?)(?P<name>[a-z_]+)(?:=(?P<codes>[A-Za-z0-9_,]+))?", re.ASCII)


def read_condition(text: str) -> Condition:
    """The condition that a text writes; raise `LetterError` if it writes none."""
    terms = []
    for piece in filter(None, (one.strip() for one in text.split("&"))):
        match = _TERM.fullmatch(piece)
        if match is None or (match["no"] and match["codes"]):
            raise LetterError([f"条件“{piece}”的写法不对，应当是“名称”“!名称”或“名称=代码”。"])
        codes = frozenset(filter(None, (match["codes"] or "").split(",")))
        terms.append((match["name"], not match["no"], codes))
    return Condition(tuple(terms))


@dataclass(frozen=True)
class Field:
    """One fact: its label, its kind, and whether the letter can do without it."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    optional: bool = False
    needed_when: Condition | None = None  # optional otherwise
    help: str = ""
    default: str = ""
    choices: Mapping[str, Choice] = field(default_factory=dict)

    def is_needed(self, facts: Facts) -> bool:
        """Whether the letter cannot be written without it, given the other facts."""
        if self.needed_when is not None:
            return self.needed_when.holds(facts)
        return not self.optional and not self.default

    @property
    def may_be_absent(self) -> bool:
        """Whether there are letters without it."""
        return self.optional or self.needed_when is not None

    def fault(self, value: Value) -> str:
        """What is wrong with a value that is given, a Chinese sentence; "" when nothing is."""
        if self.kind is Kind.CHOICE:
            if value in self.choices:
                return ""
            names = LIST_JOINT.join(one.label for one in self.choices.values())
            return f"“{self.label}”应当从下列各项中选择：{names}。"
        return "" if _is(self.kind, value) else f"“{self.label}”{_WRONG[self.kind]}。"

    def written(self, value: Value, part: str = "") -> str:
        """A value as it stands inside a sentence; `part` is "article" of a choice."""
        if not given(value):
            value = self.default
        if self.kind is Kind.CHOICE:
            choice = self.choices[str(value)]
            return choice.article if part == "article" else choice.words
        if isinstance(value, date):
            return chinese_date(value)
        if isinstance(value, list | tuple):
            return LIST_JOINT.join(_inside(str(one)) for one in value if str(one).strip())
        return _inside(str(value))

    def paragraphs(self, value: Value) -> list[str]:
        """A value that stands alone: a list as numbered points, long text line by line."""
        if isinstance(value, list | tuple):
            points = [_one_line(str(one)) for one in value if str(one).strip()]
            return [f"{n}.{one}" for n, one in enumerate(points, start=1)]
        lines = [_one_line(one) for one in str(value).splitlines()]
        return [one for one in lines if one]


def given(value: Value) -> bool:
    """Whether a fact is there at all; blank text and empty lists are not, 0 is."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, list | tuple):
        return any(str(one).strip() for one in value)
    return value is not None


def _is(kind: Kind, value: Value) -> bool:
    if kind is Kind.DATE:
        return isinstance(value, date)
    if kind is Kind.NUMBER:
        return isinstance(value, int | Decimal) and not isinstance(value, bool)
    if kind is Kind.LIST:
        return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _inside(text: str) -> str:
    """A text inside a sentence: the sentence brings its own full stop."""
    return _one_line(text).rstrip("。；")


_KEYS = {"label", "kind", "optional", "needed_when", "help", "default", "choices"}


def read_field(
    name: str, table: Mapping[str, Any], lists: Mapping[str, Mapping[str, Choice]]
) -> Field:
    """A fact of a template; `choices` names one of the lists, or is a table of code and words."""
    if not isinstance(table, dict) or not table.get("label") or table.keys() - _KEYS:
        raise LetterError([f"要素“{name}”应当有 label（名称），可有：{'、'.join(sorted(_KEYS))}。"])
    choices = _choices(name, table.get("choices"), lists)
    kind = Kind.CHOICE if choices else Kind(table.get("kind", "text"))
    needed = table.get("needed_when")
    return Field(
        name,
        str(table["label"]),
        kind,
        bool(table.get("optional", False)),
        read_condition(str(needed)) if needed else None,
        str(table.get("help", "")),
        str(table.get("default", "")),
        choices,
    )


def _choices(
    name: str, wanted: Any, lists: Mapping[str, Mapping[str, Choice]]
) -> Mapping[str, Choice]:
    if wanted is None:
        return {}
    if isinstance(wanted, str):
        if wanted not in lists:
            raise LetterError([f"要素“{name}”的选项清单“{wanted}”不存在。"])
        return lists[wanted]
    return {code: Choice(code, words, words) for code, words in wanted.items()}


STANDARD = {
    one.name: one
    for one in (
        Field("number", "编号", optional=True),  # given when the letter is issued
        Field("body", "发文机关"),
        Field("on", "成文日期", Kind.DATE),
        Field("addressee", "收件人"),
        Field(
            "you",
            "对收件人的称呼",
            Kind.CHOICE,
            default="person",
            choices={
                "person": Choice("person", "您", "您"),
                "organisation": Choice("organisation", "贵单位", "贵单位"),
            },
        ),
        Field("enclosures", "附件", Kind.LIST, optional=True),
        Field("service", "送达方式", optional=True),
        Field("contact", "联系人和联系电话", optional=True),
    )
}
