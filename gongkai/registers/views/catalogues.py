"""The catalogues, one of them as a tree, a new one, and the table to download."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.models import Body
from gongkai.people.queries import may_anywhere
from gongkai.registers import operations, queries
from gongkai.registers.exporting import write_catalogue
from gongkai.registers.forms.catalogue import CatalogueForm
from gongkai.registers.models import Catalogue, EntryVersion
from gongkai.registers.queries.reasons import reasons_not_to_maintain
from gongkai.registers.verbs import MAINTAIN
from gongkai.registers.views.pages import attempt, catalogue_or_404, form_page, trail
from gongkai.screens.components import Link

# A catalogue with more duties than this opens as a list of its fields; a field, a body or a word
# opens the duties.
SHOWN_AT_ONCE = 300
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_RIGHT = ["您没有维护公开目录的权限。"]


@require_GET
@staff_view
def catalogues(request: StaffRequest) -> HttpResponse:
    """All catalogues with their numbers."""
    totals = queries.totals(timezone.localdate())
    rows = [(one, totals.get(one.pk)) for one in Catalogue.objects.select_related("body")]
    context = {
        "page_title": "公开目录",
        "rows": rows,
        "reasons_not_to_create": ([] if may_anywhere(request.staff.person, MAINTAIN) else NO_RIGHT),
    }
    return render(request, "registers/catalogues.html", context)


@require_http_methods(["GET", "POST"])
@staff_view
def new_catalogue(request: StaffRequest) -> HttpResponse:
    """Set up a catalogue."""
    form = CatalogueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        made = attempt(form, lambda: operations.create_catalogue(**values, actor=request.staff))
        if made:
            messages.success(request, f"已建立{made.name}，可以逐项添加，也可以导入表格。")
            return redirect("registers:catalogue", made.code)
    return form_page(request, form, title="新建目录", label="建立", crumbs=trail())


@require_GET
@staff_view
def catalogue(request: StaffRequest, code: str) -> HttpResponse:
    """One catalogue as a tree, cut down by field, body and words."""
    found = catalogue_or_404(code)
    today = timezone.localdate()
    wanted = _filter(request)
    counts = queries.fields_with_counts(today, found)
    total = sum(one.count for one in counts)
    filtered = wanted != queries.Filter()
    folded = total > SHOWN_AT_ONCE and not filtered
    branches = [] if folded else queries.tree(found, today, wanted)
    context = {
        "page_title": found.name,
        "catalogue": found,
        "breadcrumbs": [*trail(), Link(found.name, "")],
        "branches": branches,
        "shown": sum(one.count for one in branches),
        "total": total,
        "folded": folded,
        "filtered": filtered,
        "fields": counts,
        "wanted": wanted,
        "bodies": _bodies(found),
        "reviews": queries.overdue_reviews(today, found),
        "reasons": reasons_not_to_maintain(found.body, request.staff),
        "withheld": found.kind == Catalogue.Kind.WITHHELD,
    }
    return render(request, "registers/catalogue.html", context)


def _filter(request: HttpRequest) -> queries.Filter:
    return queries.Filter(
        field=request.GET.get("field") or ("" if "nofield" in request.GET else None),
        body=Body.objects.filter(code=request.GET.get("body", "")).first(),
        text=request.GET.get("q", "").strip(),
    )


def _bodies(found: Catalogue) -> list[Body]:
    versions = EntryVersion.objects.filter(entry__catalogue=found)
    named = Q(duties__in=versions) | Q(shared_duties__in=versions)
    return list(Body.objects.filter(named).distinct())


@require_GET
@staff_view
def export(_request: StaffRequest, code: str) -> HttpResponse:
    """The catalogue of today as an .xlsx file in the official layout."""
    found = catalogue_or_404(code)
    today = timezone.localdate()
    response = HttpResponse(write_catalogue(found, today), content_type=XLSX)
    name = quote(f"{found.name}（{today.isoformat()}）.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
