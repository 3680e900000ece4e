"""Screens of bodies, their units and the posts in them."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, F, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.journal.queries import story
from gongkai.people import operations
from gongkai.people.access import StaffRequest, needs
from gongkai.people.forms.organisation import BodyForm, PostForm, UnitForm
from gongkai.people.models import Body, Person, Post, Tenure, Unit
from gongkai.people.queries import closed_reasons, in_force
from gongkai.people.queries.closing import reasons_not_to_close_body
from gongkai.people.queries.managing import COUNTY, reasons_not_to_manage
from gongkai.people.telling import tell
from gongkai.people.verbs import MANAGE_PEOPLE
from gongkai.people.views.pages import (
    attempt,
    form_page,
    tabs,
    trail_to_bodies,
    trail_to_body,
)
from gongkai.screens.components import Fact


@require_GET
@needs(MANAGE_PEOPLE)
def bodies(request: StaffRequest) -> HttpResponse:
    """All bodies, and how many units, posts and people each has."""
    in_office = Tenure.objects.filter(in_force(timezone.localdate()), person__is_active=True)
    rows = Body.objects.select_related("parent").annotate(
        unit_count=Count("units", filter=Q(units__closed_on__isnull=True), distinct=True),
        post_count=Count(
            "units__posts", filter=Q(units__posts__closed_on__isnull=True), distinct=True
        ),
        person_count=Count(
            "units__posts__tenures__person",
            filter=Q(units__posts__tenures__in=in_office),
            distinct=True,
        ),
    )
    context = {
        "page_title": "机构与人员",
        "tabs": tabs(request),
        "bodies": rows.order_by(F("closed_on").asc(nulls_first=True), "order", "code"),
        "reasons_not_to_create": reasons_not_to_manage(request.staff, COUNTY),
        "person_count": Person.objects.filter(is_active=True).count(),
    }
    return render(request, "people/bodies.html", context)


@require_GET
@needs(MANAGE_PEOPLE)
def body(request: StaffRequest, code: str) -> HttpResponse:
    """One body: its units, their posts, and who sits on them."""
    found = get_object_or_404(
        Body.objects.select_related("division", "parent", "successor"), code=code
    )
    context = {
        "page_title": found.name,
        "breadcrumbs": [*trail_to_bodies(), trail_to_body(found)[-1]],
        "body": found,
        "units": _units_with_people(found),
        "facts": _facts(found),
        "reasons": reasons_not_to_manage(request.staff, found),
        "reasons_not_to_add": reasons_not_to_manage(request.staff, found) + closed_reasons(found),
        "reasons_not_to_close": reasons_not_to_close_body(found, request.staff),
        "happenings": tell(story(found.reference).order_by("-id")[:20]),
    }
    return render(request, "people/body.html", context)


def _units_with_people(body: Body) -> list[Unit]:
    held = Tenure.objects.filter(in_force(timezone.localdate()), person__is_active=True)
    posts = Post.objects.prefetch_related(
        Prefetch("tenures", held.select_related("person"), to_attr="held"), "rights"
    )
    units = body.units.select_related("successor__body").order_by(
        F("closed_on").asc(nulls_first=True), "order", "code"
    )
    return list(units.prefetch_related(Prefetch("posts", posts)))


def _facts(body: Body) -> list[Fact]:
    return [
        Fact("代码", body.code),
        Fact("类别", body.get_kind_display()),
        Fact("统一社会信用代码", body.uscc),
        Fact("行政区划", f"{body.division.name}（{body.division.code}）"),
        Fact("上级机关", body.parent.name if body.parent else ""),
        Fact("简称", "、".join(body.short_names)),
        Fact("发文机关代字", body.document_prefix),
        Fact("办公地址", body.address),
        Fact("联系电话", body.phone),
        Fact("办公时间", body.office_hours),
        Fact("次序", str(body.order)),
    ]


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def new_body(request: StaffRequest) -> HttpResponse:
    """Set up a body."""
    form = BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: operations.create_body(form.details(), actor=request.staff))
        if made:
            messages.success(request, f"已新增机关“{made.name}”，请继续设立内设机构。")
            return redirect("people:body", made.code)
    return form_page(
        request,
        form,
        title="新增机关",
        label="新增机关",
        trail=trail_to_bodies(),
        reasons=[] if form.errors else reasons_not_to_manage(request.staff, COUNTY),
    )


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def change_body(request: StaffRequest, code: str) -> HttpResponse:
    """Change a body."""
    found = get_object_or_404(Body, code=code)
    form = BodyForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        details = form.details()
        if attempt(form, lambda: operations.change_body(found, details, actor=request.staff)):
            messages.success(request, "已保存。")
            return redirect("people:body", found.code)
    return form_page(request, form, title="修改机关信息", label="保存", trail=trail_to_body(found))


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def new_unit(request: StaffRequest, code: str) -> HttpResponse:
    """Set up a unit in a body."""
    found = get_object_or_404(Body, code=code)
    form = UnitForm(request.POST or None, initial={"order": found.units.count() + 1})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        made = attempt(form, lambda: operations.create_unit(found, actor=request.staff, **values))
        if made:
            messages.success(request, f"已新增内设机构“{made.name}”。")
            return redirect(f"{reverse('people:body', args=[found.code])}#unit-{made.code}")
    return form_page(
        request, form, title="新增内设机构", label="新增内设机构", trail=trail_to_body(found)
    )


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def change_unit(request: StaffRequest, code: str) -> HttpResponse:
    """Rename or move a unit."""
    unit = get_object_or_404(Unit.objects.select_related("body"), code=code)
    initial = {"name": unit.name, "order": unit.order}
    form = UnitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if attempt(form, lambda: operations.change_unit(unit, actor=request.staff, **values)):
            messages.success(request, "已保存。")
            return redirect("people:body", unit.body.code)
    title = f"修改内设机构“{unit.name}”"
    return form_page(request, form, title=title, label="保存", trail=trail_to_body(unit.body))


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def new_post(request: StaffRequest, code: str) -> HttpResponse:
    """Set up a post in a unit."""
    unit = get_object_or_404(Unit.objects.select_related("body"), code=code)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        made = attempt(form, lambda: operations.create_post(unit, name, actor=request.staff))
        if made:
            messages.success(request, f"已新增岗位“{made.name}”，请继续授予权限和任命人员。")
            return redirect("people:post", made.pk)
    title = f"在{unit.name}新增岗位"
    return form_page(request, form, title=title, label="新增岗位", trail=trail_to_body(unit.body))
