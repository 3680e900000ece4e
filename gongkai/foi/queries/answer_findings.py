"""What looks like personal data of others in an answer and in every corner of its files.

Found before submission, and either redacted or kept with a reason that the reviewers see, because
others' privacy is protected (第十五条). The requester's own data are no finding: they go to nobody
else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai.files.queries import hidden_content, text_parts
from gongkai.foi.models import Answer, AnswerConfirmation, Requester
from gongkai.foi.queries.answer_kinds import fields_to_fill
from gongkai.kernel.personal_data import find_personal_data

AROUND = 24  # characters of context on either side
HIDDEN = "文件中有看不见的内容，给出去以后任何人都能翻出来。"


@dataclass(frozen=True)
class AnswerFinding:
    """One place that needs a person's decision."""

    fingerprint: str  # of kind, place and text; stands in forms instead of the text
    kind: str
    label: str
    place: str  # 理由, 附件“名单.pdf”第3页 …
    text: str
    masked: str
    why: str
    in_file: bool  # it is redacted, or the file is mended and uploaded again
    before: str = ""
    after: str = ""
    confirmed: AnswerConfirmation | None = None


def findings(answer: Answer) -> list[AnswerFinding]:
    """Everything found in the answer as it is now, confirmed or not, each once."""
    confirmed = {one.fingerprint: one for one in answer.confirmations.select_related("person")}
    own = _own_data(answer)
    found: dict[str, AnswerFinding] = {}
    for one in [*_in_text(answer), *_in_files(answer)]:
        if one.text not in own:
            kept = replace(one, confirmed=confirmed.get(one.fingerprint))
            found.setdefault(one.fingerprint, kept)
    return list(found.values())


def unresolved_findings(answer: Answer) -> list[AnswerFinding]:
    """What still needs redaction or a reason."""
    return [one for one in findings(answer) if one.confirmed is None]


def _own_data(answer: Answer) -> set[str]:
    who = Requester.objects.get(foi_request=answer.foi_request_id)
    return {who.identity_number, who.phone, who.address} - {""}


def _in_text(answer: Answer) -> Iterator[AnswerFinding]:
    labels = {one.name: one.label for one in fields_to_fill(answer.kind)}
    for name, value in answer.facts.items():
        said = "\n".join(value) if isinstance(value, list) else str(value)
        yield from _found(labels.get(name, name), said, in_file=False)
    yield from _found("补充说明", answer.text, in_file=False)
    yield from _found("依据条款", answer.ground_text, in_file=False)


def _in_files(answer: Answer) -> Iterator[AnswerFinding]:
    for attached in answer.files.select_related("file"):
        where = f"附件“{attached.name}”"
        yield from _found(where, attached.name, in_file=True)
        for part in text_parts(attached.file):
            yield from _found(where + part.place, part.text, in_file=True)
        for hidden in hidden_content(attached.file):
            place = where + hidden.place
            yield AnswerFinding(
                _fingerprint(hidden.kind, place, hidden.text), hidden.kind, "隐藏内容", place,
                hidden.text[:80], "", HIDDEN, in_file=True,
            )  # fmt: skip


def _found(place: str, text: str, *, in_file: bool) -> Iterator[AnswerFinding]:
    for one in find_personal_data(text):
        yield AnswerFinding(
            _fingerprint(one.kind, place, one.text), one.kind, one.kind_label, place,
            one.text, one.masked, one.why, in_file,
            text[max(0, one.start - AROUND) : one.start], text[one.end : one.end + AROUND],
        )  # fmt: skip


def _fingerprint(kind: str, place: str, text: str) -> str:
    return hashlib.sha256(f"{kind}\n{place}\n{text}".encode()).hexdigest()
