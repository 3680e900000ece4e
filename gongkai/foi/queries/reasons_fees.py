"""Why no processing fee can be asked or noted, nor its want end a request (国办函〔2020〕109号)."""

from __future__ import annotations

from datetime import date

from gongkai.foi import verbs
from gongkai.foi.models import FeeNotice, FoiRequest, Requester
from gongkai.foi.queries.clocks import payment_clock, reply_clock
from gongkai.foi.queries.reasons_handling import impossible_day, not_open, without_right
from gongkai.kernel.dates import chinese_date
from gongkai.kernel.fees import FeeError, calculation, processing_fee, standard_in_force
from gongkai.people.actors import Staff

Standard = FeeNotice.Standard
ALREADY_PUBLIC = "R1"
LONGEST_REASON = 300


def place_in_month(foi_request: FoiRequest) -> int:
    """The how manieth this request is of its requester at this body in the calendar month of its
    receipt (第四条); parts of one paper count each."""
    assert foi_request.received_on is not None
    who = Requester.objects.get(foi_request=foi_request)
    month = foi_request.received_on
    same = FoiRequest.objects.filter(
        body=foi_request.body_id,
        requester__fingerprint=who.fingerprint,
        received_on__year=month.year,
        received_on__month=month.month,
    )
    earlier = same.filter(received_on__lt=month) | same.filter(
        received_on=month, number__lte=foi_request.number
    )
    return earlier.count()


def quantity_of(foi_request: FoiRequest, standard: str, pages: int | None) -> int:
    """What is priced: the place in the month, or the pages."""
    return place_in_month(foi_request) if standard == Standard.COUNT else pages or 0


def fee_of(standard: str, quantity: int, on: date) -> int:
    """Yuan for a request: that of its one place in the month, or of all its pages."""
    tariff = standard_in_force(standard, on)
    if standard == Standard.COUNT:
        return processing_fee(tariff, 1, quantity - 1)
    return processing_fee(tariff, quantity)


def calculation_of(standard: str, quantity: int, on: date) -> str:
    """How that came about, for the notice."""
    tariff = standard_in_force(standard, on)
    if standard == Standard.COUNT:
        return calculation(tariff, 1, quantity - 1)
    return calculation(tariff, quantity)


def reasons_not_to_charge(
    foi_request: FoiRequest,
    staff: Staff,
    *,
    standard: str | None = None,
    pages: int | None = None,
    on: date | None = None,
) -> list[str]:
    """Why no fee notice can be issued (by this standard, for so many pages, on this day)."""
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit) + not_open(foi_request)
    if reasons:
        return reasons
    reasons += _charged_before(foi_request, standard) + _outside_the_term(foi_request, on)
    reasons += impossible_day("通知日期", on, after=foi_request.received_on)
    if standard is None or on is None or reasons:
        return reasons
    if standard not in Standard.values:
        return ["请选择计费标准：按件或者按量，不能同时适用（第三条）。"]
    return _faults_of_pages(foi_request, standard, pages) or _nothing_to_charge(
        foi_request, standard, pages, on
    )


def _charged_before(foi_request: FoiRequest, standard: str | None) -> list[str]:
    notices = [one for one in foi_request.fee_notices.all() if one.cancelled_on is None]
    if standard and any(one.standard != standard for one in notices):
        return ["该申请已经按另一种标准收费，两种标准不能同时适用（第三条）。"]
    if any(one.paid_on is None for one in notices):
        return ["已经发出缴费通知，还没有缴费，不能重复通知。"]
    if notices:
        return ["该申请已经缴过信息处理费，不能重复收费。"]
    return []


def _outside_the_term(foi_request: FoiRequest, on: date | None) -> list[str]:
    """The notice is issued inside the handling term (第六条)."""
    reading = reply_clock(foi_request)
    if reading is None or reading.due_on is None or on is None or on <= reading.due_on:
        return []
    return [f"缴费通知应当在办理期限内发出，期限已于{chinese_date(reading.due_on)}届满。"]


def _faults_of_pages(foi_request: FoiRequest, standard: str, pages: int | None) -> list[str]:
    if standard == Standard.COUNT:
        return [] if pages is None else ["按件收费的，不填页数。"]
    if not pages or pages < 1:
        return ["按量收费的，请填写提供信息的页数。"]
    if foi_request.answers.filter(kind=ALREADY_PUBLIC).exclude(status="dropped").exists():
        return ["信息已经主动公开、只告知获取途径的，不按量收费（第五条）。"]
    return []


def _nothing_to_charge(
    foi_request: FoiRequest, standard: str, pages: int | None, on: date
) -> list[str]:
    quantity = quantity_of(foi_request, standard, pages)
    try:
        if fee_of(standard, quantity, on):
            return []
    except FeeError as error:
        return error.reasons
    if standard == Standard.COUNT:
        return [f"这是申请人本月的第{quantity}件申请，没有达到收费的件数。"]
    return [f"共{quantity}页，没有达到收费的页数。"]


def reasons_not_to_note_notice(
    notice: FeeNotice, staff: Staff, on: date | None = None
) -> list[str]:
    """Why it cannot be noted that the requester received the notice."""
    reasons = _not_for(notice, staff)
    if notice.received_on is not None:
        reasons.append(f"已经记录申请人于{chinese_date(notice.received_on)}收到缴费通知。")
    return reasons + impossible_day("收到日期", on, after=notice.notified_on, what="发出通知")


def _not_for(notice: FeeNotice, staff: Staff) -> list[str]:
    reasons = without_right(staff, verbs.HANDLE, notice.foi_request.unit)
    reasons += not_open(notice.foi_request)
    if notice.paid_on is not None:
        reasons.append(f"已于{chinese_date(notice.paid_on)}缴费。")
    if notice.cancelled_on is not None:
        reasons.append(f"该缴费通知已于{chinese_date(notice.cancelled_on)}撤销。")
    return reasons


def reasons_not_to_cancel_fee_notice(
    notice: FeeNotice, staff: Staff, *, reason: str | None = None, on: date | None = None
) -> list[str]:
    """Why a notice cannot be taken back: one that was paid stands."""
    reasons = _not_for(notice, staff)
    if reason is not None and not reason.strip():
        reasons.append("请写明撤销缴费通知的理由。")
    if reason is not None and len(reason) > LONGEST_REASON:
        reasons.append(f"撤销的理由最多{LONGEST_REASON}个字，现在有{len(reason)}个字，请删减。")
    return reasons + impossible_day("撤销日期", on, after=notice.notified_on, what="发出通知")


def reasons_not_to_pay(notice: FeeNotice, staff: Staff, on: date | None = None) -> list[str]:
    """Why the payment cannot be noted. Late, but before anybody gave the request up, it can."""
    reasons = _not_for(notice, staff)
    return reasons + impossible_day("缴费日期", on, after=notice.notified_on, what="发出通知")


def reasons_not_to_abandon_unpaid(
    notice: FeeNotice, staff: Staff, on: date | None = None
) -> list[str]:
    """Why the request cannot be taken as given up: only after the 20 working days from the receipt
    of the notice have passed (第六条)."""
    reasons = _not_for(notice, staff) + impossible_day("日期", on, after=notice.notified_on)
    if reasons:
        return reasons
    reading = payment_clock(notice)
    if reading is None or reading.due_on is None:
        return ["还没有记录申请人收到缴费通知的日期，缴费期限自收到之日起计算，请先记录。"]
    if on is not None and on <= reading.due_on:
        return [f"缴费期限至{chinese_date(reading.due_on)}（含当日），届满后才能处理。"]
    return []
