"""The form: every field of the content, and the files, saved together or not lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.disclosure.content import Content, content_of
from gongkai.disclosure.forms.attachments import AttachmentsForm
from gongkai.disclosure.forms.content import ContentForm
from gongkai.disclosure.forms.editor import EditorWidget
from gongkai.disclosure.models import Item, SetAside, Version
from gongkai.disclosure.operations.drafting import Saving, save
from gongkai.disclosure.queries.reasons import reasons_not_to_edit
from gongkai.disclosure.views import attaching, showing
from gongkai.disclosure.views.finding import item_of, latest_version
from gongkai.journal.recording import Refused
from gongkai.people.access import StaffRequest, staff_view
from gongkai.screens.components import Link


@dataclass
class Page:
    """What the editing page is about."""

    request: StaffRequest
    item: Item
    version: Version
    form: ContentForm
    files: AttachmentsForm
    merging: SetAside | None = None


@staff_view
def edit(request: StaffRequest, number: str) -> HttpResponse:
    """Show the form, or save it. What cannot be saved comes back as it was typed."""
    item = item_of(request.staff.person, number)
    version = latest_version(request.staff.person, item)
    if refused := reasons_not_to_edit(version, request.staff):
        return _not_now(request, item, version, refused)
    page = _page(request, item, version)
    if request.method == "POST" and page.form.is_valid() and page.files.is_valid():
        return _save(page)
    return _show(page)


def _page(request: StaffRequest, item: Item, version: Version) -> Page:
    typed = request.POST.copy() if request.method == "POST" else None
    if typed is not None and typed.get("use_number"):
        typed["document_number"] = str(typed["use_number"])
    form = content_form(version, typed)
    beside = version.attachments.filter(inline=False).select_related("file")
    files = AttachmentsForm(typed, request.FILES if typed else None, beside=list(beside))
    return Page(request, item, version, form, files)


def content_form(
    version: Version, typed: Any = None, content: Content | None = None
) -> ContentForm:
    """The form over the version as it is now, showing its content or another one."""
    form = ContentForm(
        typed,
        content=content or content_of(version),
        revision=version.revision,
        version=version,
    )
    form.fields["body_html"].widget = EditorWidget(
        pictures_url=reverse("disclosure:pictures", args=[version.item.number]),
        files_url=showing.files_url(version),
    )
    return form


def _save(page: Page) -> HttpResponse:
    """The text first, then the files; each that fails says so, and the rest is kept."""
    staff = page.request.staff
    saving: Saving | None = None
    try:
        revision = page.form.cleaned_data["revision"]
        saving = save(page.version, page.form.content(), revision=revision, staff=staff)
    except Refused as refused:
        if reasons_not_to_edit(latest_version(staff.person, page.item), staff):
            return _show(page, refused.reasons)
        unchanged = refused.reasons
    outcome = attaching.apply(page.files, page.version, staff)
    for sentence in outcome.refused:
        messages.error(page.request, sentence)
    if saving is not None and saving.set_aside is not None:
        return redirect("disclosure:aside", page.item.number, saving.set_aside.pk)
    done = (["已保存。"] if saving else []) + outcome.done
    if done:
        messages.success(page.request, "".join(done))
    elif not outcome.refused:
        messages.info(page.request, "".join(unchanged))
    stays = "stay" in page.request.POST or outcome.refused
    return redirect("disclosure:edit" if stays else "disclosure:item", page.item.number)


def _show(page: Page, reasons: list[str] | None = None) -> HttpResponse:
    version = page.version
    context = {
        "page_title": f"编辑 {page.item.number}",
        "breadcrumbs": [
            Link("公开信息", reverse("disclosure:items")),
            Link(page.item.number, reverse("disclosure:item", args=[page.item.number])),
            Link("编辑", ""),
        ],
        "item": page.item,
        "version": version,
        "form": page.form,
        "files_form": page.files,
        "file_problems": [error for errors in page.files.errors.values() for error in errors],
        "reasons": reasons or [],
        "voids": version.status != Version.Status.DRAFT,
        "set_aside": version.set_aside.filter(settled_at__isnull=True).select_related("person"),
    }
    wrong = page.form.errors or page.files.errors
    status = 409 if reasons else 422 if page.form.is_bound and wrong else 200
    return render(page.request, "disclosure/desk_edit.html", context, status=status)


def _not_now(
    request: StaffRequest, item: Item, version: Version, refused: list[str]
) -> HttpResponse:
    """The version cannot be edited. What was typed meanwhile is shown, to be copied elsewhere."""
    if request.method != "POST":
        for reason in refused:
            messages.warning(request, reason)
        return redirect("disclosure:item", item.number)
    return _show(_page(request, item, version), refused)
