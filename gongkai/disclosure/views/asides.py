"""Two people edited at once: both texts, what differs, and three ways to settle it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.disclosure.content import Content, content_from_json, content_of, write
from gongkai.disclosure.forms.content import ContentForm
from gongkai.disclosure.models import Item, SetAside, Version
from gongkai.disclosure.operations.drafting import save, settle
from gongkai.disclosure.queries.reasons import reasons_not_to_edit
from gongkai.disclosure.queries.versions import text_differences
from gongkai.disclosure.views import showing
from gongkai.disclosure.views.editing import content_form
from gongkai.disclosure.views.finding import item_of, latest_version
from gongkai.intake.sanitising import sanitise
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.screens.components import Link


@staff_view
def aside(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """Show both texts; a POST takes mine, takes theirs, or saves what was merged by hand."""
    item = item_of(request.staff.person, number)
    kept = SetAside.objects.filter(pk=pk, version__item=item).select_related("person").first()
    if kept is None:
        raise Http404("没有这份另存的文字。")
    version = latest_version(request.staff.person, item)
    if request.method != "POST":
        return _show(request, item, version, kept)
    try:
        return _settle(request, item, version, kept)
    except Refused as refused:
        return _show(request, item, version, kept, refused.reasons)


def _settle(request: StaffRequest, item: Item, version: Version, kept: SetAside) -> HttpResponse:
    if kept.settled_at:
        raise Refused(["另存的这份文字已经处理过。"])
    choice = request.POST.get("choice")
    if choice == "mine":
        return _take(request, kept, content_from_json(kept.typed), _revision(request))
    if choice == "merged":
        form = content_form(version, request.POST)
        if not form.is_valid():
            return _show(request, item, version, kept, form=form)
        return _take(request, kept, form.content(), form.cleaned_data["revision"])
    if choice != "theirs":
        raise Refused(["请选择采用哪一份。"])
    settle(kept, staff=request.staff)
    messages.success(request, "保留已保存的内容，另存的文字不再采用。")
    return redirect("disclosure:item", item.number)


def _revision(request: StaffRequest) -> int:
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _take(request: StaffRequest, kept: SetAside, content: Content, revision: int) -> HttpResponse:
    """Save this content over the state that was on the screen, and be done with the one set aside.

    If somebody saved in between once more, it is set aside anew: nobody's text is lost.
    """
    version = Version.objects.get(pk=kept.version_id)
    number = version.item.number
    with transaction.atomic():  # both, or neither
        saving = (
            None
            if _says_the_same(content, version)
            else save(version, content, revision=revision, staff=request.staff)
        )
        settle(kept, staff=request.staff)
    if saving is not None and saving.set_aside is not None:
        messages.warning(request, "您处理期间又有人保存了新的内容，请再看一次。")
        return redirect("disclosure:aside", number, saving.set_aside.pk)
    messages.success(request, "已保存，两份文字已合为一份。")
    return redirect("disclosure:item", number)


def _says_the_same(content: Content, version: Version) -> bool:
    return replace(content, body_html=sanitise(content.body_html)) == content_of(version)


def _show(
    request: StaffRequest,
    item: Item,
    version: Version,
    kept: SetAside,
    reasons: Sequence[str] = (),
    form: ContentForm | None = None,
) -> HttpResponse:
    mine = Version(item=item, number=version.number)
    write(content_from_json(kept.typed), mine)
    merging = form or content_form(version, content=content_from_json(kept.typed))
    context = {
        "page_title": f"两人同时修改 {item.number}",
        "breadcrumbs": [
            Link("公开信息", reverse("disclosure:items")),
            Link(item.number, reverse("disclosure:item", args=[item.number])),
            Link("两人同时修改", ""),
        ],
        "item": item,
        "version": version,
        "kept": kept,
        "is_mine": kept.person_id == request.staff.person.pk,
        "sections": text_differences(version, mine),
        "body_now": showing.body_on_desk(version),
        "form": merging,
        "reasons": reasons or _why_not(kept, version, request),
    }
    status = 409 if reasons else 422 if form else 200
    return render(request, "disclosure/desk_aside.html", context, status=status)


def _why_not(kept: SetAside, version: Version, request: StaffRequest) -> list[str]:
    """Why this person cannot settle it, said before they try."""
    return [] if kept.settled_at else reasons_not_to_edit(version, request.staff)
