"""Comparing versions, field by field, in words that people read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai.disclosure.columns import site_columns
from gongkai.disclosure.content import FIELDS, LABELS
from gongkai.disclosure.models import Attachment, Version
from gongkai.kernel.differences import Change, differences
from gongkai.reference.queries import label


@dataclass(frozen=True)
class FieldDifference:
    """What changed in one field."""

    label: str
    changes: list[Change]


def differences_between(old: Version, new: Version) -> list[FieldDifference]:
    """The fields that differ, in the order in which a reader meets them; the files last."""
    found = text_differences(old, new)
    before, after = _files(old), _files(new)
    if before != after:
        found.append(FieldDifference("附件", differences(before, after)))
    return found


def text_differences(old: Version, new: Version) -> list[FieldDifference]:
    """The same without the files: either may be a row that was never saved."""
    found = []
    for name in FIELDS:
        before, after = _as_text(old, name), _as_text(new, name)
        if before != after:
            found.append(FieldDifference(LABELS[name], differences(before, after)))
    return found


def _as_text(version: Version, name: str) -> str:
    value = getattr(version, name)
    if name in _NAMES:
        return _NAMES[name](value) if value else ""
    choices = getattr(version, f"get_{name}_display", None)
    if choices is not None:
        return str(choices())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "、".join(value)
    return value or ""


# Codes, and how people call what they stand for.
_NAMES: dict[str, Callable[[str], str]] = {
    "subject": lambda code: label("subjects", code),
    "document_kind": lambda code: label("document-kinds", code),
    "column_code": lambda code: dict(site_columns()).get(code, code),
}


def _files(version: Version) -> str:
    rows = Attachment.objects.filter(version=version).select_related("file")
    return "\n".join(f"{one.name}（{one.file.sha256[:12]}）" for one in rows)


def previous_version(version: Version) -> Version | None:
    """The released version that this one would replace, or replaced."""
    return (
        version.item.versions.filter(outcome=Version.Outcome.RELEASED, number__lt=version.number)
        .order_by("-number")
        .first()
    )
