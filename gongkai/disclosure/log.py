"""What the public log is told of items: each fact that changes what the public sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gongkai.disclosure import events
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.parts import parts_of, revision_of, sealed_revision
from gongkai.files.models import StoredFile
from gongkai.journal.models import Entry
from gongkai.transparency.queries import sealed_among
from gongkai.transparency.registry import Act, Part, Statement, logged

# The grounds of our list (rules/lists/end-grounds.csv) as the log knows them. A ground that an
# administrator added is `other`: what people type never enters the log.
GROUNDS = {
    "content-wrong": "clerical",
    "published-twice": "clerical",
    "wrong-issuer": "clerical",
    "personal-data": "privacy",
    "state-secret": "state-secret",
    "trade-secret": "trade-secret",
    "unlawful-to-disclose": "unlawful",
    "decision-revoked": "revoked",
    "term-ended": "expired",
}


def own_ground(public: str) -> str:
    """A ground of our list for one of the log; of several the first."""
    return next((own for own, known in GROUNDS.items() if known == public), "other")


Said = Iterable[tuple[Entry, Statement]]


@logged(events.ItemReleased, events.ItemImported, events.ItemCorrected)
def released(entries: Sequence[Entry]) -> Said:
    """A version became public: what exactly, by commitments to its parts."""
    versions = _versions(entries)
    sealed = sealed_among({entry.about for entry in entries})
    for entry in entries:
        key = entry.about, entry.data["version"]
        version = versions[key]
        act = Act.REVISE if entry.name == events.ItemCorrected.__name__ else Act.PUBLISH
        yield entry, Statement(
            act, entry.about, version.item.body.uscc, version.number,
            _parts(version, sealed.get(key)),
        )  # fmt: skip


def _versions(entries: Sequence[Entry]) -> dict[tuple[str, int], Version]:
    """The versions that these facts are about."""
    wanted = {(entry.about, entry.data["version"]) for entry in entries}
    rows = (
        Version.objects.filter(item__number__in={_number_of(entry.about) for entry in entries})
        .select_related("item__body", "item__duty__catalogue")
        .prefetch_related("attachments__file")
    )
    found = {(row.item.reference, row.number): row for row in rows}
    return {key: found[key] for key in wanted}


def _number_of(reference: str) -> str:
    return reference.removeprefix("item:")


def _parts(version: Version, sealed: dict[str, Any] | None) -> list[Part]:
    """From the row; or, when the version was erased before the log came to it, from the seal."""
    if sealed is None:
        return parts_of(revision_of(version))
    return parts_of(sealed_revision(version.item, sealed, _files_in(sealed)))


def _files_in(sealed: dict[str, Any]) -> dict[str, StoredFile]:
    wanted = [sha256 for sha256, _ in sealed["files"]]
    return {file.sha256: file for file in StoredFile.objects.filter(sha256__in=wanted)}


@logged(events.ItemWithdrawn)
def withdrawn(entries: Sequence[Entry]) -> Said:
    """Out of public view; content and salts are kept."""
    for entry in entries:
        ground = entry.data["ground"]
        yield entry, _about_item(entry, Act.WITHDRAW, ground=ground)


@logged(events.ItemRestored)
def restored(entries: Sequence[Entry]) -> Said:
    """In public view again, as it was."""
    for entry in entries:
        yield entry, _about_item(entry, Act.RESTORE)


@logged(events.ItemErased, events.OlderVersionsErased)
def erased(entries: Sequence[Entry]) -> Said:
    """Content is to be destroyed: tombstones first."""
    for entry in entries:
        fact = entry.fact
        assert isinstance(fact, events.ItemErased | events.OlderVersionsErased)
        yield (
            entry,
            _about_item(
                entry, Act.ERASE, ground=fact.ground, erased=fact.versions, decision=fact.decision
            ),
        )


def _about_item(entry: Entry, act: Act, *, ground: str = "", **more: Any) -> Statement:
    item = Item.objects.select_related("body").get(number=_number_of(entry.about))
    return Statement(
        act, entry.about, item.body.uscc,
        number=entry.data.get("version"),
        ground=ground,
        public_ground=GROUNDS.get(ground, "other") if ground else "",
        **more,
    )  # fmt: skip
