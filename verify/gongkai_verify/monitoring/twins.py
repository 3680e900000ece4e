"""The compressed twins of a page and its files: what browsers really get."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gongkai_verify.commitments import digests_of
from gongkai_verify.errors import Unreadable
from gongkai_verify.findings import Findings
from gongkai_verify.proving import holds
from gongkai_verify.records import Record
from gongkai_verify.sources import Source, gathered

_TEXT = "压缩副本与原文件不一致：浏览器看到的不是登记的内容。"


def check_twin(site: Source, path: str, plain: bytes | None, findings: Findings) -> None:
    """Note it if the twin says something else, or stands alone."""
    twin = site.twin(path)
    with _readable(path, findings):
        if twin is not None and gathered(twin, f"{site.name} 的 {path}") != plain:
            findings.alarm("twin", path, _TEXT)


def check_twins_of_files(site: Source, page: str, record: Record, findings: Findings) -> None:
    """The same for attachments, which are too large to be held."""
    for name, given in record.parts.items():
        path = f"{page}{given.file}"
        twin = site.twin(path) if given.file else None
        with _readable(path, findings):
            if twin is not None and not holds(record, name, given, digests_of(twin)):
                findings.alarm("twin", path, _TEXT)


@contextmanager
def _readable(path: str, findings: Findings) -> Iterator[None]:
    try:
        yield
    except Unreadable as problem:
        findings.alarm("twin", path, str(problem))
