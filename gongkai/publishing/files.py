"""Files under the public root: written beside and renamed, so that a reader never sees half a page.

What is true if the power fails: before the rename the old page stands (and a temporary file that
`check` reports and a rebuild removes); after it the new one does, whole, because its bytes were
flushed first. The row in the database and the follower's bookmark change after that, so the worst
that happens is that a page is baked twice.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from gongkai.publishing.registry import ATTACHMENTS, RESERVED

LONGEST_NAME = 250  # bytes: file systems allow 255, and a compressed copy adds three
TEMPORARY = ".tmp"
GZIPPED = ".gz"
WORTH_GZIPPING = 1024  # bytes
GZIP_LEVEL = 6
TEXTS = {".html", ".xml", ".txt", ".json", ".css", ".js", ".svg", ".csv"}

FLUSH_ONE_BY_ONE = 32  # files; with more, one flush of everything is faster (docs/adr/0003)


def root() -> Path:
    """The folder that holds everything public, and nothing else."""
    return Path(settings.PUBLIC_ROOT)


def location(path: str) -> Path:
    """Where a public path stands on disk. A path that could lead elsewhere is a mistake of ours."""
    parts = path.split("/")
    if parts[0] or len(parts) < 2 or any(not _is_plain(part) for part in parts[1:]):
        raise ValueError(f"not a path of a public file: {path!r}")
    if parts[1] in RESERVED and len(parts) > 2:
        raise ValueError(f"no page may stand in a folder that is kept for others: {path!r}")
    return root().joinpath(*parts[1:])


def _is_plain(part: str) -> bool:
    """Whether this may name a folder or file in public: not hidden, and nothing but a name."""
    if not part or part.startswith(".") or any(c in part for c in "\0\\/"):
        return False
    return len(part.encode()) <= LONGEST_NAME


def safe_file_name(name: str, longest: int = 200) -> str:
    """A name given by people made fit for an address and a disk; the extension is kept.

    At most `longest` bytes of UTF-8: file systems allow 255.
    """
    cleaned = "".join("_" if c in '\\/:*?"<>|#%' or ord(c) < 32 else c for c in name).strip(". ")
    stem, dot, extension = cleaned.rpartition(".")
    if not dot or len(extension.encode()) > 10:
        stem, dot, extension = cleaned, "", ""
    room = longest - len((dot + extension).encode())
    return (stem.encode()[:room].decode(errors="ignore").rstrip() or "_") + dot + extension


def is_gzipped_too(path: str, size: int) -> bool:
    """Whether a compressed copy stands beside the file: texts of more than a kilobyte."""
    extension = os.path.splitext(path)[1]  # noqa: PTH122 - asked for each answer; a Path is slow
    return size > WORTH_GZIPPING and extension in TEXTS and not is_attachment(path)


def is_attachment(path: str) -> bool:
    """Whether the file is an attachment: it stands in a folder of that name."""
    folders = path.split("/")[:-1]
    return bool(folders) and folders[-1] == ATTACHMENTS


@dataclass
class Writing:
    """A batch of files: all are written beside, then flushed, then renamed."""

    waiting: list[tuple[Path, Path]] = field(default_factory=list)  # temporary, final
    unzipped: list[Path] = field(default_factory=list)  # compressed copies that have to go

    def add(self, path: str, content: bytes) -> None:
        """Write one page beside its place, with its compressed copy."""
        place = location(path)
        now = time.time_ns()  # the same on both files: the server takes no copy of another age
        copy = place.with_name(place.name + GZIPPED)
        if is_gzipped_too(path, len(content)):
            zipped = gzip.compress(content, GZIP_LEVEL, mtime=0)
            self.waiting.append((_write_beside(copy, zipped, now), copy))
        else:
            self.unzipped.append(copy)
        self.waiting.append((_write_beside(place, content, now), place))

    def finish(self) -> None:
        """Make all of them public."""
        self._flush()
        for temporary, final in self.waiting:
            temporary.replace(final)
        for copy in self.unzipped:
            copy.unlink(missing_ok=True)
        self.waiting.clear()
        self.unzipped.clear()

    def abandon(self) -> None:
        """Remove what was written beside; what stood in public stays."""
        for temporary, _ in self.waiting:
            temporary.unlink(missing_ok=True)

    def _flush(self) -> None:
        if len(self.waiting) > FLUSH_ONE_BY_ONE:
            os.sync()
            return
        for temporary, _ in self.waiting:
            with temporary.open("rb") as file:
                os.fsync(file.fileno())


def _write_beside(place: Path, content: bytes, mtime: int) -> Path:
    temporary = temporary_for(place)
    while True:
        try:
            temporary.write_bytes(content)
            break
        except FileNotFoundError:  # no folder yet, or someone has just found it empty
            place.parent.mkdir(parents=True, exist_ok=True)
    os.utime(temporary, ns=(mtime, mtime))
    return temporary


def temporary_for(place: Path) -> Path:
    """The hidden name beside a file, one per process; short, whatever the file is called."""
    short = hashlib.sha256(place.name.encode()).hexdigest()[:16]
    return place.with_name(f".{short}.{os.getpid()}{TEMPORARY}")


def remove(path: str) -> None:
    """Take a file out of public, its compressed copy first, and folders that it leaves empty."""
    _remove(location(path))


def remove_leftover(path: str) -> None:
    """Take away a file that `everything` found: unlike a page it may have any name."""
    _remove(root() / path.lstrip("/"))


def _remove(place: Path) -> None:
    place.with_name(place.name + GZIPPED).unlink(missing_ok=True)
    place.unlink(missing_ok=True)
    _remove_empty(place.parent)


def _remove_empty(folder: Path) -> None:
    top = root()
    while folder != top and top in folder.parents:
        try:
            folder.rmdir()
        except OSError:  # not empty, or gone already
            if folder.exists():
                return
        folder = folder.parent


def remove_empty_folders() -> None:
    """Remove folders in which nothing stands any more."""
    for folder in reversed([Path(folder) for folder, _ in _folders()]):  # the inner ones first
        if folder != root():
            with suppress(OSError):
                folder.rmdir()


def stands(path: str, size: int) -> bool:
    """Whether a file of this size stands there, with its compressed copy where there should be one.

    It does not look inside: `check` does.
    """
    place = location(path)
    try:
        found = place.stat()
        if found.st_size != size:
            return False
        if not is_gzipped_too(path, size):
            return True
        return place.with_name(place.name + GZIPPED).stat().st_mtime_ns == found.st_mtime_ns
    except (FileNotFoundError, NotADirectoryError):
        return False


def everything() -> Iterator[tuple[str, os.stat_result]]:
    """Every file under the public root by its path, compressed copies and temporary ones too;
    what lies in reserved folders is none of ours."""
    top = root()
    for folder, names in _folders():
        inside = "/" + Path(folder).relative_to(top).as_posix() if folder != str(top) else ""
        for name in names:
            try:
                yield f"{inside}/{name}", (Path(folder) / name).lstat()
            except FileNotFoundError:  # renamed while we walked
                continue


def _folders() -> Iterator[tuple[str, list[str]]]:
    """The folders below the public root, outer ones first, each with its files."""
    top = str(root())
    for folder, inner, names in os.walk(top):
        if folder == top:
            inner[:] = [name for name in inner if name not in RESERVED]
        yield folder, names
