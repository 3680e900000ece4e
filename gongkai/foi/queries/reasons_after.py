"""Why a closed request cannot be archived, reopened, disputed, or made public for everybody."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from gongkai.foi import verbs
from gongkai.foi.models import Answer, FoiRequest, Remedy
from gongkai.foi.queries.answer_kinds import gives_something, kind_of, label_of
from gongkai.foi.queries.reasons_handling import deciders, impossible_day, without_right
from gongkai.kernel.dates import chinese_date
from gongkai.people.actors import Staff
from gongkai.people.queries import acting
from gongkai.reference.queries import codes

Status = FoiRequest.Status
RETENTIONS = "retention-periods"  # the list of periods
OWN_CORRECTION = "own_correction"
WHY_REOPENED = {
    "reconsideration": "行政复议纠正",
    "litigation": "行政诉讼纠正",
    OWN_CORRECTION: "自行纠正",
}
# 行政复议法 第二十三条第一款第四项、第二款: in force since this day.
REVIEW_FIRST_SINCE = date(2024, 1, 1)


def reasons_not_to_archive(
    foi_request: FoiRequest, staff: Staff, *, retention: str | None = None
) -> list[str]:
    """Why the papers cannot be archived (for this period)."""
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit)
    if foi_request.status != Status.CLOSED:
        return [*reasons, "该申请还没有办结，不能归档。"]
    if foi_request.archived_at is not None:
        day = chinese_date(timezone.localdate(foi_request.archived_at))
        reasons.append(f"该申请已于{day}归档。")
    last = last_answer(foi_request)
    if last is not None and last.served_on is None:
        reasons.append("答复还没有登记送达，请先登记送达再归档。")
    if retention is not None and retention not in {one.code for one in codes(RETENTIONS)}:
        reasons.append("请从列表中选择保管期限。")
    return reasons


def last_answer(foi_request: FoiRequest) -> Answer | None:
    """The answer given last; None when the request ended by its course."""
    given = [one for one in foi_request.answers.all() if one.status == Answer.Status.GIVEN]
    return max(given, key=lambda one: one.number, default=None)


def reasons_not_to_reopen(
    foi_request: FoiRequest,
    staff: Staff,
    *,
    why: str | None = None,
    on: date | None = None,
    redo_by: date | None = None,
) -> list[str]:
    """Why the request cannot be opened again (for this reason, on this day)."""
    reasons = []
    if not acting(staff, verbs.SIGN_OFF, foi_request.unit):
        reasons.append(
            "重新办理由签发答复的人决定，您没有这项权限；"
            + deciders(verbs.SIGN_OFF, foi_request.unit)
        )
    if foi_request.status != Status.CLOSED:
        return [*reasons, "该申请还没有办结，不需要重新办理。"]
    last = last_answer(foi_request)
    if last is None:
        return [*reasons, "该申请没有作出过答复，不能重新办理。"]
    if why is not None:
        reasons += _without_cause(foi_request, why)
    if redo_by is not None and on is not None and redo_by < on:
        reasons.append(f"重新答复的期限{chinese_date(redo_by)}早于重新办理的日期，请核对。")
    return reasons + impossible_day("重新办理的日期", on, after=last.answered_on, what="答复")


def _without_cause(foi_request: FoiRequest, why: str) -> list[str]:
    if why not in WHY_REOPENED:
        return ["请选择重新办理的原因。"]
    if why == OWN_CORRECTION:
        return []
    corrected = foi_request.remedies.filter(result=Remedy.Result.CORRECTED)
    reviewed = Remedy.Kind.RECONSIDERATION
    found = (
        corrected.filter(kind=reviewed)
        if why == "reconsideration"
        else corrected.exclude(kind=reviewed)
    )
    if found.exists():
        return []
    return [f"没有结果为“结果纠正”的记录，不能以“{WHY_REOPENED[why]}”重新办理；请先登记裁决结果。"]


def reasons_not_to_record_remedy(
    foi_request: FoiRequest,
    staff: Staff,
    *,
    kind: str | None = None,
    organ: str | None = None,
    on: date | None = None,
) -> list[str]:
    """Why no reconsideration or lawsuit can be recorded. One that the law does not allow is
    recorded all the same and flagged (`doubts_about`): what happened is counted."""
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit)
    if foi_request.status == Status.SUBMITTED:
        reasons.append("该申请还没有确认收到，请先确认收到日期。")
    if kind is not None and kind not in Remedy.Kind.values:
        reasons.append("请选择种类：行政复议、未经复议直接起诉，或者复议后起诉。")
    if organ is not None and not organ.strip():
        reasons.append("请写明复议机关或者法院。")
    return reasons + impossible_day("申请或起诉日期", on, after=foi_request.received_on)


def reasons_not_to_decide_remedy(
    remedy: Remedy,
    staff: Staff,
    *,
    result: str | None = None,
    decision: str | None = None,
    on: date | None = None,
) -> list[str]:
    """Why the outcome cannot be recorded: its class, and the words of the decision beside it."""
    reasons = without_right(staff, verbs.HANDLE, remedy.foi_request.unit)
    if remedy.result != Remedy.Result.PENDING:
        reasons.append(f"已经登记结果：{remedy.get_result_display()}（{remedy.decision}）。")
    if result is not None and (
        result not in Remedy.Result.values or result == Remedy.Result.PENDING
    ):
        reasons.append("请选择结果：结果维持、结果纠正，或者其他结果。")
    if decision is not None and not decision.strip():
        reasons.append("请写明裁决内容的原文，例如“维持”“撤销”“确认违法”。")
    return reasons + impossible_day("裁决日期", on, after=remedy.filed_on, what="申请或起诉")


def doubts_about(remedy: Remedy) -> list[str]:
    """What is odd about a reconsideration or lawsuit, for whoever handles it; it stays recorded."""
    foi_request = remedy.foi_request
    if remedy.kind == Remedy.Kind.DIRECT_LITIGATION:
        return _review_comes_first(remedy)
    if remedy.kind == Remedy.Kind.LATER_LITIGATION:
        before = foi_request.remedies.filter(
            kind=Remedy.Kind.RECONSIDERATION, filed_on__lte=remedy.filed_on
        )
        return [] if before.exists() else ["没有登记过此前的行政复议，请核对种类或者补登。"]
    return []


def _review_comes_first(remedy: Remedy) -> list[str]:
    if remedy.filed_on < REVIEW_FIRST_SINCE:
        return []
    given = remedy.foi_request.answers.filter(
        status=Answer.Status.GIVEN, answered_on__lte=remedy.filed_on
    )
    answer = given.order_by("number").last()
    kind = kind_of(answer.kind) if answer else None
    if kind is None or not kind.review_first:
        return []
    return [
        f"答复为“{kind.label}”，应当先申请行政复议，对复议决定不服的才能起诉"
        "（行政复议法第二十三条第一款第四项）；请在应诉时向法院说明。"
    ]


def reasons_not_to_make_proactive(answer: Answer, staff: Staff) -> list[str]:
    """Why no item can be made of the answer (第四十四条). Whether this person may draft items is
    asked by disclosure itself."""
    reasons = without_right(staff, verbs.HANDLE, answer.foi_request.unit)
    if answer.status != Answer.Status.GIVEN:
        return [*reasons, "答复发出以后才能转为主动公开。"]
    if not gives_something(answer.kind):
        reasons.append(f"答复为“{label_of(answer.kind)}”，没有提供信息，不能转为主动公开。")
    return reasons
