"""One duty: its page, adding, adjusting, ending, its column of the site, how a limit is read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.people.access import StaffRequest, staff_view
from gongkai.reference import queries as reference
from gongkai.registers import limits, operations, queries
from gongkai.registers.fields import FieldNames
from gongkai.registers.forms.catalogue import ColumnForm, EndForm
from gongkai.registers.forms.duty import DutyForm
from gongkai.registers.models import EntryVersion
from gongkai.registers.queries.histories import readable
from gongkai.registers.queries.reasons import (
    latest_of,
    reasons_not_to_add_duty,
    reasons_not_to_adjust_duty,
    reasons_not_to_end_duty,
    reasons_not_to_set_column,
)
from gongkai.registers.site_columns import column_name
from gongkai.registers.views.pages import (
    attempt,
    catalogue_or_404,
    duty_or_404,
    form_page,
    trail_to,
    trail_to_duty,
)
from gongkai.screens.components import Fact


@require_GET
@staff_view
def duty(request: StaffRequest, code: str, duty: str) -> HttpResponse:
    """What the duty says, how its limit is understood, and every adjustment."""
    entry = duty_or_404(code, duty)
    today = timezone.localdate()
    version = queries.duty_on(entry, today) or latest_of(entry)
    latest = latest_of(entry)
    context = {
        "page_title": version.title,
        "breadcrumbs": trail_to_duty(entry),
        "entry": entry,
        "version": version,
        "coming": latest if latest.number > version.number else None,
        "facts": _facts(version),
        "bodies": [version.responsible_body, *version.also_responsible.all()],
        "limit_sentences": [limits.explain([part]) for part in version.limit],
        "history": queries.history(entry),
        "review_overdue": version.review_on is not None and version.review_on < today,
        "column": column_name(version.column_code),
        "reasons_not_to_adjust": reasons_not_to_adjust_duty(entry, request.staff),
        "reasons_not_to_end": reasons_not_to_end_duty(entry, request.staff),
        "reasons_not_to_set_column": reasons_not_to_set_column(entry, request.staff),
    }
    return render(request, "registers/duty.html", context)


def _facts(version: EntryVersion) -> list[Fact]:
    """The columns in the order of the table; limit and elements have places of their own."""
    shown = readable(version.columns, FieldNames())
    for own_place in ("公开时限", "公开内容（要素）", "一级事项", "二级事项", "三级事项"):
        shown.pop(own_place, None)
    if version.ground:
        shown["不予公开的理由"] = reference.label("openness-grounds", version.ground)
    return [Fact(label, text) for label, text in shown.items()]


@require_http_methods(["GET", "POST"])
@staff_view
def add_duty(request: StaffRequest, code: str) -> HttpResponse:
    """A new duty."""
    catalogue = catalogue_or_404(code)
    today = timezone.localdate()
    form = DutyForm(catalogue, request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        entry = attempt(
            form,
            lambda: operations.add_duty(
                catalogue,
                form.columns(),
                actor=request.staff,
                effective_on=form.cleaned_data["effective_on"],
                explanation=form.cleaned_data["explanation"],
                source=form.remarks()["source"],
                unconfirmed=form.remarks()["unconfirmed"],
            ),
        )
        if entry:
            messages.success(request, f"已列入目录，编号{entry.code}。")
            return redirect("registers:duty", code, entry.code)
    return form_page(
        request,
        form,
        title="添加事项",
        label="列入目录",
        crumbs=trail_to(catalogue),
        reasons=reasons_not_to_add_duty(catalogue, request.staff),
        template="registers/duty_form.html",
    )


@require_http_methods(["GET", "POST"])
@staff_view
def adjust_duty(request: StaffRequest, code: str, duty: str) -> HttpResponse:
    """Adjust a duty from a day on."""
    entry = duty_or_404(code, duty)
    today = timezone.localdate()
    latest = latest_of(entry)
    form = DutyForm(entry.catalogue, request.POST or None, version=latest, today=today)
    if request.method == "POST" and form.is_valid():
        version = attempt(
            form,
            lambda: operations.adjust_duty(
                entry,
                form.columns(),
                actor=request.staff,
                effective_on=form.cleaned_data["effective_on"],
                explanation=form.cleaned_data["explanation"],
                against=_number(request.POST.get("against", "")),
                remarks=form.remarks(),
            ),
        )
        if version:
            messages.success(request, f"已调整，{version.effective_on:%Y-%m-%d}起生效。")
            return redirect("registers:duty", code, entry.code)
    return form_page(
        request,
        form,
        title=f"调整：{latest.title}",
        label="保存调整",
        crumbs=trail_to_duty(entry),
        reasons=reasons_not_to_adjust_duty(entry, request.staff),
        template="registers/duty_form.html",
        against=latest.number,
        limit=latest,
    )


def _number(text: str) -> int:
    """The version that the editor saw; a form without it saw none."""
    return int(text) if text.isdecimal() else 0


@require_http_methods(["GET", "POST"])
@staff_view
def end_duty(request: StaffRequest, code: str, duty: str) -> HttpResponse:
    """End a duty."""
    entry = duty_or_404(code, duty)
    form = EndForm(request.POST or None, today=timezone.localdate())

    def end() -> bool:
        operations.end_duty(entry, actor=request.staff, **form.cleaned_data)
        return True

    if request.method == "POST" and form.is_valid() and attempt(form, end):
        messages.success(request, f"事项{entry.code}已取消，历史仍可查阅。")
        return redirect("registers:duty", code, entry.code)
    return form_page(
        request,
        form,
        title=f"取消：{entry}",
        label="取消事项",
        crumbs=trail_to_duty(entry),
        reasons=reasons_not_to_end_duty(entry, request.staff),
        kind="danger",
    )


@require_http_methods(["GET", "POST"])
@staff_view
def set_column(request: StaffRequest, code: str, duty: str) -> HttpResponse:
    """Choose the column of the site for a duty's items."""
    entry = duty_or_404(code, duty)
    form = ColumnForm(request.POST or None, chosen=latest_of(entry).column_code)

    def place() -> bool:
        operations.set_column(entry, form.cleaned_data["column_code"], actor=request.staff)
        return True

    if request.method == "POST" and form.is_valid() and attempt(form, place):
        messages.success(request, "已设定网站栏目。")
        return redirect("registers:duty", code, entry.code)
    return form_page(
        request,
        form,
        title=f"网站栏目：{entry}",
        label="保存",
        crumbs=trail_to_duty(entry),
        reasons=reasons_not_to_set_column(entry, request.staff),
    )


@require_POST
@staff_view
def limit(request: StaffRequest) -> HttpResponse:
    """How a limit is understood, while it is being typed."""
    on_request = request.POST.get("route") == EntryVersion.Route.ON_REQUEST
    parts = limits.parse_limit(request.POST.get("limit_text", ""), on_request=on_request)
    context = {"explained": limits.explain(parts), "doubts": limits.doubts(parts)}
    return render(request, "registers/limit.html", context)
