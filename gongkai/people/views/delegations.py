"""My delegations: lend a post to a colleague, take it back, see what was lent to me."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.people import operations
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.forms.staffing import DelegateForm
from gongkai.people.models import Delegation
from gongkai.people.queries import lent_on, posts_of
from gongkai.people.queries.delegating import (
    delegations_given,
    delegations_taken,
    reasons_not_to_revoke,
)
from gongkai.people.views.pages import attempt, attempt_or_say

LATEST = 50
WITHOUT_POST = "您目前没有在任的岗位，没有可以委托的权限。"


@require_http_methods(["GET", "POST"])
@staff_view
def delegations(request: StaffRequest) -> HttpResponse:
    """Give a delegation, and see those given and taken."""
    person, today = request.staff.person, timezone.localdate()
    form = DelegateForm(person, today, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data}
        post, taker = values.pop("post"), values["to"]
        if attempt(form, lambda: operations.delegate(post, actor=request.staff, **values)):
            messages.success(request, f"已委托给{taker.name}。")
            return redirect("people:delegations")
    in_force = set(lent_on(today).values_list("pk", flat=True))
    context = {
        "page_title": "委托",
        "form": form,
        "reasons": [] if posts_of(person, today).exists() else [WITHOUT_POST],
        "given": _shown(delegations_given(person)[:LATEST], request, in_force),
        "taken": _shown(delegations_taken(person)[:LATEST], request, in_force),
    }
    return render(request, "people/delegations.html", context)


def _shown(
    rows: Iterable[Delegation], request: StaffRequest, in_force: set[int]
) -> list[dict[str, object]]:
    today = timezone.localdate()
    return [
        {
            "delegation": one,
            "state": _state(one, in_force),
            "reasons": reasons_not_to_revoke(one, request.staff, on=today),
        }
        for one in rows
    ]


def _state(delegation: Delegation, in_force: set[int]) -> str:
    today = timezone.localdate()
    if delegation.revoked_at:
        return "已撤销"
    if delegation.ends_on < today:
        return "已结束"
    if delegation.begins_on > today:
        return "未开始"
    return "生效中" if delegation.pk in in_force else "委托人已不在岗，不生效"


@require_POST
@staff_view
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """End a delegation now."""
    delegation = get_object_or_404(
        Delegation.objects.select_related("giver", "taker", "post__unit__body"), pk=pk
    )
    do = lambda: operations.revoke_delegation(delegation, actor=request.staff)  # noqa: E731
    attempt_or_say(request, do, "已撤销委托。")
    return redirect("people:delegations")
