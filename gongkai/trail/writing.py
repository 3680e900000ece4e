"""The chore that puts numbered entries into the files of the trail.

    <home>/log/trail/files/   the trail: not served, not secret from auditors
    <home>/log/trail/state/   the writer's memory, and keys/ the key, as of every log

Every few seconds, whatever has come together since: publishing never waits for it. It records no
fact, for that would be an entry again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.db.models import Max, QuerySet

from gongkai.journal.chores import chore
from gongkai.kernel.tlog.errors import LogError
from gongkai.trail.models import TrailEntry
from gongkai.transparency import alarms, keys, logs
from gongkai.transparency.store import LogReader, LogStore

TRAIL = "trail"  # the name of the log, as `public` is that of the other
BATCH = 5000  # entries under one checkpoint
WRITING = "trail-writing"  # the name of the alarm


class NotReconciled(Exception):  # noqa: N818 - the message is a Chinese sentence
    """Tables and files do not fit together; nobody writes until somebody has looked."""


BEHIND = (
    "办理留痕的文件比数据库新（数据库可能来自备份），已停止写入；请先运行 gongkai log reconcile。"
)
DIFFERENT = "办理留痕的文件与数据库不一致，已停止写入；请先运行 gongkai log check 查明。"
LOST = "办理留痕的文件比数据库少（文件夹可能被清空或替换），已停止写入；请先放回文件。"


@chore("trail.write", timedelta(seconds=5))
def write_now_and_then() -> None:
    """Write what waits; what stops it stands on the operations page."""
    with alarms.raised_by(WRITING, NotReconciled):
        write_waiting()


def write_waiting() -> int:
    """Write all entries that are numbered and not in the files; how many there were."""
    if not waiting().exists():
        return 0
    begin()
    written = 0
    with _opened() as store:
        while rows := list(waiting().order_by("index")[:BATCH]):
            _write(store, rows)
            written += len(rows)
    return written


@contextmanager
def _opened() -> Iterator[LogStore]:
    try:
        with logs.opened(TRAIL) as store:
            yield store
    except LogError as problem:
        raise NotReconciled(
            f"办理留痕不能写入（{problem}）；恢复过备份的，请运行 gongkai log reconcile。"
        ) from problem


def waiting() -> QuerySet[TrailEntry]:
    """Entries that have a place and are not in the files."""
    return TrailEntry.objects.filter(written=False)


def begin() -> None:
    """The first key of the trail, named after the public log."""
    keys.ensure()
    public = keys.origin_of()
    if public and not keys.files_of(TRAIL) and not keys.reasons_not_to_create(TRAIL):
        keys.create(TRAIL, f"{public}-trail")


def reader() -> LogReader:
    """The files of the trail."""
    return LogReader(folder())


def folder() -> Path:
    """Where they are."""
    return logs.public_folder(TRAIL)


def _write(store: LogStore, rows: Sequence[TrailEntry]) -> None:
    """Append what the files lack of these; what they have (after a crash) must be the same."""
    last = TrailEntry.objects.aggregate(last=Max("index"))["last"]
    if store.size < rows[0].index:
        raise NotReconciled(LOST)
    if store.size > last + 1:
        raise NotReconciled(BEHIND)
    there = [row for row in rows if row.index < store.size]
    if there:
        found = list(store.entries(there[0].index, there[-1].index + 1))
        if [bytes(row.content) for row in there] != found:
            raise NotReconciled(DIFFERENT)
    store.append([bytes(row.content) for row in rows if row.index >= store.size])
    TrailEntry.objects.filter(
        index__gte=rows[0].index, index__lte=rows[-1].index, written=False
    ).update(written=True)
