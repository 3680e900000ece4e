"""A request comes in: sent over the site or registered, confirmed, corrected, added to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from gongkai.foi import events, verbs
from gongkai.foi.actors import REQUESTER
from gongkai.foi.codes import code_of_form, fingerprint, hash_of_code, make_code
from gongkai.foi.content import Enclosed, Wanted, Who
from gongkai.foi.locking import locked
from gongkai.foi.models import FoiRequest, Requester, RequestFile
from gongkai.foi.numbering import request_number
from gongkai.foi.operations.acknowledging import issue_receipt
from gongkai.foi.queries.faults import faults_of
from gongkai.foi.queries.reasons_receiving import (
    RECEIVED_AT_ONCE,
    reasons_not_to_add_file,
    reasons_not_to_confirm_receipt,
    reasons_not_to_correct_receipt,
    reasons_not_to_register,
    reasons_not_to_renew_code,
    sent_before,
    unusable,
)
from gongkai.foi.queries.routing import bodies_to_ask, receiving_unit
from gongkai.journal.actors import Actor
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Unit
from gongkai.people.queries import acting

Status = FoiRequest.Status


@dataclass(frozen=True)
class Taken:
    """A request that came in, and the look-up code, which is shown once and not kept."""

    foi_request: FoiRequest
    code: str


@dataclass(frozen=True)
class _Arrival:
    """How and when it came."""

    unit: Unit
    channel: str
    at: datetime
    form_key: UUID | None


@operation
def submit_online(
    body: Body,
    wanted: Wanted,
    who: Who,
    *,
    enclosed: Sequence[Enclosed] = (),
    form_key: UUID,
) -> Taken:
    """The requester sends the form of the site. The clock does not run yet: it is received on the
    day that both sides confirm (第三十一条第三项). A form that is sent twice makes one request."""
    unit = receiving_unit(body) if bodies_to_ask().filter(pk=body.pk).exists() else None
    if unit is None:
        refuse_if([f"{body}不能通过本站受理申请，请选择其他机关，或当面、邮寄提交。"])
    assert unit is not None
    refuse_if(faults_of(wanted, who))
    now = timezone.now()
    arrival = _Arrival(unit, FoiRequest.Channel.ONLINE, now, form_key)
    return _take_in(arrival, wanted, who, enclosed, actor=REQUESTER)


@operation
def register(
    unit: Unit,
    wanted: Wanted,
    who: Who,
    *,
    channel: str,
    on: date,
    staff: Staff,
    enclosed: Sequence[Enclosed] = (),
    form_key: UUID | None = None,
) -> Taken:
    """Staff enter what came over the counter, by letter, fax or e-mail; `on` is the day it came.

    Handed over or signed for, it is received on that day; the others are confirmed afterwards.
    """
    refuse_if(reasons_not_to_register(unit, channel, on, staff) + faults_of(wanted, who))
    staff = acting(staff, verbs.REGISTER, unit) or staff
    taken = _take_in(
        _Arrival(unit, channel, _moment_on(on), form_key), wanted, who, enclosed, actor=staff
    )
    if channel in RECEIVED_AT_ONCE:
        _receive(taken.foi_request, on, staff)
    return taken


def _moment_on(day: date) -> datetime:
    """Now, if it came today; for an earlier day its beginning, since nobody knows the hour."""
    now = timezone.localtime()
    return now if day == now.date() else timezone.make_aware(datetime.combine(day, time.min))


def _take_in(
    arrival: _Arrival, wanted: Wanted, who: Who, enclosed: Sequence[Enclosed], *, actor: Actor
) -> Taken:
    number = request_number(timezone.localdate())  # takes a lock: two clicks come one by one
    refuse_if(sent_before(arrival.form_key))
    refuse_if([reason for one in enclosed for reason in unusable(one)])
    code = code_of_form(arrival.form_key) if arrival.form_key else make_code()
    foi_request = FoiRequest.objects.create(
        number=number,
        code_hash=hash_of_code(number, code),
        body=arrival.unit.body,
        unit=arrival.unit,
        channel=arrival.channel,
        requester_kind=who.kind,
        submitted_at=arrival.at,
        form_key=arrival.form_key,
        **{name: getattr(wanted, name) for name in wanted.__dataclass_fields__},
    )
    _write_down_who(foi_request, who)
    record(
        events.RequestSubmitted(arrival.channel, arrival.unit.body.code, who.kind),
        about=foi_request.reference,
        actor=actor,
        on=timezone.localdate(arrival.at),
    )
    for one in enclosed:
        enclose(foi_request, one, actor)
    return Taken(foi_request, code)


def _write_down_who(foi_request: FoiRequest, who: Who) -> None:
    names = [name for name in who.__dataclass_fields__ if name not in ("kind", "identity_number")]
    Requester.objects.create(
        foi_request=foi_request,
        identity_number=who.plain_number,
        fingerprint=fingerprint(who.plain_number),
        **{name: getattr(who, name).strip() for name in names},
    )


def enclose(foi_request: FoiRequest, enclosed: Enclosed, actor: Actor) -> RequestFile:
    kept = RequestFile.objects.create(
        foi_request=foi_request,
        file=enclosed.file,
        kind=enclosed.kind,
        name=enclosed.name[:200],
        at=timezone.now(),
    )
    record(
        events.RequestFileAdded(enclosed.file.sha256, enclosed.kind),
        about=foi_request.reference,
        actor=actor,
    )
    return kept


def _receive(foi_request: FoiRequest, on: date, staff: Staff) -> None:
    foi_request.received_on = on
    foi_request.status = Status.OPEN
    foi_request.save(update_fields=["received_on", "status"])
    record(
        events.RequestReceived(foi_request.channel),
        about=foi_request.reference,
        actor=staff,
        on=on,
    )
    issue_receipt(foi_request, staff)


@operation
def confirm_receipt(foi_request: FoiRequest, *, on: date, staff: Staff) -> FoiRequest:
    """Both sides confirmed the receipt on this day, from which the clock runs (第三十一条)."""
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_confirm_receipt(foi_request, on, staff))
    staff = acting(staff, verbs.REGISTER, foi_request.unit) or staff
    _receive(foi_request, on, staff)
    return foi_request


@operation
def correct_receipt(foi_request: FoiRequest, *, on: date, reason: str, staff: Staff) -> FoiRequest:
    """The day of receipt had been entered wrongly; `reason` is a code of "receipt-corrections"."""
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_correct_receipt(foi_request, on, reason, staff))
    staff = acting(staff, verbs.REGISTER, foi_request.unit) or staff
    wrong = foi_request.received_on
    assert wrong is not None
    foi_request.received_on = on
    if foi_request.channel in RECEIVED_AT_ONCE:
        foi_request.submitted_at = _moment_on(on)
    foi_request.save(update_fields=["received_on", "submitted_at"])
    record(events.ReceiptCorrected(wrong, reason), about=foi_request.reference, actor=staff, on=on)
    issue_receipt(foi_request, staff)
    return foi_request


@operation
def add_file(foi_request: FoiRequest, enclosed: Enclosed, *, staff: Staff) -> RequestFile:
    """Put a file with the request: a paper that was scanned, a proof that came later."""
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_add_file(foi_request, enclosed, staff))
    return enclose(foi_request, enclosed, capacity(staff, foi_request.unit))


def capacity(staff: Staff, unit: Unit) -> Staff:
    """The capacity in which someone registers or handles here."""
    return acting(staff, verbs.HANDLE, unit) or acting(staff, verbs.REGISTER, unit) or staff


@operation
def renew_code(foi_request: FoiRequest, *, staff: Staff) -> str:
    """A new look-up code for a requester who lost it and was recognised; returns the code."""
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_renew_code(foi_request, staff))
    staff = acting(staff, verbs.REGISTER, foi_request.unit) or staff
    code = make_code()
    keeper = foi_request.part_of or foi_request  # all parts of a paper open with one code
    keeper.code_hash = hash_of_code(keeper.number, code)
    keeper.form_key = None  # the code of the form is not the code any more
    keeper.save(update_fields=["code_hash", "form_key"])
    record(events.LookUpCodeRenewed(), about=foi_request.reference, actor=staff)
    return code
