"""Baking everything anew: by command, or in the background while the site serves.

A run is a row. Pages that it found right carry a later `checked_at` than the row's
`requested_at`, so a run that was interrupted goes on where it stopped, whoever goes on with it.
When all pages are done, whatever carries an older mark should not exist and is removed.
"""

from __future__ import annotations

import fcntl
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F
from django.utils import timezone

import gongkai
from gongkai.journal.chores import chore
from gongkai.publishing import files
from gongkai.publishing.baking import CHUNK, Baked, Wanted, bake, in_chunks
from gongkai.publishing.locking import baking
from gongkai.publishing.models import BakedPage, FailedPage, Rebuild
from gongkai.publishing.registry import KINDS, current_frame

Progress = Callable[[int, int], None]  # pages done, pages in all

SLICE = timedelta(milliseconds=250)  # of background work, before the journal is read again
BACKGROUND_CHUNK = 20  # pages between two looks at the watch
KEPT = 20  # rows of past runs


def request_rebuild(reason: str) -> Rebuild:
    """Ask for everything to be baked anew. An older run that is not finished is superseded."""
    row = Rebuild.objects.create(
        reason=reason, fingerprint=fingerprint(), requested_at=timezone.now()
    )
    Rebuild.objects.filter(pk__lte=row.pk - KEPT).delete()
    return row


def rebuild_if_frame_changed() -> None:
    """Ask for a rebuild if head and foot, or the release, are not those of the last one.

    So a column that gets its first item, and with it a place in the navigation, needs no fact of
    its own.
    """
    last = Rebuild.objects.order_by("-pk").first()
    if last is None or last.fingerprint != fingerprint():
        request_rebuild("页面框架有变动" if last else "首次生成")


def fingerprint() -> str:
    """What all pages have in common: the frame, the names of style sheets, the release."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    statics = manifest.read_bytes() if manifest.exists() else b""
    whole = f"{current_frame()!r} {gongkai.__version__}".encode() + statics
    return hashlib.sha256(whole).hexdigest()


def rebuild(progress: Progress | None = None, workers: int = 1) -> Baked:
    """Bake everything, removing what should not be there; goes on with an unfinished run.

    `progress(done, total)` is called now and then. With several workers, as many processes render.
    """
    with _only_one() as _:
        row = unfinished() or request_rebuild("人工重建")
        whole = Baked()
        for baked in _run(row, workers):
            whole.add(baked)
            if progress:
                row.refresh_from_db()
                progress(row.done, row.total or 0)
        return whole


def unfinished() -> Rebuild | None:
    """The run to go on with: the newest, if it is not finished and still meant for this frame."""
    last = Rebuild.objects.order_by("-pk").first()
    if last is None or last.finished_at or last.fingerprint != fingerprint():
        return None
    return last


_background: dict[int, Iterator[Baked]] = {}


@chore("publishing.rebuild", every=timedelta(milliseconds=50))
def rebuild_in_background() -> None:
    """Work on the requested rebuild for a moment, so that new facts need not wait for its end."""
    row = Rebuild.objects.order_by("-pk").first()
    if row is None or row.finished_at:
        _background.clear()
        return
    with _only_one(wait=False) as free:
        if not free:
            return  # the command is at it
        if row.pk not in _background:
            _background.clear()
            _background[row.pk] = _run(row, size=BACKGROUND_CHUNK)
        until = time.monotonic() + SLICE.total_seconds()
        for _ in _background[row.pk]:
            if time.monotonic() > until:
                return
        _background.clear()


@contextmanager
def _only_one(*, wait: bool = True) -> Iterator[bool]:
    """One rebuild at a time, whoever began it; yields whether it is ours."""
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    with (home / "publishing.rebuild").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _run(row: Rebuild, workers: int = 1, size: int = CHUNK) -> Iterator[Baked]:
    """The run, chunk by chunk."""
    total = sum(1 for kind in KINDS.values() for _ in kind.all_paths())
    Rebuild.objects.filter(pk=row.pk).update(total=total, done=0)
    for count, baked in _bake_all(row, workers, size):
        Rebuild.objects.filter(pk=row.pk).update(done=F("done") + count)
        yield baked
    yield _remove_orphans(row)
    Rebuild.objects.filter(pk=row.pk).update(finished_at=timezone.now())


def _bake_all(row: Rebuild, workers: int, size: int) -> Iterator[tuple[int, Baked]]:
    chunks = in_chunks(_everything(), size)
    if workers > 1:
        from gongkai.publishing import rebuilding_together

        yield from rebuilding_together.bake_all(row, chunks, workers)
        return
    for chunk in chunks:
        yield len(chunk), bake_unless_done(row, chunk)


def _everything() -> Iterator[Wanted]:
    for kind in KINDS.values():
        # All paths of a kind are read before the first is baked: on SQLite a query that is still
        # being read pins an old state, on top of which nothing can be written.
        yield from [(kind, path) for path in kind.all_paths()]


def bake_unless_done(row: Rebuild, chunk: list[Wanted]) -> Baked:
    """Bake the pages of this chunk that were not found right since the run was requested."""
    paths = [path for _, path in chunk]
    with baking(alone=False):
        done = set(
            BakedPage.objects.filter(path__in=paths, checked_at__gte=row.requested_at).values_list(
                "path", flat=True
            )
        )
        return bake([(kind, path) for kind, path in chunk if path not in done])


def _remove_orphans(row: Rebuild) -> Baked:
    """Remove pages and files that nobody declares any more, and what broken writes left behind.

    Looking for them takes a while and needs no lock; what was found is looked at again under it.
    """
    with baking(alone=True):
        removed = _remove_old_rows(row)
    for suspects in in_chunks(list(_without_row(path for path, _ in files.everything())), CHUNK):
        with baking(alone=True):
            for path in list(_without_row(suspects)):
                files.remove_leftover(path)
                removed += 1
    files.remove_empty_folders()
    return Baked(removed=removed)


def _remove_old_rows(row: Rebuild) -> int:
    failed = FailedPage.objects.values("path")
    old = BakedPage.objects.filter(checked_at__lt=row.requested_at).exclude(path__in=failed)
    paths = list(old.values_list("path", flat=True))
    for path in paths:
        files.remove(path)
    for chunk in in_chunks(paths, 500):
        BakedPage.objects.filter(path__in=chunk).delete()
    FailedPage.objects.exclude(source__in=KINDS).delete()
    return len(paths)


def _without_row(paths: Iterable[str]) -> Iterator[str]:
    """Files that no row stands for; a compressed copy stands and falls with its page."""
    for chunk in in_chunks(paths, 500):
        names = {*chunk, *(path.removesuffix(files.GZIPPED) for path in chunk)}
        rows = BakedPage.objects.filter(path__in=names)
        known = set(rows.values_list("path", flat=True))
        yield from (
            path
            for path in chunk
            if path not in known and path.removesuffix(files.GZIPPED) not in known
        )
