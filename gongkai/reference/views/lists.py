"""Screens of code lists and divisions."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.people.access import StaffRequest, needs
from gongkai.people.verbs import MAINTAIN_REFERENCE
from gongkai.people.views.pages import attempt, form_page
from gongkai.reference import operations
from gongkai.reference.forms.lists import CodeForm, DivisionForm
from gongkai.reference.models import Code, CodeList, Division
from gongkai.screens.components import Link


def tabs(request: HttpRequest) -> list[Link]:
    """The three kinds of reference data."""
    calendar = reverse("reference:calendar")
    return [
        Link("代码表", reverse("reference:lists"), request.path == reverse("reference:lists")),
        Link("行政区划", url := reverse("reference:divisions"), request.path.startswith(url)),
        Link("工作日历", calendar, request.path.startswith(calendar)),
    ]


def trail() -> list[Link]:
    """基础数据."""
    return [Link("基础数据", reverse("reference:lists"))]


def trail_to_list(a_list: CodeList) -> list[Link]:
    """基础数据 › 文种."""
    return [*trail(), Link(a_list.name, reverse("reference:list", args=[a_list.code]))]


@require_GET
@needs(MAINTAIN_REFERENCE)
def lists(request: StaffRequest) -> HttpResponse:
    """All lists."""
    today = timezone.localdate()
    ended = Q(codes__valid_until__lt=today)
    rows = CodeList.objects.annotate(
        all_count=Count("codes"),
        ended_count=Count("codes", filter=ended),
        kept_count=Count("codes", filter=Q(codes__kept_here=True)),
        unsure_count=Count("codes", filter=Q(codes__origin__contains="待核实")),
    )
    context = {"page_title": "基础数据", "tabs": tabs(request), "lists": rows}
    return render(request, "reference/lists.html", context)


@require_GET
@needs(MAINTAIN_REFERENCE)
def code_list(request: StaffRequest, code: str) -> HttpResponse:
    """One list, each code with its origin and its time."""
    found = get_object_or_404(CodeList, code=code)
    today = timezone.localdate()
    rows = found.codes.select_related("parent")
    context = {
        "page_title": found.name,
        "breadcrumbs": trail_to_list(found),
        "list": found,
        "rows": [(row, row.holds_on(today)) for row in rows],
        "has_levels": any(row.parent_id for row in rows),
    }
    return render(request, "reference/list.html", context)


@require_http_methods(["GET", "POST"])
@needs(MAINTAIN_REFERENCE)
def new_code(request: StaffRequest, code: str) -> HttpResponse:
    """Add a code to a list."""
    found = get_object_or_404(CodeList, code=code)
    form = CodeForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        details = form.details()
        if attempt(form, lambda: operations.add_code(found, details, actor=request.staff)):
            messages.success(request, f"已新增“{details.name}”。")
            return redirect("reference:list", found.code)
    return form_page(request, form, title="新增代码", label="新增代码", trail=trail_to_list(found))


@require_http_methods(["GET", "POST"])
@needs(MAINTAIN_REFERENCE)
def change_code(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a code, or set its last day."""
    found = get_object_or_404(Code.objects.select_related("list", "parent"), pk=pk)
    form = CodeForm(found.list, request.POST or None, found)
    if request.method == "POST" and form.is_valid():
        details = form.details()
        if attempt(form, lambda: operations.change_code(found, details, actor=request.staff)):
            messages.success(request, "已保存。")
            return redirect("reference:list", found.list.code)
    return form_page(
        request,
        form,
        title=f"修改代码“{found.name}”",
        label="保存",
        trail=trail_to_list(found.list),
        introduction="在这里修改后，该行改由本地维护，以后再载入代码表文件时不会被覆盖。",
    )


@require_GET
@needs(MAINTAIN_REFERENCE)
def divisions(request: StaffRequest) -> HttpResponse:
    """All divisions."""
    rows = Division.objects.select_related("parent").annotate(body_count=Count("bodies"))
    context = {"page_title": "基础数据", "tabs": tabs(request), "divisions": rows}
    return render(request, "reference/divisions.html", context)


def trail_to_divisions() -> list[Link]:
    """基础数据 › 行政区划."""
    return [*trail(), Link("行政区划", reverse("reference:divisions"))]


@require_http_methods(["GET", "POST"])
@needs(MAINTAIN_REFERENCE)
def new_division(request: StaffRequest) -> HttpResponse:
    """Add a division."""
    form = DivisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        made = attempt(form, lambda: operations.add_division(actor=request.staff, **values))
        if made:
            messages.success(request, f"已新增“{made.name}”。")
            return redirect("reference:divisions")
    return form_page(
        request, form, title="新增行政区划", label="新增行政区划", trail=trail_to_divisions()
    )


@require_http_methods(["GET", "POST"])
@needs(MAINTAIN_REFERENCE)
def change_division(request: StaffRequest, code: str) -> HttpResponse:
    """Change a division."""
    found = get_object_or_404(Division, code=code)
    form = DivisionForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if attempt(form, lambda: operations.change_division(found, actor=request.staff, **values)):
            messages.success(request, "已保存。")
            return redirect("reference:divisions")
    title = f"修改行政区划“{found.name}”"
    return form_page(request, form, title=title, label="保存", trail=trail_to_divisions())
