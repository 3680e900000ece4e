"""The whole tree in memory: complete subtrees by level, and the root at any size.

One million leaves take 64 MB. Nodes of level l cover 2^l leaves each, and only complete ones are
kept; the right edge is folded when a root is asked for.
"""

from __future__ import annotations

from gongkai_verify.encoding import HASH_SIZE
from gongkai_verify.merkle import EMPTY_ROOT, node_hash


class Tree:
    """Takes leaf hashes one after the other."""

    def __init__(self) -> None:
        self._levels: list[bytearray] = [bytearray()]

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self._levels[0]) // HASH_SIZE

    def append(self, leaf: bytes) -> None:
        """Add the hash of a leaf, and the parents that become complete by it."""
        level, index = 0, self.size
        self._levels[0] += leaf
        while index & 1:
            parent = node_hash(self.node(level, index - 1), self.node(level, index))
            level, index = level + 1, index >> 1
            if level == len(self._levels):
                self._levels.append(bytearray())
            self._levels[level] += parent

    def node(self, level: int, index: int) -> bytes:
        """The root of the complete subtree number `index` of 2^level leaves."""
        start = index * HASH_SIZE
        found = bytes(self._levels[level][start : start + HASH_SIZE])
        assert len(found) == HASH_SIZE, "an incomplete subtree has no node"
        return found

    def nodes(self, level: int, start: int, stop: int) -> bytes:
        """Several neighbours, one after the other: what a tile holds."""
        if level >= len(self._levels):
            return b""
        return bytes(self._levels[level][start * HASH_SIZE : stop * HASH_SIZE])

    def root(self, size: int) -> bytes:
        """The root of the first `size` leaves (RFC 6962 2.1)."""
        assert 0 <= size <= self.size, "the tree is not that large"
        edge: list[bytes] = []  # complete subtrees from left to right, the largest first
        start = 0
        for level in range(size.bit_length() - 1, -1, -1):
            if size >> level & 1:
                edge.append(self.node(level, start >> level))
                start += 1 << level
        if not edge:
            return EMPTY_ROOT
        root = edge.pop()
        while edge:
            root = node_hash(edge.pop(), root)
        return root
