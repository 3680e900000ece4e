"""Writing in a report: a section, the figures, the bodies of a rolled-up one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.annualreports.form import Cell, form_named
from gongkai.annualreports.forms.writing import FiguresForm, MembersForm, SectionForm
from gongkai.annualreports.models import AnnualReport
from gongkai.annualreports.numbers import Cells, written
from gongkai.annualreports.operations import writing
from gongkai.annualreports.queries.reasons import (
    reasons_not_to_choose_members,
    reasons_not_to_enter,
    reasons_not_to_write,
)
from gongkai.annualreports.queries.saying import (
    counted_cells,
    draft_texts,
    figures_of,
    members_of,
)
from gongkai.annualreports.views.pages import (
    attempt,
    form_page,
    posted,
    report_of,
    said_of,
    trail,
)
from gongkai.people.access import StaffRequest, staff_view


@require_http_methods(["GET", "POST"])
@staff_view
def section(request: StaffRequest, key: str, place: int) -> HttpResponse:
    """Write one section, with a text by today's numbers beside it."""
    found = report_of(request.staff.person, key)
    sections = form_named(found.form).sections
    one = sections[place - 1] if 0 < place <= len(sections) else None
    row = found.sections.select_related("person").filter(number=one.number).first() if one else None
    if one is None or row is None:
        raise Http404
    data = request.POST.copy() if request.method == "POST" else None
    form = SectionForm(data, initial={"text": row.text, "revision": row.revision})
    if data is not None and form.is_valid():
        text, revision = form.cleaned_data["text"], form.cleaned_data["revision"]
        if attempt(
            form,
            lambda: writing.write_section(
                found, one.number, text, revision=revision, staff=request.staff
            ),
        ):
            messages.success(request, f"已保存“{one.heading}”。")
            return redirect("annualreports:report", key)
    changed_meanwhile = data is not None and data.get("revision") != str(row.revision)
    if data is not None and changed_meanwhile:
        data["revision"] = str(row.revision)  # the next save is over what they see beside it now
    return form_page(
        request, form, title=one.heading, crumbs=trail(found),
        template="annualreports/section.html", report=found, row=row,
        saved_text=row.text if changed_meanwhile else "",
        proposal=draft_texts(found)[one.number],
        reasons_against=reasons_not_to_write(found, request.staff),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@staff_view
def figures(request: StaffRequest, key: str) -> HttpResponse:
    """Type the figures of the first table."""
    found = report_of(request.staff.person, key)
    cells = form_named(found.form).typed_table
    said = said_of(found)
    form = FiguresForm(
        posted(request), cells=cells, figures=figures_of(found), entered=said.entered
    )
    if request.method == "POST" and form.is_valid():
        changed = list(form.changed())
        for n, cell, number, _ in changed:
            for reason in reasons_not_to_enter(found, cell, number, request.staff):
                form.add_error(f"figure_{n}", reason)
        if not form.errors:
            for _, cell, number, source in changed:
                writing.enter_figure(found, cell.id, number, staff=request.staff, source=source)
            told = f"已保存 {len(changed)} 个数字。" if changed else "没有改动。"
            messages.success(request, told)
            return redirect("annualreports:report", key)
    proposals = _proposals(found, counted_cells(found), cells)
    return form_page(
        request, form, title="填报第一表", crumbs=trail(found),
        template="annualreports/figures.html", report=found,
        rows=[(*row, proposals[row[0].id]) for row in form.rows()],
        reasons_against=reasons_not_to_write(found, request.staff),
    )  # fmt: skip


def _proposals(found: AnnualReport, counted: Cells, cells: list[Cell]) -> dict[str, str]:
    """What is counted, shown beside the fields."""
    what = "各机关之和" if found.rolled_up else "系统统计"
    return {
        cell.id: f"{what} {written(counted.get(cell.id))}"
        if counted.get(cell.id) is not None
        else ("有机关未填" if found.rolled_up else "—")
        for cell in cells
    }


@require_http_methods(["GET", "POST"])
@staff_view
def members(request: StaffRequest, key: str) -> HttpResponse:
    """Choose the bodies that a rolled-up report adds up."""
    found = report_of(request.staff.person, key)
    if not found.rolled_up:
        raise Http404
    below = members_of(found.body, found.year)
    initial = {"bodies": found.members.all()}
    form = MembersForm(posted(request), below=below, initial=initial)
    if request.method == "POST" and form.is_valid():
        bodies = list(form.cleaned_data["bodies"])
        done = attempt(
            form, lambda: writing.choose_members(found, bodies, staff=request.staff) or True
        )
        if done:
            messages.success(request, f"汇总含本机关和 {len(bodies)} 个下属机关。")
            return redirect("annualreports:report", key)
    return form_page(
        request, form, title="汇总所含机关", crumbs=trail(found),
        template="annualreports/form_page.html", label="保存",
        reasons_against=reasons_not_to_choose_members(found, [], request.staff),
    )  # fmt: skip
