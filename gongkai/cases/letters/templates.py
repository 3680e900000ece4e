"""Templates of letters, read from `rules/letters/**.md` and checked before they are believed.

A file has a head in TOML between two lines `+++`, then paragraphs with blank lines between them.
`{{ name }}` stands for a fact; a paragraph that begins with `[?name]` is written only when its
condition holds (`fields.Condition`). There is nothing else: no loops, no code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.cases.letters.answers import grounds
from gongkai.cases.letters.fields import (
    STANDARD,
    Choice,
    Condition,
    Field,
    Kind,
    read_condition,
    read_field,
)
from gongkai.cases.letters.marks import Article, LetterError, Term, read_article, read_term

FOLDER = Path(__file__).resolve().parents[2] / "rules" / "letters"

PLACEHOLDER = re.compile(r"\{\{\s*(?P<name>[a-z_]+)(?:\.(?P<part>article))?\s*\}\}", re.ASCII)
_CONDITIONED = re.compile(r"\[\?(?P<condition>[^\]]*)\]\s*")
_HEAD = re.compile(r"\A\+\+\+\n(?P<head>.*?)\n\+\+\+\n(?P<body>.*)\Z", re.DOTALL)
_KEYS = {
    "code", "version", "title", "answer", "number", "effective_from", "effective_until",
    "note", "articles", "facts",
}  # fmt: skip


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its placeholders, and when it is written."""

    text: str
    condition: Condition

    def names(self) -> list[str]:
        """The facts that it prints, in order."""
        return [match["name"] for match in PLACEHOLDER.finditer(self.text)]


@dataclass(frozen=True)
class Template:
    """One letter in one version; `number` is the pattern of its number, `answer` R1 … R17."""

    code: str
    version: str
    title: str
    answer: str
    number: str
    term: Term
    articles: tuple[Article, ...]
    fields: Mapping[str, Field]
    paragraphs: tuple[Paragraph, ...]
    note: str = ""

    def field(self, name: str) -> Field | None:
        """A fact of this letter, or one that all letters have."""
        return self.fields.get(name) or STANDARD.get(name)


@cache
def templates() -> tuple[Template, ...]:
    """All templates shipped with the platform, read once a process."""
    found, reasons = [], []
    for path in sorted(FOLDER.rglob("*.md")):
        try:
            found.append(read_template(path.read_text(encoding="utf-8")))
        except LetterError as error:
            reasons += [f"{path.name}：{reason}" for reason in error.reasons]
    if reasons:
        raise LetterError(reasons)
    return tuple(sorted(found, key=lambda one: (one.code, one.term.begins)))


def template(code: str, on: date) -> Template:
    """The version of a template that holds on a day; raise `LetterError` if none does."""
    versions = [one for one in templates() if one.code == code]
    if not versions:
        raise LetterError([f"没有文书模板“{code}”。"])
    for one in versions:
        if one.term.covers(on):
            return one
    raise LetterError([f"“{versions[0].title}”在这一日没有适用的模板，请核对成文日期。"])


def template_for_answer(kind: str, on: date) -> Template:
    """The template of an answer of this kind (R1 … R17); raise `LetterError` if there is none."""
    for one in templates():
        if one.answer == kind and one.term.covers(on):
            return one
    raise LetterError([f"答复类型“{kind}”没有适用的文书模板。"])


def read_template(text: str) -> Template:
    """Read one file; raise `LetterError` if it is malformed or contradicts itself."""
    match = _HEAD.match(text)
    if match is None:
        raise LetterError(["文件应当以“+++”一行开头，模板要素写在两行“+++”之间，其后是正文。"])
    try:
        head = tomllib.loads(match["head"])
    except tomllib.TOMLDecodeError as error:
        raise LetterError([f"开头部分的格式有误（{error}）。"]) from error
    made = _made(head, read_paragraphs(match["body"]))
    reasons = list(faults(made))
    if reasons:
        raise LetterError(reasons)
    return made


def _made(head: Mapping[str, Any], paragraphs: tuple[Paragraph, ...]) -> Template:
    unknown = sorted(head.keys() - _KEYS)
    if unknown:
        raise LetterError([f"不认识的栏目“{key}”。" for key in unknown])
    missing = [key for key in ("code", "version", "title", "number") if not head.get(key)]
    if missing:
        raise LetterError([f"缺少栏目“{key}”。" for key in missing])
    lists: dict[str, Mapping[str, Choice]] = {"grounds": grounds_as_choices()}
    return Template(
        str(head["code"]),
        str(head["version"]),
        str(head["title"]),
        str(head.get("answer", "")),
        str(head["number"]),
        read_term(head),
        tuple(read_article(one) for one in head.get("articles", [])),
        {name: read_field(name, one, lists) for name, one in head.get("facts", {}).items()},
        paragraphs,
        str(head.get("note", "")),
    )


def grounds_as_choices() -> dict[str, Choice]:
    """The grounds for withholding, as the choices of a fact."""
    return {
        one.code: Choice(one.code, one.label, one.words, one.article) for one in grounds().values()
    }


def read_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a body: blank lines part them, a broken line goes on without a blank."""
    found = []
    for block in re.split(r"\n\s*\n", text.strip()):
        line = "".join(one.strip() for one in block.splitlines())
        match = _CONDITIONED.match(line)
        condition = read_condition(match["condition"]) if match else Condition()
        found.append(Paragraph(line[match.end() :] if match else line, condition))
    return tuple(found)


def faults(one: Template) -> Iterator[str]:
    """What is wrong with a template, as Chinese sentences."""
    if not one.articles:
        yield "缺少依据的条文（[[articles]]）。"
    for name in one.fields.keys() & STANDARD.keys():
        yield f"“{name}”是每种文书都有的要素，不要重复声明。"
    used: set[str] = set()
    for paragraph in one.paragraphs:
        used |= {*paragraph.names(), *paragraph.condition.names()}
        yield from _faults_of_paragraph(one, paragraph)
    for field in one.fields.values():
        used |= field.needed_when.names() if field.needed_when else set()
    for name in one.fields.keys() - used:
        yield f"要素“{name}”没有在正文中使用。"
    for name in sorted(used):
        if one.field(name) is None:
            yield f"正文用到的“{name}”没有声明。"


def _faults_of_paragraph(one: Template, paragraph: Paragraph) -> Iterator[str]:
    rest = PLACEHOLDER.sub("", paragraph.text)
    if not rest and not paragraph.text:
        yield "有一个空的段落。"
    if "{" in rest or "}" in rest or "[?" in rest:
        yield f"段落“{paragraph.text[:20]}…”里的占位符写法不对，应当是 {{{{ 名称 }}}}。"
    for match in PLACEHOLDER.finditer(paragraph.text):
        field = one.field(match["name"])
        if field is None:
            continue
        if field.may_be_absent and not _is_guarded(field, paragraph.condition):
            yield f"“{field.label}”可以没有，用到它的段落前要加条件“[?{field.name}]”。"
        if match["part"] and field.kind is not Kind.CHOICE:
            yield f"“{field.label}”不是选项，没有条文可写。"
    for name, _, codes in paragraph.condition.terms:
        found = one.field(name)
        for code in codes - set(found.choices if found else ()):
            yield f"条件“{name}={code}”里没有“{code}”这个选项。"


def _is_guarded(field: Field, condition: Condition) -> bool:
    if condition.guards(field.name):
        return True
    needed = field.needed_when
    return needed is not None and set(needed.terms) <= set(condition.terms)
