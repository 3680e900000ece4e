"""Screens of the working calendar: a year month by month, and taking in a new notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.journal.recording import Refused
from gongkai.kernel.calendar import Calendar, YearTable, weekday_name
from gongkai.kernel.dates import chinese_date
from gongkai.people.access import StaffRequest, needs
from gongkai.people.verbs import MAINTAIN_REFERENCE
from gongkai.reference import operations
from gongkai.reference.forms.calendar import (
    HolidayFormSet,
    YearForm,
    initial_rows,
    initial_year,
    table_of,
)
from gongkai.reference.models import CalendarYear
from gongkai.reference.queries import (
    calendar,
    month_grid,
    reasons_not_to_load_year,
    year_table,
)
from gongkai.reference.views.lists import tabs, trail
from gongkai.screens.components import Fact, Link


@dataclass(frozen=True)
class Cell:
    """One day of a month: what kind it is, and why in words."""

    day: date
    mark: str  # 休, 班 or nothing
    why: str


@dataclass(frozen=True)
class Month:
    """One month: weeks from Monday, None outside the month, and how many days are worked."""

    number: int
    weeks: list[list[Cell | None]]
    workdays: int


@require_GET
@needs(MAINTAIN_REFERENCE)
def this_year(_request: StaffRequest) -> HttpResponse:
    """The calendar of this year, or of the last year that is known."""
    year = min(timezone.localdate().year, calendar().horizon.year)
    return redirect("reference:year", year)


@require_GET
@needs(MAINTAIN_REFERENCE)
def year(request: StaffRequest, year: int) -> HttpResponse:
    """A year month by month, with its holidays and where they come from."""
    table, whole = year_table(year), calendar()
    if table is None:
        raise Http404
    loaded = CalendarYear.objects.filter(year=year).first()
    years = range(whole.known_from.year, whole.horizon.year + 1)
    context = {
        "page_title": "基础数据",
        "tabs": tabs(request),
        "year": year,
        "years": [Link(str(n), f"../{n}/", n == year) for n in reversed(years)],
        "months": _months(whole, year),
        "holidays": _holidays(table),
        "facts": _facts(table, loaded),
        "next_year": whole.horizon.year + 1,
    }
    return render(request, "reference/year.html", context)


def _months(whole: Calendar, year: int) -> list[Month]:
    months = []
    for number in range(1, 13):
        weeks = [
            [_cell(whole, day) if day else None for day in week]
            for week in month_grid(year, number)
        ]
        worked = sum(
            1 for week in month_grid(year, number) for day in week if day and whole.is_workday(day)
        )
        months.append(Month(number, weeks, worked))
    return months


def _cell(whole: Calendar, day: date) -> Cell:
    works, weekday = whole.is_workday(day), day.weekday() < 5
    why = whole.why(day)
    if works:
        return Cell(day, "" if weekday else "班", why)
    return Cell(day, "休" if weekday or "放假" in why else "", why)


def _holidays(table: YearTable) -> list[dict[str, str]]:
    return [
        {
            "name": holiday.name,
            "off": _in_words(holiday.days_off),
            "count": str(len(holiday.days_off)),
            "makeup": "、".join(_with_weekday(day) for day in holiday.makeup_days),
            "notice": holiday.notice or table.notice,
        }
        for holiday in table.holidays
    ]


def _in_words(days: tuple[date, ...]) -> str:
    first, last = min(days), max(days)
    if len(days) == (last - first).days + 1 and len(days) > 1:
        return f"{_with_weekday(first)}至{_with_weekday(last)}"
    return "、".join(_with_weekday(day) for day in days)


def _with_weekday(day: date) -> str:
    return f"{day.month}月{day.day}日（{weekday_name(day)}）"


def _facts(table: YearTable, loaded: CalendarYear | None) -> list[Fact]:
    return [
        Fact("放假通知", table.notice),
        Fact("调整通知", "、".join(table.amended_by) or "无"),
        Fact("与原文核对", "已核对" if table.notice_checked else "尚未核对"),
        Fact("载入", loaded_when(loaded)),
    ]


def loaded_when(loaded: CalendarYear | None) -> str:
    """When the year was taken in here; what ships with the platform was not."""
    return chinese_date(timezone.localdate(loaded.loaded_at)) if loaded else "随平台发布"


@require_http_methods(["GET", "POST"])
@needs(MAINTAIN_REFERENCE)
def load(request: StaffRequest) -> HttpResponse:
    """Take in a year: fill in, look at it month by month, confirm."""
    if request.method != "POST":
        return _form(request, *_forms_for(request.GET.get("year", "")))
    year_form = YearForm(request.POST)
    rows = HolidayFormSet(request.POST, prefix="days")
    both = year_form.is_valid() and rows.is_valid()
    if request.POST.get("step") == "edit" or not both:
        return _form(request, year_form, rows)
    table = table_of(year_form, rows.forms)
    reasons = reasons_not_to_load_year(table, request.staff)
    if reasons:
        return _form(request, year_form, rows, reasons)
    if request.POST.get("step") == "load":
        return _load(request, table, year_form, rows)
    return _preview(request, table)


def _forms_for(text: str) -> tuple[YearForm, Any]:
    """Empty forms for a coming year, filled ones for a known year that is to be amended."""
    wanted = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    wanted = wanted or calendar().horizon.year + 1
    table = year_table(wanted)
    initial = initial_year(table) if table else {"year": wanted}
    rows = HolidayFormSet(prefix="days", initial=initial_rows(table))
    return YearForm(initial=initial), rows


def _form(
    request: StaffRequest, year_form: YearForm, rows: Any, reasons: list[str] | None = None
) -> HttpResponse:
    problems = [
        {"url": f"#id_{form.prefix}-{name}", "text": f"第{number}行：{error}"}
        for number, form in enumerate(rows.forms, start=1)
        if form.is_bound
        for name, errors in form.errors.items()
        for error in errors
    ]
    wrong = bool(reasons or problems or year_form.errors)
    context = {
        "page_title": "载入放假安排",
        "breadcrumbs": [*trail(), Link("载入放假安排", "")],
        "form": year_form,
        "holiday_rows": rows,
        "reasons": reasons,
        "problems": problems,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "reference/load.html", context, status=status)


def _preview(request: StaffRequest, table: YearTable) -> HttpResponse:
    others = [one for one in calendar().years if one.year != table.year]
    context = {
        "page_title": f"核对{table.year}年放假安排",
        "breadcrumbs": [*trail(), Link("载入放假安排", "")],
        "year": table.year,
        "months": _months(Calendar.from_years([*others, table]), table.year),
        "holidays": _holidays(table),
        "facts": _facts(table, None)[:3],
        "sent": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in {"csrfmiddlewaretoken", "step"}
            for value in values
        ],
    }
    return render(request, "reference/preview.html", context)


def _load(request: StaffRequest, table: YearTable, year_form: YearForm, rows: Any) -> HttpResponse:
    try:
        operations.load_calendar_year(table, actor=request.staff)
    except Refused as refused:
        return _form(request, year_form, rows, refused.reasons)
    messages.success(request, f"已载入{table.year}年放假安排，有关期限按新的日历计算。")
    return redirect("reference:year", table.year)
