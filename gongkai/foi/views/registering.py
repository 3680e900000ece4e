"""The counter: what came on paper, by fax or by e-mail is written down on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.foi import verbs
from gongkai.foi.content import Enclosed
from gongkai.foi.forms.registering import RegisterForm
from gongkai.foi.models import FoiRequest, RequestFile
from gongkai.foi.operations.receiving import register as register_request
from gongkai.foi.queries.visibility import requests_visible_to
from gongkai.foi.views.seeking import while_typing
from gongkai.foi.views.taking import enclosed
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, needs
from gongkai.people.actors import Staff
from gongkai.people.models import Unit
from gongkai.people.queries import units_where
from gongkai.screens.components import Link

# 第三十一条, beside the field.
RECEIPT = (
    ("当面提交", "提交之日为收到申请之日。"),
    ("邮寄（签收）", "签收之日为收到申请之日。"),
    (
        "邮寄（平常信函）",
        "不需要签收的，应当于收到信件的当日与申请人确认，确认之日为收到申请之日。",
    ),
    ("传真、电子邮件", "以双方确认之日为收到申请之日。"),
)
KINDS = {
    "letter": RequestFile.Kind.LETTER,
    "identity": RequestFile.Kind.IDENTITY,
    "others": RequestFile.Kind.DESCRIPTION,
}


@needs(verbs.REGISTER)
def register(request: StaffRequest) -> HttpResponse:
    """Show the form, or register what was typed; then show the look-up code once."""
    units = _units(request)
    if request.method != "POST":
        return _show(request, RegisterForm(units=units))
    if "look" in request.POST:  # without script: what was typed stays, and what is alike is shown
        return _show(request, RegisterForm(units=units, initial=request.POST.dict()))
    form = RegisterForm(request.POST, request.FILES, units=units)
    if not form.is_valid():
        return _show(request, form)
    if twin := _registered_before(request, form.cleaned_data["key"]):
        messages.info(request, f"这份申请已经登记，编号 {twin.number}，没有重复登记。")
        return redirect("foi:case", twin.number)
    try:
        return _registered(request, form)
    except Refused as refused:
        return _show(request, form, refused.reasons)


@needs(verbs.REGISTER)
def similar(request: StaffRequest) -> HttpResponse:
    """What looks alike, as the page asks for it while somebody types. It is posted, so that no
    address and no log holds an identity number."""
    return render(request, "foi/desk/similar.html", _alike(request))


def _alike(request: StaffRequest) -> dict[str, Any]:
    typed = request.POST
    units = {unit.code: unit for unit in _units(request)}
    unit = units.get(typed.get("unit", "")) or next(iter(units.values()), None)
    return while_typing(
        request.staff,
        unit.body if unit else None,
        typed.get("wanted", "")[:5000],
        typed.get("wanted_number", "")[:60],
        typed.get("identity_number", "")[:40],
    )


def _units(request: StaffRequest) -> list[Unit]:
    held = units_where(request.staff, verbs.REGISTER).select_related("body")
    return list(held.order_by("body__order", "body__code", "order"))


def _registered_before(request: StaffRequest, key: UUID) -> FoiRequest | None:
    return requests_visible_to(request.staff).filter(form_key=key).first()


def _registered(request: StaffRequest, form: RegisterForm) -> HttpResponse:
    typed = form.cleaned_data
    taken = register_request(
        typed["unit"], form.what(), form.who(), channel=typed["channel"], on=typed["on"],
        staff=request.staff, enclosed=_enclosed(form, request.staff), form_key=typed["key"],
    )  # fmt: skip
    messages.success(
        request,
        f"已登记，编号 {taken.foi_request.number}，查询码 {taken.code}。"
        "查询码只显示这一次，请写在回执上交给申请人。",
    )
    return redirect("foi:case", taken.foi_request.number)


def _enclosed(form: RegisterForm, staff: Staff) -> list[Enclosed]:
    return [
        one
        for name, kind in KINDS.items()
        for one in enclosed(form.cleaned_data[name], kind, staff)
    ]


def _show(request: StaffRequest, form: RegisterForm, reasons: Sequence[str] = ()) -> HttpResponse:
    context = {
        "page_title": "登记申请",
        "breadcrumbs": [Link("依申请公开", reverse("foi:queue")), Link("登记申请", "")],
        "form": form,
        "reasons": list(reasons),
        "receipt": RECEIPT,
        **_alike(request),
    }
    status = 409 if reasons else 422 if form.is_bound else 200
    return render(request, "foi/desk/register.html", context, status=status)
