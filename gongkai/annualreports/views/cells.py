"""The cases that one cell of a report counts."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongkai.annualreports.form import TABLES, form_named
from gongkai.annualreports.numbers import written
from gongkai.annualreports.queries.cell_cases import cases_of_cell
from gongkai.annualreports.views.pages import report_of, said_of, trail
from gongkai.people.access import StaffRequest, staff_view
from gongkai.screens.components import Link, Pagination, paginate

PER_PAGE = 100


@require_GET
@staff_view
def cell(request: StaffRequest, key: str, cell: str) -> HttpResponse:
    """Numbers of requests, each only if the person may see it; the others are counted."""
    found = report_of(request.staff.person, key)
    one = form_named(found.form).cells.get(cell)
    if one is None or cell.startswith("1/"):
        raise Http404
    said = said_of(found)
    counted = cases_of_cell(found, one, request.staff.person)
    shown = counted.remedies if counted.remedies is not None else counted.requests
    pages = Paginator(shown.order_by("pk") if counted.remedies is not None else shown, PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    title = f"表{TABLES[one.parts[0]]} {one.label}"
    context = {
        "page_title": title,
        "breadcrumbs": [*trail(found), Link(title, "")],
        "report": found,
        "number": written(said.cells.get(cell)),
        "all": counted.all,
        "hidden": counted.all - pages.count,
        "differs": said.frozen and said.cells.get(cell) != counted.all,
        "rows": page.object_list,
        "is_remedies": counted.remedies is not None,
        "is_result": one.query == "closed_in_row" or one.parts[1] == "3.7",
        "pagination": _pagination(page.number, pages.num_pages, counted.all),
    }
    return render(request, "annualreports/cell.html", context)


def _pagination(number: int, pages: int, total: int) -> Pagination | None:
    return paginate(number, pages, lambda n: f"?page={n}", total) if pages > 1 else None
