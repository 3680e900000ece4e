"""Questions to the log: what it says of a thing, the parts of a revision, receipts, its state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from gongkai.journal.models import Bookmark
from gongkai.kernel.tlog.entries import read_entry
from gongkai.kernel.tlog.receipts import Receipt
from gongkai.transparency import keys
from gongkai.transparency.models import PUBLIC, Checkpoint, LogEntry, PartCommitment, Sealed
from gongkai.transparency.registry import Act
from gongkai.transparency.store import LogReader

REVISIONS = (Act.PUBLISH, Act.REVISE)


def entries_about(references: Iterable[str]) -> Mapping[str, list[LogEntry]]:
    """What the public log says of each of these things, oldest first; entries still on their way
    to the files (`checkpoint` is None) are among them."""
    found: dict[str, list[LogEntry]] = {reference: [] for reference in references}
    rows = (
        LogEntry.objects.filter(log=PUBLIC, document__reference__in=list(found))
        .select_related("document", "checkpoint")
        .order_by("index")
    )
    for row in rows:
        assert row.document is not None
        found[row.document.reference].append(row)
    return found


def newest_revision(rows: Sequence[LogEntry]) -> LogEntry | None:
    """The last revision among what the log says of a thing."""
    return next((row for row in reversed(rows) if row.act in REVISIONS), None)


def committed_parts(rows: Iterable[LogEntry]) -> Mapping[int, list[PartCommitment]]:
    """The parts of each of these revisions, by the key of its row."""
    found: dict[int, list[PartCommitment]] = {row.pk: [] for row in rows}
    for part in PartCommitment.objects.filter(entry__in=list(found)).order_by("pk"):
        found[part.entry_id].append(part)
    return found


def receipts_about(reference: str, *, all_below: bool = False) -> Iterator[tuple[str, int]]:
    """Thing and revision of each receipt that can be given; of one thing, or of all whose
    reference begins like this."""
    rows = LogEntry.objects.filter(log=PUBLIC, act__in=REVISIONS, checkpoint__isnull=False)
    if all_below:
        rows = rows.filter(document__reference__startswith=reference)
    else:
        rows = rows.filter(document__reference=reference)
    pairs = rows.order_by("index").values_list("document__reference", "revision")
    for found, revision in pairs.iterator(chunk_size=5000):
        yield found, revision or 1


def receipt(row: LogEntry, reader: LogReader) -> str:
    """The receipt of an entry: made against the checkpoint under which it was first signed, so
    that it never changes."""
    assert row.checkpoint is not None
    content = bytes(row.content)
    proof = tuple(reader.inclusion(row.index, row.checkpoint.size))
    return str(Receipt(content, row.index, proof, row.checkpoint.note))


def sealed_among(references: Iterable[str]) -> Mapping[tuple[str, int], dict[str, Any]]:
    """What is sealed of these things until their tombstones are in the log, by thing and number."""
    rows = Sealed.objects.filter(reference__in=list(references))
    return {(row.reference, row.number): dict(row.content) for row in rows}


def all_sealed() -> Iterator[dict[str, Any]]:
    """Everything that is sealed, for whoever must know whether a file is still in it."""
    return (dict(row.content) for row in Sealed.objects.iterator())


def to_destroy(reference: str) -> list[int]:
    """The revisions of a thing whose erasure stands in the files, and whose content is left."""
    left = _left_to_destroy()
    tombstones = LogEntry.objects.filter(
        log=PUBLIC, act=Act.ERASE, index__in={at for _, at in left}, checkpoint__isnull=False
    )
    written = set(tombstones.values_list("index", flat=True))
    revisions = LogEntry.objects.filter(
        log=PUBLIC,
        pk__in={entry for entry, at in left if at in written},
        document__reference=reference,
        number__isnull=False,
    )
    return sorted({number or 0 for number in revisions.values_list("number", flat=True)})


def _left_to_destroy(**more: Any) -> list[tuple[int, int]]:
    """The entry and the tombstone of each part whose erasure is decided and whose content is left.

    They are few and have an index of their own. Asked alone, because a database that does not know
    how few they are may join everything with everything first.
    """
    parts = PartCommitment.objects.filter(
        erased__isnull=False, destroyed_at__isnull=True, **more
    ).values_list("entry", "erased")
    return [(entry, erased or 0) for entry, erased in parts]


def erasures_to_repeat(prefix: str) -> Mapping[str, tuple[list[int], str]]:
    """Of things that begin like this: revisions that the log calls erased though their content is
    here and not sealed, because it came back with a backup; with the ground in the log."""
    tombstones = dict(_left_to_destroy(salt__isnull=False))
    sealed = set(Sealed.objects.values_list("reference", "number"))
    found: dict[str, tuple[set[int], int]] = {}
    for revision in _revisions(tombstones, prefix):
        assert revision.document is not None
        reference, number = revision.document.reference, revision.number
        if number is not None and (reference, number) not in sealed:
            numbers, _ = found.setdefault(reference, (set(), tombstones[revision.pk]))
            numbers.add(number)
    return {
        reference: (sorted(numbers), _ground_of(index))
        for reference, (numbers, index) in found.items()
    }


def _revisions(keys_of_rows: Iterable[int], prefix: str) -> Iterable[LogEntry]:
    """These entries, as far as they are about things that begin like this."""
    rows = LogEntry.objects.filter(log=PUBLIC, pk__in=list(keys_of_rows))
    about = rows.filter(document__reference__startswith=prefix).select_related("document")
    return about.defer("content").order_by("index")


def still_to_destroy(prefix: str) -> list[str]:
    """Things that begin like this and have content left whose erasure is decided."""
    rows = _revisions({entry for entry, _ in _left_to_destroy()}, prefix)
    return sorted({row.document.reference for row in rows if row.document})


def _ground_of(index: int) -> str:
    row = LogEntry.objects.get(log=PUBLIC, index=index)
    return str(read_entry(bytes(row.content)).get("ground", ""))


def erased_between(first: int, last: int) -> set[str]:
    """The things that the tombstones among these entries of the public log are about."""
    rows = LogEntry.objects.filter(log=PUBLIC, act=Act.ERASE, index__gte=first, index__lte=last)
    return set(rows.values_list("document__reference", flat=True))


def references_between(first: int, last: int) -> set[str]:
    """The things that these entries of the public log are about."""
    rows = LogEntry.objects.filter(log=PUBLIC, index__gte=first, index__lte=last)
    found = rows.filter(document__isnull=False).values_list("document__reference", flat=True)
    return set(found)


@dataclass(frozen=True)
class State:
    """How a log stands, for the operations page and for `gongkai log status`."""

    log: str
    origin: str
    keys: Sequence[str]
    size: int  # entries in the files, as the table knows them
    waiting: int  # entries that are not in the files yet
    checkpoint: Checkpoint | None
    to_destroy: int  # parts whose erasure is decided, and whose content is still there
    problem: str  # what stopped the numbering or the writing, if something did

    @property
    def root(self) -> str:
        """The root of the newest checkpoint, in base64."""
        return self.checkpoint.note.split("\n")[2] if self.checkpoint else ""


def state(log: str = PUBLIC) -> State:
    """The state of a log as the tables know it."""
    rows = LogEntry.objects.filter(log=log)
    last = rows.filter(checkpoint__isnull=False).aggregate(last=Max("index"))["last"]
    return State(
        log=log,
        origin=keys.origin_of(log) or "",
        keys=keys.verifier_keys(log),
        size=0 if last is None else last + 1,
        waiting=rows.filter(checkpoint__isnull=True).count(),
        checkpoint=Checkpoint.objects.filter(log=log).order_by("-size").first(),
        to_destroy=PartCommitment.objects.filter(
            entry__log=log, erased__isnull=False, destroyed_at__isnull=True
        ).count(),
        problem=_problem(),
    )


def _problem() -> str:
    stopped = Bookmark.objects.filter(follower__startswith="transparency.").exclude(problem="")
    return "；".join(stopped.values_list("problem", flat=True)).replace("NotReconciled: ", "")
