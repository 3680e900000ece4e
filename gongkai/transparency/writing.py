"""The follower that puts numbered entries into the files of the log.

It runs right behind `numbering` and before the pages are baked. When it fails (a full disk, a log
that does not fit the table) the pages are baked all the same and say 尚未入册; the failure stands
on the operations page and in `gongkai check`, and is tried again.

Should the power fail after the files and before the table knows, the next run finds the files
ahead by entries that are its own, and only notes them down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db.models import Min
from django.utils import timezone

from gongkai.journal.actors import SYSTEM
from gongkai.journal.followers import follower
from gongkai.journal.models import Bookmark, Entry
from gongkai.journal.recording import operation, record
from gongkai.kernel.tlog.checkpoint import Checkpoint as Claim
from gongkai.kernel.tlog.encoding import to_base64
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.notes import Note
from gongkai.transparency import cosigning, keys, logs
from gongkai.transparency.events import EntriesLogged
from gongkai.transparency.models import PUBLIC, Checkpoint, LogEntry
from gongkai.transparency.store import LogStore

BATCH = 1000  # entries under one checkpoint
BAKING = "publishing"  # the follower that bakes pages


class NotReconciled(Exception):  # noqa: N818 - the message is a Chinese sentence
    """Table and files do not fit together; nobody writes until somebody has looked."""


@follower("transparency.writing", early=True, atomic=False, behind="transparency.numbering")
def write_entries(_entries: Sequence[Entry]) -> None:
    """Write whatever waits, whether it came from these facts or from earlier ones."""
    write_waiting()


def write_waiting(log: str = PUBLIC) -> int:
    """Write all entries that are numbered and not in the files; how many there were."""
    if not waiting(log).exists():
        return 0
    keys.ensure(log)
    if log == PUBLIC and (reason := cosigning.refusal()):
        raise NotReconciled(reason)
    written = 0
    with _opened(log) as store:
        while rows := list(waiting(log).order_by("index")[:BATCH]):
            _write(store, rows)
            written += len(rows)
    return written


@contextmanager
def _opened(log: str) -> Iterator[LogStore]:
    try:
        with logs.opened(log) as store:
            yield store
    except LogError as problem:
        raise NotReconciled(f"登记册不能写入（{problem}），请运行 gongkai log check。") from problem


def waiting(log: str = PUBLIC):  # type: ignore[no-untyped-def]
    """The entries that have a place and are not in the files."""
    return LogEntry.objects.filter(log=log, checkpoint__isnull=True)


def _write(store: LogStore, rows: Sequence[LogEntry]) -> None:
    """Append what the files lack of these rows; what they have must be the same."""
    refuse_unless_reconciled(store, rows[0].log)
    there = [row for row in rows if row.index < store.size]
    lacking = [row for row in rows if row.index >= store.size]
    if there:
        found = list(store.entries(there[0].index, there[-1].index + 1))
        if [bytes(row.content) for row in there] != found:
            raise NotReconciled(DIFFERENT)
    note = store.append([bytes(row.content) for row in lacking])  # none: the note as it stands
    _note_down(rows, note)


BEHIND = (
    "登记册的文件比数据库新（数据库可能来自备份），已停止写入；请先运行 gongkai log reconcile。"
)
DIFFERENT = "登记册的文件与数据库中的条目不一致，已停止写入；请先运行 gongkai log reconcile。"
LOST = (
    "登记册的文件比数据库少（公开文件夹可能被清空或替换），已停止写入；"
    "请先放回公开文件夹中的 log，再运行 gongkai log reconcile。"
)


def refuse_unless_reconciled(store: LogStore, log: str) -> None:
    """The files go as far as the table says, or further by rows that wait to be noted down."""
    last = LogEntry.objects.filter(log=log).order_by("-index").values_list("index", flat=True)
    first = waiting(log).aggregate(first=Min("index"))["first"]
    noted = len_of(last.first()) if first is None else first
    if store.size < noted:
        raise NotReconciled(LOST)
    if store.size > len_of(last.first()):
        raise NotReconciled(BEHIND)
    newest = LogEntry.objects.filter(log=log, checkpoint__isnull=False).order_by("-index").first()
    if newest is not None and store.entry(newest.index) != bytes(newest.content):
        raise NotReconciled(DIFFERENT)


def len_of(last: int | None) -> int:
    """How many entries there are up to this index."""
    return 0 if last is None else last + 1


@operation
def _note_down(rows: Sequence[LogEntry], note: str) -> None:
    """The table learns under which checkpoint the entries stand; one fact for the whole batch."""
    claim = claim_of(note)
    checkpoint, _ = Checkpoint.objects.get_or_create(
        log=rows[0].log, size=claim.size, defaults={"note": note, "at": timezone.now()}
    )
    LogEntry.objects.filter(pk__in=[row.pk for row in rows]).update(checkpoint=checkpoint)
    record(
        EntriesLogged(rows[0].index, rows[-1].index, to_base64(claim.root), _is_late(rows)),
        about=f"log:{rows[0].log}",
        actor=SYSTEM,
    )


def claim_of(note: str) -> Claim:
    """What a signed checkpoint says; signed by us, so believed."""
    return Claim.parse(Note.parse(note).text)


def _is_late(rows: Sequence[LogEntry]) -> bool:
    """Whether the pages were baked already: then they are baked again, with their mark."""
    baked = Bookmark.objects.filter(follower=BAKING).values_list("seq", flat=True).first() or 0
    these = LogEntry.objects.filter(pk__in=[row.pk for row in rows])
    first = these.aggregate(first=Min("fact__seq"))["first"]
    return first is None or first <= baked
