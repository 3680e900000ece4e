"""What looks like personal data, in the text and in every corner of the attachments.

Found before submission, shown with its place, and either masked or kept with a reason that the
reviewers see. The patterns and check digits are the kernel's; the corners of files (hidden sheets,
comments, tracked changes) are those of `files`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.disclosure.content import LABELS
from gongkai.disclosure.models import ConfirmedFinding, Version
from gongkai.files.queries import hidden_content, text_parts
from gongkai.kernel.personal_data import find_personal_data
from gongkai.kernel.text import html_to_text

TEXT_FIELDS = ("title", "summary", "correction_note")
BODY = "正文"
HIDDEN = "文件中有看不见的内容，公开后任何人都能翻出来。"
AROUND = 24  # characters of context on either side


@dataclass(frozen=True)
class PlacedFinding:
    """One place that needs a person's decision."""

    fingerprint: str  # of kind, place and text; stands in forms instead of the text
    kind: str
    label: str
    place: str  # 正文, 名称, 附件“名单.xlsx”工作表“Sheet1”B7 …
    text: str
    masked: str
    why: str
    in_text: bool  # it can be masked here; a file must be mended and uploaded again
    before: str = ""  # the words around it
    after: str = ""
    confirmed: ConfirmedFinding | None = None


def findings(version: Version) -> list[PlacedFinding]:
    """Everything found in the version as it is now, confirmed or not."""
    kept_rows = version.confirmed_findings.select_related("person")
    confirmed = {one.fingerprint: one for one in kept_rows}
    found: dict[str, PlacedFinding] = {}
    for one in [*_in_text(version), *_in_files(version)]:
        kept = PlacedFinding(**{**one.__dict__, "confirmed": confirmed.get(one.fingerprint)})
        found.setdefault(one.fingerprint, kept)
    return list(found.values())


def unresolved_findings(version: Version) -> list[PlacedFinding]:
    """What still needs masking or a reason."""
    return [one for one in findings(version) if one.confirmed is None]


def _in_text(version: Version) -> Iterator[PlacedFinding]:
    for name in TEXT_FIELDS:
        yield from _found(LABELS[name], getattr(version, name), in_text=True)
    yield from _found(BODY, html_to_text(version.body_html), in_text=True)


def _in_files(version: Version) -> Iterator[PlacedFinding]:
    for attachment in version.attachments.select_related("file"):
        where = f"附件“{attachment.name}”"
        yield from _found(where, attachment.name, in_text=False)
        for part in text_parts(attachment.file):
            yield from _found(where + part.place, part.text, in_text=False)
        for hidden in hidden_content(attachment.file):
            # Whatever was hidden was not meant to be read; its author has to say what it is.
            place = where + hidden.place
            yield PlacedFinding(
                _fingerprint(hidden.kind, place, hidden.text), hidden.kind, "隐藏内容", place,
                hidden.text[:80], "", HIDDEN, in_text=False,
            )  # fmt: skip


def _found(place: str, text: str, *, in_text: bool) -> Iterator[PlacedFinding]:
    for one in find_personal_data(text):
        yield PlacedFinding(
            _fingerprint(one.kind, place, one.text), one.kind, one.kind_label, place,
            one.text, one.masked, one.why, in_text,
            text[max(0, one.start - AROUND) : one.start], text[one.end : one.end + AROUND],
        )  # fmt: skip


def _fingerprint(kind: str, place: str, text: str) -> str:
    return hashlib.sha256(f"{kind}\n{place}\n{text}".encode()).hexdigest()
