"""The screens on which a body, a unit or a post is closed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.people import operations
from gongkai.people.access import StaffRequest, needs
from gongkai.people.forms.organisation import CloseForm
from gongkai.people.models import Body, Post, Unit
from gongkai.people.queries import open_bodies, open_units
from gongkai.people.queries.closing import (
    reasons_not_to_close_body,
    reasons_not_to_close_post,
    reasons_not_to_close_unit,
)
from gongkai.people.verbs import MANAGE_PEOPLE
from gongkai.people.views.pages import attempt, form_page, trail_to_body, trail_to_post

STAYS = "已公开的信息、公开页面和变动记录都保留。撤销以后不能恢复，请核对无误后再办理。"


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def close_body(request: StaffRequest, code: str) -> HttpResponse:
    """Close a body with its units and posts."""
    found = get_object_or_404(Body, code=code)
    form = CloseForm(
        request.POST or None,
        today=timezone.localdate(),
        successors=open_bodies().exclude(pk=found.pk),
        label="并入的机关",
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if attempt(form, lambda: operations.close_body(found, actor=request.staff, **values)):
            messages.success(request, f"已撤销“{found.name}”。")
            return redirect("people:body", code)
    return form_page(
        request,
        form,
        title=f"撤销机关“{found.name}”",
        label="撤销机关",
        trail=trail_to_body(found),
        reasons=[] if form.errors else reasons_not_to_close_body(found, request.staff),
        introduction=f"其内设机构和岗位同时撤销。{STAYS}",
        kind="danger",
    )


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def close_unit(request: StaffRequest, code: str) -> HttpResponse:
    """Close a unit with its posts."""
    found = get_object_or_404(Unit.objects.select_related("body"), code=code)
    form = CloseForm(
        request.POST or None,
        today=timezone.localdate(),
        successors=open_units().exclude(pk=found.pk),
        label="承接职责的内设机构",
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if attempt(form, lambda: operations.close_unit(found, actor=request.staff, **values)):
            messages.success(request, f"已撤销“{found.name}”。")
            return redirect("people:body", found.body.code)
    return form_page(
        request,
        form,
        title=f"撤销内设机构“{found.name}”",
        label="撤销内设机构",
        trail=trail_to_body(found.body),
        reasons=[] if form.errors else reasons_not_to_close_unit(found, request.staff),
        introduction=f"其岗位同时撤销。{STAYS}",
        kind="danger",
    )


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def close_post(request: StaffRequest, pk: int) -> HttpResponse:
    """Close a post."""
    found = get_object_or_404(Post.objects.select_related("unit__body"), pk=pk)
    form = CloseForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["closed_on"]
        if attempt(form, lambda: operations.close_post(found, closed_on=day, actor=request.staff)):
            messages.success(request, f"已撤销岗位“{found.name}”。")
            return redirect("people:body", found.unit.body.code)
    return form_page(
        request,
        form,
        title=f"撤销岗位“{found.name}”",
        label="撤销岗位",
        trail=trail_to_post(found),
        reasons=[] if form.errors else reasons_not_to_close_post(found, request.staff),
        introduction="任职和变动记录都保留。撤销以后不能恢复，请核对无误后再办理。",
        kind="danger",
    )
