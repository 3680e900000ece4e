"""The reports of a year, body by body, and beginning one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongkai.annualreports.models import AnnualReport
from gongkai.annualreports.operations import writing
from gongkai.annualreports.queries.deadlines import due_on
from gongkai.annualreports.queries.listing import ListedReport, listed_reports, years
from gongkai.annualreports.queries.reasons import reasons_not_to_start
from gongkai.annualreports.queries.visibility import bodies_seen_by
from gongkai.disclosure.models import Item
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.actors import Staff


@dataclass(frozen=True)
class ListRow:
    """One line of the list."""

    name: str
    rolled_up: bool
    scope: str  # 汇总, 本级, or empty
    code: str
    url: str
    state: str
    state_kind: str  # valid, today, void: how the badge looks
    due_on: date | None
    overdue: bool
    reasons_not_to_start: list[str]


@require_GET
@staff_view
def reports(request: StaffRequest) -> HttpResponse:
    """The year before this one, unless another is chosen."""
    year = _year(request.GET.get("year", ""))
    listed = listed_reports(request.staff.person, year)
    context = {
        "page_title": f"{year}年度政府信息公开工作年度报告",
        "year": year,
        "years": years(),
        "rows": [_row(one, year, request.staff) for one in listed],
    }
    return render(request, "annualreports/reports.html", context)


def _year(typed: str) -> int:
    known = years()
    if typed.isdecimal() and len(typed) < 5 and int(typed) in known:
        return int(typed)
    return known[1] if len(known) > 1 else known[0]


def _row(one: ListedReport, year: int, staff: Staff) -> ListRow:
    is_part = one.has_below and not one.rolled_up  # what is published is the rolled-up one
    due = None if is_part else due_on(one.body, year)
    state, kind = _state(one.report)
    url = reverse("annualreports:report", args=[one.report.key]) if one.report else ""
    reasons = [] if one.report else reasons_not_to_start(one.body, year, one.rolled_up, staff)
    late = due is not None and due < timezone.localdate() and not _is_public(one.report)
    scope = "汇总" if one.rolled_up else ("本级" if is_part else "")
    return ListRow(
        one.body.name, one.rolled_up, scope, one.body.code, url, state, kind, due, late, reasons
    )


def _state(report: AnnualReport | None) -> tuple[str, str]:
    if report is None:
        return "未开始", "void"
    if _is_public(report):
        return "已公开", "valid"
    if report.is_frozen:
        return ("已定稿，公开信息办理中" if report.item_id else "已定稿，待公开"), "valid"
    return str(report.get_status_display()), "today" if report.status == "approved" else ""


def _is_public(report: AnnualReport | None) -> bool:
    item = report.item if report else None
    return item is not None and item.visibility == Item.Visibility.PUBLIC


@require_POST
@staff_view
def start(request: StaffRequest) -> HttpResponse:
    """Begin a report; if it was begun meanwhile, open it."""
    year = _year(request.POST.get("year", ""))
    body = bodies_seen_by(request.staff.person).filter(code=request.POST.get("body", "")).first()
    if body is None:
        raise Http404
    rolled_up = request.POST.get("rolled_up") == "yes"
    try:
        report = writing.start(body, year, staff=request.staff, rolled_up=rolled_up)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
        return redirect(f"{reverse('annualreports:reports')}?year={year}")
    messages.success(request, "已开始编写：三张表已按现有数据统计，文字可以在参考稿上修改。")
    return redirect("annualreports:report", report.key)
