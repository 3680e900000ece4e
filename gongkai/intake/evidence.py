"""What is found in a document, and where each value comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gongkai.intake.blocks import Block
from gongkai.intake.cleaning import Parts
from gongkai.intake.labels import Labelled
from gongkai.intake.signatures import Signature

LABELS = {
    "title": "标题",
    "document_number": "发文字号",
    "issued_by": "发文机关",
    "adopted_on": "成文日期",
    "published_on": "发布日期",
    "effective_on": "施行日期",
    "index_number": "索引号",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the value of one field was taken from, shown to the clerk who checks it."""

    value: str
    rule: str  # in Chinese: by which rule
    quote: str  # the words of the source
    line: int | None  # the line of the source, from 1
    sure: bool  # False: a guess, to be checked


@dataclass(slots=True)
class Fields:
    """What was found. `start` is the first line of the head that belongs to the body."""

    title: str | None = None
    document_number: str | None = None
    issued_by: str | None = None
    adopted_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    index_number: str | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    start: int = 0
    body: list[Block] = field(default_factory=list)  # the lines of the text
    menus: list[Block] = field(default_factory=list)  # lines before the title that say nothing
    signature: Signature | None = None  # in the lines of the body
    names: tuple[str, ...] = ()  # titles of what is attached, as the text names them


def put(found: Fields, name: str, value: str | date, evidence: Evidence) -> None:
    """Set one field with its evidence."""
    setattr(found, name, value)
    found.evidence[name] = evidence


def take(found: Fields, name: str, one: Labelled | None) -> None:
    """Set one field from what a label says, if it says anything."""
    if one is not None:
        rule = f"网页上标明的“{one.label}”"
        put(found, name, one.value, Evidence(one.value, rule, one.quote, one.line, True))


def labelled_as(parts: Parts, name: str) -> Labelled | None:
    """Return the first label of a field that has a value."""
    return next((one for one in parts.labelled if one.field == name and one.value), None)
