"""Sign in, sign out, change the password, set up the second step."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.journal.recording import Refused
from gongkai.people import addresses, carrying, totp
from gongkai.people.access import StaffRequest, ask_to_sign_in, keep_private, signed_in, staff_view
from gongkai.people.forms.signing_in import (
    ChangePasswordForm,
    CodeForm,
    PasswordForm,
    SignInForm,
)
from gongkai.people.models import Person
from gongkai.people.operations import signing_in as operations
from gongkai.people.queries.signing_in import sentence_after_failure

BACKEND = "django.contrib.auth.backends.ModelBackend"
TICKET_SALT = "people.sign-in.second-step"
TICKET_SECONDS = 300  # how long one may look for the telephone
PENDING = "two-step-pending"  # in the session: the secret that is being set up, encrypted
TOO_MANY = "这个网络地址登录失败的次数过多，请稍后再试，或联系本单位的账号管理员。"
LATE = "验证时间已过，请重新输入账号和口令。"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; then a code, where one is set up."""
    if request.method == "POST":
        return _try_password(request)
    if signed_in(request):
        return redirect(_next_of(request.GET.get("next", "")))
    return _sign_in_page(request, SignInForm(), next_url=request.GET.get("next", ""))


@require_GET
@staff_view
def back(request: StaffRequest) -> HttpResponse:
    """After signing in in another window: go back to the page that waits."""
    return render(request, "people/back.html", {"page_title": "已登录"})


def _try_password(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form)
    if not addresses.count_try(request):
        form.add_error(None, TOO_MANY)
        return _sign_in_page(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    person = operations.check_password(**form.cleaned_data, at=timezone.now())
    if person is None:
        form.add_error(None, sentence_after_failure())
        return _sign_in_page(request, form)
    addresses.give_back(request)
    if person.totp_secret:
        return _code_page(request, CodeForm(), _ticket(person))
    return _let_in(request, person)


def _sign_in_page(
    request: HttpRequest, form: SignInForm, *, next_url: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"form": form, "page_title": "登录工作台"}
    return _page(request, "people/sign_in.html", context, next_url=next_url, status=status)


def _page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    next_url: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """A page on the way in; what is carried and where one wanted to go travel along."""
    wanted = next_url or request.POST.get("next", "")
    context |= {
        "carried": carrying.of_field(request.POST),
        "next": wanted if carrying.is_ours(wanted) else "",
    }
    response = render(request, template, context, status=status)
    keep_private(response)
    return response


def _ticket(person: Person) -> str:
    """Proof that the password was right, for the next page. A new password makes it void."""
    return signing.dumps([person.pk, person.get_session_auth_hash()], salt=TICKET_SALT)


def _code_page(request: HttpRequest, form: CodeForm, ticket: str) -> HttpResponse:
    context = {"form": form, "ticket": ticket, "page_title": "输入动态口令"}
    return _page(request, "people/code.html", context)


@require_POST
def code(request: HttpRequest) -> HttpResponse:
    """The second step: the code on the telephone."""
    ticket = request.POST.get("ticket", "")
    person = _person_of(ticket)
    if person is None:
        context = {"form": SignInForm(), "page_title": "登录工作台", "reasons": [LATE]}
        return _page(request, "people/sign_in.html", context)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form, ticket)
    if not addresses.count_try(request):
        form.add_error(None, TOO_MANY)
        return _code_page(request, form, ticket)
    if not operations.check_code(person, form.cleaned_data["code"], at=timezone.now()):
        form.add_error("code", "动态口令不正确或已用过，请等手机显示下一组数字后再输入。")
        return _code_page(request, form, ticket)
    addresses.give_back(request)
    return _let_in(request, person)


def _person_of(ticket: str) -> Person | None:
    try:
        pk, proof = signing.loads(ticket, salt=TICKET_SALT, max_age=TICKET_SECONDS)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=pk, is_active=True).first()
    return person if person and person.get_session_auth_hash() == proof else None


def _let_in(request: HttpRequest, person: Person) -> HttpResponse:
    login(request, person, backend=BACKEND)  # a new session key: an old one cannot be fixed on us
    operations.sign_in(person)
    return _go_on(request, person)


