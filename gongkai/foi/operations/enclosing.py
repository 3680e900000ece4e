"""Files go with an answer: as they are, or as a copy from which parts were taken out for good."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.files.models import StoredFile
from gongkai.files.operations import receive
from gongkai.files.queries import path_of
from gongkai.files.redacting import Area, redact
from gongkai.foi import events, verbs
from gongkai.foi.locking import locked_answer
from gongkai.foi.models import Answer, AnswerFile
from gongkai.foi.operations.answering import approved_so_far, back_to_draft, rehash
from gongkai.foi.queries.reasons_answering import (
    reasons_not_to_attach,
    reasons_not_to_remove_file,
)
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting
from gongkai.publishing.files import safe_file_name


@operation
def add_answer_file(answer: Answer, file: StoredFile, name: str, *, staff: Staff) -> AnswerFile:
    """Put a file with the answer, as it is; its name is made unique if taken."""
    answer = locked_answer(answer)
    refuse_if(reasons_not_to_attach(answer, staff, file=file))
    staff = acting(staff, verbs.HANDLE, answer.foi_request.unit) or staff
    approved = approved_so_far(answer)
    attached = _put(answer, file, name)
    rehash(answer, staff)
    fact = events.AnswerFileAdded(answer.number, file.sha256, answer.content_hash)
    record(fact, about=answer.foi_request.reference, actor=staff)
    back_to_draft(answer, approved, staff)
    return attached


def _put(
    answer: Answer,
    file: StoredFile,
    name: str,
    original: StoredFile | None = None,
    areas: Sequence[Area] = (),
) -> AnswerFile:
    last = answer.files.order_by("order").last()
    return AnswerFile.objects.create(
        answer=answer,
        file=file,
        name=_free_name(answer, safe_file_name(name)),
        order=last.order + 1 if last else 1,
        original=original,
        areas=[one.as_json() for one in areas],
    )


def _free_name(answer: Answer, name: str) -> str:
    taken = set(answer.files.values_list("name", flat=True))
    stem, dot, extension = name.rpartition(".")
    wanted, copy = name, 2
    while wanted in taken:
        wanted = f"{stem}（{copy}）{dot}{extension}" if dot else f"{name}（{copy}）"
        copy += 1
    return wanted


@operation
def remove_answer_file(attached: AnswerFile, *, staff: Staff) -> None:
    """Take a file off the answer. The stored file stays for others that have it."""
    answer = locked_answer(attached.answer)
    attached.answer = answer
    refuse_if(reasons_not_to_remove_file(attached, staff))
    staff = acting(staff, verbs.HANDLE, answer.foi_request.unit) or staff
    approved = approved_so_far(answer)
    _take_off(answer, attached, staff)
    back_to_draft(answer, approved, staff)


def _take_off(answer: Answer, attached: AnswerFile, staff: Staff) -> None:
    sha256 = attached.file.sha256
    attached.delete()
    rehash(answer, staff)
    fact = events.AnswerFileRemoved(answer.number, sha256, answer.content_hash)
    record(fact, about=answer.foi_request.reference, actor=staff)


def attach_redacted(
    answer: Answer, original: StoredFile, areas: Sequence[Area], name: str, *, staff: Staff
) -> AnswerFile:
    """Take these areas out of a PDF for good and put the copy with the answer (第三十七条).

    The original stays inside. Where it had been put with the answer unredacted, the copy takes its
    place. Making the copy takes seconds and is done before anything is locked.
    """
    refuse_if(reasons_not_to_attach(answer, staff))
    copy = receive(redact(path_of(original).read_bytes(), areas), name="redacted.pdf", actor=staff)
    return _attach_copy(answer, original, copy, areas, name, staff=staff)


@operation
def _attach_copy(
    answer: Answer,
    original: StoredFile,
    copy: StoredFile,
    areas: Sequence[Area],
    name: str,
    *,
    staff: Staff,
) -> AnswerFile:
    answer = locked_answer(answer)
    refuse_if(reasons_not_to_attach(answer, staff, file=copy))
    staff = acting(staff, verbs.HANDLE, answer.foi_request.unit) or staff
    approved = approved_so_far(answer)
    for bare in answer.files.filter(file=original):
        _take_off(answer, bare, staff)
    attached = _put(answer, copy, name, original, areas)
    rehash(answer, staff)
    fact = events.CopyRedacted(answer.number, original.sha256, copy.sha256, len(areas))
    record(fact, about=answer.foi_request.reference, actor=staff)
    back_to_draft(answer, approved, staff)
    return attached
