"""Files on disk, by the hash of their content: FILES_ROOT/aa/bb/<sha256>.

A file appears under its name only when it is whole: it is written beside, forced to the disk and
renamed. If the power fails before the rename there is a leftover in `incoming`, which is swept up;
after it, the file is there. Nothing in this folder is ever served.

    aa/bb/<sha256>           the original, as it came
    aa/bb/<sha256>.release   its release copy
    aa/bb/<sha256>.parts     its text by place, compressed JSON lines
    incoming/                being written
    leaving/                 set aside by a destruction that is not yet committed
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_CHUNK = 1024 * 1024
RELEASE, PARTS = ".release", ".parts"
_SUFFIXES = ("", RELEASE, PARTS)
_LEFTOVER_AFTER = 24 * 60 * 60  # seconds; no upload takes so long


class TooLarge(Exception):  # noqa: N818 - an answer about a file, not an error of ours
    """More bytes than allowed."""


@dataclass(frozen=True)
class Incoming:
    """A file that was written beside and has no name yet."""

    path: Path
    sha256: str
    size: int

    def keep(self) -> Path:
        """Give it its name; the folder is forced to the disk too, or the name could be lost."""
        target = original(self.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        self.path.replace(target)
        _force(target.parent)
        return target


@contextmanager
def taken_in(data: bytes | BinaryIO, most: int) -> Iterator[Incoming]:
    """Write what comes beside, hashing it; removed again unless it is kept.

    Raises `TooLarge` as soon as more than `most` bytes came, whatever the sender announced.
    """
    stream = BytesIO(data) if isinstance(data, bytes) else data
    with suppress(AttributeError, OSError):
        stream.seek(0)  # a form may have read some of it already
    folder = Path(settings.FILES_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size = _copy(stream, file, most)
            file.flush()
            os.fsync(file.fileno())
        yield Incoming(path, digest, size)
    finally:
        path.unlink(missing_ok=True)


def _copy(stream: BinaryIO, file: BinaryIO, most: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise TooLarge
        digest.update(chunk)
        file.write(chunk)
    return digest.hexdigest(), size


def _force(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def original(sha256: str) -> Path:
    """Where the original of this hash is, or would be."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:4] / sha256


def beside(sha256: str, suffix: str) -> Path:
    """Where something derived from an original is, or would be."""
    path = original(sha256)
    return path.with_name(path.name + suffix)


@contextmanager
def written_beside(target: Path) -> Iterator[Path]:
    """A path to write to; when all went well it becomes `target` in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".")
    os.close(handle)
    path = Path(name)
    try:
        yield path
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.replace(target)
        _force(target.parent)
    finally:
        path.unlink(missing_ok=True)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _leaving(sha256: str) -> Path:
    return Path(settings.FILES_ROOT) / "leaving" / sha256


def set_aside(sha256: str) -> None:
    """Take everything of a hash out of sight, so that it can come back if the caller rolls back."""
    aside = _leaving(sha256)
    aside.parent.mkdir(parents=True, exist_ok=True)
    if original(sha256).exists():
        original(sha256).replace(aside)
    for suffix in (RELEASE, PARTS):  # derived: made again when needed
        beside(sha256, suffix).unlink(missing_ok=True)


def bring_back(sha256: str) -> None:
    """Undo `set_aside`; nothing happens when nothing was set aside."""
    if _leaving(sha256).exists():
        original(sha256).parent.mkdir(parents=True, exist_ok=True)
        _leaving(sha256).replace(original(sha256))


def remove(sha256: str) -> None:
    """Remove everything of a hash from the disk, wherever it is; done twice it does no harm."""
    for suffix in _SUFFIXES:
        beside(sha256, suffix).unlink(missing_ok=True)
    _leaving(sha256).unlink(missing_ok=True)


def leftovers(now: float | None = None) -> Iterator[Path]:
    """Files in `incoming`, or half written beside an original, that nobody is writing any more."""
    root = Path(settings.FILES_ROOT)
    for path in [*root.glob("incoming/*"), *root.glob("??/??/.*")]:
        if is_old(path, now):
            yield path


def named() -> Iterator[tuple[str, Path]]:
    """Every original and what was derived from one, with the hash that it belongs to."""
    for path in Path(settings.FILES_ROOT).glob("??/??/*"):
        sha256 = path.name.partition(".")[0]
        if len(sha256) == 64:
            yield sha256, path


def is_old(path: Path, now: float | None = None) -> bool:
    """Whether a file was written so long ago that no one can still be busy with it."""
    try:
        return (now or time.time()) - path.stat().st_mtime > _LEFTOVER_AFTER
    except FileNotFoundError:
        return False
