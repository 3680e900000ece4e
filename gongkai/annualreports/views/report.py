"""One report: problems on top, six sections, and beside them what can be done."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongkai.annualreports.content import Said
from gongkai.annualreports.exporting import KINDS
from gongkai.annualreports.forms.acts import ActForm
from gongkai.annualreports.models import AnnualReport
from gongkai.annualreports.queries.deadlines import due_on
from gongkai.annualreports.queries.reasons import reasons_not_to_write
from gongkai.annualreports.telling import tell
from gongkai.annualreports.views.acts import ACTS, ActRow, act_rows, make_form
from gongkai.annualreports.views.pages import drawn_table, report_of, said_of, trail
from gongkai.journal.queries import story
from gongkai.journal.recording import Refused
from gongkai.kernel.dates import chinese_date, stamp
from gongkai.people.access import StaffRequest, staff_view
from gongkai.screens.components import Fact, Link

BASIS = "《政府信息公开条例》第四十九条"


@require_GET
@staff_view
def report(request: StaffRequest, key: str) -> HttpResponse:
    """The whole report as it stands."""
    return _show(request, report_of(request.staff.person, key))


@staff_view
def act(request: StaffRequest, key: str, name: str) -> HttpResponse:
    """Do one thing; if it is refused, the page shows why and what was typed."""
    if name not in ACTS:
        raise Http404
    found = report_of(request.staff.person, key)
    if request.method != "POST":
        return redirect("annualreports:report", key)
    one = ACTS[name]
    form = make_form(one, found, said_of(found), request.staff, request.POST)
    if not form.is_valid():
        errors = [str(error) for errors in form.errors.values() for error in errors]
        return _show(request, found, (name, form), errors)
    try:
        told = one.do(found, form.cleaned_data, request.staff)
    except Refused as refused:
        return _show(request, found, (name, form), refused.reasons)
    messages.success(request, told)
    return redirect("annualreports:report", key)


@require_GET
@staff_view
def download(request: StaffRequest, key: str, kind: str) -> HttpResponse:
    """The report as a file."""
    if kind not in KINDS:
        raise Http404
    said = said_of(report_of(request.staff.person, key))
    response = HttpResponse(KINDS[kind].write(said), content_type=KINDS[kind].media_type)
    name = quote(f"{said.title}{'' if said.frozen else '（未定稿）'}.{kind}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _show(
    request: StaffRequest,
    found: AnnualReport,
    tried: tuple[str, ActForm] | None = None,
    reasons: list[str] | None = None,
) -> HttpResponse:
    found = report_of(request.staff.person, found.key)  # as it is now
    said = said_of(found)
    no_writing = reasons_not_to_write(found, request.staff)
    acts = act_rows(found, said, request.staff, tried)
    context = {
        "page_title": said.title + ("（汇总）" if found.rolled_up else ""),
        "breadcrumbs": [*trail()[:1], Link(str(found), "")],
        "report": found,
        "said": said,
        "hard": [one for one in said.problems if one.is_hard],
        "warnings": [one for one in said.problems if not one.is_hard],
        "sections": _sections(found, said),
        "no_writing": no_writing,
        "acts": [_shortened(row, said) for row in acts],
        "facts": _facts(found),
        "kinds": [(kind, _KIND_NAMES[kind]) for kind in ("docx", "xlsx", "html", "json")],
        "happenings": tell(found, said.form, story(found.reference))[::-1],
        "editions": found.editions.select_related("frozen_by", "reopened_by").order_by("-number"),
        "reasons": reasons or [],
    }
    if tried:
        context["summary_title"] = f"没有办理“{ACTS[tried[0]].label}”"
    return render(request, "annualreports/report.html", context, status=409 if tried else 200)


_KIND_NAMES = {"docx": "Word", "xlsx": "Excel", "html": "网页", "json": "JSON"}


def _shortened(row: ActRow, said: Said) -> ActRow:
    """Beside a button the problems are one line: they stand in full at the top of the page."""
    hard = {f"{one.rule} {one.text}" for one in said.problems if one.is_hard}
    others = [reason for reason in row.reasons if reason not in hard]
    if len(others) == len(row.reasons):
        return row
    return replace(row, reasons=[*others, f"还有 {len(hard)} 处不符合，见本页上方。"])


def _sections(found: AnnualReport, said: Said) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for place, one in enumerate(said.form.sections, start=1):
        text = said.section_text(one.number)
        rows.append(
            {
                "heading": one.heading,
                "text": text,
                "gaps": text.count("【"),
                "table": drawn_table(found, said, one.table) if one.table else None,
                "edit_url": ""
                if one.table
                else reverse("annualreports:section", args=[found.key, place]),
                "is_typed": one.table == "1",
            }
        )
    return rows


def _facts(found: AnnualReport) -> list[Fact]:
    due = due_on(found.body, found.year)
    approved = (
        f"{found.approved_by.name}，{stamp(timezone.localtime(found.approved_at))}"
        if found.approved_by and found.approved_at
        else ""
    )
    rows = [
        Fact("机关", found.body.name),
        Fact("统计期限", f"{found.year}年1月1日至12月31日"),
        Fact("公开期限", f"{chinese_date(due)}前（{BASIS}）" if due else ""),
        Fact("状态", found.get_status_display()),
        Fact("审定", approved),
        Fact("公开信息", found.item.number if found.item else ""),
    ]
    return [row for row in rows if row.value]
