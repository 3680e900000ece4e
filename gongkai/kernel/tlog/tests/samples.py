"""The fixed vectors, and a log in memory."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gongkai.kernel.tlog.hashing import leaf_hash
from gongkai.kernel.tlog.keys import VerifierKey
from gongkai.kernel.tlog.tiles import RightEdge, Tile, hash_from_tiles
from gongkai.kernel.tlog.tree import Read

VECTORS: dict[str, Any] = json.loads(
    Path(__file__).with_name("transparency.json").read_text("utf-8")
)
ORIGIN = "log.example.gov/pub"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = VerifierKey.parse(VECTORS["vkey"])
WITNESS = VerifierKey.parse(VECTORS["witness_vkey"])


def decoded(names: list[str]) -> list[bytes]:
    return [b64decode(name) for name in names]


class Tree:
    """A growing tree whose tiles are kept, as a log keeps its files."""

    def __init__(self) -> None:
        self.edge = RightEdge()
        self.files: dict[Tile, bytes] = {}

    def grow(self, entries: list[bytes]) -> None:
        for tile, content in self.edge.extend(list(map(leaf_hash, entries))):
            assert tile not in self.files, "a tile is written once"
            self.files[tile] = content

    def read(self, size: int) -> Read:
        return hash_from_tiles(size, self.hashes)

    def hashes(self, tile: Tile) -> list[bytes]:
        if tile not in self.files:  # the narrow one was never written: the batch was wider
            wider = min(
                other for other in self.files if other[:2] == tile[:2] and other.width > tile.width
            )
            return wider.hashes(self.files[wider])[: tile.width]
        return tile.hashes(self.files[tile])
