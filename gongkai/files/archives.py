"""ZIP containers (Word, Excel, PowerPoint, OFD), read without ever unpacking them.

The limits are judged by what the directory declares before anything is decompressed, and each
entry is then read no further than it declared, so a bomb costs nothing.
"""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import IO

from lxml import etree

from gongkai.files.contents import Broken
from gongkai.files.safe_xml import MAX_TREE_BYTES, parse
from gongkai.kernel.zips import UNREADABLE

MAX_ENTRIES = 10_000
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 150  # real spreadsheets reach a hundred
UNSUSPICIOUS = 10 * 1024 * 1024  # below this any ratio is harmless
_CHUNK = 256 * 1024
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)

DAMAGED = "文件损坏，无法打开。请打开原件后另存，再重新上传。"
BOMB = "文件解压后体积异常（疑似“压缩炸弹”），不能上传。请打开原件后另存，再重新上传。"


class Archive:
    """An open container: names and bounded reading."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        self._entries = {entry.filename: entry for entry in zipped.infolist()}

    @property
    def entries(self) -> list[zipfile.ZipInfo]:
        return self._zip.infolist()

    @property
    def names(self) -> list[str]:
        """The names of all files in it, in order, without folders."""
        return [name for name in self._entries if not name.endswith("/")]

    def has(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, limit: int = MAX_UNPACKED) -> bytes:
        """The bytes of one entry; raises `Broken` when missing, damaged or past the limit."""
        if name not in self._entries:
            raise Broken(DAMAGED)
        if self._entries[name].file_size > limit:
            raise Broken("文件内部的内容过于庞大，无法检查。请拆分后重新上传。")
        with self.stream(name) as stream:
            return stream.read(limit)

    def tree(self, name: str, forgiving: bool = False) -> etree._Element:
        """The root element of an XML entry; forgiving what is not quite well-formed if asked."""
        return parse(self.read(name, MAX_TREE_BYTES), forgiving)

    def head(self, name: str, length: int = 16) -> bytes:
        """The first bytes of an entry."""
        with self.stream(name) as stream:
            return stream.read(length)

    @contextmanager
    def stream(self, name: str) -> Iterator[IO[bytes]]:
        """Read an entry piece by piece; damage shows as `Broken`."""
        with _damage_told(), self._zip.open(self._entries[name]) as stream:
            yield stream


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except UNREADABLE as problem:
        raise Broken(DAMAGED) from problem
    except OSError as problem:
        if problem.errno != errno.EINVAL:  # a directory that points nowhere; others are ours
            raise
        raise Broken(DAMAGED) from problem
    except RuntimeError as problem:  # how zipfile says that an entry is encrypted
        raise Broken("文件内部加了密码，无法检查。请取消密码后重新上传。") from problem


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a container; raises `Broken` when it is none."""
    with _damage_told(), zipfile.ZipFile(path) as zipped:
        yield Archive(zipped)


def reasons_against(path: Path) -> list[str]:
    """Why a container is not even looked into, as Chinese sentences; reads only its directory."""
    with open_archive(path) as archive:
        entries = archive.entries
        if not entries:
            return [DAMAGED]
        if len(entries) > MAX_ENTRIES or _is_bomb(entries):
            return [BOMB]
        if any(entry.flag_bits & 0x1 for entry in entries):
            return ["文件内部加了密码，无法检查。请取消密码后重新上传。"]
        if _is_forged(entries):
            return ["文件的内部结构异常，可能是恶意文件。请打开原件后另存，再重新上传。"]
    return []


def _is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    return unpacked > MAX_UNPACKED or (unpacked > UNSUSPICIOUS and unpacked > packed * MAX_RATIO)


def _is_forged(entries: list[zipfile.ZipInfo]) -> bool:
    """Names twice or leading out of the folder, odd methods, data before or shared by entries."""
    names = [entry.filename.lower() for entry in entries]
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    overlapping = any(
        first.header_offset + first.compress_size > second.header_offset
        for first, second in pairwise(ordered)
    )
    return (
        len(set(names)) < len(names)
        or any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
        or any(entry.compress_type not in {0, 8} for entry in entries)
        or ordered[0].header_offset > 0
        or overlapping
    )


def verify(archive: Archive) -> None:
    """Read every entry to its checksum, keeping nothing; raises `Broken` at the first damage."""
    for name in archive.names:
        with archive.stream(name) as stream:
            while stream.read(_CHUNK):
                pass


def write_archive(target: Path, entries: Iterable[tuple[str, bytes]]) -> None:
    """Write a container with these entries in this order: same entries, same bytes.

    Dates, comments and extra fields of the original tell about its maker and stay behind.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in entries:
            entry = zipfile.ZipInfo(name, _FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            zipped.writestr(entry, data)
