"""The reviewer's page: the content, what changed, what was said before, and their opinion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.disclosure import verbs
from gongkai.disclosure.content import current_hash
from gongkai.disclosure.forms.acts import OpinionForm
from gongkai.disclosure.models import Item, Opinion, Version
from gongkai.disclosure.operations.releasing import appoint, release
from gongkai.disclosure.operations.reviewing import approve, return_for_changes
from gongkai.disclosure.pages import document_of
from gongkai.disclosure.queries.approvals import VERB_OF
from gongkai.disclosure.queries.personal_data import findings
from gongkai.disclosure.queries.reasons import reasons_not_to_decide
from gongkai.disclosure.queries.versions import differences_between, previous_version
from gongkai.disclosure.views import showing
from gongkai.disclosure.views.finding import item_of, latest_version
from gongkai.journal.recording import Refused
from gongkai.kernel.dates import stamp
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.queries import acting
from gongkai.screens.components import Link


@staff_view
def review(request: StaffRequest, number: str) -> HttpResponse:
    """Show the version under review; a POST approves or returns it."""
    item = item_of(request.staff.person, number)
    version = latest_version(request.staff.person, item)
    if request.method != "POST":
        return _show(request, item, version)
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _show(request, item, version, form=form)
    try:
        said = _decide(request, version, form)
    except Refused as refused:
        return _show(request, item, version, refused.reasons, form)
    messages.success(request, said)
    return redirect("disclosure:item", number)


def _decide(request: StaffRequest, version: Version, form: OpinionForm) -> str:
    """What the pressed button says; signing off and releasing is one thing, or nothing."""
    text, staff = form.opinion(), request.staff
    decision = request.POST.get("decide")
    if decision == "return":
        return_for_changes(version, text=text, staff=staff)
        return "已退回起草人修改。"
    if decision not in {"approve", "release", "appoint"}:
        raise Refused(["请选择“同意”或“退回修改”。"])
    step = Opinion.Step(version.status).label if version.status in VERB_OF else ""
    with transaction.atomic():
        approve(version, seen_hash=form.cleaned_data["seen_hash"], text=text, staff=staff)
        if decision == "release":
            item = release(version, staff=staff)
            return f"已签发并发布，索引号 {item.index_number}。"
        if decision == "appoint":
            return _appoint(request, version, form)
    return f"“{step}”已签署同意。"


def _appoint(request: StaffRequest, version: Version, form: OpinionForm) -> str:
    at = form.cleaned_data["at"]
    if at is None:
        raise Refused(["请填写发布时间，再按“签发后按时发布”。"])
    if at != version.release_at:
        appoint(version, at, staff=request.staff)
    return f"已签发，定于 {stamp(timezone.localtime(at))} 发布。"


@dataclass(frozen=True)
class OpinionRow:
    """An earlier opinion, and whether it is about the content as it is now."""

    opinion: Opinion
    about_this: bool


def _show(
    request: StaffRequest,
    item: Item,
    version: Version,
    reasons: Sequence[str] = (),
    form: OpinionForm | None = None,
) -> HttpResponse:
    seen, found = current_hash(version), findings(version)
    previous = previous_version(version)
    signing_off = version.status == Version.Status.SIGN_OFF
    may_release = acting(request.staff, verbs.RELEASE, item.unit) is not None
    context = {
        "page_title": f"{_heading(version)} {item.number}",
        "breadcrumbs": [
            Link("公开信息", reverse("disclosure:items")),
            Link(item.number, reverse("disclosure:item", args=[item.number])),
            Link(_heading(version), ""),
        ],
        "item": item,
        "version": version,
        "title": showing.title_of(version),
        "document": document_of(version),
        "body": showing.body_on_desk(version),
        "attachments": showing.listed_files(version),
        "clock": showing.clock_of(item),
        "previous": previous,
        "sections": differences_between(previous, version) if previous else [],
        "confirmed": [one for one in found if one.confirmed],
        "open_findings": sum(one.confirmed is None for one in found),
        "opinions": _opinions(version, seen),
        "round_changed": _changed_since_return(version, seen),
        "reasons_against": reasons_not_to_decide(version, request.staff),
        "form": _with_seen(form, seen, bool(reasons)),
        "signs_off": signing_off,
        "may_release": signing_off and may_release,
        "appointed": version.release_at,
        "reasons": list(reasons),
    }
    status = 409 if reasons else 422 if form else 200
    return render(request, "disclosure/desk_review.html", context, status=status)


def _heading(version: Version) -> str:
    return str(version.get_status_display()) if version.status in VERB_OF else "审签"


def _with_seen(form: OpinionForm | None, seen: str, refused: bool) -> OpinionForm:
    """The form over the content that is on the screen now; what was typed stays in it."""
    if form is None:
        return OpinionForm(initial={"seen_hash": seen})
    typed = dict(form.data.items())
    if refused:
        typed["seen_hash"] = seen  # the page that says it changed shows the content as it is now
    return OpinionForm(typed)


def _opinions(version: Version, seen: str) -> list[OpinionRow]:
    rows = version.opinions.select_related("person", "on_behalf_of")
    return [OpinionRow(one, one.content_hash == seen) for one in rows]


def _changed_since_return(version: Version, seen: str) -> bool | None:
    """Whether the content is other than when it was last returned; None: it never was."""
    returned = version.opinions.filter(decision=Opinion.Decision.RETURNED).last()
    return returned.content_hash != seen if returned else None
