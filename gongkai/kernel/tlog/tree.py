"""Roots and proofs from stored hashes, none of which is ever computed twice.

A stored hash is that of a complete subtree: `(level, index)` covers the 2^level leaves from
index·2^level on. `Read` gets one, from tiles or from memory.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.hashing import EMPTY_ROOT, node_hash

Read = Callable[[int, int], bytes]


def tree_root(size: int, read: Read) -> bytes:
    """The root of the first `size` leaves."""
    return _range_root(0, size, read) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, read: Read) -> list[bytes]:
    """PATH(index, D[size]) of RFC 6962 section 2.1.1: the leaf's sibling first."""
    if not 0 <= index < size:
        raise LogError(f"entry {index} is not in a tree of {size}")
    proof, start, stop = [], 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            proof.append(_range_root(middle, stop, read))
            stop = middle
        else:
            proof.append(_range_root(start, middle, read))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, read: Read) -> list[bytes]:
    """PROOF(old, D[new]) of RFC 6962 section 2.1.2; empty from the empty tree and to itself."""
    if not 0 <= old <= new:
        raise LogError(f"no tree of {new} grew from one of {old}")
    if old in (0, new):
        return []
    proof, start, stop = [], 0, new
    while stop != old:
        middle = start + _split(stop - start)
        if old <= middle:
            proof.append(_range_root(middle, stop, read))
            stop = middle
        else:
            proof.append(_range_root(start, middle, read))
            start = middle
    if start:  # else the old tree is whole inside the new one, and its root is known
        proof.append(_range_root(start, stop, read))
    return proof[::-1]


def _split(count: int) -> int:
    """The largest power of two below the count."""
    return 1 << ((count - 1).bit_length() - 1)


def _range_root(start: int, stop: int, read: Read) -> bytes:
    """The root of these leaves; `start` is where the tree has a left edge of that height."""
    hashes = [read(level, index) for level, index in complete_subtrees(start, stop)]
    return reduce(lambda right, left: node_hash(left, right), reversed(hashes))


def complete_subtrees(start: int, stop: int) -> list[tuple[int, int]]:
    """The complete subtrees that make up these leaves, the highest first."""
    found = []
    while start < stop:
        level = (stop - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found
