"""The screen of a post: its rights, who holds it, and to whom it is lent."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.journal.queries import story
from gongkai.people import operations
from gongkai.people.access import StaffRequest, needs
from gongkai.people.actors import Staff
from gongkai.people.forms.organisation import GrantForm, PostForm
from gongkai.people.forms.staffing import AppointForm, EndForm
from gongkai.people.models import Post, Right, Tenure
from gongkai.people.queries import closed_reasons
from gongkai.people.queries.closing import reasons_not_to_close_post
from gongkai.people.queries.managing import reasons_not_to_manage, scopes_of_rights
from gongkai.people.queries.organisation import (
    reasons_as_own,
    reasons_not_to_withdraw_right,
)
from gongkai.people.telling import tell
from gongkai.people.verbs import MANAGE_PEOPLE, VERBS
from gongkai.people.views.pages import (
    attempt,
    attempt_or_say,
    form_page,
    trail_to_body,
    trail_to_post,
)


@require_GET
@needs(MANAGE_PEOPLE)
def post(request: StaffRequest, pk: int) -> HttpResponse:
    """One post."""
    found = _post(pk)
    today = timezone.localdate()
    return _page(request, found, GrantForm(), AppointForm(initial={"begins_on": today}))


def _post(pk: int) -> Post:
    return get_object_or_404(Post.objects.select_related("unit__body"), pk=pk)


def _page(
    request: StaffRequest, found: Post, grant_form: GrantForm, appoint_form: AppointForm
) -> HttpResponse:
    actor, today = request.staff, timezone.localdate()
    mine = reasons_not_to_manage(actor, found.unit)
    reach = mine or reasons_not_to_manage(actor, *scopes_of_rights(found))
    gone = closed_reasons(found)
    context = {
        "page_title": str(found),
        "breadcrumbs": [*trail_to_body(found.unit.body), trail_to_post(found)[-1]],
        "post": found,
        "rights": [_shown_right(right, actor) for right in found.rights.all()],
        "tenures": [_shown_tenure(one, today) for one in _tenures(found)],
        "delegations": found.delegations.select_related("giver", "taker", "post__unit"),
        "today": today,
        "grant_form": grant_form,
        "appoint_form": appoint_form,
        "reasons_not_to_rename": mine,
        "reasons_not_to_grant": mine or gone or reasons_as_own(found, actor, "授予权限"),
        "reasons_not_to_appoint": reach or gone,
        "reasons_not_to_close": reasons_not_to_close_post(found, actor),
        "happenings": tell(story(found.reference).order_by("-id")[:20]),
    }
    return render(request, "people/post.html", context)


def _shown_right(right: Right, actor: Staff) -> dict[str, object]:
    verb = VERBS.get(right.verb)
    return {
        "right": right,
        "label": verb.label if verb else right.verb,
        "reasons": reasons_not_to_withdraw_right(right, actor),
    }


def _tenures(found: Post) -> list[Tenure]:
    return list(found.tenures.select_related("person").order_by("-begins_on", "-pk"))


def _shown_tenure(tenure: Tenure, today: date) -> dict[str, object]:
    over = tenure.ends_on is not None and tenure.ends_on < today
    coming = tenure.begins_on > today
    state = "已结束" if over else "未开始" if coming else "在任"
    return {"tenure": tenure, "state": state, "over": over, "coming": coming}


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def rename_post(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a post another name."""
    found = _post(pk)
    form = PostForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        if attempt(form, lambda: operations.rename_post(found, name, actor=request.staff)):
            messages.success(request, "已保存。")
            return redirect("people:post", pk)
    return form_page(request, form, title="岗位更名", label="保存", trail=trail_to_post(found))


@require_POST
@needs(MANAGE_PEOPLE)
def grant(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a post do something."""
    found = _post(pk)
    form = GrantForm(request.POST)
    if form.is_valid():
        verb, reach = form.verb_of(), form.cleaned_data["reach"]
        if attempt(form, lambda: operations.grant(found, verb, reach, actor=request.staff)):
            messages.success(request, f"已授予“{verb.label}”的权限。")
            return redirect("people:post", pk)
    return _page(request, found, form, AppointForm())


@require_POST
@needs(MANAGE_PEOPLE)
def withdraw_right(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a right from its post."""
    right = get_object_or_404(Right.objects.select_related("post__unit__body"), pk=pk)
    back = right.post_id
    do = lambda: operations.withdraw_right(right, actor=request.staff)  # noqa: E731
    attempt_or_say(request, do, "已收回该权限。")
    return redirect("people:post", back)


@require_POST
@needs(MANAGE_PEOPLE)
def appoint(request: StaffRequest, pk: int) -> HttpResponse:
    """Let someone hold the post."""
    found = _post(pk)
    form = AppointForm(request.POST)
    if form.is_valid():
        values = {**form.cleaned_data}
        person = values.pop("person")
        if attempt(form, lambda: operations.appoint(person, found, actor=request.staff, **values)):
            messages.success(request, f"已任命{person.name}。")
            return redirect("people:post", pk)
    return _page(request, found, GrantForm(), form)


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def end_tenure(request: StaffRequest, pk: int) -> HttpResponse:
    """Set the last day of a tenure; one that has not begun can be undone instead."""
    tenure = get_object_or_404(Tenure.objects.select_related("person", "post__unit__body"), pk=pk)
    form = EndForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["ends_on"]
        if attempt(form, lambda: operations.end_tenure(tenure, ends_on=day, actor=request.staff)):
            messages.success(request, "已保存任职的最后一天。")
            return redirect("people:post", tenure.post_id)
    return form_page(
        request,
        form,
        title=f"结束{tenure.person.name}的任职",
        label="结束任职",
        trail=trail_to_post(tenure.post),
        introduction="该岗位由本人委托给他人的，委托同时结束。",
    )


@require_POST
@needs(MANAGE_PEOPLE)
def cancel_tenure(request: StaffRequest, pk: int) -> HttpResponse:
    """Undo an appointment that has not begun."""
    tenure = get_object_or_404(Tenure.objects.select_related("person", "post__unit__body"), pk=pk)
    back = tenure.post_id
    do = lambda: operations.cancel_tenure(tenure, actor=request.staff)  # noqa: E731
    attempt_or_say(request, do, "已取消该任职。")
    return redirect("people:post", back)
