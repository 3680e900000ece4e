"""Files of a version: taken in, added, taken off. What is refused stops nothing else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse

from gongkai.disclosure.forms.attachments import AttachmentsForm
from gongkai.disclosure.models import Attachment, Version
from gongkai.disclosure.operations.arranging import arrange
from gongkai.disclosure.operations.drafting import attach, detach
from gongkai.disclosure.queries.reasons import reasons_not_to_edit
from gongkai.disclosure.views import showing
from gongkai.disclosure.views.finding import item_of, latest_version
from gongkai.files.models import StoredFile
from gongkai.files.operations import receive
from gongkai.journal.recording import Refused, refuse_if
from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.actors import Staff

PICTURES = ("png", "jpg", "gif", "webp")
_UNFIT = re.compile(r'[\s/\\:*?"<>|#%&]+')  # in an address that stands inside the text


@dataclass
class Outcome:
    """What was done with the files, and what was refused, in sentences."""

    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @contextmanager
    def each(self, said: str, about: str = "") -> Iterator[None]:
        """One step: `said` when it succeeds, the reasons (and what they are about) when not."""
        try:
            yield
        except Refused as refused:
            self.refused += [f"{about}{reason}" for reason in refused.reasons]
        else:
            self.done.append(said)


def apply(form: AttachmentsForm, version: Version, staff: Staff) -> Outcome:
    """Do what the form says about the files."""
    outcome = Outcome()
    rearranged, names, order = form.rearranged(), form.names(), form.order()
    for one in form.removed():
        with outcome.each(f"已移除附件“{one.name}”。"):
            detach(one, staff=staff)
    if rearranged:
        with outcome.each("附件的名称和次序已保存。"):
            arrange(version, names, order, staff=staff)
    for file in form.cleaned_data["added"]:
        name = name_of(file)
        with outcome.each(f"已添加附件“{name}”。", about=f"“{name}”未能添加："):
            add(version, file, name, staff)
    return outcome


def name_of(file: UploadedFile[Any]) -> str:
    """What the person calls the file: no folders of their computer, and not too long."""
    name = (file.name or "").replace("\\", "/").rpartition("/")[2].strip()
    stem, dot, extension = name.rpartition(".")
    return f"{stem[: 190 - len(extension)]}{dot}{extension}" if len(name) > 190 else name


def add(
    version: Version, file: UploadedFile[Any], name: str, staff: Staff, *, inline: bool = False
) -> Attachment:
    """Take a file in and put it beside the text, or (`inline`) into it."""
    refuse_if(reasons_not_to_edit(version, staff))  # before a large file is looked at
    stored = receive(cast(BinaryIO, file), name=name, actor=staff)
    if stored.status == StoredFile.Status.REFUSED:
        raise Refused(stored.reasons)
    if inline and stored.extension not in PICTURES:
        raise Refused([f"正文中只能插入图片（{'、'.join(PICTURES)}）。其他文件请作为附件添加。"])
    return attach(version, stored, name, staff=staff, inline=inline)


@staff_view
def pictures(request: StaffRequest, number: str) -> HttpResponse:
    """For the editor: the pictures of the version, or one more of them. Answers in JSON."""
    person = request.staff.person
    version = latest_version(person, item_of(person, number))
    if request.method != "POST":
        inline = version.attachments.filter(inline=True).order_by("order")
        return JsonResponse({"pictures": [_picture(version, one) for one in inline]})
    file = request.FILES.get("picture")
    if file is None:
        return JsonResponse({"reasons": ["请选择一张图片。"]}, status=422)
    try:
        found = _same_picture(version, file) or add(
            version, file, _name_in_text(file), request.staff, inline=True
        )
    except Refused as refused:
        return JsonResponse({"reasons": refused.reasons}, status=409)
    return JsonResponse({"picture": _picture(version, found)}, status=201)


def _name_in_text(file: UploadedFile[Any]) -> str:
    return _UNFIT.sub("-", name_of(file))


def _same_picture(version: Version, file: UploadedFile[Any]) -> Attachment | None:
    """The same picture sent again is the one that is there already."""
    sent = hashlib.sha256()
    for chunk in file.chunks():
        sent.update(chunk)
    file.seek(0)
    return version.attachments.filter(inline=True, file__sha256=sent.hexdigest()).first()


def _picture(version: Version, one: Attachment) -> dict[str, str]:
    return {
        "name": one.name,
        "source": f"files/{one.name}",
        "url": showing.file_url(version, one),
    }
