"""Versions: what differs between two, how one will look in public, and its files."""

from __future__ import annotations

from io import BufferedReader
from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.disclosure.models import Attachment, Item, Version
from gongkai.disclosure.pages import document_of, duty_url
from gongkai.disclosure.queries.versions import differences_between
from gongkai.disclosure.queries.visibility import units_seen_by, visible_to
from gongkai.disclosure.views import showing
from gongkai.disclosure.views.finding import attachment_of, version_of
from gongkai.files.operations import release_path
from gongkai.files.queries import path_of
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.models import Person
from gongkai.publishing.rendering import render_public
from gongkai.screens.components import Link

# A file opened by mistake in the browser runs nothing and loads nothing.
SANDBOX = "sandbox; default-src 'none'"


@staff_view
def compare(request: StaffRequest, number: str, old: int, new: int) -> HttpResponse:
    """The differences between two versions, in either order."""
    person = request.staff.person
    before, after = version_of(person, number, old), version_of(person, number, new)
    numbers = visible_to(person).filter(item=after.item).order_by("number")
    context = {
        "page_title": f"{number} 第{old}版与第{new}版的差异",
        "breadcrumbs": [
            Link("公开信息", reverse("disclosure:items")),
            Link(number, reverse("disclosure:item", args=[number])),
            Link(f"第{old}版与第{new}版", ""),
        ],
        "item": after.item,
        "before": before,
        "after": after,
        "sections": differences_between(before, after),
        "numbers": list(numbers.values_list("number", flat=True)),
    }
    return render(request, "disclosure/desk_versions.html", context)


@staff_view
def preview(request: StaffRequest, number: str, k: int) -> HttpResponse:
    """The public page as it would be with this version. Nothing of it is kept."""
    version = version_of(request.staff.person, number, k)
    item = version.item
    # As if it went out now; on these values only, nothing is saved.
    version.released_at = version.released_at or timezone.now()
    item.first_released_at = item.first_released_at or version.released_at
    page = render_public(
        "disclosure/desk_preview.html",
        {
            "item": item,
            "version": version,
            "document": document_of(version),
            "body": showing.body_on_desk(version),
            "attachments": showing.listed_files(version),
            "releases": _releases(version),
            "duty_url": duty_url(item),
            "desk_url": reverse("disclosure:item", args=[number]),
        },
        title=f"预览：{showing.title_of(version)}",
        path=item.path + "index.html",
        breadcrumbs=[Link("首页", "/"), Link(item.body.name, ""), Link("预览", "")],
    )
    return HttpResponse(page)


def _releases(version: Version) -> list[Version]:
    earlier = version.item.versions.filter(
        outcome=Version.Outcome.RELEASED, number__lt=version.number
    )
    return [*earlier.order_by("number"), version]


@staff_view
def file(request: StaffRequest, number: str, k: int, name: str) -> HttpResponse:
    """One attachment, to be saved: as it came, or (`?copy=release`) as the public gets it.

    Who is not of the unit gets what the public gets: the original may hide comments and names.
    """
    person = request.staff.person
    attachment = attachment_of(person, number, k, name)
    public_copy = request.GET.get("copy") == "release" or not _is_own(person, attachment)
    response = FileResponse(
        _open(attachment, public_copy),
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.file.media_type,
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)  # for the decorator; it streams


def _is_own(person: Person, attachment: Attachment) -> bool:
    item: Item = attachment.version.item
    return units_seen_by(person).filter(pk=item.unit_id).exists()


def _open(attachment: Attachment, public_copy: bool) -> BufferedReader:
    if not attachment.file.is_accepted:
        raise Http404("文件还没有通过检查，不能下载。")
    try:
        path = release_path(attachment.file) if public_copy else path_of(attachment.file)
        return path.open("rb")
    except FileNotFoundError:
        raise Http404("文件已不在。") from None
