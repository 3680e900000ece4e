"""In which row of the second table a request is counted, when a person decides it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.annualreports.form import forms
from gongkai.annualreports.forms.writing import RowForm
from gongkai.annualreports.models import RowChoice
from gongkai.annualreports.operations.writing import choose_row
from gongkai.annualreports.queries.outcomes import row_of
from gongkai.annualreports.queries.reasons import reasons_not_to_choose_row
from gongkai.annualreports.views.pages import attempt, form_page, posted, trail
from gongkai.foi.models import Answer, FoiRequest
from gongkai.foi.queries.visibility import requests_visible_to
from gongkai.people.access import StaffRequest, staff_view
from gongkai.screens.components import Link


@require_http_methods(["GET", "POST"])
@staff_view
def row(request: StaffRequest, number: str) -> HttpResponse:
    """Choose the row, or leave it to the kind of answer."""
    visible = requests_visible_to(request.staff.person).select_related("body")
    found = visible.filter(number=number).first()
    if found is None:
        raise Http404
    chosen = RowChoice.objects.filter(foi_request=found).select_related("person").first()
    form = RowForm(
        posted(request),
        form=forms()[-1],
        proposed=_proposed(found),
        initial={"row": chosen.row, "reason": chosen.reason} if chosen else {},
    )
    back = _back(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        done = attempt(
            form,
            lambda: (
                choose_row(found, typed["row"], reason=typed["reason"], staff=request.staff) or True
            ),
        )
        if done:
            messages.success(request, f"申请 {number} 的归类已保存。")
            return redirect(back)
    return form_page(
        request, form, title=f"申请 {number} 计入年度报告的哪一行",
        crumbs=[*trail(), Link("上一页", back)],
        template="annualreports/row.html", label="保存", chosen=chosen, next=back,
        reasons_against=reasons_not_to_choose_row(found, "", "", request.staff),
    )  # fmt: skip


def _proposed(found: FoiRequest) -> str:
    given = found.answers.filter(status=Answer.Status.GIVEN).order_by("-number").first()
    name = row_of(found.outcome, given.ground if given else "")
    one = forms()[-1].row(name) if name else None
    return one.label if one else ""


def _back(request: StaffRequest) -> str:
    """Where the person came from, if it is a page of annual reports."""
    home = reverse("annualreports:reports")
    wanted = request.POST.get("next") or urlsplit(request.headers.get("Referer", "")).path
    return wanted if wanted.startswith(home) and "//" not in wanted else home
