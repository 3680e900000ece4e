"""What a version says: one immutable value, and its hash, to which approvals are bound."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.disclosure.models import Attachment, Version


@dataclass(frozen=True)
class Content:
    """Everything that editors write. The names are those of `Version`'s columns."""

    title: str
    body_html: str = ""
    document_number: str = ""
    issued_by: str = ""
    document_kind: str = ""
    subject: str = ""
    column_code: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    source: str = ""
    adopted_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    validity: str = ""
    nature: str = ""
    route: str = "proactive"
    correction_note: str = ""


FIELDS = tuple(field.name for field in dataclasses.fields(Content))

LABELS = {
    str(field.name): str(field.verbose_name)
    for field in Version._meta.concrete_fields
    if field.name in FIELDS
}


def content_of(version: Version) -> Content:
    """The content as it stands in the row."""
    values = {name: getattr(version, name) for name in FIELDS}
    values["keywords"] = tuple(version.keywords)
    return Content(**values)


def write(content: Content, version: Version) -> None:
    """Put the content into the row's columns (not saved)."""
    for name in FIELDS:
        value = getattr(content, name)
        setattr(version, name, list(value) if isinstance(value, tuple) else value)


def as_json(content: Content) -> dict[str, Any]:
    """The content as JSON values, for texts that are set aside."""
    values = ((name, getattr(content, name)) for name in FIELDS)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values}


def content_from_json(typed: dict[str, Any]) -> Content:
    """The content back from its JSON values; fields that are not known any more are dropped."""
    values = {name: typed[name] for name in FIELDS if name in typed}
    for name in ("adopted_on", "effective_on", "expires_on"):
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    return Content(**{**values, "keywords": tuple(values.get("keywords", ()))})


def hash_of(content: Content, attachments: list[Attachment]) -> str:
    """SHA-256 over the canonical JSON of the content and of each file's name and hash, in order."""
    whole = {
        **as_json(content),
        "attachments": [
            [one.name, one.file.sha256, one.order, one.inline]
            for one in sorted(attachments, key=lambda one: (one.order, one.name))
        ],
    }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def current_hash(version: Version) -> str:
    """The hash worked out anew from the rows, whatever the column says."""
    attachments = list(version.attachments.select_related("file"))
    return hash_of(content_of(version), attachments)
