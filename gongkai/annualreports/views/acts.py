"""What can be done with a report: each act with its form, its reasons against, its operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.annualreports import verbs
from gongkai.annualreports.content import Said, hash_of
from gongkai.annualreports.forms.acts import (
    ActForm,
    ApproveForm,
    ExplainForm,
    PublishForm,
    ReopenForm,
)
from gongkai.annualreports.models import AnnualReport
from gongkai.annualreports.operations import finishing, publishing, writing
from gongkai.annualreports.queries import reasons
from gongkai.annualreports.queries.duty import reasons_without_duty
from gongkai.annualreports.queries.rules import EXPLAINABLE
from gongkai.disclosure.verbs import DRAFT
from gongkai.people.actors import Staff
from gongkai.people.models import Unit
from gongkai.people.queries import units_where
from gongkai.people.verbs import Verb

Status = AnnualReport.Status


@dataclass(frozen=True)
class Act:
    """One verb on the screen. `do` returns what to say afterwards."""

    name: str
    label: str
    verb: Verb
    form: type[ActForm]
    fits: Callable[[AnnualReport, Said], bool]
    reasons: Callable[[AnnualReport, Said, Staff], list[str]]
    do: Callable[[AnnualReport, dict[str, Any], Staff], str]
    kind: str = ""
    text: str = ""
    shortcut: str = ""


def _approve(report: AnnualReport, typed: dict[str, Any], staff: Staff) -> str:
    finishing.approve(report, staff=staff, seen_hash=typed["seen"])
    return "已审定。定稿前如有改动，须重新审定。"


def _freeze(report: AnnualReport, _typed: dict[str, Any], staff: Staff) -> str:
    edition, warnings = finishing.freeze(report, staff=staff)
    told = f"，另有 {len(warnings)} 处提醒" if warnings else ""
    return f"已定稿（第{edition.number}版）{told}。以后数据变化不影响这份报告。"


def _explain(report: AnnualReport, typed: dict[str, Any], staff: Staff) -> str:
    writing.explain(report, EXPLAINABLE, typed["text"], staff=staff)
    return "已写明与上年度数字不一致的原因。"


def _reopen(report: AnnualReport, typed: dict[str, Any], staff: Staff) -> str:
    finishing.reopen(report, reason=typed["reason"], staff=staff)
    return "已撤销定稿，可以修改；原来的版本仍保留。"


def _publish(report: AnnualReport, typed: dict[str, Any], staff: Staff) -> str:
    version = publishing.publish(report, typed["unit"], staff=staff)
    return f"已生成公开信息 {version.item.number}（草稿），附 Word 和 Excel 文件，请送审、发布。"


def _differs_from_last_year(report: AnnualReport, said: Said) -> bool:
    return not report.is_frozen and any(one.rule == EXPLAINABLE for one in said.problems)


ACTS = {
    act.name: act
    for act in (
        Act(
            "explain", "写明与上年不一致的原因", verbs.WRITE, ExplainForm, _differs_from_last_year,
            lambda report, _said, staff: reasons.reasons_not_to_write(report, staff),
            _explain, kind="secondary",
        ),
        Act(
            "approve", "审定", verbs.FREEZE, ApproveForm,
            lambda report, _said: report.status == Status.DRAFT,
            lambda report, said, staff: reasons.reasons_not_to_approve(report, staff, said=said),
            _approve, text="审定的就是现在页面上的文字和数字；以后有改动，须重新审定。",
            shortcut="a",
        ),
        Act(
            "freeze", "定稿", verbs.FREEZE, ActForm,
            lambda report, _said: not report.is_frozen,
            lambda report, said, staff: reasons.reasons_not_to_freeze(report, staff, said=said),
            _freeze, text="定稿后文字和数字不再变化；确需更正的，撤销定稿并写明理由。",
        ),
        Act(
            "publish", "起草公开信息", verbs.WRITE, PublishForm,
            lambda report, _said: report.is_frozen,
            lambda report, _said, staff: (
                reasons.reasons_not_to_publish(report, staff) + reasons_without_duty(report)
            ),
            _publish, text="在“政府信息公开工作年度报告”事项下生成草稿，走审签、发布的程序。",
        ),
        Act(
            "reopen", "撤销定稿", verbs.FREEZE, ReopenForm,
            lambda report, _said: report.is_frozen,
            lambda report, _said, staff: reasons.reasons_not_to_reopen(report, "已有理由", staff),
            _reopen, kind="danger",
        ),
    )
}  # fmt: skip


def make_form(
    act: Act, report: AnnualReport, said: Said, staff: Staff, data: Any = None
) -> ActForm:
    """The form of an act, with what was sent, or fresh."""
    ids = f"{act.name}-%s"
    if act.form is PublishForm:
        return PublishForm(data, units=units_for(report, staff), auto_id=ids)
    initial = {"seen": hash_of(said)} if act.form is ApproveForm else {}
    return act.form(data, auto_id=ids, initial=initial)


def units_for(report: AnnualReport, staff: Staff) -> QuerySet[Unit]:
    """The units for which this person can draft the item: of the body, else of anywhere."""
    able = units_where(staff.person, DRAFT).select_related("body").order_by("order", "code")
    own = able.filter(body=report.body)
    return own if own.exists() else able


@dataclass(frozen=True)
class ActRow:
    """An act as the template draws it (`disclosure/desk_act.html`)."""

    act: Act
    form: ActForm
    url: str
    reasons: list[str]
    open: bool = False


def act_rows(
    report: AnnualReport, said: Said, staff: Staff, refused: tuple[str, ActForm] | None = None
) -> list[ActRow]:
    """The acts that fit, each with why not; a refused one stands open with what was typed."""
    rows = []
    for act in ACTS.values():
        was_tried = refused is not None and refused[0] == act.name
        if not act.fits(report, said) and not was_tried:
            continue
        form = refused[1] if refused and was_tried else make_form(act, report, said, staff)
        url = reverse("annualreports:act", args=[report.key, act.name])
        rows.append(ActRow(act, form, url, act.reasons(report, said, staff), was_tried))
    return rows
