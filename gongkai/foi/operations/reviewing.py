"""审核、保密审查 (第十七条)、签发: each by a person, with an opinion, about just this content."""

from __future__ import annotations

from django.utils import timezone

from gongkai.cases.reviewing import too_long
from gongkai.foi import events, verbs
from gongkai.foi.answer_content import current_hash
from gongkai.foi.locking import locked_answer
from gongkai.foi.models import Answer, AnswerOpinion
from gongkai.foi.queries.answer_approvals import AFTER, VERB_OF
from gongkai.foi.queries.reasons_answering import (
    reasons_not_to_decide_on_answer,
    reasons_not_to_recall_answer,
    reasons_not_to_submit_answer,
)
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting

Status = Answer.Status
Step, Decision = AnswerOpinion.Step, AnswerOpinion.Decision


@operation
def submit_answer(answer: Answer, *, staff: Staff, text: str = "") -> Answer:
    """Send the answer into review."""
    answer = locked_answer(answer)
    refuse_if(reasons_not_to_submit_answer(answer, staff) + too_long(text))
    staff = acting(staff, verbs.HANDLE, answer.foi_request.unit) or staff
    answer.status = Status.REVIEW
    answer.submitted_at = timezone.now()
    answer.content_hash = current_hash(answer)
    answer.save(update_fields=["status", "submitted_at", "content_hash"])
    _give_opinion(answer, Step.SUBMISSION, Decision.APPROVED, text, staff)
    fact = events.AnswerSubmitted(answer.number, answer.content_hash)
    record(fact, about=answer.foi_request.reference, actor=staff)
    return answer


def _give_opinion(
    answer: Answer, step: str, decision: str, text: str, staff: Staff
) -> AnswerOpinion:
    return AnswerOpinion.give(
        answer=answer, step=step, content_hash=current_hash(answer),
        decision=decision, text=text, staff=staff,
    )  # fmt: skip


@operation
def recall_answer(answer: Answer, *, staff: Staff) -> Answer:
    """Take a submitted answer back to the draft before it is given."""
    answer = locked_answer(answer)
    refuse_if(reasons_not_to_recall_answer(answer, staff))
    staff = acting(staff, verbs.HANDLE, answer.foi_request.unit) or staff
    answer.status = Status.DRAFT
    answer.save(update_fields=["status"])
    record(events.AnswerRecalled(answer.number), about=answer.foi_request.reference, actor=staff)
    return answer


@operation
def approve_answer(answer: Answer, *, seen_hash: str, staff: Staff, text: str = "") -> Answer:
    """Approve at the step where the answer stands; `seen_hash` is of the content on the screen.

    A reviewer approves what they saw: if it changed meanwhile, nothing is approved.
    """
    answer = locked_answer(answer)
    refuse_if(reasons_not_to_decide_on_answer(answer, staff) + too_long(text))
    if seen_hash != current_hash(answer):
        refuse_if(["您打开页面后答复内容有改动，请重新阅读后再签署意见。"])
    step = answer.status
    staff = acting(staff, VERB_OF[step], answer.foi_request.unit) or staff
    opinion = _give_opinion(answer, step, Decision.APPROVED, text, staff)
    answer.status = AFTER[step]
    answer.save(update_fields=["status"])
    fact = events.AnswerApproved(answer.number, step, opinion.pk, opinion.content_hash)
    record(fact, about=answer.foi_request.reference, actor=staff)
    return answer


@operation
def return_answer(answer: Answer, *, text: str, staff: Staff) -> Answer:
    """Send the answer back to whoever drafted it, saying what has to change."""
    answer = locked_answer(answer)
    refuse_if(reasons_not_to_decide_on_answer(answer, staff) + too_long(text))
    refuse_if([] if text.strip() else ["请写明退回的原因和修改要求。"])
    step = answer.status
    staff = acting(staff, VERB_OF[step], answer.foi_request.unit) or staff
    opinion = _give_opinion(answer, step, Decision.RETURNED, text, staff)
    answer.status = Status.DRAFT
    answer.save(update_fields=["status"])
    fact = events.AnswerReturned(answer.number, step, opinion.pk)
    record(fact, about=answer.foi_request.reference, actor=staff)
    return answer
