"""What an answer says: one immutable value, and the hash to which approvals are bound."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.foi.models import Answer, AnswerFile

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class AnswerContent:
    """Everything that whoever drafts the answer writes.

    `kind` is R1 … R17; `ground` E14a … E16c where something is withheld, with `ground_text` the law
    and article that forbid it; `facts` are what the letter of the kind needs, by name: text, lists
    of text, numbers, days; `text` goes into the letter as a further explanation.
    """

    kind: str
    ground: str = ""
    ground_text: str = ""
    facts: Facts = field(default_factory=dict)
    text: str = ""
    reverse_checked: bool = False


def content_of(answer: Answer) -> AnswerContent:
    """The content as it stands in the row."""
    return AnswerContent(
        answer.kind,
        answer.ground,
        answer.ground_text,
        dict(answer.facts),
        answer.text,
        answer.reverse_checked,
    )


def tidy(content: AnswerContent) -> AnswerContent:
    """The same as it is kept: facts as JSON holds them, without blanks around and empty ones."""
    facts = {name: _plain(value) for name, value in content.facts.items()}
    return AnswerContent(
        content.kind,
        content.ground,
        content.ground_text.strip(),
        {name: value for name, value in facts.items() if value not in ("", [], None)},
        content.text.strip(),
        content.reverse_checked,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else str(value)
    if isinstance(value, list | tuple):
        return [str(one).strip() for one in value if str(one).strip()]
    return value


def write(content: AnswerContent, answer: Answer) -> None:
    """Put the content into the row's columns (not saved)."""
    for name, value in asdict(content).items():
        setattr(answer, name, value)


def hash_of(content: AnswerContent, files: Iterable[AnswerFile]) -> str:
    """SHA-256 over the canonical JSON of the content and of each file's name, hash and areas."""
    whole = {
        **asdict(content),
        "files": [
            [
                one.name,
                one.order,
                one.file.sha256,
                one.original.sha256 if one.original else "",
                one.areas,
            ]
            for one in sorted(files, key=lambda one: (one.order, one.name))
        ],
    }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def current_hash(answer: Answer) -> str:
    """The hash worked out anew from the rows, whatever the column says."""
    files = answer.files.select_related("file", "original")
    return hash_of(tidy(content_of(answer)), files)
