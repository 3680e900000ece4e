"""Screens of people and their accounts."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.journal.queries import story
from gongkai.journal.recording import Refused
from gongkai.people import operations
from gongkai.people.access import StaffRequest, needs
from gongkai.people.forms.staffing import NameForm, PersonForm
from gongkai.people.models import Person, Tenure
from gongkai.people.queries import in_force, staffing
from gongkai.people.queries.delegating import delegations_given, delegations_taken
from gongkai.people.queries.managing import reasons_not_to_manage_person
from gongkai.people.telling import tell
from gongkai.people.verbs import MANAGE_PEOPLE
from gongkai.people.views.pages import (
    attempt,
    attempt_or_say,
    form_page,
    tabs,
    trail_to_bodies,
    trail_to_person,
)
from gongkai.screens.components import Link, paginate

PER_PAGE = 50


@require_GET
@needs(MANAGE_PEOPLE)
def persons(request: StaffRequest) -> HttpResponse:
    """All accounts, by name, account or body."""
    wanted = request.GET.get("q", "").strip()
    held = Tenure.objects.filter(in_force(timezone.localdate()))
    rows = Person.objects.prefetch_related(
        Prefetch("tenures", held.select_related("post__unit__body"), to_attr="held")
    ).order_by("-is_active", "username")
    if wanted:
        in_body = held.filter(post__unit__body__name__contains=wanted).values("person")
        rows = rows.filter(
            Q(name__contains=wanted) | Q(username__contains=wanted) | Q(pk__in=in_body)
        )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_title": "机构与人员",
        "tabs": tabs(request),
        "people": page.object_list,
        "q": wanted,
        "pagination": paginate(
            page.number,
            page.paginator.num_pages,
            lambda n: "?" + urlencode({"q": wanted, "page": n} if wanted else {"page": n}),
            page.paginator.count,
        ),
    }
    return render(request, "people/persons.html", context)


@require_GET
@needs(MANAGE_PEOPLE)
def person(request: StaffRequest, username: str) -> HttpResponse:
    """One person: posts, delegations, account, history."""
    return _page(request, _person(username))


def _person(username: str) -> Person:
    return get_object_or_404(Person, username=username)


def _page(request: StaffRequest, found: Person) -> HttpResponse:
    actor = request.staff
    context = {
        "page_title": found.name,
        "breadcrumbs": trail_to_person(found),
        "person": found,
        "today": timezone.localdate(),
        "tenures": found.tenures.select_related("post__unit__body").order_by("-begins_on"),
        "given": delegations_given(found)[:20],
        "taken": delegations_taken(found)[:20],
        "happenings": tell(story(found.reference).order_by("-id")[:30]),
        "reasons_not_to_rename": reasons_not_to_manage_person(actor, found),
        "reasons_not_to_reset": staffing.reasons_not_to_reset_password(found, actor),
        "reasons_not_to_unlock": staffing.reasons_not_to_unlock(found, actor),
        "reasons_not_to_remove": staffing.reasons_not_to_remove_two_step(found, actor),
        "reasons_not_to_close": staffing.reasons_not_to_close(found, actor),
        "reasons_not_to_reopen": staffing.reasons_not_to_reopen(found, actor),
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def new_person(request: StaffRequest) -> HttpResponse:
    """Open an account; the password is shown once."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        account = attempt(form, lambda: operations.create_person(actor=request.staff, **values))
        if account:
            return _password_once(request, account.person, account.password, "账号已开通")
    trail = [*trail_to_bodies(), Link("人员", "/desk/people/persons/")]
    return form_page(request, form, title="开通账号", label="开通账号", trail=trail)


def _password_once(request: StaffRequest, found: Person, password: str, title: str) -> HttpResponse:
    """The temporary password, on this page only: it is kept nowhere."""
    context = {
        "page_title": title,
        "person": found,
        "password": password,
        "breadcrumbs": [*trail_to_person(found), Link(title, "")],
    }
    response = render(request, "people/password_once.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def rename_person(request: StaffRequest, username: str) -> HttpResponse:
    """Correct a name."""
    found = _person(username)
    form = NameForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        if attempt(form, lambda: operations.rename_person(found, name, actor=request.staff)):
            messages.success(request, "已保存。")
            return redirect("people:person", username)
    return form_page(request, form, title="修改姓名", label="保存", trail=trail_to_person(found))


@require_POST
@needs(MANAGE_PEOPLE)
def reset_password(request: StaffRequest, username: str) -> HttpResponse:
    """A temporary password for someone who forgot theirs."""
    return _with_password(request, username, operations.reset_password, "口令已重置")


@require_POST
@needs(MANAGE_PEOPLE)
def reopen_account(request: StaffRequest, username: str) -> HttpResponse:
    """A closed account in use again."""
    return _with_password(request, username, operations.reopen_account, "账号已恢复")


def _with_password(
    request: StaffRequest, username: str, do: Callable[..., str], title: str
) -> HttpResponse:
    found = _person(username)
    try:
        password = do(found, actor=request.staff)
    except Refused as refused:
        messages.error(request, "".join(refused.reasons))
        return redirect("people:person", username)
    return _password_once(request, found, password, title)


@require_POST
@needs(MANAGE_PEOPLE)
def unlock(request: StaffRequest, username: str) -> HttpResponse:
    """End the lock early."""
    return _do(request, username, operations.unlock, "已解除锁定。")


@require_POST
@needs(MANAGE_PEOPLE)
def remove_two_step(request: StaffRequest, username: str) -> HttpResponse:
    """Take off the second step after a lost telephone."""
    return _do(request, username, operations.remove_two_step, "已停用动态口令。")


@require_POST
@needs(MANAGE_PEOPLE)
def close_account(request: StaffRequest, username: str) -> HttpResponse:
    """Nobody signs in to the account any more."""
    return _do(request, username, operations.close_account, "已停用账号。")


def _do(request: StaffRequest, username: str, verb: Callable[..., None], done: str) -> HttpResponse:
    found = _person(username)
    attempt_or_say(request, lambda: verb(found, actor=request.staff), done)
    return redirect("people:person", username)
