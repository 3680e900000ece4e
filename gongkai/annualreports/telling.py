"""The story of a report, told for people: facts of the journal as Chinese sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from gongkai.annualreports import events
from gongkai.annualreports.form import Form
from gongkai.annualreports.models import AnnualReport
from gongkai.journal.facts import Fact
from gongkai.journal.models import Entry
from gongkai.screens.components import Happening


def tell(report: AnnualReport, form: Form, entries: Iterable[Entry]) -> list[Happening]:
    """The timeline, oldest first, with the reasons that stand in editions."""
    reasons = dict(report.editions.values_list("number", "reopen_reason"))
    happenings = []
    for entry in entries:
        say = _SENTENCES.get(type(entry.fact))
        if say is None:
            continue
        text = ""
        if isinstance(entry.fact, events.ReportReopened):
            text = reasons.get(entry.fact.edition, "")
        happenings.append(
            Happening(entry.at, say(entry.fact, form), str(entry.actor.get("name", "")), text)
        )
    return happenings


def _section_written(fact: events.ReportSectionWritten, form: Form) -> str:
    section = form.section(fact.section)
    return f"修改“{section.heading if section else fact.section}”"


def _figure_entered(fact: events.ReportFigureEntered, form: Form) -> str:
    cell = form.cells.get(fact.cell)
    label = cell.label if cell else fact.cell
    return f"填报“{label}”：{fact.figure}" if fact.figure else f"撤销填报“{label}”"


_SENTENCES: dict[type[Fact], Callable[[Any, Form], str]] = {
    events.ReportStarted: lambda _fact, _form: "开始编写",
    events.ReportMembersChosen: lambda fact, _form: f"选定汇总所含的 {len(fact.bodies)} 个机关",
    events.ReportSectionWritten: _section_written,
    events.ReportFigureEntered: _figure_entered,
    events.ReportDifferenceExplained: lambda fact, _form: f"写明 {fact.rule} 差异的原因",
    events.ReportApproved: lambda _fact, _form: "审定",
    events.ReportApprovalVoided: lambda _fact, _form: "内容有改动，审定失效",
    events.ReportFrozen: lambda fact, _form: f"定稿（第{fact.edition}版）",
    events.ReportReopened: lambda fact, _form: f"撤销定稿（第{fact.edition}版）",
    events.ReportDrafted: lambda fact, _form: f"起草公开信息 {fact.item.removeprefix('item:')}",
}
