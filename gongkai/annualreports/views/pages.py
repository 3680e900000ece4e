"""What these pages share: finding a report, the trail, the tables as they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

from django.forms import Form as WebForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from gongkai.annualreports.content import Said
from gongkai.annualreports.form import TABLES
from gongkai.annualreports.layout import Place, grid
from gongkai.annualreports.models import AnnualReport
from gongkai.annualreports.numbers import written
from gongkai.annualreports.queries.saying import said_by
from gongkai.annualreports.queries.visibility import reports_visible_to
from gongkai.journal.recording import Refused
from gongkai.people.models import Person
from gongkai.screens.components import Link

T = TypeVar("T")
NOT_FOUND = "没有这份年度报告，或者它不在您的工作范围内。"


def report_of(person: Person, key: str) -> AnnualReport:
    """A report that is this person's business."""
    found = (
        reports_visible_to(person)
        .select_related("body", "approved_by", "started_by", "item")
        .filter(key=key)
        .first()
    )
    if found is None:
        raise Http404(NOT_FOUND)
    return found


def said_of(report: AnnualReport) -> Said:
    """What the report says now, or said when it was frozen."""
    return said_by(report, report.body, report.year, rolled_up=report.rolled_up)


def trail(report: AnnualReport | None = None) -> list[Link]:
    """年度报告 › 财政局2025年度."""
    crumbs = [Link("年度报告", reverse("annualreports:reports"))]
    if report is not None:
        crumbs[0] = Link("年度报告", f"{crumbs[0].url}?year={report.year}")
        crumbs.append(Link(str(report), reverse("annualreports:report", args=[report.key])))
    return crumbs


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when nothing was ticked; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def attempt(form: WebForm, do: Callable[[], T]) -> T | None:
    """What the operation returns; None when it refused, with its reasons above the form."""
    try:
        return do()
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return None


def form_page(
    request: HttpRequest,
    form: WebForm,
    *,
    title: str,
    crumbs: Sequence[Link],
    template: str,
    **more: object,
) -> HttpResponse:
    """A page with one form; the last of `crumbs` is the way back."""
    context = {
        "form": form,
        "page_title": title,
        "breadcrumbs": [*crumbs, Link(title, "")],
        "back": crumbs[-1],
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, context, status=status)


@dataclass(frozen=True)
class DrawnPlace:
    """A place of a grid on the screen: a heading, or a number that leads to its cases."""

    place: Place
    text: str
    url: str = ""
    typed_by: str = ""
    wrong: bool = False
    blank: bool = False


@dataclass(frozen=True)
class DrawnTable:
    """One of the three tables on the screen."""

    number: str  # 一、二、三
    title: str
    columns: int
    rows: Sequence[Sequence[DrawnPlace]]


def drawn_table(report: AnnualReport, said: Said, table: str) -> DrawnTable:
    """A table with its numbers, those that are wrong marked."""
    wrong = {cell for one in said.problems if one.is_hard for cell in one.cells}
    made = grid(said.form, table)
    rows = [[_drawn(place, report, said, wrong) for place in row] for row in made.rows]
    return DrawnTable(TABLES[table], made.title, made.columns, rows)


def _drawn(place: Place, report: AnnualReport, said: Said, wrong: Iterable[str]) -> DrawnPlace:
    if not place.cell:
        return DrawnPlace(place, place.text)
    number = said.cells.get(place.cell)
    entered = said.entered.get(place.cell)
    return DrawnPlace(
        place,
        written(number),
        url=_url_of_cases(report, place.cell) if number else "",
        typed_by=f"{entered.person} {entered.on} 填报" if entered else "",
        wrong=place.cell in wrong,
        blank=number is None,
    )


def _url_of_cases(report: AnnualReport, cell: str) -> str:
    """Numbers of the first table are no cases."""
    if cell.startswith("1/"):
        return ""
    return reverse("annualreports:cell", args=[report.key, cell])
