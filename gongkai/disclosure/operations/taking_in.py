"""Make a draft of a document that was read as it is: its words, its pictures, its original."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from gongkai.disclosure.content import Content, content_of
from gongkai.disclosure.models import Version
from gongkai.disclosure.operations.drafting import attach, draft, save
from gongkai.files.operations import receive
from gongkai.intake.reading import Reading
from gongkai.intake.sanitising import with_images
from gongkai.journal.recording import Refused, operation
from gongkai.people.actors import Staff
from gongkai.people.models import Unit
from gongkai.registers.models import CatalogueEntry


def content_from(reading: Reading) -> Content:
    """What was recognised, as content to be checked by a person. Pictures are not placed yet."""
    return Content(
        title=reading.title or "",
        body_html=reading.body_html,
        document_number=reading.document_number or "",
        issued_by=reading.issued_by or "",
        adopted_on=reading.adopted_on,
        effective_on=reading.effective_on,
    )


def formed_on(reading: Reading) -> date:
    """The day from which the law counts: when the document was adopted, else published, else today.

    A document is formed when it is signed (成文日期); a date after today is a misreading.
    """
    today = timezone.localdate()
    found = reading.adopted_on or reading.published_on or today
    return min(found, today)


@operation
def take_in(
    reading: Reading,
    content: Content,
    duty: CatalogueEntry,
    unit: Unit,
    *,
    formed: date,
    staff: Staff,
    original: tuple[str, bytes] | None = None,
    form_key: UUID | None = None,
) -> Version:
    """Draft an item of a reading, `content` being what a person made of it, if anyone did.

    Pictures become files of the item; `original` (name and bytes) is attached beside the text.
    """
    version = draft(duty, unit, content, formed_on=formed, staff=staff, form_key=form_key)
    addresses = _attach_pictures(reading, version, staff)
    placed = with_images(content.body_html, addresses)
    if placed != version.body_html:
        version.refresh_from_db()
        kept = Content(**{**content_of(version).__dict__, "body_html": placed})
        version = save(version, kept, revision=version.revision, staff=staff).version
    if original is not None:
        name, data = original
        attach(version, receive(data, name=name, actor=staff), name, staff=staff)
    version.refresh_from_db()
    return version


def _attach_pictures(reading: Reading, version: Version, staff: Staff) -> dict[int, str]:
    """Store what came along of the pictures; one that cannot be kept is left out of the text."""
    addresses: dict[int, str] = {}
    kept: dict[int, str] = {}  # the same picture twice is one file
    for image in reading.images:
        if image.data is None:
            continue
        extension = image.media_type.rpartition("/")[2].replace("jpeg", "jpg")
        name = f"图{image.number}.{extension}"
        try:
            stored = receive(image.data, name=name, actor=staff)
            if stored.pk not in kept:
                kept[stored.pk] = attach(version, stored, name, staff=staff, inline=True).name
        except Refused:
            continue
        addresses[image.number] = f"files/{kept[stored.pk]}"
    return addresses
