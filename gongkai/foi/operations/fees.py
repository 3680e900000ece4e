"""信息处理费 (第四十二条; 国办函〔2020〕109号): asked by one of two standards, paid or given up."""

from __future__ import annotations

from datetime import date

from gongkai.cases.operations import issue_letter, void_letter
from gongkai.cases.queries import letters_of
from gongkai.foi import events, verbs
from gongkai.foi.letters import facts_of
from gongkai.foi.locking import locked
from gongkai.foi.models import FeeNotice, FoiRequest
from gongkai.foi.operations.abandoning import NOT_PAID, abandon
from gongkai.foi.operations.parts import tell
from gongkai.foi.queries.reasons_fees import (
    calculation_of,
    fee_of,
    quantity_of,
    reasons_not_to_abandon_unpaid,
    reasons_not_to_cancel_fee_notice,
    reasons_not_to_charge,
    reasons_not_to_note_notice,
    reasons_not_to_pay,
)
from gongkai.journal.recording import operation, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting


@operation
def issue_fee_notice(
    foi_request: FoiRequest,
    *,
    standard: str,
    pay_how: str,
    on: date,
    staff: Staff,
    pages: int | None = None,
) -> FeeNotice:
    """Ask for the fee: `standard` is "count" or "pages" (then with the number of pages).

    By count the place of the request in its month is worked out here. The notice states basis,
    standard, sum and way of paying.
    """
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_charge(foi_request, staff, standard=standard, pages=pages, on=on))
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    quantity = quantity_of(foi_request, standard, pages)
    yuan = fee_of(standard, quantity, on)
    facts = facts_of(foi_request) | {
        "standard": standard,
        "quantity": quantity,
        "calculation": calculation_of(standard, quantity, on),
        "yuan": yuan,
        "pay_how": pay_how.strip(),
    }
    letter = issue_letter(
        "foi.fee_notice",
        facts,
        matter=foi_request.reference,
        body=foi_request.body,
        actor=staff,
        on=on,
    )
    notice = FeeNotice.objects.create(
        foi_request=foi_request,
        serial=foi_request.fee_notices.count() + 1,
        standard=standard,
        quantity=quantity,
        yuan=yuan,
        letter=letter.number,
        notified_on=on,
    )
    fact = events.FeeNoticeIssued(letter.number, standard, yuan)
    tell(foi_request, notice.reference, fact, actor=staff, on=on)
    return notice


@operation
def fee_notice_received(notice: FeeNotice, *, on: date, staff: Staff) -> FeeNotice:
    """The requester received the notice on this day; 20 working days run from it (第六条)."""
    notice = _locked(notice)
    refuse_if(reasons_not_to_note_notice(notice, staff, on))
    notice.received_on = on
    notice.save(update_fields=["received_on"])
    staff = acting(staff, verbs.HANDLE, notice.foi_request.unit) or staff
    tell(notice.foi_request, notice.reference, events.FeeNoticeReceived(), actor=staff, on=on)
    return notice


def _locked(notice: FeeNotice) -> FeeNotice:
    foi_request = locked(notice.foi_request)
    notice = FeeNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    notice.foi_request = foi_request
    return notice


@operation
def cancel_fee_notice(notice: FeeNotice, reason: str, *, on: date, staff: Staff) -> FeeNotice:
    """Take a notice back that was not paid: its letter is void, and its limit ends.

    Another notice may follow. `reason` stays inside.
    """
    notice = _locked(notice)
    refuse_if(reasons_not_to_cancel_fee_notice(notice, staff, reason=reason, on=on))
    foi_request = notice.foi_request
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    notice.cancelled_on = on
    notice.cancelled_because = reason.strip()
    notice.save(update_fields=["cancelled_on", "cancelled_because"])
    tell(foi_request, notice.reference, events.FeeNoticeCancelled(), actor=staff, on=on)
    letter = letters_of(foi_request.reference).get(number=notice.letter)
    void_letter(letter, actor=staff, reason=notice.cancelled_because)
    return notice


@operation
def pay(notice: FeeNotice, *, on: date, staff: Staff) -> FeeNotice:
    """The sum of the notice was paid on this day."""
    notice = _locked(notice)
    refuse_if(reasons_not_to_pay(notice, staff, on))
    notice.paid_on = on
    notice.save(update_fields=["paid_on"])
    staff = acting(staff, verbs.HANDLE, notice.foi_request.unit) or staff
    fact = events.FeePaid(notice.yuan)
    tell(notice.foi_request, notice.reference, fact, actor=staff, on=on)
    return notice


@operation
def abandon_unpaid(notice: FeeNotice, *, on: date, staff: Staff) -> FoiRequest:
    """Not paid within the limit: taken as given up, told by letter, counted as R16 (第六条)."""
    notice = _locked(notice)
    refuse_if(reasons_not_to_abandon_unpaid(notice, staff, on))
    foi_request = notice.foi_request
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    facts = {"fee_letter": notice.letter, "fee_received_on": notice.received_on}
    abandon(foi_request, NOT_PAID, facts, on=on, staff=staff)
    return foi_request
