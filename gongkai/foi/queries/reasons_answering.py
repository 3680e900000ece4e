"""Why an answer cannot be drafted, changed, submitted, decided on, given or served now.

An empty list means that it can be done.
"""

from __future__ import annotations

from datetime import date

from gongkai.files.models import StoredFile
from gongkai.foi import verbs
from gongkai.foi.models import Answer, AnswerFile, AnswerOpinion, FoiRequest
from gongkai.foi.queries.answer_approvals import VERB_OF, missing_steps, wrote
from gongkai.foi.queries.answer_checks import faults_of_answer
from gongkai.foi.queries.answer_findings import unresolved_findings
from gongkai.foi.queries.answer_kinds import BY_COURSE, kind_of
from gongkai.foi.queries.reasons_handling import impossible_day, not_open, without_right
from gongkai.kernel.dates import chinese_date
from gongkai.people.actors import Staff
from gongkai.people.queries import acting

Status = Answer.Status
IN_REVIEW = (Status.REVIEW, Status.SECRECY_REVIEW, Status.SIGN_OFF)


def reasons_not_to_draft_answer(
    foi_request: FoiRequest, staff: Staff, *, kind: str | None = None
) -> list[str]:
    """Why no answer can be begun (of this kind)."""
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit) + not_open(foi_request)
    twin = open_answer(foi_request)
    if twin is not None:
        reasons.append(
            f"已有一份正在办理的答复（第{twin.number}版，{twin.get_status_display()}），"
            "请在它上面修改。"
        )
    return reasons + _faults_of_kind(kind)


def open_answer(foi_request: FoiRequest) -> Answer | None:
    """The answer in the making, if there is one."""
    finished = (Status.GIVEN, Status.DROPPED)
    return next((one for one in foi_request.answers.all() if one.status not in finished), None)


def _faults_of_kind(kind: str | None) -> list[str]:
    if kind is None:
        return []
    if kind in BY_COURSE:
        return [BY_COURSE[kind]]
    return [] if kind_of(kind) else ["请选择答复类型。"]


def reasons_not_to_edit_answer(
    answer: Answer, staff: Staff, *, kind: str | None = None
) -> list[str]:
    """Why this answer cannot be changed. In review it can be, and approvals are then void."""
    reasons = without_right(staff, verbs.HANDLE, answer.foi_request.unit)
    if answer.status == Status.GIVEN:
        return [*reasons, "该答复已经发出，不能再修改；确有错误的，请“重新办理”。"]
    if answer.status == Status.DROPPED:
        return [*reasons, "该答复已经放弃，不能再修改。"]
    return reasons + not_open(answer.foi_request) + _faults_of_kind(kind)


def reasons_not_to_attach(
    answer: Answer, staff: Staff, *, file: StoredFile | None = None
) -> list[str]:
    """Why no file (not this one) can be put with the answer."""
    reasons = reasons_not_to_edit_answer(answer, staff)
    if file is None:
        return reasons
    if file.status in (StoredFile.Status.REFUSED, StoredFile.Status.DESTROYED):
        reasons += list(file.reasons) or ["该文件已经销毁，不能使用。"]
    twin = answer.files.filter(file=file).first()
    if twin is not None:
        reasons.append(f"与已有的附件“{twin.name}”内容完全相同，没有重复添加。")
    return reasons


def reasons_not_to_remove_file(attached: AnswerFile, staff: Staff) -> list[str]:
    """Why a file cannot be taken off the answer."""
    return reasons_not_to_edit_answer(attached.answer, staff)


def reasons_not_to_submit_answer(answer: Answer, staff: Staff) -> list[str]:
    """Why the answer cannot go into review: whatever is missing or contradicts the law."""
    foi_request = answer.foi_request
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit)
    if answer.status != Status.DRAFT:
        return [*reasons, f"该答复现处于“{answer.get_status_display()}”环节，不能重复送审。"]
    reasons += not_open(foi_request) + _still_asked(foi_request)
    reasons += faults_of_answer(answer)
    unresolved = unresolved_findings(answer)
    if unresolved:
        reasons.append(
            f"有 {len(unresolved)} 处疑似他人的个人信息或者隐藏内容未处理，"
            "请逐处遮盖或者说明保留理由。"
        )
    if answer.set_aside.filter(settled_at__isnull=True).exists():
        reasons.append("有同事的并行修改尚未处理，请先合并或者确认。")
    return reasons


