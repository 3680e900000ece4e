"""The door of the desk: only staff who are signed in come in, and what they typed is not lost.

    @staff_view
    def inbox(request: StaffRequest) -> HttpResponse:
        ... request.staff ...

What someone may do is asked of `queries.acting`, by each operation; this door asks only who it is.
What a page asks about rights is read once, and forgotten with the request.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.csrf import csrf_failure as default_csrf_failure

from gongkai.people import carrying
from gongkai.people.actors import Staff
from gongkai.people.forms.signing_in import ChangePasswordForm, SignInForm
from gongkai.people.models import Person
from gongkai.people.queries import HeldRights, may_anywhere
from gongkai.people.verbs import Verb

P = ParamSpec("P")

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class StaffRequest(HttpRequest):
    """A request from a member of staff; `staff` is the actor to hand to operations."""

    staff: Staff


def staff_view(
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let only signed-in staff in, and give the view `request.staff`.

    Others are sent to sign in and come back. If their session ended while they were typing, the
    page that asks them to sign in again carries the form, so that nothing has to be typed twice.
    Who was given a password by somebody else changes it first.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = signed_in(request)
        if person is None:
            return ask_to_sign_in(request)
        if person.must_change_password:
            return _ask_to_change_password(request)
        staff_request = cast(StaffRequest, request)
        staff_request.staff = Staff(person, held=HeldRights(person))
        response = view(staff_request, *args, **kwargs)
        keep_private(response)
        return response

    return answer


def needs(
    verb: Verb,
) -> Callable[
    [Callable[Concatenate[StaffRequest, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponse],
]:
    """A `staff_view` for those only who hold this verb somewhere; others get the page 403.

    Over which unit it may be done is asked again by each operation.
    """

    def guard(
        view: Callable[Concatenate[StaffRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @functools.wraps(view)
        def guarded(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not may_anywhere(request.staff, verb):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return staff_view(guarded)

    return guard


def signed_in(request: HttpRequest) -> Person | None:
    """Who sends this request; None for strangers and for accounts that were closed meanwhile."""
    user = request.user
    return user if isinstance(user, Person) and user.is_active else None


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A redirect to the sign-in page and back; for a sent form, the page that carries it (401)."""
    if request.method in SAFE_METHODS:
        return _redirect_to_sign_in(request)
    if request.headers.get("HX-Request") == "true":
        # The page stays as it is, with all that was typed; its script (session.js) says so and
        # offers to sign in in another window.
        sign_in = _address(settings.LOGIN_URL, reverse("people:back"))
        return HttpResponse(
            "登录已过期，请重新登录。",
            status=HTTPStatus.UNAUTHORIZED,
            headers={"HX-Trigger": json.dumps({"session-expired": {"sign_in": sign_in}})},
        )
    context = {
        "carried": carrying.of_request(request),
        "form": SignInForm(),
        "page_title": "登录已过期，请重新登录",
    }
    response = render(
        request, "people/session_expired.html", context, status=HTTPStatus.UNAUTHORIZED
    )
    keep_private(response)
    return response


def _redirect_to_sign_in(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path()
    if request.headers.get("HX-Request") == "true":
        # A part of a page was asked for: the whole page must go to sign in, not the part.
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        back = page.path + (f"?{page.query}" if page.query else "") or back
        response = HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        response["HX-Redirect"] = _address(settings.LOGIN_URL, back)
        return response
    return redirect(_address(settings.LOGIN_URL, back))


def _ask_to_change_password(request: HttpRequest) -> HttpResponse:
    if request.method in SAFE_METHODS:
        return redirect(_address(reverse("people:password"), request.get_full_path()))
    context = {
        "carried": carrying.of_request(request),
        "form": ChangePasswordForm(),
        "page_title": "请先修改口令",
    }
    return render(
        request, "people/change_password_first.html", context, status=HTTPStatus.FORBIDDEN
    )


def _address(page: str, back: str) -> str:
    return f"{page}?{urlencode({'next': back})}"


def keep_private(response: HttpResponse) -> None:
    """No proxy may keep a page of the desk. The browser may: going back keeps what was typed."""
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_cache=True)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For CSRF_FAILURE_VIEW: a form whose token grew old while its writer signed in elsewhere.

    Signing in changes the token, so a form left open in another window would be refused and its
    text lost. If the browser itself vouches that the form came from our own page, the text is
    offered again, to be sent by a click; a form from elsewhere is refused as usual.
    """
    if _is_from_our_page(request) and signed_in(request):
        context = {"carried": carrying.of_request(request), "page_title": "请确认后继续提交"}
        return render(request, "people/continue.html", context, status=HTTPStatus.FORBIDDEN)
    return default_csrf_failure(request, reason, template_name="403_csrf.html")


def _is_from_our_page(request: HttpRequest) -> bool:
    # Behind a proxy that ends TLS the request itself says http; the public address says https.
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") in {own, settings.SITE_URL}
