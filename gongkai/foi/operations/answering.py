"""The answer is drafted, changed, given up; nobody's text is lost, and an edit voids approvals."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils import timezone

from gongkai.foi import events, verbs
from gongkai.foi.answer_content import (
    AnswerContent,
    content_of,
    current_hash,
    hash_of,
    tidy,
    write,
)
from gongkai.foi.locking import locked, locked_answer
from gongkai.foi.models import Answer, AnswerConfirmation, AnswerSetAside, FoiRequest
from gongkai.foi.queries.answer_approvals import valid_approvals
from gongkai.foi.queries.answer_findings import findings
from gongkai.foi.queries.answer_kinds import facts_that_fit
from gongkai.foi.queries.reasons_answering import (
    reasons_not_to_draft_answer,
    reasons_not_to_drop_answer,
    reasons_not_to_edit_answer,
)
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting

Status = Answer.Status


@operation
def draft_answer(foi_request: FoiRequest, content: AnswerContent, *, staff: Staff) -> Answer:
    """Begin an answer; one at a time for each request."""
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_draft_answer(foi_request, staff, kind=content.kind))
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    now = timezone.now()
    answer = Answer(
        foi_request=foi_request,
        number=foi_request.answers.count() + 1,
        author=staff.person,
        created_at=now,
        changed_at=now,
    )
    fitting = _fitting(content)
    write(fitting, answer)
    answer.content_hash = hash_of(fitting, [])
    answer.save()
    record(
        events.AnswerDrafted(answer.number, answer.kind, answer.content_hash),
        about=foi_request.reference,
        actor=staff,
    )
    return answer


def _fitting(content: AnswerContent) -> AnswerContent:
    """As it is kept: only facts that the letter of this kind knows."""
    kept = tidy(content)
    return replace(kept, facts=facts_that_fit(kept.kind, kept.facts))


@dataclass(frozen=True)
class AnswerSaving:
    """How a save ended: in place, or set aside because someone else had saved meanwhile."""

    answer: Answer
    set_aside: AnswerSetAside | None = None


@operation
def change_answer(
    answer: Answer, content: AnswerContent, *, revision: int, staff: Staff
) -> AnswerSaving:
    """Save what was written over `revision`. If that is not the latest, the text is set aside.

    In review the answer goes back to the draft, because approvals hold only for what was approved.
    """
    answer = locked_answer(answer)
    refuse_if(reasons_not_to_edit_answer(answer, staff, kind=content.kind))
    staff = acting(staff, verbs.HANDLE, answer.foi_request.unit) or staff
    fitting = _fitting(content)
    if not says_something_new(content, answer):
        refuse_if(["内容与已保存的相同，没有需要保存的改动。"])
    if revision != answer.revision:
        return _set_aside(answer, fitting, revision, staff)
    approved = approved_so_far(answer)
    answer.revision += 1
    write(fitting, answer)
    rehash(answer, staff)
    record(
        events.AnswerChanged(answer.number, answer.revision, answer.kind, answer.content_hash),
        about=answer.foi_request.reference,
        actor=staff,
    )
    back_to_draft(answer, approved, staff)
    return AnswerSaving(answer)


def says_something_new(content: AnswerContent, answer: Answer) -> bool:
    """Whether saving this would change anything."""
    return _fitting(content) != content_of(answer)


def _set_aside(answer: Answer, content: AnswerContent, revision: int, staff: Staff) -> AnswerSaving:
    answer.editors.add(staff.person)  # their words may come in later: they never approve them
    kept = AnswerSetAside.objects.create(
        answer=answer,
        person=staff.person,
        at=timezone.now(),
        against_revision=revision,
        typed=content.__dict__,
    )
    fact = events.AnswerTextSetAside(answer.number, revision)
    record(fact, about=answer.foi_request.reference, actor=staff)
    return AnswerSaving(answer, kept)


def approved_so_far(answer: Answer) -> tuple[str, ...]:
    """The steps that lose their approval when the content changes now."""
    return () if answer.status == Status.DRAFT else tuple(valid_approvals(answer))


def rehash(answer: Answer, staff: Staff) -> None:
    """The content changed: hash it anew, and remember who had a hand in it."""
    answer.changed_at = timezone.now()
    answer.content_hash = current_hash(answer)
    answer.save()
    answer.editors.add(staff.person)


def back_to_draft(answer: Answer, approved: tuple[str, ...], staff: Staff) -> None:
    """Content that changed during review goes back to the draft; `approved` steps are void."""
    if answer.status == Status.DRAFT:
        return
    answer.status = Status.DRAFT
    answer.save(update_fields=["status"])
    fact = events.AnswerApprovalsVoided(answer.number, approved)
    record(fact, about=answer.foi_request.reference, actor=staff)


@operation
def settle_answer_text(kept: AnswerSetAside, *, staff: Staff) -> None:
    """Say that a text set aside has been dealt with; it stays readable."""
    answer = locked_answer(kept.answer)
    refuse_if(reasons_not_to_edit_answer(answer, staff))
    staff = acting(staff, verbs.HANDLE, answer.foi_request.unit) or staff
    kept = AnswerSetAside.objects.select_for_update().get(pk=kept.pk)
    if kept.settled_at:
        refuse_if(["另存的这份文字已经处理过。"])
    kept.settled_at = timezone.now()
    kept.save(update_fields=["settled_at"])
    fact = events.AnswerTextSettled(answer.number)
    record(fact, about=answer.foi_request.reference, actor=staff)


@operation
def confirm_personal_data(
    answer: Answer, fingerprint: str, reason: str, *, staff: Staff
) -> AnswerConfirmation:
    """Say why something that looks like personal data of others may be given all the same."""
    answer = locked_answer(answer)
    refuse_if(reasons_not_to_edit_answer(answer, staff))
    found = {one.fingerprint: one for one in findings(answer)}.get(fingerprint)
    if found is None or found.confirmed:
        refuse_if(["这一处已经处理，或者内容已有改动，请刷新后再看。"])
    assert found is not None
    refuse_if([] if reason.strip() else ["请写明为什么可以提供。"])
    staff = acting(staff, verbs.HANDLE, answer.foi_request.unit) or staff
    kept = AnswerConfirmation.objects.create(
        answer=answer,
        fingerprint=fingerprint,
        kind=found.kind,
        reason=reason.strip()[:300],
        person=staff.person,
        at=timezone.now(),
    )
    fact = events.AnswerDataConfirmed(answer.number, found.kind)
    record(fact, about=answer.foi_request.reference, actor=staff)
    return kept


@operation
def drop_answer(answer: Answer, *, staff: Staff) -> Answer:
    """Give the answer in the making up; another may be begun."""
    answer = locked_answer(answer)
    refuse_if(reasons_not_to_drop_answer(answer, staff))
    staff = acting(staff, verbs.HANDLE, answer.foi_request.unit) or staff
    answer.status = Status.DROPPED
    answer.save(update_fields=["status"])
    record(events.AnswerDropped(answer.number), about=answer.foi_request.reference, actor=staff)
    return answer
