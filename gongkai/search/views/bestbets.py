"""Best bets: pages that stand above the hits of certain questions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.people.access import StaffRequest, needs
from gongkai.people.views.pages import attempt, attempt_or_say, form_page
from gongkai.screens.components import Link
from gongkai.search import operations
from gongkai.search.forms import BestBetForm
from gongkai.search.models import BestBet
from gongkai.search.verbs import TEND
from gongkai.search.views.tabs import TITLE, tabs


def _trail() -> list[Link]:
    return [Link(TITLE, reverse("search:synonyms")), Link("推荐结果", reverse("search:best_bets"))]


@require_GET
@needs(TEND)
def best_bets(request: StaffRequest) -> HttpResponse:
    """All of them; those whose time is over are marked."""
    context = {
        "page_title": TITLE,
        "tabs": tabs(request),
        "rows": BestBet.objects.all(),
        "today": timezone.localdate(),
    }
    return render(request, "search/best_bets.html", context)


@require_http_methods(["GET", "POST"])
@needs(TEND)
def add(request: StaffRequest) -> HttpResponse:
    """One more."""
    initial = {"questions": request.GET.get("words", "")[:40]}
    form = BestBetForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if attempt(form, lambda: operations.add_best_bet(values, actor=request.staff)):
            messages.success(request, "已设立，搜索这些词时显示在最前面。")
            return redirect("search:best_bets")
    return form_page(request, form, title="新增推荐结果", label="设立", trail=_trail())


@require_http_methods(["GET", "POST"])
@needs(TEND)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """One, changed."""
    row = get_object_or_404(BestBet, pk=pk)
    initial = {**vars(row), "questions": "\n".join(row.questions)}
    form = BestBetForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if attempt(form, lambda: operations.change_best_bet(row, values, actor=request.staff)):
            messages.success(request, "已保存。")
            return redirect("search:best_bets")
    return form_page(request, form, title=f"推荐结果“{row}”", label="保存", trail=_trail())


@require_POST
@needs(TEND)
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take one away."""
    row = get_object_or_404(BestBet, pk=pk)
    attempt_or_say(
        request, lambda: operations.remove_best_bet(row, actor=request.staff), "已删除。"
    )
    return redirect("search:best_bets")
