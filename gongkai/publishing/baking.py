"""Baking: render, compare, write beside and rename, remember the hash."""

from __future__ import annotations

import hashlib
import logging
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import TypeVar

import django.db
from django.db import transaction
from django.utils import timezone

from gongkai.publishing import files
from gongkai.publishing.models import BakedPage, FailedPage
from gongkai.publishing.registry import KINDS, PageKind
from gongkai.publishing.rendering import same_frame

log = logging.getLogger(__name__)

T = TypeVar("T")

CHUNK = 100  # pages between two flushes, and between two looks at who else wants to bake


@dataclass
class Baked:
    """What one batch did, in pages."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: int = 0

    def add(self, other: Baked) -> None:
        self.written += other.written
        self.unchanged += other.unchanged
        self.removed += other.removed
        self.failed += other.failed


Wanted = tuple[PageKind, str]


def bake(wanted: Sequence[Wanted]) -> Baked:
    """Bring these pages up to date. The caller holds the lock (`locking.baking`)."""
    whole = Baked()
    now = timezone.now()  # before the frame is read: a page is never newer than it claims to be
    with same_frame():
        for chunk in in_chunks(wanted, CHUNK):
            whole.add(_bake_chunk(chunk, now))
    return whole


def in_chunks(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """The things in lists of `size`, the last one shorter."""
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk


@dataclass
class _Results:
    """What rendering one chunk came to."""

    now: datetime
    rows: list[BakedPage] = field(default_factory=list)  # to be written
    unchanged: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    failed: list[FailedPage] = field(default_factory=list)


def _bake_chunk(wanted: Sequence[Wanted], now: datetime) -> Baked:
    results = _Results(now)
    wanted = [(kind, path) for kind, path in wanted if _has_place(kind, path, results)]
    paths = [path for _, path in wanted]
    known = {row.path: row for row in BakedPage.objects.filter(path__in=paths)}
    writing = files.Writing()
    try:
        for kind, path, content in _rendered(wanted, results):
            _sort(kind, path, content, known.get(path), results, writing)
        writing.finish()
    except BaseException:
        writing.abandon()
        raise
    # New pages stand before old ones go: a withdrawn page is never answered with "not found".
    for path in results.gone:
        files.remove(path)
    _remember(paths, results)
    return Baked(len(results.rows), len(results.unchanged), len(results.gone), len(results.failed))


def _has_place(kind: PageKind, path: str, results: _Results) -> bool:
    """Whether there can be such a file. One with an impossible name must not stop the others."""
    try:
        files.location(path)
    except ValueError as problem:
        results.failed.append(_failure(kind, path[:400], problem, results.now))
        return False
    return True


def _rendered(
    wanted: Sequence[Wanted], results: _Results
) -> Iterator[tuple[PageKind, str, bytes | None]]:
    """Each page with its bytes; what cannot be rendered is noted, and does not stop the others."""
    for kind, group in groupby(wanted, key=lambda one: one[0]):
        paths = [path for _, path in group]
        if kind.render_many and len(paths) > 1:
            many = _render_many(kind, paths)
            yield from ((kind, path, many[path]) for path in paths if path in many)
            paths = [path for path in paths if path not in many]
        for path in paths:
            try:
                content = kind.render(path)
            except django.db.Error:
                raise  # the database is in trouble, not the page
            except Exception as problem:
                results.failed.append(_failure(kind, path, problem, results.now))
                continue
            yield kind, path, content


def _render_many(kind: PageKind, paths: Sequence[str]) -> dict[str, bytes | None]:
    """As many as can be had at once; the rest is rendered one by one, which finds the culprit."""
    assert kind.render_many
    try:
        return dict(kind.render_many(paths))
    except django.db.Error:
        raise
    except Exception:
        log.exception("pages of %s could not be rendered together", kind.name)
        return {}


def _failure(kind: PageKind, path: str, problem: Exception, now: datetime) -> FailedPage:
    """Type and place of the problem: its message might hold what is not public."""
    place = traceback.extract_tb(problem.__traceback__)[-1]
    where = f"{type(problem).__name__} ({Path(place.filename).name}:{place.lineno})"
    log.error("page %s could not be rendered: %s", path, where, exc_info=problem)
    return FailedPage(path=path, source=kind.name, problem=where[:200], failed_at=now)


def _sort(
    kind: PageKind,
    path: str,
    content: bytes | None,
    known: BakedPage | None,
    results: _Results,
    writing: files.Writing,
) -> None:
    """Decide what becomes of one page: written, unchanged, or gone."""
    if content is None:
        results.gone.append(path)
        return
    digest = hashlib.sha256(content).hexdigest()
    if known and known.sha256 == digest and files.stands(path, len(content)):
        results.unchanged.append(path)
        return
    writing.add(path, content)
    results.rows.append(
        BakedPage(
            path=path,
            source=kind.name,
            sha256=digest,
            size=len(content),
            baked_at=results.now,
            checked_at=results.now,
        )
    )


def _remember(paths: Sequence[str], results: _Results) -> None:
    """One short transaction for the whole chunk."""
    failed = {row.path for row in results.failed}
    with transaction.atomic():
        BakedPage.objects.bulk_create(
            results.rows,
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["source", "sha256", "size", "baked_at", "checked_at"],
        )
        BakedPage.objects.filter(path__in=results.unchanged).update(checked_at=results.now)
        BakedPage.objects.filter(path__in=results.gone).delete()
        FailedPage.objects.filter(path__in=[path for path in paths if path not in failed]).delete()
        FailedPage.objects.bulk_create(
            results.failed,
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["source", "problem", "failed_at"],
        )


def paths_touching(keys: Iterable[str]) -> list[Wanted]:
    """The pages that depend on these keys, each once, domain by domain."""
    ordered = sorted(keys)
    return [
        (kind, path)
        for kind in KINDS.values()
        for path in dict.fromkeys(path for key in ordered for path in kind.paths_for(key))
    ]
