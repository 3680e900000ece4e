"""The desk screens of the site, and what the program answers in public: what is not baked."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)
from django.views.defaults import page_not_found

from gongkai.disclosure.queries.shelves import filled_among
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, needs
from gongkai.people.models import Body
from gongkai.portal import operations, queries
from gongkai.portal.forms import (
    ColumnForm,
    GuideForm,
    SectionForms,
    SiteForm,
    TopicForm,
    section_initial,
    sections_of,
)
from gongkai.portal.models import Column, Guide, Site, Topic
from gongkai.portal.platform import column_url, guide_url, topic_url
from gongkai.portal.verbs import COMPOSE
from gongkai.publishing.queries import rebuild_progress
from gongkai.publishing.registry import GONE, INDEX, KINDS
from gongkai.screens.components import Fact, Link

IDENTITY = (
    ("name", "网站名称"),
    ("domain", "域名"),
    ("site_id_code", "网站标识码"),
    ("host_body", "主办单位"),
    ("contact", "联系方式"),
    ("icp", "ICP备案编号"),
    ("police_record", "公安机关备案号"),
)


@require_GET
def not_ready(request: HttpRequest) -> HttpResponse:
    """The home page before it was ever baked."""
    return render(request, "portal/not_ready.html", status=HTTPStatus.SERVICE_UNAVAILABLE)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """In public the baked page, with the head and foot of the site; on the desk the plain one."""
    baked = Path(settings.PUBLIC_ROOT) / "404.html"
    if request.path.startswith("/desk/") or not baked.is_file():
        return page_not_found(request, exception or Exception())
    return HttpResponse(baked.read_bytes(), status=HTTPStatus.NOT_FOUND)


@require_safe
def not_baked_yet(request: HttpRequest) -> HttpResponse:
    """An item's page that does not stand yet, as it will be baked.

    A list is baked from the database as it is, so it may name an item a moment before the item's
    own turn comes; whoever follows the link must not be told that there is no such page.
    """
    render_item = KINDS["disclosure.item"].render
    for name, status in ((GONE, HTTPStatus.GONE), (INDEX, HTTPStatus.OK)):
        if content := render_item(f"{request.path}{name}"):
            response = HttpResponse(content, status=status)
            response["Cache-Control"] = "no-cache"
            return response
    return not_found(request)


@require_GET
@needs(COMPOSE)
def site(request: StaffRequest) -> HttpResponse:
    """Identity, columns, topics and guides on one page."""
    guides = {guide.body_id: guide for guide in Guide.objects.all()}
    context = {
        "page_title": "网站栏目",
        "facts": _identity_facts(),
        "columns": _columns_in_order(),
        "topics": [(topic, topic_url(topic.code)) for topic in queries.shown_topics()],
        "bodies": [
            (body, guides.get(body.pk), guide_url(body.code)) for body in Body.objects.all()
        ],
        "rebuild": rebuild_progress(),
    }
    return render(request, "portal/desk_site.html", context)


def _identity_facts() -> list[Fact]:
    known = Site.objects.order_by("pk").first()
    return [Fact(label, getattr(known, name)) for name, label in IDENTITY] if known else []


def _columns_in_order() -> list[tuple[Column, str, bool, bool]]:
    """Each column below its own: the column, its address, whether it is filled, whether below."""
    columns = list(Column.objects.select_related("parent"))
    shelves = filled_among(column.shelf for column in columns)
    rows = []
    for above in (one for one in columns if one.parent_id is None):
        for column in (above, *(one for one in columns if one.parent_id == above.pk)):
            filled = queries.is_filled(column, shelves)
            rows.append((column, column_url(column.code), filled, column.pk != above.pk))
    return rows


def _form_page(
    request: StaffRequest,
    form: forms.Form | forms.ModelForm[Any],
    do: Callable[[], object],
    *,
    title: str,
    done: str,
    **context: Any,
) -> HttpResponse:
    """A page with one form; `do` is the operation. What was typed stays when it is refused."""
    sections = context.get("sections")
    valid = form.is_valid() and (sections is None or sections.is_valid())
    if request.method == "POST" and valid:
        try:
            do()
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, done)
            return redirect("portal:desk_site")
    trail = [Link("网站栏目", reverse("portal:desk_site")), Link(title, "")]
    context |= {"page_title": title, "form": form, "breadcrumbs": trail}
    wrong = request.method == "POST"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "portal/desk_form.html", context, status=status)


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
@needs(COMPOSE)
def edit_site(request: StaffRequest) -> HttpResponse:
    """The identity of the site: opened by the first saving, changed by later ones."""
    known = Site.objects.order_by("pk").first()
    form = SiteForm(_typed(request), instance=known)

    def do() -> None:
        if known is None:
            operations.open_site(form.cleaned_data, actor=request.staff)
        else:
            operations.change_site(form.cleaned_data, actor=request.staff)

    done = "网站信息已保存，全站页面正在后台更新。"
    return _form_page(request, form, do, title="网站信息", done=done)


@require_http_methods(["GET", "POST"])
@needs(COMPOSE)
def add_column(request: StaffRequest) -> HttpResponse:
    form = ColumnForm(_typed(request), initial={"order": _next_order()})

    def do() -> None:
        operations.add_column(form.cleaned_data, actor=request.staff)

    return _form_page(
        request, form, do, title="新设栏目", done="栏目已设立，有内容后出现在导航中。"
    )


def _next_order() -> int:
    last = Column.objects.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 10


@require_http_methods(["GET", "POST"])
@needs(COMPOSE)
def edit_column(request: StaffRequest, code: str) -> HttpResponse:
    column = get_object_or_404(Column, code=code)
    form = ColumnForm(_typed(request), instance=Column.objects.get(pk=column.pk))

    def do() -> None:
        operations.change_column(column, form.cleaned_data, actor=request.staff)

    return _form_page(
        request,
        form,
        do,
        title=f"栏目：{column.name}",
        done="栏目已保存，页面随即更新。",
        public_url=column_url(code),
        remove_url=reverse("portal:remove_column", args=[code]),
        reasons_not_to_remove=queries.reasons_not_to_remove_column(column, request.staff),
    )


@require_POST
@needs(COMPOSE)
def remove_column(request: StaffRequest, code: str) -> HttpResponse:
    column = get_object_or_404(Column, code=code)
    try:
        operations.remove_column(column, actor=request.staff)
    except Refused as refused:
        messages.error(request, "".join(refused.reasons))
        return redirect("portal:edit_column", code=code)
    messages.success(request, f"栏目“{column.name}”已删除。")
    return redirect("portal:desk_site")


@require_http_methods(["GET", "POST"])
@needs(COMPOSE)
def add_topic(request: StaffRequest) -> HttpResponse:
    return _topic_page(request, None)


@require_http_methods(["GET", "POST"])
@needs(COMPOSE)
def edit_topic(request: StaffRequest, code: str) -> HttpResponse:
    return _topic_page(request, get_object_or_404(Topic, code=code))


def _topic_page(request: StaffRequest, topic: Topic | None) -> HttpResponse:
    instance = Topic.objects.get(pk=topic.pk) if topic else None
    form = TopicForm(_typed(request), instance=instance)
    initial = section_initial(topic) if topic else []
    sections = SectionForms(_typed(request), initial=initial, prefix="section")

    def do() -> None:
        values = {**form.cleaned_data, "sections": sections_of(sections)}
        if topic:
            operations.change_topic(topic, values, actor=request.staff)
        else:
            operations.add_topic(values, actor=request.staff)

    return _form_page(
        request,
        form,
        do,
        title=f"专题：{topic.name}" if topic else "新设专题",
        done="专题已保存，页面随即更新。",
        sections=sections,
        public_url=topic_url(topic.code) if topic else "",
    )


@require_http_methods(["GET", "POST"])
@needs(COMPOSE)
def edit_guide(request: StaffRequest, code: str) -> HttpResponse:
    body = get_object_or_404(Body, code=code)
    known = Guide.objects.filter(body=body).first()
    form = GuideForm(_typed(request), instance=known)

    def do() -> None:
        operations.change_guide(body, form.cleaned_data, actor=request.staff)

    return _form_page(
        request,
        form,
        do,
        title=f"{body.name}政府信息公开指南",
        done="公开指南已保存，页面随即更新。",
        public_url=guide_url(code) if known else "",
    )
