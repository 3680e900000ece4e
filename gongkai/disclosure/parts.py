"""The parts of a version as the public log is bound to them: `meta`, `body`, `a1`, `a2` …

What is hashed is what is served: `body` is the text between the tags of the page's element
`data-part="body"`, attachments are the release copies. `meta` holds only what cannot change after
the release: codes instead of names, so that a renamed body or list changes no old record.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.disclosure.content import Content, as_json, content_from_json, content_of
from gongkai.disclosure.models import Item, Version
from gongkai.files.models import StoredFile
from gongkai.files.operations import release_copy
from gongkai.kernel.tlog.canonical import canonical, check_text
from gongkai.kernel.tlog.errors import LogError
from gongkai.screens.official_text import readable_on_phones
from gongkai.transparency.registry import Part

LANGUAGE = "zh-CN"
MISSING_CHARACTER = "〓"  # as printers set it for a character that they have not


@dataclass(frozen=True)
class Revision:
    """What a version says, whether it stands in its row or waits, sealed, for its destruction."""

    item: Item
    content: Content
    files: Sequence[tuple[StoredFile, str]]  # in order, with the public names


def revision_of(version: Version) -> Revision:
    """A version that has its content."""
    rows = sorted(version.attachments.all(), key=lambda one: (one.order, one.pk))
    return Revision(version.item, content_of(version), [(one.file, one.name) for one in rows])


def sealed_revision(item: Item, content: dict[str, Any], files: dict[str, StoredFile]) -> Revision:
    """A version whose content is sealed (`as_sealed`)."""
    names = content["files"]
    kept = [(files[sha256], name) for sha256, name in names if sha256 in files]
    return Revision(item, content_from_json(content["content"]), kept)


def parts_of(revision: Revision) -> list[Part]:
    """All parts, each with its bytes."""
    content = revision.content
    parts = [
        Part("meta", lambda: meta_of(revision)),
        Part("body", lambda: body_as_served(content.body_html).encode()),
    ]
    for number, (file, name) in enumerate(revision.files, start=1):
        parts.append(Part(f"a{number}", _bytes_of(file), file.release_sha256, f"files/{name}"))
    return parts


def _bytes_of(file: StoredFile) -> Callable[[], bytes]:
    return lambda: release_copy(file)


def body_as_served(body_html: str) -> str:
    """The text as it stands on the page. Its bytes are what the log is bound to, for ever: a test
    holds them fast."""
    return readable_on_phones(body_html)


def meta_of(revision: Revision) -> bytes:
    """The catalogue's metadata (条例 第十二条) in canonical JSON; what is empty is left out."""
    item, content = revision.item, revision.content
    said = {
        "title": as_logged(content.title),
        "index_number": as_logged(item.index_number),
        "document_number": as_logged(content.document_number),
        "issuer": as_logged(content.issued_by),
        "publisher": item.body.uscc,
        "catalogue_item": item.duty.reference.removeprefix("duty:"),
        "subject": as_logged(content.subject),
        "document_kind": as_logged(content.document_kind),
        "adopted_on": _day(content.adopted_on),
        "effective_on": _day(content.effective_on),
        "expires_on": _day(content.expires_on),
        "validity": content.validity,
        "language": LANGUAGE,
    }
    return canonical({name: text for name, text in said.items() if text or name == "title"})


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def as_logged(text: str) -> str:
    """A short text in its one spelling: normal form, blanks for control characters, and a mark for
    characters that have no agreed meaning. The page's heading shows the same."""
    text = unicodedata.normalize("NFC", text).strip()
    try:
        check_text(text)
    except LogError:
        text = "".join(_readable(character) for character in text).strip()
    return text


def _readable(character: str) -> str:
    if unicodedata.category(character) == "Cc":
        return " "
    try:
        check_text(character)
    except LogError:
        return MISSING_CHARACTER
    return character


def as_sealed(version: Version) -> dict[str, Any]:
    """What is sealed of a version: its content, and its files by digest and name."""
    rows = sorted(version.attachments.select_related("file"), key=lambda one: (one.order, one.pk))
    return {
        "content": as_json(content_of(version)),
        "files": [[one.file.sha256, one.name] for one in rows],
    }
