"""Personal data, place by place: mask it, or say why it may stay. Reviewers read what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.disclosure.forms.acts import ConfirmForm
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.operations.checking import confirm, mask
from gongkai.disclosure.queries.personal_data import PlacedFinding, findings
from gongkai.disclosure.queries.reasons import reasons_not_to_edit
from gongkai.disclosure.views.finding import item_of, latest_version
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.screens.components import Link


@dataclass(frozen=True)
class FindingRow:
    """One finding, and its form where it may be confirmed."""

    finding: PlacedFinding
    form: ConfirmForm


@staff_view
def check(request: StaffRequest, number: str) -> HttpResponse:
    """List the findings; a POST masks some (`mask`), or confirms one with a reason (`confirm`)."""
    item = item_of(request.staff.person, number)
    version = latest_version(request.staff.person, item)
    if request.method != "POST":
        return _show(request, item, version)
    form = ConfirmForm(request.POST) if "confirm" in request.POST else None
    try:
        if form is None:
            said = _mask(request, version)
        elif form.is_valid():
            typed = form.cleaned_data
            confirm(version, typed["fingerprint"], typed["reason"], staff=request.staff)
            said = "已记录保留的理由。"
        else:
            return _show(request, item, version, tried=form)
    except Refused as refused:
        return _show(request, item, version, refused.reasons, form)
    messages.success(request, said)
    return redirect("disclosure:check", number)


def _mask(request: StaffRequest, version: Version) -> str:
    chosen = request.POST.getlist("mask")
    if "all" in chosen:
        chosen = [one.fingerprint for one in _maskable(findings(version))]
    mask(version, chosen, staff=request.staff)
    return f"已遮盖 {len(set(chosen))} 处。"


def _maskable(found: Sequence[PlacedFinding]) -> list[PlacedFinding]:
    return [one for one in found if one.in_text and one.confirmed is None]


def _show(
    request: StaffRequest,
    item: Item,
    version: Version,
    reasons: Sequence[str] = (),
    tried: ConfirmForm | None = None,
) -> HttpResponse:
    found = findings(version)
    not_to_edit = reasons_not_to_edit(version, request.staff)
    context = {
        "page_title": f"个人信息检查 {item.number}",
        "breadcrumbs": [
            Link("公开信息", reverse("disclosure:items")),
            Link(item.number, reverse("disclosure:item", args=[item.number])),
            Link("个人信息检查", ""),
        ],
        "item": item,
        "version": version,
        "open": [_row(one, tried) for one in found if one.confirmed is None],
        "confirmed": [one for one in found if one.confirmed is not None],
        "maskable": len(_maskable(found)),
        "may_edit": not not_to_edit,
        "not_to_edit": not_to_edit,
        "voids": version.status != Version.Status.DRAFT,
        "reasons": reasons or _wrong(tried),
    }
    return render(
        request, "disclosure/desk_check.html", context, status=409 if reasons or tried else 200
    )


def _row(finding: PlacedFinding, tried: ConfirmForm | None) -> FindingRow:
    if tried is not None and tried.data.get("fingerprint") == finding.fingerprint:
        return FindingRow(finding, tried)
    return FindingRow(finding, ConfirmForm(auto_id=f"{finding.fingerprint[:12]}-%s"))


def _wrong(tried: ConfirmForm | None) -> list[str]:
    errors = tried.errors.values() if tried is not None else []
    return [str(error) for several in errors for error in several]
