"""Why a request cannot be clarified (第三十条): asked, answered, or taken as given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from gongkai.foi import verbs
from gongkai.foi.models import Answer, Clarification, FoiRequest
from gongkai.foi.queries.faults import LONGEST_WANTED
from gongkai.foi.queries.opened import working_calendar
from gongkai.foi.queries.reasons_receiving import without_either, without_right
from gongkai.kernel.clock import Fact, builtin_rules, read
from gongkai.kernel.dates import chinese_date
from gongkai.people.actors import Staff
from gongkai.reference.queries import calendar

Status = FoiRequest.Status


def open_clarification(foi_request: FoiRequest) -> Clarification | None:
    """What the requester was asked and has not answered, or not with everybody's confirmation."""
    asked = foi_request.clarifications.all()
    return next((one for one in asked if one.answered_on is None), None)


def last_day_to_ask(foi_request: FoiRequest) -> date | None:
    """Seven working days from receipt (第三十条); None before receipt."""
    if foi_request.received_on is None:
        return None
    received = Fact("RequestReceived", foi_request.received_on)
    for rule in builtin_rules().versions("foi.clarify"):
        if rule.effective_from <= foi_request.received_on:
            return read(rule, [received], working_calendar(foi_request)).due_on
    return None


def suggested_answer_by(on: date) -> date:
    """A reasonable deadline, which the regulation does not count in days: configured, and moved
    to a working day."""
    return calendar().next_workday(on + timedelta(days=settings.FOI_CLARIFICATION_DAYS))


def reasons_not_to_ask_to_clarify(
    foi_request: FoiRequest,
    staff: Staff,
    *,
    points: Sequence[str] | None = None,
    answer_by: date | None = None,
    on: date | None = None,
) -> list[str]:
    """Why the requester cannot be asked; with `points` None: whether the button is of use."""
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit)
    if foi_request.status == Status.SUBMITTED:
        return [*reasons, "该申请还没有确认收到，请先确认收到日期，再告知补正。"]
    if foi_request.clarifications.exists():
        return [
            *reasons,
            "补正内容应当一次性告知（第三十条），该申请已经告知过补正，不能再次要求。",
        ]
    if foi_request.status != Status.OPEN:
        return [*reasons, f"该申请现在是“{foi_request.get_status_display()}”，不能告知补正。"]
    asked_on = on or timezone.localdate()
    reasons += _too_late(foi_request, asked_on)
    if points is not None and answer_by is not None:
        reasons += _faults_of_asking(foi_request, points, answer_by, asked_on)
    return reasons


def _too_late(foi_request: FoiRequest, on: date) -> list[str]:
    last = last_day_to_ask(foi_request)
    if last is None or on <= last:
        return []
    return [
        f"告知补正的7个工作日期限已于{chinese_date(last)}届满（第三十条）；请按现有内容办理，"
        "不清楚的地方可以电话与申请人沟通。"
    ]


def _faults_of_asking(
    foi_request: FoiRequest, points: Sequence[str], answer_by: date, on: date
) -> list[str]:
    reasons = []
    if not any(one.strip() for one in points):
        reasons.append("请写明需要补正的全部内容，应当一次性告知。")
    if on > timezone.localdate():
        reasons.append(f"告知日期{chinese_date(on)}晚于今天，请核对。")
    if foi_request.received_on and on < foi_request.received_on:
        received = chinese_date(foi_request.received_on)
        reasons.append(f"告知日期{chinese_date(on)}早于收到日期{received}，请核对。")
    if answer_by <= on:
        reasons.append(f"补正期限{chinese_date(answer_by)}须在告知日期之后，并且应当合理。")
    return reasons


def reasons_not_to_offer_clarification(foi_request: FoiRequest, text: str | None) -> list[str]:
    """Why the requester cannot send a clarification over the site (this text; None: any)."""
    asked = open_clarification(foi_request)
    if foi_request.status != Status.CLARIFYING or asked is None:
        return ["该申请现在不需要补正。"]
    if asked.offered_at:
        return ["您已经提交过补正内容，正等待工作人员与您确认。"]
    return _faults_of_text(text) if text is not None else []


def _faults_of_text(text: str) -> list[str]:
    if not text.strip():
        return ["请写明补正的内容。"]
    if len(text) > LONGEST_WANTED:
        return [f"补正内容最多{LONGEST_WANTED}个字，现在有{len(text)}个字，请删减。"]
    return []


def reasons_not_to_clarify(
    foi_request: FoiRequest, on: date | None, text: str | None, staff: Staff
) -> list[str]:
    """Why the clarified request cannot be noted as received; None, None for the button."""
    reasons = without_either(staff, foi_request.unit)
    asked = open_clarification(foi_request)
    if foi_request.status != Status.CLARIFYING or asked is None:
        return [*reasons, "该申请没有等待补正。"]
    if on is not None:
        if on > timezone.localdate():
            reasons.append(f"收到补正的日期{chinese_date(on)}晚于今天，请核对。")
        first = timezone.localdate(asked.offered_at) if asked.offered_at else asked.asked_on
        if on < first:
            what = "申请人提交补正" if asked.offered_at else "告知补正"
            reasons.append(
                f"收到补正的日期{chinese_date(on)}早于{what}的日期{chinese_date(first)}，请核对。"
            )
    if text is not None:
        reasons += _faults_of_text(text or asked.answer)
    return reasons


def reasons_not_to_abandon_unclarified(
    foi_request: FoiRequest, on: date | None, staff: Staff, *, without_good_reason: bool | None
) -> list[str]:
    """Why the request cannot be taken as given up: only after the deadline, only without good
    reason, and only by somebody's decision (第三十条)."""
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit)
    asked = open_clarification(foi_request)
    if foi_request.status != Status.CLARIFYING or asked is None:
        return [*reasons, "该申请没有等待补正，不能按逾期不补正处理。"]
    day = on or timezone.localdate()
    if day > timezone.localdate():
        reasons.append(f"日期{chinese_date(day)}晚于今天，请核对。")
    if day <= asked.answer_by:
        reasons.append(f"补正期限至{chinese_date(asked.answer_by)}（含当日），期限届满后才能处理。")
    if asked.offered_at:
        reasons.append("申请人已提交补正内容，请先确认收到补正。")
    if without_good_reason is False:
        reasons.append("请确认申请人逾期没有正当理由；有正当理由的，应当继续等待补正。")
    if any(one.status == Answer.Status.SIGNED for one in foi_request.answers.all()):
        reasons.append("该申请的答复已经签发，请先办理答复。")
    return reasons
