"""Why something cannot be done with a request that comes in: sentences for button and operation.

An empty list means that it can be done.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from gongkai.files.models import StoredFile
from gongkai.foi import verbs
from gongkai.foi.content import Enclosed
from gongkai.foi.models import Answer, FoiRequest
from gongkai.foi.queries.routing import receiving_unit
from gongkai.kernel.dates import chinese_date
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Person, Unit
from gongkai.people.queries import acting, may
from gongkai.people.verbs import Verb
from gongkai.reference.queries import codes

Channel = FoiRequest.Channel
Status = FoiRequest.Status

# 第三十一条第一、二项: received by being handed over, or signed for; the others are confirmed.
RECEIVED_AT_ONCE = (Channel.COUNTER, Channel.SIGNED_MAIL)
CORRECTIONS = "receipt-corrections"  # the list of reasons
MOST_PARTS = 20


def without_right(staff: Staff, verb: Verb, unit: Unit) -> list[str]:
    """The sentence for somebody who may not do this here."""
    if acting(staff, verb, unit):
        return []
    return [f"您没有对“{unit}”办理“{verb.label}”的权限，如需办理请联系管理员或由有权限的同事委托。"]


def without_either(staff: Staff, unit: Unit) -> list[str]:
    """For what both those who register and those who handle may do."""
    if acting(staff, verbs.HANDLE, unit):
        return []
    return without_right(staff, verbs.REGISTER, unit)


def sent_before(form_key: UUID | None) -> list[str]:
    """A form that was sent already made a request already."""
    twin = FoiRequest.objects.filter(form_key=form_key).first() if form_key else None
    return [f"这份申请已经提交过，编号为{twin.number}，没有重复登记。"] if twin else []


def reasons_not_to_register(unit: Unit, channel: str, on: date, staff: Staff) -> list[str]:
    """Why no paper request that came in on this day can be registered here."""
    reasons = without_right(staff, verbs.REGISTER, unit)
    if channel not in Channel.values:
        reasons.append("请选择申请是怎样提交的。")
    elif channel == Channel.ONLINE:
        reasons.append("网上申请由申请人在网站上提交，不需要登记；请选择其他提交方式。")
    return reasons + _impossible_day(on, "提交日期")


def _impossible_day(on: date, label: str) -> list[str]:
    if on > timezone.localdate():
        return [f"{label}{chinese_date(on)}晚于今天，请核对。"]
    if on < date(2008, 5, 1):  # 条例 (国务院令第492号) came into force
        return [f"{label}{chinese_date(on)}早于政府信息公开条例施行之日，请核对年份。"]
    return []


def reasons_not_to_confirm_receipt(
    foi_request: FoiRequest, on: date | None, staff: Staff
) -> list[str]:
    """Why receipt cannot be confirmed (on this day; None: at all)."""
    reasons = without_right(staff, verbs.REGISTER, foi_request.unit)
    if foi_request.channel in RECEIVED_AT_ONCE and foi_request.received_on:
        label = "当面提交" if foi_request.channel == Channel.COUNTER else "签收"
        day = chinese_date(foi_request.received_on)
        return [*reasons, f"该申请以{label}之日（{day}）为收到日期，不需要再确认。"]
    if foi_request.status == Status.CLOSED:
        return [*reasons, "该申请已办结，不需要再确认收到。"]
    if foi_request.received_on:
        day = chinese_date(foi_request.received_on)
        return [*reasons, f"该申请已于{day}确认收到；日期有误的，请办理“更正收到日期”。"]
    return reasons + (_outside_its_time(foi_request, on, "确认日期") if on else [])


def _outside_its_time(foi_request: FoiRequest, on: date, label: str) -> list[str]:
    if on > timezone.localdate():
        return [f"{label}{chinese_date(on)}晚于今天，请核对。"]
    submitted_on = timezone.localdate(foi_request.submitted_at)
    if on < submitted_on:
        return [
            f"{label}{chinese_date(on)}早于申请提交的日期{chinese_date(submitted_on)}，请核对。"
        ]
    return []


def reasons_not_to_correct_receipt(
    foi_request: FoiRequest, on: date | None, reason: str, staff: Staff
) -> list[str]:
    """Why the day of receipt cannot be corrected (to this day, for this reason)."""
    reasons = without_right(staff, verbs.REGISTER, foi_request.unit)
    if foi_request.received_on is None:
        return [*reasons, "该申请还没有确认收到，没有可以更正的日期。"]
    if foi_request.status == Status.CLOSED:
        return [*reasons, "该申请已办结，收到日期不能再更正。"]
    if on is None:
        return reasons
    if on == foi_request.received_on:
        reasons.append(f"收到日期已经是{chinese_date(on)}，没有需要更正的。")
    elif foi_request.channel in RECEIVED_AT_ONCE:  # the day of submission was wrong as well
        reasons += _impossible_day(on, "收到日期")
    else:
        reasons += _outside_its_time(foi_request, on, "收到日期")
    first = first_step_after_receipt(foi_request)
    if first and on > first:
        reasons.append(f"{chinese_date(first)}已有办理记录，收到日期不能晚于这一天。")
    if reason not in {one.code for one in codes(CORRECTIONS)}:
        reasons.append("请从列表中选择更正的理由。")
    return reasons


def first_step_after_receipt(foi_request: FoiRequest) -> date | None:
    """The earliest legal day of anything that presupposes receipt."""
    days = [
        *(one.asked_on for one in foi_request.clarifications.all()),
        *(one.asked_on for one in foi_request.consultations.all()),
        *(one.on for one in foi_request.extensions.all()),
    ]
    return min(days, default=None)


def reasons_not_to_split(foi_request: FoiRequest, parts: Sequence[str], staff: Staff) -> list[str]:
    """Why the request cannot be divided under 一事一申请; `parts` may be empty for the button."""
    reasons = without_either(staff, foi_request.unit)
    if foi_request.status not in (Status.SUBMITTED, Status.OPEN):
        reasons.append(f"该申请现在是“{foi_request.get_status_display()}”，不能拆分。")
    elif foi_request.part_of_id or foi_request.parts.exists():
        reasons.append("该申请已经拆分过，不能再次拆分。")
    elif foi_request.consultations.exists() or foi_request.extensions.exists():
        reasons.append("该申请已征求意见或者延期，不能再拆分；请一并答复。")
    elif any(one.status != Answer.Status.DROPPED for one in foi_request.answers.all()):
        reasons.append("该申请已起草答复，请先放弃答复草稿再拆分。")
    return reasons + (_faults_of_parts(parts) if parts else [])


def _faults_of_parts(parts: Sequence[str]) -> list[str]:
    told = [one.strip() for one in parts if one.strip()]
    if len(told) < 2:
        return ["拆分后至少有两件，请分别写明每一件要的是什么。"]
    if len(told) > MOST_PARTS:
        return [f"一次最多拆分为{MOST_PARTS}件，现在有{len(told)}件。"]
    if len(set(told)) < len(told):
        return ["有两件的内容完全相同，请检查。"]
    return []


def reasons_not_to_transfer(foi_request: FoiRequest, to: Body | None, staff: Staff) -> list[str]:
    """Why it cannot be handed to another body. After receipt the organ itself answers (第三十六条
    第五项 where it is not its business)."""
    reasons = without_right(staff, verbs.REGISTER, foi_request.unit)
    if foi_request.status != Status.SUBMITTED:
        reasons.append(
            "该申请已确认收到，不能再移送；不属于本机关负责公开的，请依第三十六条第五项答复。"
        )
    if to == foi_request.body:
        reasons.append(f"该申请本来就由{to}受理，请选择其他机关。")
    elif to is not None and (to.closed_on or receiving_unit(to) is None):
        reasons.append(f"{to}已撤销或者在本平台没有内设机构，不能接收申请。")
    return reasons


def reasons_not_to_assign(
    foi_request: FoiRequest, unit: Unit | None, handler: Person | None, staff: Staff
) -> list[str]:
    """Why the request cannot be given to this unit and person; None, None for the button."""
    reasons = without_either(staff, foi_request.unit)
    if foi_request.status == Status.CLOSED:
        reasons.append("该申请已办结，不能再分办。")
    if unit is None:
        return reasons
    if unit.closed_on:
        reasons.append(f"“{unit}”已撤销，请选择其他内设机构。")
    if unit.body_id != foi_request.body_id:
        reasons.append(
            f"该申请由{foi_request.body}答复，不能交给{unit.body}；需要协办的请交办协办。"
        )
    if handler is not None and not may(handler, verbs.HANDLE, unit):
        reasons.append(f"{handler}没有在“{unit}”办理公开申请的权限，请选择其他人。")
    if (unit.pk, handler.pk if handler else None) == (foi_request.unit_id, foi_request.handler_id):
        reasons.append("承办单位和承办人没有变化。")
    return reasons


def reasons_not_to_withdraw(
    foi_request: FoiRequest, on: date | None, staff: Staff | None
) -> list[str]:
    """Why it cannot be withdrawn. `staff` None: the requester does it, over the public pages."""
    reasons = without_either(staff, foi_request.unit) if staff else []
    if foi_request.status == Status.CLOSED:
        reasons.append("该申请已办结，不能再撤回。")
    elif on is not None:
        reasons += _outside_its_time(foi_request, on, "撤回日期")
    return reasons


def reasons_not_to_add_file(
    foi_request: FoiRequest, enclosed: Enclosed | None, staff: Staff
) -> list[str]:
    """Why a file cannot be put with the request."""
    reasons = without_either(staff, foi_request.unit)
    if foi_request.archived_at:
        reasons.append("该申请已归档，不能再添加材料。")
    return reasons + (unusable(enclosed) if enclosed else [])


def unusable(enclosed: Enclosed) -> list[str]:
    """Why the file itself cannot be kept. One that is still being checked may come."""
    if enclosed.file.status == StoredFile.Status.REFUSED:
        return [f"“{enclosed.name}”未通过检查：{''.join(enclosed.file.reasons)}"]
    if enclosed.file.status == StoredFile.Status.DESTROYED:
        return [f"“{enclosed.name}”已销毁，不能使用。"]
    return []


def reasons_not_to_renew_code(foi_request: FoiRequest, staff: Staff) -> list[str]:
    """Why no new look-up code can be given."""
    return without_right(staff, verbs.REGISTER, foi_request.unit)
