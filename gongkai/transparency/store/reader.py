"""Proving from the public files of a log, with no other knowledge of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from gongkai.kernel.tlog.checkpoint import Checkpoint
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.notes import Note
from gongkai.kernel.tlog.receipts import Receipt
from gongkai.kernel.tlog.tiles import ENTRIES, TILE_WIDTH, Tile, hash_from_tiles, tile_at
from gongkai.kernel.tlog.tree import Read, consistency_proof, inclusion_proof
from gongkai.transparency.store.files import read_note

CHECKPOINT = "checkpoint"
REMEMBERED_TILES = 64  # the upper ones are in every proof


class LogReader:
    """The entries of a log and proofs about them. It checks no signature: that is for others."""

    def __init__(self, public: Path, remembered_tiles: int = REMEMBERED_TILES) -> None:
        """`public` is the folder that holds `checkpoint`; 0 tiles to read all from the disk."""
        self.public = public
        self._full_tile = lru_cache(remembered_tiles)(self._read_hashes)

    def checkpoint(self) -> str:
        """The published checkpoint, a signed note."""
        note = read_note(self.public / CHECKPOINT)
        if note is None:
            raise LogError("the log has no checkpoint")
        return note

    @property
    def size(self) -> int:
        """How many entries the published checkpoint covers."""
        return _claimed(self.checkpoint()).size

    def entry(self, index: int) -> bytes:
        """One entry."""
        return next(self.entries(index, index + 1))

    def entries(self, start: int, stop: int) -> Iterator[bytes]:
        """The entries from `start` up to and not including `stop`."""
        size = self.size
        if not 0 <= start <= stop <= size:
            raise LogError(f"entries {start} to {stop} are not in a log of {size}")
        return self._entries(start, stop, size)

    def _entries(self, start: int, stop: int, size: int) -> Iterator[bytes]:
        while start < stop:
            number, offset = divmod(start, TILE_WIDTH)
            found = self.bundle(tile_at(ENTRIES, number, size))[offset : offset + stop - start]
            yield from found
            start += len(found)

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The hashes that lead from an entry to the root of the tree of this size."""
        return inclusion_proof(index, size, self.hashes(size))

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The hashes that show that the tree of size `new` begins with that of size `old`."""
        return consistency_proof(old, new, self.hashes(new))

    def receipt(self, index: int) -> str:
        """A receipt of an entry under the published checkpoint (tlog-proof@v1)."""
        note = self.checkpoint()
        size = _claimed(note).size
        proof = self.inclusion(index, size)
        entry = next(self._entries(index, index + 1, size))
        return str(Receipt(entry, index, tuple(proof), note))

    def hashes(self, size: int) -> Read:
        """The stored hashes of the tree of this size, which may be more than is published.

        For one that is less, the tiles that are there now are read: those of its own width exist
        only if it was ever published.
        """
        return hash_from_tiles(max(size, self.size), self.tile)

    def tile(self, tile: Tile) -> list[bytes]:
        """The hashes of a tile."""
        return self._full_tile(tile) if tile == tile.full else self._read_hashes(tile)

    def bundle(self, bundle: Tile) -> list[bytes]:
        """The entries of a bundle."""
        present, content = self._read(bundle)
        return present.entries(content)[: bundle.width]

    def _read_hashes(self, tile: Tile) -> list[bytes]:
        present, content = self._read(tile)
        return present.hashes(content)[: tile.width]

    def _read(self, tile: Tile) -> tuple[Tile, bytes]:
        """The file of a tile, or of the full one: once that is there, the partial one may go."""
        for present in (tile, tile.full):
            try:
                return present, (self.public / present.path).read_bytes()
            except FileNotFoundError:
                continue
        raise LogError(f"{tile.path} is missing")


def _claimed(note: str) -> Checkpoint:
    return Checkpoint.parse(Note.parse(note).text)
