"""What the screens of this app share: a page with one form, and operations that may refuse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.journal.recording import Refused
from gongkai.people.models import Body, Person, Post
from gongkai.screens.components import Link

T = TypeVar("T")


def attempt(form: Form, do: Callable[[], T]) -> T | None:
    """What the operation returns; None when it refused, and its reasons stand above the form."""
    try:
        return do()
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return None


def attempt_or_say(request: HttpRequest, do: Callable[[], T], done: str) -> T | None:
    """For buttons without a form: the operation's result, and one message of either kind."""
    try:
        result = do()
    except Refused as refused:
        messages.error(request, "".join(refused.reasons))
        return None
    messages.success(request, done)
    return result


def form_page(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    label: str,
    trail: Sequence[Link],
    reasons: Sequence[str] = (),
    introduction: str = "",
    kind: str = "",
) -> HttpResponse:
    """A page with one form; `trail` leads to it, and its last link is the way back."""
    context = {
        "form": form,
        "page_title": title,
        "label": label,
        "breadcrumbs": [*trail, Link(title, "")],
        "back": trail[-1],
        "reasons": reasons,
        "introduction": introduction,
        "kind": kind,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "people/form_page.html", context, status=status)


def trail_to_bodies() -> list[Link]:
    """机构与人员."""
    return [Link("机构与人员", reverse("people:bodies"))]


def trail_to_body(body: Body) -> list[Link]:
    """机构与人员 › 财政局."""
    return [*trail_to_bodies(), Link(body.name, reverse("people:body", args=[body.code]))]


def trail_to_post(post: Post) -> list[Link]:
    """机构与人员 › 财政局 › 办公室信息员."""
    here = Link(f"{post.unit.name}{post.name}", reverse("people:post", args=[post.pk]))
    return [*trail_to_body(post.unit.body), here]


def trail_to_person(person: Person) -> list[Link]:
    """机构与人员 › 人员 › 林晓."""
    return [
        *trail_to_bodies(),
        Link("人员", reverse("people:persons")),
        Link(person.name, reverse("people:person", args=[person.username])),
    ]


def tabs(request: HttpRequest) -> list[Link]:
    """The three ways into the same people."""
    return [
        Link(title, url, current=request.path == url)
        for title, url in (
            ("机关", reverse("people:bodies")),
            ("人员", reverse("people:persons")),
            ("权限", reverse("people:rights")),
        )
    ]
