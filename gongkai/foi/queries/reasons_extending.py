"""Why a reply cannot be put off (第三十三条第二款), and the requester not be asked for reasons."""

from __future__ import annotations

from datetime import date

from gongkai.clocks.queries import facts_of
from gongkai.foi import verbs
from gongkai.foi.models import FoiRequest
from gongkai.foi.queries.clocks import due_if_extended, reply_clock
from gongkai.foi.queries.opened import entries_of
from gongkai.foi.queries.reasons_handling import (
    deciders,
    impossible_day,
    not_open,
    without_right,
)
from gongkai.kernel.clock import Reading
from gongkai.kernel.dates import chinese_date
from gongkai.people.actors import Staff
from gongkai.people.queries import acting

LONGEST_REASON = 500


def reasons_not_to_extend(
    foi_request: FoiRequest,
    staff: Staff,
    *,
    days: int | None = None,
    reason: str | None = None,
    on: date | None = None,
) -> list[str]:
    """Why the limit cannot be extended (by so many days, for this reason, on this day)."""
    reasons = _not_the_head(foi_request, staff) + not_open(foi_request)
    reading = reply_clock(foi_request)
    if reasons or reading is None or reading.rule.extension is None:
        return reasons or ["该申请的答复期限还没有起算，不能延期。"]
    reasons += _not_now(reading, on) + impossible_day("批准日期", on, after=reading.started_on)
    most = reading.rule.extension.at_most
    if days is not None and not 1 <= days <= most:
        article = reading.rule.extension.article
        reasons.append(f"延长的期限应当在1到{most}个工作日之间（{article}），请改正。")
    if reason is not None and not reason.strip():
        reasons.append("请写明需要延期的理由，告知书里会写给申请人。")
    if reason is not None and len(reason) > LONGEST_REASON:
        reasons.append(f"延期的理由最多{LONGEST_REASON}个字，现在有{len(reason)}个字，请删减。")
    return reasons


def _not_the_head(foi_request: FoiRequest, staff: Staff) -> list[str]:
    if acting(staff, verbs.EXTEND, foi_request.unit):
        return []
    return [
        "延期应当经政府信息公开工作机构负责人同意（第三十三条第二款），您没有这项权限；"
        + deciders(verbs.EXTEND, foi_request.unit)
    ]


def _not_now(reading: Reading, on: date | None) -> list[str]:
    if reading.extended_on is not None:
        day = chinese_date(reading.extended_on)
        return [f"已于{day}延期{reading.extended_by}个工作日，只能延期一次，不能再次延期。"]
    if reading.due_on is None:
        return [f"正在{reading.paused_for}，期限暂停计算；收到意见以后再办理延期。"]
    if on is not None and on > reading.due_on:
        day = chinese_date(reading.due_on)
        return [f"答复期限已于{day}届满，届满以后不能延期；请尽快答复。"]
    return []


def due_after_extension(foi_request: FoiRequest, days: int, on: date) -> date | None:
    """The new due date, as the notice to the requester states it; None while paused."""
    reading = reply_clock(foi_request)
    if reading is None or reading.rule.extension is None:
        return None
    return due_if_extended(reading, on, days, facts_of(foi_request.reference, "foi.reply"))


def reasons_not_to_ask_for_reasons(
    foi_request: FoiRequest,
    staff: Staff,
    *,
    count: str | None = None,
    answer_by: date | None = None,
    on: date | None = None,
) -> list[str]:
    """Why the requester cannot be asked why they ask so much or so often (第三十五条)."""
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit) + not_open(foi_request)
    if reasons_were_asked(foi_request):
        reasons.append("已经要求申请人说明过理由，不能重复要求。")
    if count is not None and not count.strip():
        reasons.append(
            "请写明申请的数量、频次明显超过合理范围的情况；没有超过的，不能要求说明理由。"
        )
    if answer_by is not None and on is not None and answer_by <= on:
        reasons.append(f"说明理由的期限{chinese_date(answer_by)}须在告知日期之后。")
    return reasons + impossible_day("告知日期", on, after=foi_request.received_on)


def reasons_were_asked(foi_request: FoiRequest) -> bool:
    """Whether the requester was asked under 第三十五条."""
    return any(entry.name == "ReasonsAsked" for entry in entries_of(foi_request))
