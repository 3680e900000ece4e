"""The one writer of a publication log.

What makes a log worthless is a second history under the same signature, so everything here serves
one order: remember the batch, write entries, write tiles, force them to the disk, read them back,
sign and remember the signature, and only then publish the checkpoint. After a crash the same batch
is done again with the same entries at the same places, so no public file ever changes its bytes.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from gongkai.kernel.tlog.checkpoint import Checkpoint
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.hashing import EMPTY_ROOT, leaf_hash
from gongkai.kernel.tlog.keys import ED25519, VerifierKey
from gongkai.kernel.tlog.notes import Note, SignatureLine, open_note
from gongkai.kernel.tlog.tiles import (
    ENTRIES,
    TILE_WIDTH,
    RightEdge,
    changed_bundles,
    encode_entries,
    partial_tiles,
)
from gongkai.transparency.store.checking import check_edge, check_growth
from gongkai.transparency.store.files import Batch, replace_file, sync
from gongkai.transparency.store.reader import CHECKPOINT, LogReader
from gongkai.transparency.store.signers import Signer
from gongkai.transparency.store.state import Pending, State

logger = logging.getLogger(__name__)

PUBLIC = 0o644
VERIFIER_KEYS = "vkey"  # the file with the keys, one a line

# Asked with the old size, the consistency proof from it, and the signed checkpoint, before that is
# published; gives lines of cosignature, which it has checked. Where a witness knows another
# history, it raises `LogError`, and nothing is published. Any other exception is a silent witness,
# and publication goes on without it.
Witnesses = Callable[[int, list[bytes], str], Sequence[str]]


class LogStore(LogReader):
    """A log that can be added to. Close it, or use it in a `with`, to let another writer in."""

    def __init__(
        self,
        public: Path,
        state: Path,
        origin: str,
        signers: Sequence[Signer],
        witnesses: Witnesses | None = None,
    ) -> None:
        """Open a log, and finish what a crash interrupted; a new one begins with no entries.

        Raise `LogError` when the files do not agree with each other: then one of the two folders
        comes from a backup, and nothing may be signed before somebody has compared the log with
        a copy elsewhere.
        """
        super().__init__(public)
        self.origin, self._signers, self._witnesses = origin, signers, witnesses
        self._keys = _verifier_keys(origin, signers)
        self._spoiled = False
        self._state = State(state)
        try:
            public.mkdir(parents=True, exist_ok=True)
            self._published = self._opened()
            self._take_edge()
            self._replay()
            self._publish_keys()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let another writer have the log."""
        self._state.close()
        self._spoiled = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def size(self) -> int:
        """How many entries the published checkpoint covers."""
        return self._published.size

    def append(self, entries: Sequence[bytes]) -> str:
        """Add entries, and return the checkpoint that covers them; it is public by then.

        After an error the log must be opened anew, which finishes the batch if it was begun.
        """
        if self._spoiled:
            raise LogError("the log is closed, or an error interrupted it; it must be opened anew")
        if not entries:
            return self.checkpoint()
        batch = Pending(self.size, tuple(entries))
        encode_entries(batch.entries)  # refuses what cannot be written, before anything is
        return self._add(batch, again=False)

    def add_cosignatures(self, text: str, lines: Sequence[str]) -> str:
        """Publish the checkpoint again with lines that witnesses gave for it, and return it.

        The same text, so nothing is signed; lines for another text came too late, and are dropped.
        """
        note = self.checkpoint()
        present = Note.parse(note)
        known = {(line.name, line.key_id) for line in present.lines}
        given = [SignatureLine.parse(line.rstrip("\n")) for line in lines]
        new = [line for line in given if (line.name, line.key_id) not in known]
        if present.text == text and new and not self._spoiled:
            note += "".join(map(str, new))
            self._publish(CHECKPOINT, note)
        return note

    # Opening

    def _opened(self) -> Checkpoint:
        """The published checkpoint, once it agrees with what was signed and what is pending."""
        signed, pending = self._state.signed(), self._state.pending()
        last = self._open_note(signed) if signed else None
        if not (self.public / CHECKPOINT).exists():
            return self._begin(last, pending)
        published = self._open_note(self.checkpoint())
        if last is None:
            raise LogError("the log is public, and the state does not know what was signed")
        begun = pending.start if pending else published.size
        done = pending.stop if pending else published.size
        if published.size not in (begun, done) or last.size not in (published.size, done):
            raise LogError(
                f"{published.size} entries are public, {last.size} were signed, and {begun} to "
                f"{done} are pending: the public files or the state were restored from a backup"
            )
        if last.size == published.size and last != published:
            raise LogError(f"what is public for {last.size} entries is not what was signed")
        check_edge(self.public, published)
        return published

    def _begin(self, last: Checkpoint | None, pending: Pending | None) -> Checkpoint:
        """A new log: no entries, and a signed checkpoint that says so."""
        empty = Checkpoint(self.origin, 0, EMPTY_ROOT)
        if last not in (None, empty) or pending or (self.public / "tile").exists():
            raise LogError("the log has no checkpoint, and is not new: public files were lost")
        for folder in (self.public, self._state.folder):
            sync(folder.parent)  # which does not know of it yet
        self._publish(CHECKPOINT, self._signed(empty))
        return empty

    def _open_note(self, note: str) -> Checkpoint:
        found = Checkpoint.parse(open_note(note, self._keys).text)
        if found.origin != self.origin:
            raise LogError(f"the log is {found.origin}, not {self.origin}")
        return found

    def _take_edge(self) -> None:
        """Read what the next batch goes on from."""
        rows: dict[int, list[bytes]] = {}
        self._open_bundle: list[bytes] = []
        for tile in partial_tiles(self.size):
            if tile.level == ENTRIES:
                self._open_bundle = self.bundle(tile)
            else:
                rows[tile.level] = self.tile(tile)
        highest = max(rows, default=-1)
        self._edge = RightEdge(self.size, [rows.get(level, []) for level in range(highest + 1)])

    def _replay(self) -> None:
        batch = self._state.pending()
        if batch and batch.start == self.size:
            self._add(batch, again=True)
        elif batch:
            self._clear(batch)

    def _publish_keys(self) -> None:
        lines = "".join(f"{key}\n" for key in self._keys)
        path = self.public / VERIFIER_KEYS
        if not path.exists() or path.read_text("utf-8") != lines:
            self._publish(VERIFIER_KEYS, lines)

    # Adding a batch, in the order that keeps every promise

    def _add(self, batch: Pending, again: bool) -> str:
        self._spoiled = True  # until all is done
        if not again:
            self._state.begin(batch)
        self._write(batch, again)
        new = Checkpoint(self.origin, self._edge.size, self._edge.root())
        check_growth(self.public, self._published, new)
        note = self._signed(new)
        note += self._cosignatures(note)
        self._publish(CHECKPOINT, note)
        self._published = new
        self._clear(batch)
        self._spoiled = False
        return note

    def _write(self, batch: Pending, again: bool) -> None:
        files = Batch(self.public, self._state.scratch, again)
        entries = [*self._open_bundle, *batch.entries]
        for at, bundle in enumerate(changed_bundles(batch.start, batch.stop)):
            held = entries[at * TILE_WIDTH : at * TILE_WIDTH + bundle.width]
            files.put(bundle.path, encode_entries(held))
        for tile, content in self._edge.extend(list(map(leaf_hash, batch.entries))):
            files.put(tile.path, content)
        files.settle()
        self._open_bundle = entries[len(entries) - batch.stop % TILE_WIDTH :]

    def _signed(self, new: Checkpoint) -> str:
        """Sign once for each size: what was signed before a crash is what is published after it."""
        remembered = self._state.signed()
        if remembered:
            last = self._open_note(remembered)
            if last == new:
                return remembered
            if last.size >= new.size:
                raise LogError(f"another tree of {last.size} entries was signed already")
        lines = [
            _sign(signer, key, new) for signer, key in zip(self._signers, self._keys, strict=True)
        ]
        note = f"{new}\n{''.join(lines)}"
        self._open_note(note)
        self._state.remember(note)
        return note

    def _cosignatures(self, note: str) -> str:
        if self._witnesses is None:
            return ""
        old, new = self._published.size, self._edge.size
        try:
            lines = self._witnesses(old, self.consistency(old, new), note)
        except LogError:
            raise
        except Exception:
            logger.exception("No witness has cosigned the checkpoint of %d entries", new)
            return ""
        return "".join(map(_readable, lines))

    def _publish(self, name: str, content: str) -> None:
        replace_file(self.public / name, content.encode(), self._state.scratch, PUBLIC)

    def _clear(self, batch: Pending) -> None:
        """Drop the partial tiles that are full now, then the batch.

        In this order, so that a crash in between leaves no file behind: the batch is found again,
        and found to be done.
        """
        for tile in partial_tiles(batch.start):
            if (self.public / tile.full.path).exists():
                shutil.rmtree((self.public / tile.path).parent, ignore_errors=True)
        self._state.end()


def _verifier_keys(origin: str, signers: Sequence[Signer]) -> list[VerifierKey]:
    keys = [VerifierKey.parse(signer.verifier_key()) for signer in signers]
    if any(key.name != origin for key in keys):
        raise LogError("every key of a log signs under the log's own name")
    if not any(key.type == ED25519 for key in keys):
        raise LogError("a public log needs an Ed25519 key")  # C2SP tlog-tiles
    return keys


def _sign(signer: Signer, key: VerifierKey, new: Checkpoint) -> str:
    return str(SignatureLine(key.name, key.key_id, signer.sign(str(new).encode())))


def _readable(line: str) -> str:
    """The line of a witness as it stands in a note; "" for one that would spoil the note."""
    try:
        return str(SignatureLine.parse(line.rstrip("\n")))
    except LogError:
        logger.error("A witness has sent a line that is no signature")
        return ""
