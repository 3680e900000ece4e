"""Erase: decided and out of sight at once, told to the public log, then destroyed.

What stays: that there was something, under which duty, its numbers, when it was public, on what
ground it was erased, and hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.disclosure import events, verbs
from gongkai.disclosure.content import Content, write
from gongkai.disclosure.locking import locked_item
from gongkai.disclosure.models import Attachment, ConfirmedFinding, Item, Opinion, SetAside, Version
from gongkai.disclosure.operations.ending import close_open_version, end
from gongkai.disclosure.parts import as_sealed
from gongkai.disclosure.queries.erasing import (
    older_versions,
    reasons_not_to_destroy,
    reasons_not_to_erase,
    reasons_not_to_erase_older,
)
from gongkai.files.models import StoredFile
from gongkai.files.operations import destroy
from gongkai.journal.actors import SYSTEM, Actor
from gongkai.journal.facts import Fact
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting
from gongkai.transparency.operations import forget, seal
from gongkai.transparency.queries import all_sealed, sealed_among, to_destroy

AS_LOGGED = "平台从备份恢复后，按公开登记册的记载重新删除。"


@operation
def erase(item: Item, *, ground: str, note: str, decision: str = "", staff: Staff) -> Item:
    """Take the content of all versions, their files and everything written about them away.

    Nobody sees it any more; it is destroyed when the public log says that it is (`destroy_sealed`).
    """
    item = locked_item(item)
    refuse_if(reasons_not_to_erase(item, ground, note, staff, decision))
    actor = acting(staff, verbs.ERASE, item.unit) or staff
    close_open_version(item)
    versions = list(item.versions.order_by("number"))
    hashes = tuple(one.content_hash for one in versions)
    public = _take_away(versions, ground, actor)
    end(item, Item.Visibility.ERASED, ground, note)
    record(
        events.ItemErased(ground, hashes, public, decision.strip()),
        about=item.reference,
        actor=actor,
    )
    return item


@operation
def erase_older(item: Item, *, ground: str, decision: str = "", staff: Staff) -> Item:
    """Take away what earlier versions said, while the newest stays public: an identity number in
    the first version, say, which the second has masked."""
    item = locked_item(item)
    refuse_if(reasons_not_to_erase_older(item, ground, staff, decision))
    actor = acting(staff, verbs.ERASE, item.unit) or staff
    versions = list(older_versions(item))
    hashes = tuple(one.content_hash for one in versions)
    public = _take_away(versions, ground, actor)
    record(
        events.OlderVersionsErased(public, ground, hashes, decision.strip()),
        about=item.reference,
        actor=actor,
    )
    return item


def _take_away(versions: Sequence[Version], ground: str, actor: Actor) -> tuple[int, ...]:
    """Seal what was public, blank the rows, destroy the files that were only in drafts; returns
    the numbers of those that were public."""
    released = [one for one in versions if one.outcome == Version.Outcome.RELEASED]
    public = [one for one in released if one.title]  # the others were erased before
    files = _files_of(versions)
    for version in public:
        seal(version.item.reference, version.number, as_sealed(version))
    _blank(versions)
    _destroy_unused(files, ground, actor)
    return tuple(one.number for one in public)


def _files_of(versions: Iterable[Version]) -> list[StoredFile]:
    used = Attachment.objects.filter(version__in=list(versions)).values("file")
    return list(StoredFile.objects.filter(pk__in=used))


def _blank(versions: Sequence[Version]) -> None:
    """Empty every column that may hold words of the content; the hashes stay as evidence."""
    for version in versions:
        write(Content(title="", route=version.route), version)
        version.save()
    those = [one.pk for one in versions]
    Attachment.objects.filter(version__in=those).delete()
    ConfirmedFinding.objects.filter(version__in=those).delete()
    SetAside.objects.filter(version__in=those).delete()
    Opinion.objects.filter(version__in=those).exclude(text="").update(text="（已随内容删除）")


def _destroy_unused(files: Iterable[StoredFile], ground: str, actor: Actor) -> None:
    """Destroy the files that no version has any more, not even a sealed one."""
    sealed = {sha256 for content in all_sealed() for sha256, _ in content["files"]}
    for file in files:
        if file.sha256 not in sealed and not Attachment.objects.filter(file=file).exists():
            destroy(file, actor=actor, ground=ground)


@operation
def erase_as_logged(item: Item, numbers: Sequence[int], ground: str) -> Item:
    """A restored backup brought back what the public log says is destroyed: it goes again.

    The log has its tombstones already; the facts recorded here add nothing to it.
    """
    item = locked_item(item)
    versions = list(item.versions.filter(number__in=numbers).order_by("number"))
    hashes = tuple(one.content_hash for one in versions)
    if item.released is not None and item.released.number in numbers:
        close_open_version(item)
        public = _take_away(list(item.versions.order_by("number")), ground, SYSTEM)
        end(item, Item.Visibility.ERASED, ground, AS_LOGGED)
        fact: Fact = events.ItemErased(ground, hashes, public)
    else:
        public = _take_away(versions, ground, SYSTEM)
        fact = events.OlderVersionsErased(public, ground, hashes)
    record(fact, about=item.reference, actor=SYSTEM)
    return item


@operation
def destroy_sealed(item: Item) -> Item:
    """The tombstones are in the log: content, salts and files are destroyed for good."""
    item = locked_item(item)
    refuse_if(reasons_not_to_destroy(item))
    numbers = to_destroy(item.reference)
    sealed = sealed_among([item.reference])
    digests = {
        sha256
        for (_, number), content in sealed.items()
        if number in numbers
        for sha256, _ in content["files"]
    }
    parts = forget(item.reference, numbers)
    ground = item.end_ground or "other"
    _destroy_unused(StoredFile.objects.filter(sha256__in=digests), ground, SYSTEM)
    record(events.ContentDestroyed(tuple(numbers), parts), about=item.reference, actor=SYSTEM)
    return item
