"""A dynamic page of the public site: the site's head and foot, no copy anywhere, not too large."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.foi.drafts import MOST_BYTES
from gongkai.publishing.rendering import frame_in_use, site_meta
from gongkai.screens.components import Link

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

UNDER = "/disclosure/"  # where requests stand in the navigation
WAY_HERE = (Link("首页", "/"), Link("政府信息公开", UNDER), Link("依申请公开", "/foi/"))
MOST_IN_ONE = 2 * MOST_BYTES  # of one page sent: a page has one file
KEEP_NO_COPY = "private, no-store"  # somebody else may sit at this computer next


def public_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    way: Sequence[Link] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Render a page inside the frame of the site; `way` are the breadcrumbs after 依申请公开."""
    frame = frame_in_use()
    nav = tuple(replace(link, current=link.url == UNDER) for link in frame.nav)
    whole = {
        **context,
        "frame": replace(frame, nav=nav),
        "page_title": title,
        "page_url": f"{settings.SITE_URL}{request.path}",
        "meta": [*site_meta(frame), ("robots", "noindex")],
        "breadcrumbs": [*WAY_HERE, *way, Link(title, "")],
    }
    response = render(request, template, whole, status=status)
    response["Cache-Control"] = KEEP_NO_COPY
    return response


def public_view(view: View[P]) -> View[P]:
    """For pages to which strangers send things: refuse what is far too large before reading it,
    check the token of the form, and keep what was typed out of error reports."""
    protected = csrf_protect(view)

    @csrf_exempt  # the size comes first: looking for the token would read all of it
    @sensitive_post_parameters()
    @functools.wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if _length_of(request) > MOST_IN_ONE:
            return too_large_page(request)
        response: HttpResponseBase = protected(request, *args, **kwargs)
        return response

    return answer


def _length_of(request: HttpRequest) -> int:
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(told) if told.isascii() and told.isdigit() else 0


def too_large_page(request: HttpRequest) -> HttpResponse:
    """What was sent is not even looked at; what earlier pages kept is still there."""
    context = {"most": MOST_BYTES // 1024 // 1024, "back": request.path}
    return public_page(
        request,
        "foi/public/too_large.html",
        context,
        title="上传的文件太大",
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    )


def too_often_page(request: HttpRequest) -> HttpResponse:
    """Too many tries from this address."""
    return public_page(
        request,
        "foi/public/too_often.html",
        {},
        title="操作过于频繁，请稍后再试",
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
