"""Why a request cannot be found clear, and why units cannot be asked or answer for their part."""

from __future__ import annotations

from datetime import date

from gongkai.foi import verbs
from gongkai.foi.models import FoiRequest, UnitTask
from gongkai.foi.queries.clocks import clarify_clock
from gongkai.foi.queries.reasons_handling import impossible_day, not_open, without_right
from gongkai.people.actors import Staff
from gongkai.people.models import Unit
from gongkai.people.queries import acting

LONGEST_QUESTION = 500


def reasons_not_to_find_clear(
    foi_request: FoiRequest, staff: Staff, on: date | None = None
) -> list[str]:
    """Why the examination (审核) cannot end with: clear as it is."""
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit) + not_open(foi_request)
    reading = clarify_clock(foi_request)
    if reading is not None and reading.stopped_on is not None:
        reasons.append("该申请已经审核或者已经开始办理，无需再记录。")
    return reasons + impossible_day("审核日期", on, after=foi_request.received_on)


def reasons_not_to_ask_unit(
    foi_request: FoiRequest,
    staff: Staff,
    *,
    unit: Unit | None = None,
    question: str | None = None,
    on: date | None = None,
) -> list[str]:
    """Why no unit can be asked for its part (this unit, this question, on this day)."""
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit) + not_open(foi_request)
    if unit is not None and unit.pk == foi_request.unit_id:
        reasons.append(f"“{unit}”就是承办单位，不需要协办；请选择其他单位。")
    if unit is not None and foi_request.unit_tasks.filter(unit=unit, replied_on=None).exists():
        reasons.append(f"已经请“{unit}”协办，还没有反馈，不能重复交办。")
    if question is not None:
        reasons += _faults_of_question(question)
    return reasons + impossible_day("交办日期", on, after=foi_request.received_on)


def _faults_of_question(question: str) -> list[str]:
    if not question.strip():
        return ["请写明需要协办的内容。"]
    if len(question) > LONGEST_QUESTION:
        return [f"协办内容最多{LONGEST_QUESTION}个字，现在有{len(question)}个字，请删减。"]
    return []


def reasons_not_to_reply_for_unit(
    task: UnitTask, staff: Staff, *, opinion: str | None = None, on: date | None = None
) -> list[str]:
    """Why this person cannot answer for the unit that was asked."""
    reasons = []
    if not acting(staff, verbs.HANDLE, task.unit):
        reasons += without_right(staff, verbs.GIVE_OPINION, task.unit)
    if task.replied_on is not None:
        return [*reasons, "该协办已经反馈，不能重复提交；有补充的，请与承办单位联系。"]
    if not task.foi_request.is_open:
        reasons.append("该申请已经办结，不再需要反馈。")
    if opinion is not None and not opinion.strip():
        reasons.append("请写明协办意见。")
    return reasons + impossible_day("反馈日期", on, after=task.asked_on, what="交办")
