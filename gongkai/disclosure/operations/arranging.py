"""Names and order of the files of a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from django.utils import timezone

from gongkai.disclosure import events, verbs
from gongkai.disclosure.content import current_hash
from gongkai.disclosure.locking import locked
from gongkai.disclosure.models import Attachment, Version
from gongkai.disclosure.operations.drafting import back_to_draft
from gongkai.disclosure.queries.approvals import valid_approvals
from gongkai.disclosure.queries.reasons import reasons_not_to_edit
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting

NOT_IN_NAMES = '/\\:*?"<>|'


@operation
def arrange(
    version: Version, names: Mapping[int, str], order: Sequence[int], *, staff: Staff
) -> Version:
    """Give the files beside the text new names, and put them in order; both by primary key.

    Names and order are content: the public sees them, so approvals are void. Pictures inside the
    text keep their names, because the text calls them by name.
    """
    version = locked(version)
    refuse_if(reasons_not_to_edit(version, staff))
    staff = acting(staff, verbs.DRAFT, version.item.unit) or staff
    files = {one.pk: one for one in version.attachments.filter(inline=False)}
    pictures = set(version.attachments.filter(inline=True).values_list("name", flat=True))
    wanted = {pk: _with_extension(name, files[pk]) for pk, name in names.items() if pk in files}
    refuse_if(_bad_names(files, wanted, pictures))
    approved = valid_approvals(version) if version.status != Version.Status.DRAFT else {}
    places = {pk: place for place, pk in enumerate((pk for pk in order if pk in files), start=1)}
    changed = [one for one in files.values() if _moved(one, wanted, places)]
    refuse_if([] if changed else ["附件的名称和次序没有改动。"])
    _free_names(changed)
    for one in changed:
        one.name = wanted.get(one.pk, one.name)
        one.order = places.get(one.pk, one.order)
        one.save(update_fields=["name", "order"])
    version.content_hash = current_hash(version)
    version.changed_at = timezone.now()
    version.save(update_fields=["content_hash", "changed_at"])
    version.editors.add(staff.person)
    record(
        events.AttachmentsArranged(version.number, version.content_hash),
        about=version.item.reference,
        actor=staff,
    )
    back_to_draft(version, tuple(approved), staff)
    return version


def _with_extension(name: str, attachment: Attachment) -> str:
    """People rename what a file is about; its extension says what it is, and stays."""
    name = name.strip()
    ending = PurePath(attachment.name).suffix
    return name if not name or name.lower().endswith(ending.lower()) else name + ending


def _bad_names(
    files: Mapping[int, Attachment], wanted: Mapping[int, str], pictures: set[str]
) -> list[str]:
    reasons = []
    after = [*pictures] + [wanted.get(pk, one.name) for pk, one in files.items()]
    for pk, name in wanted.items():
        if not name:
            reasons.append(f"附件“{files[pk].name}”的名称不能为空。")
        elif any(sign in name for sign in NOT_IN_NAMES) or not name.isprintable():
            reasons.append(f"附件名称“{name}”中不能有 {NOT_IN_NAMES} 等符号，请修改。")
        elif name.startswith(".") or len(name) > 200:
            reasons.append(f"附件名称“{name[:40]}”不能以点开头，也不能超过200个字，请修改。")
        elif after.count(name) > 1:
            reasons.append(f"有两个附件都叫“{name}”，请改用不同的名称。")
    return list(dict.fromkeys(reasons))


def _moved(one: Attachment, wanted: Mapping[int, str], places: Mapping[int, int]) -> bool:
    return wanted.get(one.pk, one.name) != one.name or places.get(one.pk, one.order) != one.order


def _free_names(changed: Sequence[Attachment]) -> None:
    """Two files may change names with each other: no name is taken while they do."""
    for one in changed:
        Attachment.objects.filter(pk=one.pk).update(name=f"<{one.pk}>")
