"""A letter as a list of lines, from which the page and the Word document are both made.

First it is asked what is missing; only a letter that lacks nothing is composed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from gongkai.cases.letters.answers import answer_kinds
from gongkai.cases.letters.fields import STANDARD, Facts, Field, Kind, given
from gongkai.cases.letters.marks import UNSURE, LetterError
from gongkai.cases.letters.remedies import Remedy, remedy_fields, remedy_for
from gongkai.cases.letters.templates import PLACEHOLDER, Paragraph, Template

NO_NUMBER = "（编号在发出时生成）"


class LineKind(StrEnum):
    """What a line of a letter is, and so how it is set."""

    VOID = "void"
    TITLE = "title"
    NUMBER = "number"
    ADDRESSEE = "addressee"
    TEXT = "text"
    ENCLOSURE = "enclosure"
    ENCLOSURE_MORE = "enclosure_more"
    BODY = "body"
    DATE = "date"
    NOTE = "note"


class Line(NamedTuple):
    """One paragraph on paper."""

    kind: LineKind
    text: str


@dataclass(frozen=True)
class _Whole:
    """A template together with the paragraph on remedies that its date and kind ask for."""

    fields: Mapping[str, Field]
    paragraphs: tuple[Paragraph, ...]
    remedy: Remedy | None


class Incomplete(LetterError):  # noqa: N818 - an answer about facts, not an error of ours
    """A letter cannot be written with these facts; `reasons` say which are missing."""


def missing(template: Template, facts: Facts) -> list[str]:
    """Why the letter cannot be written: facts missing, of the wrong kind, or unknown to it."""
    try:
        whole = _whole(template, facts)
    except LetterError as error:
        return error.reasons
    reasons = [
        f"“{template.title}”没有“{name}”这个要素。" for name in facts if name not in whole.fields
    ]
    for field in whole.fields.values():
        value = facts.get(field.name)
        if given(value):
            reasons += filter(None, [field.fault(value)])
        elif field.is_needed(facts):
            reasons.append(f"“{template.title}”缺少“{field.label}”，请补充。")
    return reasons


def fields(template: Template, facts: Facts) -> list[Field]:
    """The letter's own facts, for a form, in order; with `on` given, those of the remedies too.

    Those that all letters have (addressee, enclosures …) are in `STANDARD`.
    """
    return [one for one in _whole(template, facts).fields.values() if one.name not in STANDARD]


def cautions(template: Template, facts: Facts) -> list[str]:
    """What in this letter rests on law that nobody has confirmed, for those who sign it."""
    whole = _whole(template, facts)
    on = facts.get("on")
    said = [
        f"依据“{one.text}”尚待核实，发出前请核对。"
        for one in template.articles
        if one.mark in UNSURE and (not isinstance(on, date) or one.term.covers(on))
    ]
    if template.note:
        said.append(template.note)
    kind = answer_kinds().get(template.answer)
    if whole.remedy and (whole.remedy.mark in UNSURE or (kind and kind.review_mark in UNSURE)):
        said.append("救济途径一段的写法是推定的，发出前请法制机构核对。")
    return said


def compose(template: Template, facts: Facts) -> tuple[Line, ...]:
    """The lines of the letter; raise `Incomplete` when anything is missing.

    Without a number (before it is issued) a note stands in its place.
    """
    reasons = missing(template, facts)
    if reasons:
        raise Incomplete(reasons)
    return tuple(_lines(template, _whole(template, facts), facts))


def content_hash(lines: Sequence[Line]) -> str:
    """SHA-256 over the kinds and texts of the lines, in hexadecimal."""
    plain = json.dumps([[one.kind.value, one.text] for one in lines], ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def _whole(template: Template, facts: Facts) -> _Whole:
    known = {**STANDARD, **template.fields}
    on = facts.get("on")
    if not template.answer or not isinstance(on, date):
        return _Whole(known, template.paragraphs, None)
    remedy = remedy_for(template.answer, on)
    printed = {name: remedy_fields()[name] for name in remedy.paragraph.names()}
    return _Whole(known | printed, (*template.paragraphs, remedy.paragraph), remedy)


def _lines(template: Template, whole: _Whole, facts: Facts) -> Iterator[Line]:
    number = facts.get("number")
    yield Line(LineKind.TITLE, template.title)
    yield Line(LineKind.NUMBER, str(number) if given(number) else NO_NUMBER)
    yield Line(LineKind.ADDRESSEE, f"{STANDARD['addressee'].written(facts['addressee'])}：")
    for paragraph in whole.paragraphs:
        if paragraph.condition.holds(_with_defaults(whole, facts)):
            for text in _texts(paragraph, whole, facts):
                yield Line(LineKind.TEXT, text)
    yield from _enclosures(facts)
    yield Line(LineKind.BODY, STANDARD["body"].written(facts["body"]))
    yield Line(LineKind.DATE, STANDARD["on"].written(facts["on"]))
    for name in ("contact", "service"):
        if given(facts.get(name)):
            field = STANDARD[name]
            yield Line(LineKind.NOTE, f"{field.label}：{field.written(facts[name])}")


def _with_defaults(whole: _Whole, facts: Facts) -> Facts:
    defaults = {one.name: one.default for one in whole.fields.values() if one.default}
    return {**defaults, **{name: value for name, value in facts.items() if given(value)}}


def _texts(paragraph: Paragraph, whole: _Whole, facts: Facts) -> list[str]:
    alone = PLACEHOLDER.fullmatch(paragraph.text)
    if alone and whole.fields[alone["name"]].kind in (Kind.LIST, Kind.LONG):
        return whole.fields[alone["name"]].paragraphs(facts[alone["name"]])
    return [
        PLACEHOLDER.sub(
            lambda match: whole.fields[match["name"]].written(
                facts.get(match["name"]), match["part"] or ""
            ),
            paragraph.text,
        )
    ]


def _enclosures(facts: Facts) -> Iterator[Line]:
    names = facts.get("enclosures")
    if not isinstance(names, list | tuple) or not given(names):
        return
    if len(names) == 1:
        yield Line(LineKind.ENCLOSURE, f"附件：{names[0]}")
        return
    for place, name in enumerate(names, start=1):
        kind = LineKind.ENCLOSURE if place == 1 else LineKind.ENCLOSURE_MORE
        yield Line(kind, f"附件：{place}.{name}" if place == 1 else f"{place}.{name}")
