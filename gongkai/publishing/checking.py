"""Comparing what stands in public with what should: rows, files and their compressed copies."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gongkai.publishing import files
from gongkai.publishing.baking import CHUNK, in_chunks
from gongkai.publishing.locking import baking
from gongkai.publishing.models import BakedPage
from gongkai.publishing.registry import KINDS, PageKind
from gongkai.publishing.rendering import same_frame

Kind = Literal["missing", "different", "tampered", "orphaned", "half_written", "unrenderable"]


@dataclass(frozen=True)
class Difference:
    """One file that is not as it should be; `text` says so in Chinese."""

    path: str
    kind: Kind
    text: str

    def __str__(self) -> str:
        return f"{self.path}：{self.text}"


def check(progress: Callable[[int], None] | None = None) -> list[Difference]:
    """Everything in public that is not exactly what the database says now.

    Renders every page, so it takes about as long as a rebuild; nothing is changed. On a site that
    is being worked on, pages whose facts the follower has not read yet count as different.
    """
    found: list[Difference] = []
    done = 0
    expected: set[str] = set()
    for kind in KINDS.values():
        for paths in in_chunks(kind.all_paths(), CHUNK):
            expected.update(paths)
            with baking(alone=False), same_frame():  # nobody renames a page under our eyes
                found += _compare(kind, paths)
            done += len(paths)
            if progress:
                progress(done)
    found += _unexpected_rows(expected)
    found += _unexpected_files(expected)
    return sorted(found, key=lambda one: one.path)


def _compare(kind: PageKind, paths: Sequence[str]) -> Iterator[Difference]:
    rows = {row.path: row for row in BakedPage.objects.filter(path__in=paths)}
    for path in paths:
        try:
            content = kind.render(path)
        except Exception as problem:  # the report names the page; the log of baking says why
            yield Difference(path, "unrenderable", f"页面不能生成（{type(problem).__name__}）。")
            continue
        if content is not None:
            yield from _compare_one(path, content, rows.get(path))
        elif _read(path) is not None:
            yield Difference(path, "orphaned", "不应公开的文件。")


def _compare_one(path: str, content: bytes, row: BakedPage | None) -> Iterator[Difference]:
    stands = _read(path)
    if stands is None:
        yield Difference(path, "missing", "应当公开的文件不存在。")
        return
    if row is None:
        yield Difference(path, "different", "文件存在，但没有生成记录。")
    elif _digest(stands) != row.sha256:
        yield Difference(path, "tampered", "文件与生成时的摘要不符，可能被改动或损坏。")
    elif stands != content:
        yield Difference(path, "different", "文件内容已过时。")
    yield from _compare_copy(path, stands)


def _compare_copy(path: str, stands: bytes) -> Iterator[Difference]:
    """The compressed copy must hold the same bytes: most visitors read only that one."""
    copy = _read(path + files.GZIPPED)
    if not files.is_gzipped_too(path, len(stands)):
        if copy is not None:
            yield Difference(path + files.GZIPPED, "orphaned", "不应有压缩副本。")
        return
    if copy is None:
        yield Difference(path + files.GZIPPED, "missing", "缺少压缩副本。")
        return
    try:
        same = gzip.decompress(copy) == stands
    except (OSError, EOFError, zlib.error):
        same = False
    if not same:
        yield Difference(path + files.GZIPPED, "tampered", "压缩副本与文件内容不一致。")


def _read(path: str) -> bytes | None:
    try:
        return files.location(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _unexpected_rows(expected: set[str]) -> Iterator[Difference]:
    for path in BakedPage.objects.values_list("path", flat=True).iterator():
        if path not in expected and _read(path) is None:
            yield Difference(path, "orphaned", "有生成记录，但不应公开，文件也不存在。")


def _unexpected_files(expected: set[str]) -> Iterator[Difference]:
    for path, _ in files.everything():
        if path.endswith(files.TEMPORARY):
            yield Difference(path, "half_written", "未写完的临时文件。")
        elif path not in expected and path.removesuffix(files.GZIPPED) not in expected:
            yield Difference(path, "orphaned", "不应公开的文件。")