def _still_asked(foi_request: FoiRequest) -> list[str]:
    waiting = [one for one in foi_request.consultations.all() if one.replied_on is None]
    return [
        f"“{one.name}”的意见还没有收到，请等收到意见或者期限届满以后再送审。" for one in waiting
    ]


def reasons_not_to_recall_answer(answer: Answer, staff: Staff) -> list[str]:
    """Why a submitted answer cannot be taken back to the draft."""
    reasons = without_right(staff, verbs.HANDLE, answer.foi_request.unit)
    if answer.status not in (*IN_REVIEW, Status.SIGNED):
        reasons.append("该答复不在审签中，无需撤回送审。")
    return reasons


def reasons_not_to_drop_answer(answer: Answer, staff: Staff) -> list[str]:
    """Why the answer in the making cannot be given up."""
    reasons = without_right(staff, verbs.HANDLE, answer.foi_request.unit)
    if not answer.is_open:
        reasons.append("该答复已经发出或者放弃。")
    return reasons


def reasons_not_to_decide_on_answer(answer: Answer, staff: Staff) -> list[str]:
    """Why this person cannot approve or return the answer at the step where it stands."""
    if answer.status not in VERB_OF:
        return [f"该答复现处于“{answer.get_status_display()}”环节，没有待办的审签。"]
    verb, unit = VERB_OF[answer.status], answer.foi_request.unit
    reasons = without_right(staff, verb, unit) + not_open(answer.foi_request)
    capacity = acting(staff, verb, unit)
    if wrote(staff.person, answer):
        reasons.append("您参与了本答复的起草或修改，起草人不能审签自己的答复，请由他人审签。")
    elif capacity and capacity.on_behalf_of and wrote(capacity.on_behalf_of, answer):
        giver = capacity.on_behalf_of
        reasons.append(f"您受{giver}委托审签，而{giver}参与了起草，请由他人审签。")
    return reasons


def reasons_not_to_give(answer: Answer, staff: Staff, on: date | None = None) -> list[str]:
    """Why the answer cannot be given (on this day). A late answer can: it is late, not void."""
    foi_request = answer.foi_request
    reasons = []
    if not acting(staff, verbs.HANDLE, foi_request.unit):
        reasons += without_right(staff, verbs.SERVE, foi_request.unit)
    if answer.status != Status.SIGNED:
        label = answer.get_status_display()
        return [*reasons, f"该答复现处于“{label}”环节，签发以后才能发出。"]
    reasons += not_open(foi_request) + _still_asked(foi_request)
    # 第十七条: reviewed first, given after; each step must have approved exactly what is there now.
    for step in missing_steps(answer):
        label = AnswerOpinion.Step(step).label
        reasons.append(f"“{label}”意见对现有内容无效（内容在审签后有改动），请重新送审。")
    latest, what = _latest_day(foi_request)
    return reasons + impossible_day("答复日期", on, after=latest, what=what)


def _latest_day(foi_request: FoiRequest) -> tuple[date | None, str]:
    """Before this day no answer can have been given: the last thing that had to come before."""
    days = [(foi_request.received_on, "收到申请")]
    days += [(one.replied_on, "收到意见") for one in foi_request.consultations.all()]
    days += [(one.answered_on, "收到补正") for one in foi_request.clarifications.all()]
    days += [(one.answered_on, "上一次答复") for one in foi_request.answers.all()]
    known = [(day, what) for day, what in days if day is not None]
    return max(known) if known else (None, "收到申请")


def reasons_not_to_record_service(
    answer: Answer, staff: Staff, *, way: str | None = None, on: date | None = None
) -> list[str]:
    """Why it cannot be noted that the requester got the answer."""
    reasons = without_right(staff, verbs.SERVE, answer.foi_request.unit)
    if answer.status != Status.GIVEN:
        return [*reasons, "该答复还没有发出，不能登记送达。"]
    if answer.served_on is not None:
        reasons.append(f"该答复已于{chinese_date(answer.served_on)}送达，不能重复登记。")
    if way is not None and way not in FoiRequest.Way.values:
        reasons.append("请选择送达方式。")
    return reasons + impossible_day("送达日期", on, after=answer.answered_on, what="答复")
