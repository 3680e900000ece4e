"""Reading back from the disk what was written, before it is signed.

One flipped bit in one entry, noticed after the signature, ends a log for ever: it can neither be
served as it was signed, nor signed as it is served.
"""

from __future__ import annotations

from pathlib import Path

from gongkai.kernel.tlog.checkpoint import Checkpoint
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.hashing import leaf_hash, root_of
from gongkai.kernel.tlog.proofs import check_consistency
from gongkai.kernel.tlog.tiles import (
    ENTRIES,
    TILE_HEIGHT,
    TILE_WIDTH,
    Tile,
    changed_bundles,
    changed_tiles,
    partial_tiles,
)
from gongkai.kernel.tlog.tree import tree_root
from gongkai.transparency.store.reader import LogReader


def check_edge(public: Path, stated: Checkpoint) -> None:
    """Raise `LogError` unless the right edge on the disk has the root that was published."""
    reader = LogReader(public, remembered_tiles=0)
    if tree_root(stated.size, reader.hashes(stated.size)) != stated.root:
        raise LogError(f"the tiles on the disk do not have the root published for {stated.size}")
    for tile in partial_tiles(stated.size):
        if tile.level == ENTRIES:
            _check_entries(reader, tile)


def check_growth(public: Path, old: Checkpoint, new: Checkpoint) -> None:
    """Raise `LogError` unless what was added is on the disk, whole, and extends the old tree."""
    reader = LogReader(public, remembered_tiles=0)
    for bundle in changed_bundles(old.size, new.size):
        _check_entries(reader, bundle)
    for tile in changed_tiles(old.size, new.size):
        if tile.level:
            _check_upper_tile(reader, tile, old.size >> (TILE_HEIGHT * tile.level))
    if tree_root(new.size, reader.hashes(new.size)) != new.root:
        raise LogError(f"the tiles on the disk do not have the root of {new.size} entries")
    proof = reader.consistency(old.size, new.size)
    check_consistency(old.size, new.size, proof, old.root, new.root)


def _check_entries(reader: LogReader, bundle: Tile) -> None:
    if list(map(leaf_hash, reader.bundle(bundle))) != reader.tile(bundle._replace(level=0)):
        raise LogError(f"{bundle.path} does not have the entries of its tile")


def _check_upper_tile(reader: LogReader, tile: Tile, known: int) -> None:
    """Each new hash must be the root of the full tile below; those before it were checked."""
    for offset, found in enumerate(reader.tile(tile)):
        below = tile.number * TILE_WIDTH + offset
        if below >= known and found != root_of(reader.tile(Tile(tile.level - 1, below))):
            raise LogError(f"{tile.path} does not have the roots of the tiles below")
