"""A consistency proof from the tiles of a log (RFC 6962 2.1.2), checked by RFC 9162 2.1.4.2.

The tiles need not be trusted: the check compares with the roots of both checkpoints.
"""

from __future__ import annotations

from gongkai_verify.encoding import HASH_SIZE
from gongkai_verify.errors import Wrong
from gongkai_verify.merkle import EMPTY_ROOT, consistency_holds, node_hash
from gongkai_verify.notes import Checkpoint
from gongkai_verify.sources import Source
from gongkai_verify.tiles import WIDTH, read_tile

_BITS = 8  # a tile holds the nodes of every eighth level


def check_growth(source: Source, old: Checkpoint, new: Checkpoint) -> None:
    """Raise `Wrong` unless the log with the newer checkpoint extends the older one."""
    if old.origin != new.origin:
        raise Wrong("origin", f"两个检查点属于不同的日志：{old.origin} 和 {new.origin}。")
    if old.size > new.size:
        raise Wrong("rollback", f"日志变短了：以前有 {old.size} 条，现在有 {new.size} 条。")
    if old.size == new.size and old.root != new.root:
        raise Wrong("fork", f"日志分叉：同样是 {old.size} 条，根却不同。")
    proof = [] if old.size in (0, new.size) else Proofs(source, new.size).between(old.size)
    if not consistency_holds(old.size, new.size, old.root, new.root, proof):
        raise Wrong(
            "fork",
            f"日志分叉：{new.size} 条的日志不是由 {old.size} 条的日志只增不改而来"
            "（也可能是日志文件与检查点不符）。",
        )


class Proofs:
    """Reads the hashes that a proof needs from the tiles of a tree of a given size."""

    def __init__(self, source: Source, size: int) -> None:
        self._source = source
        self._size = size
        self._tiles: dict[tuple[int, int], bytes] = {}

    def between(self, old: int) -> list[bytes]:
        """PROOF(old, D[size])."""
        return self._subproof(old, 0, self._size, True)

    def _subproof(self, m: int, start: int, stop: int, whole: bool) -> list[bytes]:
        n = stop - start
        if m == n:
            return [] if whole else [self._root(start, stop)]
        k = _split(n)
        if m <= k:
            left = self._subproof(m, start, start + k, whole)
            return [*left, self._root(start + k, stop)]
        right = self._subproof(m - k, start + k, stop, False)
        return [*right, self._root(start, start + k)]

    def _root(self, start: int, stop: int) -> bytes:
        n = stop - start
        if n == 0:
            return EMPTY_ROOT
        if n & (n - 1) == 0:
            return self._node(n.bit_length() - 1, start // n)
        k = _split(n)
        return node_hash(self._root(start, start + k), self._root(start + k, stop))

    def _node(self, level: int, index: int) -> bytes:
        """The complete subtree number `index` of 2^level leaves."""
        tile_level, below = divmod(level, _BITS)
        first, count = index << below, 1 << below
        content = self._tile(tile_level, first // WIDTH)
        at = first % WIDTH
        row = [content[i * HASH_SIZE : (i + 1) * HASH_SIZE] for i in range(at, at + count)]
        while len(row) > 1:
            row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
        return row[0]

    def _tile(self, level: int, number: int) -> bytes:
        if (level, number) not in self._tiles:
            width = min(WIDTH, (self._size >> (_BITS * level)) - number * WIDTH)
            self._tiles[level, number] = read_tile(self._source, level, number, width)
        return self._tiles[level, number]


def _split(n: int) -> int:
    """The largest power of two smaller than n."""
    return 1 << (n - 1).bit_length() - 1
