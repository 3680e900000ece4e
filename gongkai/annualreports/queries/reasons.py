"""Why something cannot be done with a report: sentences for the button and for the operation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from gongkai.annualreports import verbs
from gongkai.annualreports.content import Said, hash_of
from gongkai.annualreports.form import PARTLY, Cell, form_for, form_named, forms
from gongkai.annualreports.models import AnnualReport
from gongkai.annualreports.queries.outcomes import PARTLY_GRANTED
from gongkai.annualreports.queries.rules import EXPLAINABLE
from gongkai.annualreports.queries.saying import find_report, members_of, said_by
from gongkai.foi.models import FoiRequest
from gongkai.people.actors import Staff
from gongkai.people.models import Body
from gongkai.people.queries import acting_over_body
from gongkai.people.verbs import Verb

Status = AnnualReport.Status
LARGEST = Decimal(10) ** 12


def _without_right(staff: Staff, verb: Verb, body: Body) -> list[str]:
    if acting_over_body(staff, verb, body):
        return []
    return [f"您没有对“{body}”办理“{verb.label}”的权限，如需办理请联系管理员或由有权限的同事委托。"]


def reasons_not_to_start(body: Body, year: int, rolled_up: bool, staff: Staff) -> list[str]:
    """Why no report of this body on this year can be begun."""
    reasons = _without_right(staff, verbs.WRITE, body)
    if form_for(year) is None:
        reasons.append(
            f"{forms()[0].first_year}年度以前的报告适用试行格式，本平台不编写；请从{forms()[0].first_year}年度起。"
        )
    if year > timezone.localdate().year:
        reasons.append(f"{year}年度还没有开始。")
    if find_report(body, year, rolled_up=rolled_up):
        reasons.append(f"“{body}”{year}年度的报告已经开始编写。")
    if rolled_up and not members_of(body, year):
        reasons.append(f"“{body}”没有下属机关，不需要汇总。")
    return reasons


def reasons_not_to_write(report: AnnualReport, staff: Staff) -> list[str]:
    """Why nothing can be written in this report."""
    reasons = _without_right(staff, verbs.WRITE, report.body)
    if report.is_frozen:
        reasons.append("报告已定稿，不能再改；确需更正的，先由有权限的人撤销定稿。")
    return reasons


def reasons_not_to_choose_members(
    report: AnnualReport, bodies: Sequence[Body], staff: Staff
) -> list[str]:
    """Why these bodies cannot be the ones that are added up."""
    reasons = reasons_not_to_write(report, staff)
    if not report.rolled_up:
        reasons.append("只有汇总的报告才选择所含机关。")
    strange = set(bodies) - set(members_of(report.body, report.year))
    if strange:
        names = "、".join(sorted(one.name for one in strange))
        reasons.append(f"{names}不在“{report.body}”之下，不能计入。")
    return reasons


def reasons_not_to_enter(
    report: AnnualReport, cell: Cell | None, value: Decimal | None, staff: Staff
) -> list[str]:
    """Why this figure cannot be typed. None takes a figure back."""
    reasons = reasons_not_to_write(report, staff)
    if cell is None or cell not in form_named(report.form).typed_table:
        return [*reasons, "只有第一表的数字可以填报，第二、三表由系统按办理记录统计。"]
    if value is None:
        return reasons
    if not value.is_finite() or value < 0 or value >= LARGEST:
        reasons.append(f"“{cell.label}”请填写不小于 0 的数字。")
    elif -int(value.normalize().as_tuple().exponent) > cell.decimals:
        unit = f"最多 {cell.decimals} 位小数" if cell.decimals else "整数"
        reasons.append(f"“{cell.label}”请填写{unit}。")
    return reasons


def reasons_not_to_explain(report: AnnualReport, rule: str, text: str, staff: Staff) -> list[str]:
    """Why a difference cannot be explained so."""
    reasons = reasons_not_to_write(report, staff)
    if rule != EXPLAINABLE:
        reasons.append("这条规则必须符合，不能用说明代替。")
    if len(text.strip()) < 4:
        reasons.append(
            "请写明与上年度数字不一致的原因（不少于4个字），如机构合并、申请人类型更正。"
        )
    return reasons


def reasons_not_to_approve(
    report: AnnualReport, staff: Staff, *, said: Said | None = None, seen_hash: str = ""
) -> list[str]:
    """Why the report cannot be approved. Nobody approves what they wrote themselves.

    `said` saves counting again; `seen_hash` is of the content that was on the screen, if any.
    """
    reasons = _without_right(staff, verbs.FREEZE, report.body)
    if report.status != Status.DRAFT:
        return [*reasons, f"报告{report.get_status_display()}，不需要再审定。"]
    if _wrote_in(report, staff):
        reasons.append("您参与了这份报告的编写，请由其他有权限的人审定。")
    said = said or _said(report)
    if seen_hash and seen_hash != hash_of(said):
        reasons.append("您打开页面之后内容有变化，请核对现在的数字和文字后再审定。")
    return reasons + hard_problems(report, said)


def _said(report: AnnualReport) -> Said:
    return said_by(report, report.body, report.year, rolled_up=report.rolled_up)


def _wrote_in(report: AnnualReport, staff: Staff) -> bool:
    written = (report.sections, report.figures, report.notes)
    return any(rows.filter(person=staff.person).exists() for rows in written)


def hard_problems(report: AnnualReport, said: Said) -> list[str]:
    """What forbids approving and freezing."""
    reasons = [f"{one.rule} {one.text}" for one in said.problems if one.is_hard]
    if report.year >= timezone.localdate().year:
        reasons.append(f"{report.year}年度还没有结束，统计期限到{report.year}年12月31日止。")
    return reasons


def reasons_not_to_freeze(
    report: AnnualReport, staff: Staff, *, said: Said | None = None
) -> list[str]:
    """Why the report cannot be frozen."""
    reasons = _without_right(staff, verbs.FREEZE, report.body)
    if report.is_frozen:
        return [*reasons, "报告已经定稿。"]
    if report.status == Status.DRAFT:
        return [*reasons, "请先审定，再定稿。"]
    said = said or _said(report)
    if hash_of(said) != report.approved_hash:
        reasons.append("审定之后数字有变化，请重新审定。")
    return reasons + hard_problems(report, said)


def reasons_not_to_reopen(report: AnnualReport, reason: str, staff: Staff) -> list[str]:
    """Why a frozen report cannot be taken back to be changed."""
    reasons = _without_right(staff, verbs.FREEZE, report.body)
    if not report.is_frozen:
        reasons.append("报告还没有定稿，可以直接修改。")
    if len(reason.strip()) < 4:
        reasons.append("请写明撤销定稿的理由（不少于4个字）。")
    return reasons


def reasons_not_to_publish(report: AnnualReport, staff: Staff) -> list[str]:
    """Why no item can be drafted of the report."""
    reasons = _without_right(staff, verbs.WRITE, report.body)
    if not report.is_frozen:
        reasons.append("报告定稿后才能起草公开信息。")
    return reasons


def reasons_not_to_choose_row(
    foi_request: FoiRequest, row: str, reason: str, staff: Staff
) -> list[str]:
    """Why a request cannot be counted in this row; "" takes the choice back."""
    reasons = _without_right(staff, verbs.WRITE, foi_request.body)
    if not row:
        return reasons
    known = {one.id for one in forms()[-1].leaf_rows}
    if row not in known:
        reasons.append("请选择第二表第三项中的一行。")
    if foi_request.is_open:
        reasons.append("这件申请还没有办结，办结后才有办理结果。")
    elif foi_request.outcome == PARTLY_GRANTED and row != PARTLY:
        reasons.append("部分公开的只计入“（二）部分公开”，不计其他情形。")
    if len(reason.strip()) < 4:
        reasons.append("请写明归入这一行的理由（不少于4个字）。")
    return reasons
