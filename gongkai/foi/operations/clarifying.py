"""补正 (第三十条): asked once and for everything, answered, or taken as given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from gongkai.cases.models import Letter
from gongkai.cases.operations import issue_letter
from gongkai.foi import events, verbs
from gongkai.foi.actors import REQUESTER
from gongkai.foi.content import Enclosed
from gongkai.foi.letters import facts_of
from gongkai.foi.locking import locked
from gongkai.foi.models import Clarification, FoiRequest
from gongkai.foi.operations.abandoning import NOT_CLARIFIED, abandon
from gongkai.foi.operations.receiving import capacity, enclose
from gongkai.foi.queries.reasons_clarifying import (
    open_clarification,
    reasons_not_to_abandon_unclarified,
    reasons_not_to_ask_to_clarify,
    reasons_not_to_clarify,
    reasons_not_to_offer_clarification,
)
from gongkai.foi.queries.reasons_receiving import unusable
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting

Status = FoiRequest.Status
HOW = "在网站“申请进度查询”页面填写，或者书面提交（当面、邮寄）"


@operation
def ask_to_clarify(
    foi_request: FoiRequest,
    points: Sequence[str],
    *,
    answer_by: date,
    staff: Staff,
    on: date | None = None,
    how: str = HOW,
) -> Clarification:
    """Tell the requester by letter everything that is unclear, once, and until when to mend it.

    `on` is the day of the letter, today when nothing is said; the clock foi.clarify stops.
    """
    on = on or timezone.localdate()
    foi_request = locked(foi_request)
    told = [one.strip() for one in points if one.strip()]
    refuse_if(
        reasons_not_to_ask_to_clarify(foi_request, staff, points=told, answer_by=answer_by, on=on)
    )
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    letter = _letter(foi_request, told, answer_by, how, on, staff)
    asked = Clarification.objects.create(
        foi_request=foi_request,
        asked_on=on,
        points="\n".join(told),
        answer_by=answer_by,
        letter=letter.number,
    )
    foi_request.status = Status.CLARIFYING
    foi_request.save(update_fields=["status"])
    record(
        events.ClarificationAsked(letter.number, answer_by),
        about=foi_request.reference,
        actor=staff,
        on=on,
    )
    return asked


def _letter(
    foi_request: FoiRequest, points: list[str], answer_by: date, how: str, on: date, staff: Staff
) -> Letter:
    facts = facts_of(foi_request) | {"points": points, "answer_by": answer_by, "how": how}
    return issue_letter(
        "foi.clarification",
        facts,
        matter=foi_request.reference,
        body=foi_request.body,
        actor=staff,
        on=on,
    )


@operation
def offer_clarification(
    foi_request: FoiRequest, text: str, *, enclosed: Sequence[Enclosed] = ()
) -> Clarification:
    """The requester sends the clarification over the site. It is received on the day that both
    sides confirm, as the request itself (第三十一条第三项)."""
    foi_request = locked(foi_request)
    reasons = reasons_not_to_offer_clarification(foi_request, text)
    refuse_if(reasons + [reason for one in enclosed for reason in unusable(one)])
    asked = open_clarification(foi_request)
    assert asked is not None
    asked.answer = text.strip()
    asked.offered_at = timezone.now()
    asked.save(update_fields=["answer", "offered_at"])
    record(events.ClarificationOffered(), about=foi_request.reference, actor=REQUESTER)
    for one in enclosed:
        enclose(foi_request, one, REQUESTER)
    return asked


@operation
def clarify(
    foi_request: FoiRequest,
    *,
    on: date,
    staff: Staff,
    text: str = "",
    enclosed: Sequence[Enclosed] = (),
) -> FoiRequest:
    """The clarified request was received on `on`: the reply clock starts anew (第三十条).

    `text` is what came on paper; empty, when the requester wrote it over the site.
    """
    foi_request = locked(foi_request)
    reasons = reasons_not_to_clarify(foi_request, on, text, staff)
    refuse_if(reasons + [reason for one in enclosed for reason in unusable(one)])
    staff = capacity(staff, foi_request.unit)
    asked = open_clarification(foi_request)
    assert asked is not None
    asked.answered_on = on
    asked.answer = text.strip() or asked.answer
    asked.save(update_fields=["answered_on", "answer"])
    foi_request.status = Status.OPEN
    foi_request.save(update_fields=["status"])
    record(events.RequestClarified(), about=foi_request.reference, actor=staff, on=on)
    for one in enclosed:
        enclose(foi_request, one, staff)
    return foi_request


@operation
def abandon_unclarified(
    foi_request: FoiRequest, *, staff: Staff, without_good_reason: bool, on: date | None = None
) -> FoiRequest:
    """Somebody decides that the deadline passed without good reason: given up (第三十条), and
    told by letter, counted as R15."""
    on = on or timezone.localdate()
    foi_request = locked(foi_request)
    refuse_if(
        reasons_not_to_abandon_unclarified(
            foi_request, on, staff, without_good_reason=without_good_reason
        )
    )
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    asked = open_clarification(foi_request)
    assert asked is not None
    facts = {"clarification_letter": asked.letter, "answer_by": asked.answer_by}
    abandon(foi_request, NOT_CLARIFIED, facts, on=on, staff=staff)
    return foi_request
