"""One item: its text on the left; duty, clock, checks, acts and history on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.disclosure.forms.acts import ActForm
from gongkai.disclosure.models import Item, Opinion, Version
from gongkai.disclosure.pages import document_of
from gongkai.disclosure.queries import reasons
from gongkai.disclosure.queries.approvals import STEPS, VERB_OF, valid_approvals
from gongkai.disclosure.queries.personal_data import findings
from gongkai.disclosure.queries.visibility import visible_to
from gongkai.disclosure.telling import tell
from gongkai.disclosure.views import showing
from gongkai.disclosure.views.acts import ACTS, Act
from gongkai.disclosure.views.finding import item_of, latest_version, version_of
from gongkai.journal.queries import story
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.actors import Staff
from gongkai.people.queries import acting, holders
from gongkai.screens.components import Fact, Link


@dataclass(frozen=True)
class Attempt:
    """An act that was refused: its form with what was typed, and why."""

    name: str
    form: ActForm
    reasons: Sequence[str] = field(default_factory=list)


@staff_view
def item(request: StaffRequest, number: str) -> HttpResponse:
    """The workspace. What is public but of another unit is shown as the public sees it."""
    person = request.staff.person
    try:
        found = item_of(person, number)
    except Http404:
        public = visible_to(None).filter(item__number=number).select_related("item").first()
        if public is None:
            raise
        return redirect(public.item.path)
    return show_workspace(request, found)


@staff_view
def act(request: StaffRequest, number: str, name: str) -> HttpResponse:
    """Do one thing with an item; if it is refused, the workspace shows why and what was typed."""
    if name not in ACTS:
        raise Http404
    found = item_of(request.staff.person, number)
    if request.method != "POST":
        return redirect("disclosure:item", number)
    one = ACTS[name]
    form = one.form(request.POST, auto_id=f"{name}-%s")
    if not form.is_valid():
        return show_workspace(request, found, Attempt(name, form))
    try:
        said = one.do(_version_on_screen(request, found, form), form.cleaned_data, request.staff)
    except Refused as refused:
        return show_workspace(request, found, Attempt(name, form, refused.reasons))
    messages.success(request, said)
    return redirect(reverse(one.then, args=[number]))


def _version_on_screen(request: StaffRequest, found: Item, form: ActForm) -> Version:
    """The version that the person saw, even if there is a newer one by now."""
    k = form.cleaned_data["version"]
    person = request.staff.person
    return version_of(person, found.number, k) if k else latest_version(person, found)


def show_workspace(
    request: StaffRequest, found: Item, attempt: Attempt | None = None
) -> HttpResponse:
    """The page; after a refused attempt with its reasons and its form (409)."""
    found = item_of(request.staff.person, found.number)  # as it is now
    version = latest_version(request.staff.person, found)
    context = {
        "page_title": f"{found.number} {showing.title_of(version)}",
        "breadcrumbs": [Link("公开信息", reverse("disclosure:items")), Link(found.number, "")],
        "item": found,
        "version": version,
        "title": showing.title_of(version),
        "state": showing.state_of(found, version),
        "document": document_of(version),
        "body": showing.body_on_desk(version),
        "attachments": showing.listed_files(version),
        "clock": showing.clock_of(found),
        "facts": _facts(found),
        "steps": _steps(found, version),
        "waits_for": _waits_for(version),
        "findings": _findings(version),
        "set_aside": version.set_aside.filter(settled_at__isnull=True).select_related("person"),
        "opinions": version.opinions.select_related("person", "on_behalf_of"),
        "versions": _versions(request, found, version),
        "happenings": tell(story(found.reference))[::-1],
        **_acts(version, request.staff, attempt),
    }
    if attempt is not None:
        context["reasons"] = [*_in_form(attempt), *attempt.reasons]
        context["summary_title"] = f"没有办理“{ACTS[attempt.name].label}”"
    return render(request, "disclosure/desk_item.html", context, status=409 if attempt else 200)


def _in_form(attempt: Attempt) -> list[str]:
    return [str(error) for errors in attempt.form.errors.values() for error in errors]


def _facts(found: Item) -> list[Fact]:
    duty = found.duty.current
    rows = [
        Fact("目录事项", str(found.duty)),
        Fact("所属目录", str(found.duty.catalogue)),
        Fact("公开依据", duty.legal_basis if duty else ""),
        Fact("公开时限", duty.limit_text if duty else ""),
        Fact("信息形成日期", found.formed_on),
        Fact("提供单位", str(found.unit)),
        Fact("起草人", found.author.name),
        Fact("索引号", found.index_number),
    ]
    return [row for row in rows if row.value]


# --- where it stands ------------------------------------------------------------------------------


def _steps(found: Item, version: Version) -> list[dict[str, str]]:
    """起草、三道审签、发布, and which of them are done for the content as it is now."""
    if not version.is_open and version.pk != found.released_id:
        return []
    given = valid_approvals(version) if version.is_open else _given(version)
    here = _ORDER.index(version.status) if version.is_open else len(_ORDER)
    steps = []
    for place, status in enumerate(_ORDER):
        opinion = given.get(status)
        # A step of review is done by an opinion that holds; drafting and releasing by being past.
        past = place < here and status not in STEPS
        state = "current" if place == here else "done" if opinion or past else ""
        text = opinion.person.name if opinion else ""
        steps.append({"title": _STEP_LABELS[place], "state": state, "text": text})
    return steps


_ORDER: list[str] = [Version.Status.DRAFT, *STEPS, Version.Status.APPROVED]
_STEP_LABELS = ["起草", *(Opinion.Step(step).label for step in STEPS), "发布"]


def _given(version: Version) -> dict[str, Opinion]:
    """The approvals with which a version went out."""
    approved = version.opinions.filter(decision=Opinion.Decision.APPROVED).select_related("person")
    return {one.step: one for one in approved if one.content_hash == version.content_hash}


def _waits_for(version: Version) -> str:
    """Who can take the next step, by name."""
    verb = VERB_OF.get(version.status)
    if verb is None:
        return ""
    names = [person.name for person in holders(verb, version.item.unit)]
    return "、".join(names) or f"没有人持有“{verb.label}”的权限，请联系管理员"


def _findings(version: Version) -> dict[str, int]:
    found = findings(version) if version.is_open else []
    confirmed = sum(one.confirmed is not None for one in found)
    return {"all": len(found), "confirmed": confirmed, "open": len(found) - confirmed}


@dataclass(frozen=True)
class VersionRow:
    """One version in the list of versions."""

    version: Version
    current: bool
    preview: str
    against: str  # differences to the one before


def _versions(request: StaffRequest, found: Item, shown: Version) -> list[VersionRow]:
    rows = []
    before = 0
    seen = visible_to(request.staff.person).filter(item=found)
    for one in seen.defer("body_html").order_by("number"):
        k = one.number
        against = reverse("disclosure:versions", args=[found.number, before, k]) if before else ""
        preview = reverse("disclosure:preview", args=[found.number, k])
        rows.append(VersionRow(one, one.pk == shown.pk, preview, against))
        before = k
    return rows[::-1]


# --- what can be done ---------------------------------------------------------------------------


@dataclass(frozen=True)
class ActRow:
    """An act as the page shows it."""

    act: Act
    form: ActForm
    reasons: Sequence[str]
    url: str
    open: bool = False


def _acts(version: Version, staff: Staff, attempt: Attempt | None) -> dict[str, Any]:
    """The next steps for this person, and everything else that can be done somewhere."""
    rows = [_act_row(one, version, staff, attempt) for one in ACTS.values()]
    mine = [row for row in rows if _is_next(row, version, staff)]
    number = version.item.number
    return {
        "acts": mine,
        "other_acts": [row for row in rows if row not in mine],
        "edit_url": reverse("disclosure:edit", args=[number]),
        "edit_reasons": reasons.reasons_not_to_edit(version, staff),
        "review_url": reverse("disclosure:review", args=[number]),
        "review_reasons": reasons.reasons_not_to_decide(version, staff),
        "in_review": version.status in VERB_OF,
    }


def _act_row(one: Act, version: Version, staff: Staff, attempt: Attempt | None) -> ActRow:
    tried = attempt is not None and attempt.name == one.name
    as_it_is = {
        "version": version.number,
        "duty": version.item.duty_id,
        "formed_on": version.item.formed_on,
    }
    form = one.form(initial=as_it_is, auto_id=f"{one.name}-%s")
    if attempt is not None and tried:
        form = attempt.form
    url = reverse("disclosure:act", args=[version.item.number, one.name])
    return ActRow(one, form, one.reasons(version, staff), url, open=tried)


def _is_next(row: ActRow, version: Version, staff: Staff) -> bool:
    fits = row.act.fits(version) and acting(staff, row.act.verb, version.item.unit) is not None
    return fits or (row.open and not row.reasons)
