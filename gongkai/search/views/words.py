"""Synonyms: the list, one more, one changed or out of use."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.people.access import StaffRequest, needs
from gongkai.people.views.pages import attempt, form_page
from gongkai.screens.components import Link, paginate
from gongkai.search import operations
from gongkai.search.forms import ChangeSynonymForm, SynonymForm
from gongkai.search.models import Synonym
from gongkai.search.queries import plain_word
from gongkai.search.verbs import TEND
from gongkai.search.views.tabs import TITLE, tabs

ROWS = 50


def _trail() -> list[Link]:
    return [Link(TITLE, reverse("search:synonyms"))]


@require_GET
@needs(TEND)
def synonyms(request: StaffRequest) -> HttpResponse:
    """All pairs, or those with a word."""
    wanted = request.GET.get("q", "")[:40]
    rows = Synonym.objects.all()
    if word := plain_word(wanted):
        rows = rows.filter(Q(word__contains=word) | Q(means__contains=word))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page_title": TITLE,
        "tabs": tabs(request),
        "wanted": wanted,
        "rows": page.object_list,
        "pagination": paginate(
            page.number,
            page.paginator.num_pages,
            lambda number: f"?{urlencode({'q': wanted, 'page': number})}",
            page.paginator.count,
        ),
    }
    return render(request, "search/synonyms.html", context)


@require_http_methods(["GET", "POST"])
@needs(TEND)
def add(request: StaffRequest) -> HttpResponse:
    """One more pair."""
    form = SynonymForm(request.POST or None, initial={"word": request.GET.get("word", "")[:40]})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        row = attempt(form, lambda: operations.add_synonym(values, actor=request.staff))
        if row:
            messages.success(request, f"已登记“{row.word}”与“{row.means}”，即时生效。")
            return redirect("search:synonyms")
    return form_page(request, form, title="新增同义词", label="登记", trail=_trail())


@require_http_methods(["GET", "POST"])
@needs(TEND)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """One pair, changed, or not used any more."""
    row = get_object_or_404(Synonym, pk=pk)
    form = ChangeSynonymForm(request.POST or None, initial=vars(row))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if attempt(form, lambda: operations.change_synonym(row, values, actor=request.staff)):
            messages.success(request, "已保存，即时生效。")
            return redirect("search:synonyms")
    return form_page(
        request,
        form,
        title=f"同义词“{row}”",
        label="保存",
        trail=_trail(),
        introduction="修改后这一对由本地维护，平台升级时不会被覆盖。",
    )
