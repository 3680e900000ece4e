"""Writing files so that after a crash each of them is there whole, or not there at all."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

from gongkai.kernel.tlog.errors import LogError

# More than these are cheaper to force to the disk all at once, with whatever else waits there.
FEW_FILES = 32


def replace_file(path: Path, content: bytes, scratch: Path, mode: int) -> None:
    """Put a file in place of another, and return when it would outlast a power cut.

    It is written at `scratch` first, which lies in the same file system.
    """
    _write_and_rename(path, content, scratch, mode, durable=True)
    sync(path.parent)


def read_note(path: Path) -> str | None:
    """The text of a note; None where there is none."""
    content = _content(path)
    try:
        return None if content is None else content.decode()
    except UnicodeDecodeError:
        raise LogError(f"{path.name} is damaged") from None


class Batch:
    """Public files that are written together; `settle` waits until all of them are on the disk."""

    def __init__(self, public: Path, scratch: Path, again: bool) -> None:
        """`again` when a crash may have left some of them, which are then put right."""
        self._public, self._scratch, self._again = public, scratch, again
        self._written: dict[Path, None] = {}  # in order, each once

    def put(self, relative: str, content: bytes) -> None:
        """Write one file. A public file never changes: one with other bytes is refused."""
        path = self._public / relative
        self._make_folder(path.parent)
        present = _content(path)
        if present is not None and present != content and not self._again:
            raise LogError(f"{relative} is public already, with other bytes")
        if present != content:
            _write_and_rename(path, content, self._scratch, 0o644, durable=False)
        self._written |= {path: None, path.parent: None}

    def _make_folder(self, folder: Path) -> None:
        """A new folder counts as written in the one above; after a crash, every folder does."""
        new = []
        while folder != self._public and (self._again or not folder.exists()):
            new.append(folder)
            folder = folder.parent
        for folder in reversed(new):
            folder.mkdir(exist_ok=True)
            self._written[folder.parent] = None

    def settle(self) -> None:
        """Force everything to the disk."""
        if len(self._written) <= FEW_FILES:
            for path in self._written:
                sync(path)
        else:
            _sync_file_system(self._public)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _write_and_rename(path: Path, content: bytes, scratch: Path, mode: int, durable: bool) -> None:
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), mode)  # the scratch file may be left over from another mode
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    try:
        scratch.rename(path)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        raise LogError("the public files and the state are not in one file system") from problem


def sync(path: Path) -> None:
    """Force one file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_file_system(path: Path) -> None:
    """Linux's syncfs, which Python does not offer; elsewhere all file systems."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if call is None:
        os.sync()
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        if call(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(path))
    finally:
        os.close(descriptor)
