"""The requests, reconsiderations and lawsuits that one cell of a report counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from gongkai.annualreports.form import Cell, form_named
from gongkai.annualreports.models import AnnualReport
from gongkai.annualreports.queries.lives import Watched
from gongkai.annualreports.queries.remedies import remedies_in_cell
from gongkai.annualreports.queries.requests import RequestCounts, cases
from gongkai.foi.models import FoiRequest, Remedy
from gongkai.foi.queries.visibility import requests_visible_to
from gongkai.people.models import Person


@dataclass(frozen=True)
class CasesOfCell:
    """What a person sees of the cases of a cell, and how many there are in all."""

    requests: QuerySet[FoiRequest]
    all: int
    remedies: QuerySet[Remedy] | None = None


def cases_of_cell(report: AnnualReport, cell: Cell, viewer: Person) -> CasesOfCell:
    """The cases as they are counted today; of a frozen report they may have changed since."""
    table, row, column = cell.parts
    bodies = [report.body_id]
    if report.rolled_up:
        bodies += report.members.values_list("pk", flat=True)
    visible = requests_visible_to(viewer)
    if table == "3":
        choice = form_named(report.form).choices["remedies"]
        counted = Remedy.objects.none()
        for body in bodies:
            counted |= remedies_in_cell(body, report.year, choice, row, column)
        shown = counted.filter(foi_request__in=visible).select_related("foi_request__body")
        return CasesOfCell(FoiRequest.objects.none(), counted.count(), shown)
    condition, watched = Q(pk__in=[]), Watched()
    for body in bodies:
        counts = RequestCounts(body, report.year, watched)
        condition |= Q(pk__in=cases(counts, row, column).values("pk"))
    counted_requests = FoiRequest.objects.filter(condition)
    shown_requests = counted_requests.filter(pk__in=visible.values("pk"))
    return CasesOfCell(
        shown_requests.select_related("body", "report_row").order_by("number"),
        counted_requests.count(),
    )