def _go_on(request: HttpRequest, person: Person) -> HttpResponse:
    """Where someone goes who is in: a new password, the carried form, or where they wanted."""
    if person.must_change_password:
        context = {"form": ChangePasswordForm(), "page_title": "请先修改口令"}
        return _page(request, "people/change_password_first.html", context)
    carried = carrying.of_field(request.POST)
    if carried:
        context = {"carried": carried, "page_title": "继续提交"}
        response = render(request, "people/continue.html", context)
        keep_private(response)
        return response
    return redirect(_next_of(request.POST.get("next", "")))


def _next_of(wanted: str) -> str:
    return wanted if carrying.is_ours(wanted) else settings.LOGIN_REDIRECT_URL


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave. The session is destroyed, not only emptied."""
    person = signed_in(request)
    if person:
        operations.sign_out(person)
    logout(request)
    messages.success(request, "已退出登录。")
    return redirect(settings.LOGOUT_REDIRECT_URL)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """One's own password. Open also to those who must change it before anything else."""
    person = signed_in(request)
    if person is None:
        return ask_to_sign_in(request)
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_password(
                person, form.cleaned_data["old_password"], form.cleaned_data["new_password"]
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            update_session_auth_hash(request, person)  # this session goes on, others end
            messages.success(request, "口令已修改。")
            return _go_on(request, person)
    context = {
        "form": form,
        "page_title": "请先修改口令" if person.must_change_password else "修改口令",
    }
    narrow = "people/change_password_first.html"
    template = narrow if person.must_change_password else "people/change_password.html"
    return _page(request, template, context, next_url=request.GET.get("next", ""))


@require_GET
@staff_view
def two_step(request: StaffRequest) -> HttpResponse:
    """The second step of one's own account: set it up, or take it off."""
    return _two_step_page(request, CodeForm(), PasswordForm())


def _two_step_page(
    request: StaffRequest, code_form: CodeForm, password_form: PasswordForm
) -> HttpResponse:
    person = request.staff.person
    context: dict[str, Any] = {"page_title": "动态口令", "enabled": bool(person.totp_secret)}
    if person.totp_secret:
        context |= {"form": password_form}
    else:
        secret = _pending_secret(request)
        context |= {"form": code_form, "qr": _qr(secret, person), "secret": _in_fours(secret)}
    return render(request, "people/two_step.html", context)


def _pending_secret(request: HttpRequest) -> str:
    """The secret being set up; the same one while the page is looked at again."""
    kept = totp.decrypt(request.session.get(PENDING, "")) if PENDING in request.session else ""
    if not kept:
        kept = totp.new_secret()
        request.session[PENDING] = totp.encrypt(kept)
    return kept


def _qr(secret: str, person: Person) -> str:
    picture = segno.make(totp.address(secret, person.username), error="m")
    svg = picture.svg_inline(scale=5, border=2, svgclass="qr", lineclass="", omitsize=False)
    return mark_safe(svg)


def _in_fours(secret: str) -> str:
    return " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))


@require_POST
@staff_view
def set_up_two_step(request: StaffRequest) -> HttpResponse:
    """Begin to ask for a code, once the telephone has shown a right one."""
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            operations.set_up_two_step(
                request.staff.person,
                _pending_secret(request),
                form.cleaned_data["code"],
                at=timezone.now(),
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("code", reason)
        else:
            request.session.pop(PENDING, None)
            messages.success(request, "动态口令已启用，下次登录时需要输入。")
            return redirect("people:totp")
    return _two_step_page(request, form, PasswordForm())


@sensitive_post_parameters("password")
@require_POST
@staff_view
def take_off_two_step(request: StaffRequest) -> HttpResponse:
    """Stop asking for a code."""
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            operations.take_off_two_step(request.staff.person, form.cleaned_data["password"])
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("password", reason)
        else:
            messages.success(request, "动态口令已停用，登录时只需要口令。")
            return redirect("people:totp")
    return _two_step_page(request, CodeForm(), form)
