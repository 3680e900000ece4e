"""Correct, withdraw, restore. Nothing disappears silently: each leaves a public trace."""

from __future__ import annotations

from django.utils import timezone

from gongkai.disclosure import events, verbs
from gongkai.disclosure.content import content_of, hash_of, write
from gongkai.disclosure.locking import locked_item
from gongkai.disclosure.models import Attachment, Item, Version
from gongkai.disclosure.queries.reasons import (
    reasons_not_to_correct,
    reasons_not_to_restore,
    reasons_not_to_withdraw,
)
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting


@operation
def start_correction(item: Item, *, staff: Staff) -> Version:
    """Open a new version with the released content, to be changed and reviewed like any other."""
    item = locked_item(item)
    refuse_if(reasons_not_to_correct(item, staff))
    released = item.released
    assert released is not None
    now = timezone.now()
    version = Version(
        item=item,
        number=item.versions.count() + 1,
        author=staff.person,
        created_at=now,
        changed_at=now,
    )
    write(content_of(released), version)
    version.correction_note = ""
    version.save()
    _copy_attachments(released, version)
    version.content_hash = hash_of(
        content_of(version), list(version.attachments.select_related("file"))
    )
    version.save(update_fields=["content_hash"])
    record(
        events.CorrectionStarted(version.number, released.number),
        about=item.reference,
        actor=acting(staff, verbs.DRAFT, item.unit) or staff,
    )
    return version


def _copy_attachments(released: Version, version: Version) -> None:
    for one in released.attachments.all():
        Attachment.objects.create(
            version=version, file=one.file, name=one.name, order=one.order, inline=one.inline
        )


@operation
def withdraw(item: Item, *, ground: str, note: str, staff: Staff) -> Item:
    """Take the item out of public view; its page says when, why, and by whom (行政处罚法 第四十八条
    asks for the reason in public where a penalty was published)."""
    item = locked_item(item)
    refuse_if(reasons_not_to_withdraw(item, ground, note, staff))
    end(item, Item.Visibility.WITHDRAWN, ground, note)
    assert item.released is not None
    record(
        events.ItemWithdrawn(item.released.number, ground),
        about=item.reference,
        actor=acting(staff, verbs.WITHDRAW, item.unit) or staff,
    )
    return item


def end(item: Item, visibility: str, ground: str, note: str) -> None:
    """Out of public view from now on, with a ground and a note that the public reads."""
    item.visibility = visibility
    item.ended_at = timezone.now()
    item.end_ground, item.end_note = ground, note.strip()[:300]
    item.save()


@operation
def restore(item: Item, *, staff: Staff) -> Item:
    """Make a withdrawn item public again, as it was."""
    item = locked_item(item)
    refuse_if(reasons_not_to_restore(item, staff))
    item.visibility = Item.Visibility.PUBLIC
    item.ended_at, item.end_ground, item.end_note = None, "", ""
    item.save()
    assert item.released is not None
    record(
        events.ItemRestored(item.released.number),
        about=item.reference,
        actor=acting(staff, verbs.WITHDRAW, item.unit) or staff,
    )
    return item


def close_open_version(item: Item) -> None:
    """What is under way is given up: nothing can come of it any more."""
    item.versions.exclude(status=Version.Status.CLOSED).update(
        status=Version.Status.CLOSED, outcome=Version.Outcome.ABANDONED
    )
