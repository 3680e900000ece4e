"""Why reasons cannot be noted, nor a reply be delayed for them (第三十五条)."""

from __future__ import annotations

from datetime import date

from gongkai.foi import verbs
from gongkai.foi.models import Delay, Explanation, FoiRequest
from gongkai.foi.queries.clocks import reply_clock
from gongkai.foi.queries.opened import entries_of
from gongkai.foi.queries.reasons_handling import impossible_day, not_open, without_right
from gongkai.journal.models import Entry
from gongkai.kernel.dates import chinese_date
from gongkai.people.actors import Staff

LONGEST_EXPLANATION = 5000
LONGEST_REASON = 500


def reasons_not_to_record_reasons(
    foi_request: FoiRequest, staff: Staff, *, text: str | None = None, on: date | None = None
) -> list[str]:
    """Why the requester's reasons cannot be noted (this text, on this day)."""
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit) + not_open(foi_request)
    asked = _asking(foi_request)
    if asked is None:
        return [*reasons, "还没有要求申请人说明理由，请先办理“要求说明理由”（第三十五条）。"]
    known = explanation_of(foi_request)
    if known is not None:
        day = chinese_date(known.received_on)
        reasons.append(f"已经登记申请人于{day}说明的理由，不能重复登记。")
    if text is not None and not text.strip():
        reasons.append("请写明申请人说明的理由。")
    if text is not None and len(text) > LONGEST_EXPLANATION:
        reasons.append(f"理由最多{LONGEST_EXPLANATION}个字，现在有{len(text)}个字，请删减。")
    return reasons + impossible_day("收到说明的日期", on, after=asked.on, what="要求说明理由")


def _asking(foi_request: FoiRequest) -> Entry | None:
    asked = [entry for entry in entries_of(foi_request) if entry.name == "ReasonsAsked"]
    return asked[-1] if asked else None


def explanation_of(foi_request: FoiRequest) -> Explanation | None:
    """The reasons that the requester gave; None where none came."""
    found: Explanation | None = getattr(foi_request, "explanation", None)
    return found


def letter_asking_for_reasons(foi_request: FoiRequest) -> str:
    """The number of the letter that asked for reasons; "" where none went out."""
    asked = _asking(foi_request)
    return str(asked.data["letter"]) if asked else ""


def reasons_not_to_delay(
    foi_request: FoiRequest,
    staff: Staff,
    *,
    until: date | None = None,
    reason: str | None = None,
    on: date | None = None,
) -> list[str]:
    """Why the reply cannot be delayed (to this day, because of this): only where the requester gave
    reasons, and only where the limit of 第三十三条 does not do."""
    reasons = without_right(staff, verbs.HANDLE, foi_request.unit) + not_open(foi_request)
    explanation = explanation_of(foi_request)
    if explanation is None:
        return [*reasons, "申请人还没有说明理由，或者还没有登记，不能确定延迟答复的期限。"]
    before = delay_of(foi_request)
    if before is not None:
        reasons.append(
            f"已经确定延迟答复的期限至{chinese_date(before.until)}；第三十五条没有规定可以再次延迟，"
            "请在这一天前答复。"
        )
    if reason is not None:
        reasons += _faults_of_reason(reason)
    if until is not None:
        reasons += _needless(foi_request, until, on)
    return reasons + impossible_day(
        "告知日期", on, after=explanation.received_on, what="申请人说明理由"
    )


def delay_of(foi_request: FoiRequest) -> Delay | None:
    """The delay that was told; None without one."""
    found: Delay | None = getattr(foi_request, "delay", None)
    return found


def _faults_of_reason(reason: str) -> list[str]:
    if not reason.strip():
        return ["请写明不能按期答复的原因，告知书里会写给申请人。"]
    if len(reason) > LONGEST_REASON:
        return [f"原因最多{LONGEST_REASON}个字，现在有{len(reason)}个字，请删减。"]
    return []


def _needless(foi_request: FoiRequest, until: date, on: date | None) -> list[str]:
    if on is not None and until <= on:
        return [f"延迟答复的期限{chinese_date(until)}须在告知日期之后。"]
    reading = reply_clock(foi_request)
    if reading is None or reading.due_on is None or until > reading.due_on:
        return []
    due = chinese_date(reading.due_on)
    return [f"答复期限至{due}，延迟答复的期限须在这一天之后；在期限内能够答复的，不需要延迟。"]
