"""Draft an item, save what was written, attach files; nobody's text is ever lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from gongkai.disclosure import events, verbs
from gongkai.disclosure.content import Content, as_json, content_of, current_hash, hash_of, write
from gongkai.disclosure.locking import locked
from gongkai.disclosure.models import Attachment, Item, SetAside, Version
from gongkai.disclosure.numbering import item_number
from gongkai.disclosure.queries.approvals import valid_approvals
from gongkai.disclosure.queries.reasons import (
    reasons_not_to_abandon,
    reasons_not_to_draft,
    reasons_not_to_edit,
)
from gongkai.files.models import StoredFile
from gongkai.intake.sanitising import sanitise
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.models import Unit
from gongkai.people.queries import acting
from gongkai.publishing.files import safe_file_name
from gongkai.registers.models import CatalogueEntry


@operation
def draft(
    duty: CatalogueEntry,
    unit: Unit,
    content: Content,
    *,
    formed_on: date,
    staff: Staff,
    form_key: UUID | None = None,
) -> Version:
    """Begin an item under a duty; `formed_on` is the day from which the law counts.

    A form that carries a key makes one item, however often it is sent.
    """
    refuse_if(reasons_not_to_draft(duty, unit, staff))
    staff = acting(staff, verbs.DRAFT, unit) or staff
    now = timezone.now()
    number = item_number(timezone.localdate(now))  # takes a lock: two clicks come one by one
    refuse_if(_drafted_already(form_key))
    item = Item.objects.create(
        number=number,
        form_key=form_key,
        duty=duty,
        body=unit.body,
        unit=unit,
        author=staff.person,
        created_at=now,
        formed_on=formed_on,
    )
    version = Version(item=item, number=1, author=staff.person, created_at=now, changed_at=now)
    _write(content, version)
    record(
        events.ItemDrafted(1, duty.reference, version.content_hash, formed_on),
        about=item.reference,
        actor=staff,
    )
    return version


def _drafted_already(form_key: UUID | None) -> list[str]:
    twin = Item.objects.filter(form_key=form_key).first() if form_key else None
    return [f"这份表单已经提交过，信息编号为 {twin.number}，没有重复起草。"] if twin else []


def _write(content: Content, version: Version) -> None:
    """Sanitise, put in place, hash, save."""
    write(content, version)
    version.body_html = sanitise(version.body_html)
    attachments = list(version.attachments.select_related("file")) if version.pk else []
    version.content_hash = hash_of(content_of(version), attachments)
    version.save()


@dataclass(frozen=True)
class Saving:
    """How a save ended: in place, or set aside because someone else had saved meanwhile."""

    version: Version
    set_aside: SetAside | None = None


@operation
def save(version: Version, content: Content, *, revision: int, staff: Staff) -> Saving:
    """Save what was written over `revision`. If that is not the latest, the text is set aside.

    Saving during review sends the version back to the draft, because approvals hold only for the
    content that was approved.
    """
    version = locked(version)
    refuse_if(reasons_not_to_edit(version, staff))
    staff = acting(staff, verbs.DRAFT, version.item.unit) or staff
    refuse_if(_saved_already(version, content))
    if revision != version.revision:
        return _set_aside(version, content, revision, staff)
    approved = valid_approvals(version) if version.status != Version.Status.DRAFT else {}
    version.revision += 1
    version.changed_at = timezone.now()
    _write(content, version)
    version.editors.add(staff.person)
    record(
        events.VersionChanged(version.number, version.revision, version.content_hash),
        about=version.item.reference,
        actor=staff,
    )
    back_to_draft(version, tuple(approved), staff)
    return Saving(version)


def _saved_already(version: Version, content: Content) -> list[str]:
    """A second click, or nothing changed: approvals are not voided for that."""
    if replace(content, body_html=sanitise(content.body_html)) != content_of(version):
        return []
    return ["内容与已保存的相同，没有需要保存的改动。"]


def back_to_draft(version: Version, approved: tuple[str, ...], staff: Staff) -> None:
    """Content that changed during review goes back to the draft; `approved` steps are void."""
    if version.status == Version.Status.DRAFT:
        return
    version.status = Version.Status.DRAFT
    version.save(update_fields=["status"])
    record(
        events.ApprovalsVoided(version.number, approved), about=version.item.reference, actor=staff
    )


def _set_aside(version: Version, content: Content, revision: int, staff: Staff) -> Saving:
    version.editors.add(staff.person)  # their words may come in later: they never approve them
    kept = SetAside.objects.create(
        version=version,
        person=staff.person,
        at=timezone.now(),
        against_revision=revision,
        typed=as_json(content),
    )
    record(events.TextSetAside(version.number, revision), about=version.item.reference, actor=staff)
    return Saving(version, kept)


@operation
def settle(kept: SetAside, *, staff: Staff) -> None:
    """Say that a text set aside has been dealt with; it stays readable in the history."""
    refuse_if(reasons_not_to_edit(kept.version, staff))
    staff = acting(staff, verbs.DRAFT, kept.version.item.unit) or staff
    kept = SetAside.objects.select_for_update().get(pk=kept.pk)
    if kept.settled_at:
        refuse_if(["另存的这份文字已经处理过。"])
    kept.settled_at = timezone.now()
    kept.save(update_fields=["settled_at"])
    record(events.TextSettled(kept.version.number), about=kept.version.item.reference, actor=staff)


@operation
def attach(
    version: Version, file: StoredFile, name: str, *, staff: Staff, inline: bool = False
) -> Attachment:
    """Add a file to the version; its name is made fit for an address, and unique if taken."""
    version = locked(version)
    refuse_if(reasons_not_to_edit(version, staff))
    staff = acting(staff, verbs.DRAFT, version.item.unit) or staff
    if file.status == StoredFile.Status.REFUSED:
        refuse_if(file.reasons)
    twin = version.attachments.filter(file=file, inline=inline).first()
    if twin:
        refuse_if([f"“{name}”与已有的附件“{twin.name}”内容完全相同，没有重复添加。"])
    approved = valid_approvals(version) if version.status != Version.Status.DRAFT else {}
    attachment = Attachment.objects.create(
        version=version,
        file=file,
        name=_free_name(version, safe_file_name(name)),
        order=version.attachments.count() + 1,
        inline=inline,
    )
    _rehash(version, staff)
    record(
        events.AttachmentAdded(version.number, file.sha256, version.content_hash),
        about=version.item.reference,
        actor=staff,
    )
    back_to_draft(version, tuple(approved), staff)
    return attachment


def _free_name(version: Version, name: str) -> str:
    taken = set(version.attachments.values_list("name", flat=True))
    stem, dot, extension = name.rpartition(".")
    wanted, copy = name, 2
    while wanted in taken:
        wanted = f"{stem}（{copy}）{dot}{extension}" if dot else f"{name}（{copy}）"
        copy += 1
    return wanted


def _rehash(version: Version, staff: Staff) -> None:
    """Files count as content, but not as a revision of the text: the editor need not reload."""
    version.content_hash = current_hash(version)
    version.changed_at = timezone.now()
    version.save(update_fields=["content_hash", "changed_at"])
    version.editors.add(staff.person)


@operation
def detach(attachment: Attachment, *, staff: Staff) -> None:
    """Take a file off the version. The stored file stays for versions that still have it."""
    version = locked(attachment.version)
    refuse_if(reasons_not_to_edit(version, staff))
    staff = acting(staff, verbs.DRAFT, version.item.unit) or staff
    approved = valid_approvals(version) if version.status != Version.Status.DRAFT else {}
    sha256 = attachment.file.sha256
    attachment.delete()
    _rehash(version, staff)
    record(
        events.AttachmentRemoved(version.number, sha256, version.content_hash),
        about=version.item.reference,
        actor=staff,
    )
    back_to_draft(version, tuple(approved), staff)


@operation
def abandon(version: Version, *, staff: Staff) -> None:
    """Give the open version up; what was released before stays as it is."""
    version = locked(version)
    refuse_if(reasons_not_to_abandon(version, staff))
    staff = acting(staff, verbs.DRAFT, version.item.unit) or staff
    version.status = Version.Status.CLOSED
    version.outcome = Version.Outcome.ABANDONED
    version.save(update_fields=["status", "outcome"])
    record(events.VersionAbandoned(version.number), about=version.item.reference, actor=staff)
