"""The answer is given: it gets its letter and number, and the request ends; then it is served."""

from __future__ import annotations

from datetime import date

from gongkai.cases.letters import template_for_answer
from gongkai.cases.operations import issue_letter
from gongkai.foi import events, verbs
from gongkai.foi.locking import locked_answer
from gongkai.foi.models import Answer, FoiRequest
from gongkai.foi.operations.parts import end_open_parts
from gongkai.foi.queries.answer_kinds import letter_facts
from gongkai.foi.queries.reasons_answering import (
    reasons_not_to_give,
    reasons_not_to_record_service,
)
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting

Status = FoiRequest.Status


@operation
def give(answer: Answer, *, on: date, staff: Staff) -> Answer:
    """Give the signed answer on this day: the reply clock stops, the request is closed with the
    kind of the answer as its outcome (第三十三条、第三十六条)."""
    answer = locked_answer(answer)
    refuse_if(reasons_not_to_give(answer, staff, on))
    foi_request = answer.foi_request
    staff = _capacity(foi_request, staff)
    letter = issue_letter(
        template_for_answer(answer.kind, on).code,
        letter_facts(answer, on),
        matter=foi_request.reference,
        body=foi_request.body,
        actor=staff,
        on=on,
    )
    answer.status = Answer.Status.GIVEN
    answer.letter, answer.answered_on = letter.number, on
    answer.save(update_fields=["status", "letter", "answered_on"])
    _close(foi_request, answer.kind, on)
    fact = events.RequestAnswered(answer.number, answer.kind, letter.number, answer.content_hash)
    record(fact, about=foi_request.reference, actor=staff, on=on)
    end_open_parts(foi_request, actor=staff, on=on)
    return answer


def _capacity(foi_request: FoiRequest, staff: Staff) -> Staff:
    handling = acting(staff, verbs.HANDLE, foi_request.unit)
    return handling or acting(staff, verbs.SERVE, foi_request.unit) or staff


def _close(foi_request: FoiRequest, outcome: str, on: date) -> None:
    foi_request.status, foi_request.outcome, foi_request.closed_on = Status.CLOSED, outcome, on
    foi_request.save(update_fields=["status", "outcome", "closed_on"])


@operation
def record_service(answer: Answer, *, way: str, on: date, staff: Staff, note: str = "") -> Answer:
    """The requester got the answer on this day, from which the time for remedies runs.

    `way` is one of `FoiRequest.Way`, `note` for instance the number of the registered letter.
    """
    answer = locked_answer(answer)
    refuse_if(reasons_not_to_record_service(answer, staff, way=way, on=on))
    staff = acting(staff, verbs.SERVE, answer.foi_request.unit) or staff
    answer.served_on, answer.served_way, answer.service_note = on, way, note.strip()[:200]
    answer.save(update_fields=["served_on", "served_way", "service_note"])
    fact = events.AnswerServed(answer.number, way)
    record(fact, about=answer.foi_request.reference, actor=staff, on=on)
    return answer
