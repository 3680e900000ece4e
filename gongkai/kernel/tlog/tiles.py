"""Tiles and entry bundles (C2SP tlog-tiles): the tree as files that never change.

A tile holds up to 256 hashes of one row; those of the rows in between are worked out from it. One
with fewer is partial: it has its own name, and is replaced by wider ones as the tree grows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.hashing import HASH_SIZE, root_of
from gongkai.kernel.tlog.tree import Read, tree_root

TILE_WIDTH = 256
TILE_HEIGHT = 8  # rows of the tree in a tile
MAX_ENTRY = 0xFFFF  # its length is written in two bytes
ENTRIES = -1  # in place of a level: the bundles of entries


class Tile(NamedTuple):
    """A tile by its place: its level (`ENTRIES` for a bundle), its number, and its width."""

    level: int
    number: int
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        """Where the file is, below the log: `tile/0/x001/x234/067.p/112`."""
        digits = f"{self.number:03d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
        name = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        level = "entries" if self.level == ENTRIES else str(self.level)
        partial = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{level}/{name}{partial}"

    @property
    def full(self) -> Tile:
        """The full tile of the same place."""
        return self._replace(width=TILE_WIDTH)

    def hashes(self, content: bytes) -> list[bytes]:
        """The hashes in the file of this tile; it must hold exactly as many as it should."""
        if len(content) != self.width * HASH_SIZE:
            raise LogError(f"{self.path} has {len(content)} bytes, not {self.width * HASH_SIZE}")
        return [content[i : i + HASH_SIZE] for i in range(0, len(content), HASH_SIZE)]

    def entries(self, content: bytes) -> list[bytes]:
        """The entries in the file of this bundle; it must hold exactly as many as it should."""
        found = decode_entries(content)
        if len(found) != self.width:
            raise LogError(f"{self.path} has {len(found)} entries, not {self.width}")
        return found


def tile_at(level: int, number: int, size: int) -> Tile:
    """The tile as wide as it is in a tree of this size."""
    row = size >> (TILE_HEIGHT * max(level, 0))
    width = min(TILE_WIDTH, row - number * TILE_WIDTH)
    if width <= 0 or number < 0:
        raise LogError(f"a tree of {size} has no tile {number} at level {level}")
    return Tile(level, number, width)


def changed_tiles(old: int, new: int) -> Iterator[Tile]:
    """The tiles that a tree of `new` has and one of `old` has not, the lowest level first."""
    level = 0
    while (first := old >> (TILE_HEIGHT * level)) < (last := new >> (TILE_HEIGHT * level)):
        for number in range(first // TILE_WIDTH, -(-last // TILE_WIDTH)):
            yield tile_at(level, number, new)
        level += 1


def changed_bundles(old: int, new: int) -> Iterator[Tile]:
    """The entry bundles that a log of `new` has and one of `old` has not."""
    for number in range(old // TILE_WIDTH, -(-new // TILE_WIDTH) if new > old else 0):
        yield tile_at(ENTRIES, number, new)


def partial_tiles(size: int) -> Iterator[Tile]:
    """The partial tiles of a tree, bundle included: its right edge."""
    if size % TILE_WIDTH:
        yield Tile(ENTRIES, size // TILE_WIDTH, size % TILE_WIDTH)
    level, row = 0, size
    while row:
        if row % TILE_WIDTH:
            yield Tile(level, row // TILE_WIDTH, row % TILE_WIDTH)
        level, row = level + 1, row // TILE_WIDTH


def encode_entries(entries: Sequence[bytes]) -> bytes:
    """Entries as a bundle holds them: each after its length in two bytes."""
    for entry in entries:
        if len(entry) > MAX_ENTRY:
            raise LogError(f"an entry of {len(entry)} bytes; at most {MAX_ENTRY} fit")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def decode_entries(content: bytes) -> list[bytes]:
    """The entries of a bundle."""
    found, at = [], 0
    while at < len(content):
        start = at + 2
        stop = start + int.from_bytes(content[at:start], "big")
        if stop > len(content) or start > len(content):
            raise LogError("a bundle of entries ends in the middle of one")
        found.append(content[start:stop])
        at = stop
    return found


def hash_from_tiles(size: int, hashes: Callable[[Tile], Sequence[bytes]]) -> Read:
    """Read the stored hashes of a tree of this size out of its tiles."""

    def read(level: int, index: int) -> bytes:
        tile_level, rows_up = divmod(level, TILE_HEIGHT)
        count = 1 << rows_up
        number, offset = divmod(index * count, TILE_WIDTH)
        return root_of(hashes(tile_at(tile_level, number, size))[offset : offset + count])

    return read


class RightEdge:
    """The partial tiles of a growing tree: all that adding to it and its root depend on."""

    def __init__(self, size: int = 0, rows: Sequence[Sequence[bytes]] = ()) -> None:
        """`rows` are the hashes of the partial tile of each level, from 0; empty where none is."""
        self.size = size
        self._rows = [list(row) for row in rows]
        for level in range(max(len(self._rows), -(-size.bit_length() // TILE_HEIGHT))):
            have = len(self._rows[level]) if level < len(self._rows) else 0
            if have != (size >> (TILE_HEIGHT * level)) % TILE_WIDTH:
                raise LogError(f"{have} hashes at level {level} are no edge of a tree of {size}")

    def extend(self, leaves: Sequence[bytes]) -> Iterator[tuple[Tile, bytes]]:
        """Add leaf hashes; give the tiles to be written, with their contents, from the bottom up.

        The edge has grown when the last one has been taken.
        """
        old, level, row = self.size, 0, list(leaves)
        rows: list[list[bytes]] = []
        while row:
            have = self._rows[level] if level < len(self._rows) else []
            whole, up = have + row, []
            first = (old >> (TILE_HEIGHT * level)) // TILE_WIDTH
            for at in range(0, len(whole), TILE_WIDTH):
                hashes = whole[at : at + TILE_WIDTH]
                yield Tile(level, first + at // TILE_WIDTH, len(hashes)), b"".join(hashes)
                if len(hashes) == TILE_WIDTH:
                    up.append(root_of(hashes))
            rows.append(whole[len(up) * TILE_WIDTH :])
            level, row = level + 1, up
        self._rows[: len(rows)] = rows
        self.size = old + len(leaves)

    def root(self) -> bytes:
        """The root of the whole tree."""
        return tree_root(self.size, hash_from_tiles(self.size, lambda tile: self._rows[tile.level]))
