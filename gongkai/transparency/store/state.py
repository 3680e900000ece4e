"""What a writer remembers beside the public files: the batch under way, and what it last signed.

Both are small and outlast a power cut. They are not a backup of the log and must never be restored
from one: a writer that has forgotten a signature may sign a second history.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.tiles import decode_entries, encode_entries
from gongkai.transparency.store.files import read_note, replace_file

SECRET = 0o600


@dataclass(frozen=True, slots=True)
class Pending:
    """A batch that was begun: where it goes, and its entries."""

    start: int
    entries: Sequence[bytes]

    @property
    def stop(self) -> int:
        """The size of the log once it is done."""
        return self.start + len(self.entries)


class State:
    """The folder of a writer; whoever has opened it is the only one (`flock`)."""

    def __init__(self, folder: Path) -> None:
        """Raise `LogError` when another writer has it open."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder, self.scratch = folder, folder / "scratch"
        self._pending, self._signed = folder / "pending", folder / "signed"
        self._lock = os.fdopen(os.open(folder / "lock", os.O_RDWR | os.O_CREAT, SECRET))
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise LogError("another process is writing this log") from None

    def close(self) -> None:
        """Let another writer have it."""
        self._lock.close()

    def begin(self, batch: Pending) -> None:
        """Remember a batch before anything public is written."""
        content = batch.start.to_bytes(8, "big") + encode_entries(batch.entries)
        whole = sha256(content).digest() + content
        replace_file(self._pending, whole, self.scratch, SECRET)

    def pending(self) -> Pending | None:
        """The batch that was begun and not ended."""
        if not self._pending.exists():
            return None
        whole = self._pending.read_bytes()
        checksum, content = whole[:32], whole[32:]
        if sha256(content).digest() != checksum:
            raise LogError("the pending batch is damaged")
        return Pending(int.from_bytes(content[:8], "big"), decode_entries(content[8:]))

    def end(self) -> None:
        """Forget the batch. Should a power cut bring it back, it is found to be done."""
        self._pending.unlink(missing_ok=True)

    def remember(self, note: str) -> None:
        """Remember what was signed, before anyone can see it."""
        replace_file(self._signed, note.encode(), self.scratch, SECRET)

    def signed(self) -> str | None:
        """The note that was signed last."""
        return read_note(self._signed)
