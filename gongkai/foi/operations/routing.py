"""Where a request goes: divided, handed to the right body, given to a unit and a handler, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from gongkai.foi import events, verbs
from gongkai.foi.actors import REQUESTER
from gongkai.foi.locking import locked
from gongkai.foi.models import Answer, FoiRequest, Requester
from gongkai.foi.numbering import request_number
from gongkai.foi.operations.parts import end_open_parts
from gongkai.foi.operations.receiving import capacity
from gongkai.foi.queries.reasons_receiving import (
    reasons_not_to_assign,
    reasons_not_to_split,
    reasons_not_to_transfer,
    reasons_not_to_withdraw,
)
from gongkai.foi.queries.routing import receiving_unit
from gongkai.journal.actors import Actor
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Person, Unit
from gongkai.people.queries import acting

Status = FoiRequest.Status
WITHDRAWN = "R17"  # counted under 其他 in the annual report


@operation
def split(foi_request: FoiRequest, parts: Sequence[str], *, staff: Staff) -> list[FoiRequest]:
    """Divide a paper that asks for several things (一事一申请); returns all parts.

    The request itself becomes the first part and keeps its number, the others get numbers of their
    own; all run from the same day and open with the same look-up code.
    """
    foi_request = locked(foi_request)
    told = [one.strip() for one in parts if one.strip()]
    refuse_if(reasons_not_to_split(foi_request, told or [""], staff))
    actor = capacity(staff, foi_request.unit)
    foi_request.wanted_before_split = foi_request.wanted
    foi_request.wanted = told[0]
    foi_request.save(update_fields=["wanted", "wanted_before_split"])
    others = [_part_of(foi_request, wanted, actor) for wanted in told[1:]]
    record(
        events.RequestSplit(tuple(one.reference for one in others)),
        about=foi_request.reference,
        actor=actor,
    )
    return [foi_request, *others]


def _part_of(whole: FoiRequest, wanted: str, actor: Staff) -> FoiRequest:
    """One more request, as if it had come in with the whole."""
    part = FoiRequest.objects.create(
        number=request_number(timezone.localdate()),
        code_hash=whole.code_hash,
        part_of=whole,
        body=whole.body,
        unit=whole.unit,
        handler=whole.handler,
        channel=whole.channel,
        requester_kind=whole.requester_kind,
        submitted_at=whole.submitted_at,
        received_on=_counts_from(whole),
        status=whole.status,
        wanted=wanted,
        way=whole.way,
        carrier=whole.carrier,
        needs_help=whole.needs_help,
    )
    who = Requester.objects.get(foi_request=whole)
    who.pk, who.foi_request = None, part
    who.save(force_insert=True)
    submitted = events.RequestSubmitted(part.channel, part.body.code, part.requester_kind)
    submitted_on = timezone.localdate(part.submitted_at)
    record(submitted, about=part.reference, actor=actor, on=submitted_on)
    if part.received_on:
        received = events.RequestReceived(part.channel)
        record(received, about=part.reference, actor=actor, on=part.received_on)
    return part


def _counts_from(whole: FoiRequest) -> date | None:
    """The day of receipt; after a clarification that of the corrected request (第三十条)."""
    clarified = whole.clarifications.exclude(answered_on=None).order_by("-answered_on").first()
    return clarified.answered_on if clarified else whole.received_on


@operation
def transfer(foi_request: FoiRequest, to: Body, *, staff: Staff) -> FoiRequest:
    """Hand a request that is not received yet to the body for which it was meant."""
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_transfer(foi_request, to, staff))
    staff = acting(staff, verbs.REGISTER, foi_request.unit) or staff
    unit = receiving_unit(to)
    assert unit is not None
    fact = events.RequestTransferred(foi_request.body.reference, to.reference)
    foi_request.body, foi_request.unit, foi_request.handler = to, unit, None
    foi_request.save(update_fields=["body", "unit", "handler"])
    record(fact, about=foi_request.reference, actor=staff)
    return foi_request


@operation
def assign(
    foi_request: FoiRequest, unit: Unit, handler: Person | None, *, staff: Staff
) -> FoiRequest:
    """Give the request to a unit of the body, and to one of its people if that is known."""
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_assign(foi_request, unit, handler, staff))
    actor = capacity(staff, foi_request.unit)
    foi_request.unit, foi_request.handler = unit, handler
    foi_request.save(update_fields=["unit", "handler"])
    fact = events.RequestAssigned(unit.reference, handler.reference if handler else "")
    record(fact, about=foi_request.reference, actor=actor)
    return foi_request


@operation
def withdraw(foi_request: FoiRequest) -> FoiRequest:
    """The requester withdraws it over the progress page, today."""
    foi_request = locked(foi_request)
    today = timezone.localdate()
    refuse_if(reasons_not_to_withdraw(foi_request, today, None))
    return _withdrawn(foi_request, today, REQUESTER)


@operation
def register_withdrawal(foi_request: FoiRequest, *, on: date, staff: Staff) -> FoiRequest:
    """The requester withdrew it in writing; `on` is the day that the writing came."""
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_withdraw(foi_request, on, staff))
    return _withdrawn(foi_request, on, capacity(staff, foi_request.unit))


def _withdrawn(foi_request: FoiRequest, on: date, actor: Actor) -> FoiRequest:
    close(foi_request, WITHDRAWN, on)
    record(events.RequestWithdrawn("requester"), about=foi_request.reference, actor=actor, on=on)
    end_open_parts(foi_request, actor=actor, on=on)
    return foi_request


def close(foi_request: FoiRequest, outcome: str, on: date) -> None:
    """The request ends without an answer; a draft of one is given up."""
    foi_request.status = Status.CLOSED
    foi_request.outcome = outcome
    foi_request.closed_on = on
    foi_request.save(update_fields=["status", "outcome", "closed_on"])
    finished = (Answer.Status.GIVEN, Answer.Status.DROPPED)
    foi_request.answers.exclude(status__in=finished).update(status=Answer.Status.DROPPED)
