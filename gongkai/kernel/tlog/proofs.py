"""Checking proofs (RFC 9162 sections 2.1.3.2 and 2.1.4.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.hashing import EMPTY_ROOT, node_hash


def check_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Raise `LogError` unless the proof shows that the tree has this leaf hash at this index."""
    if not 0 <= index < size:
        raise LogError(f"entry {index} is not in a tree of {size}")
    found = leaf
    for step, on_the_left in _climb(index, size - 1, proof):
        found = node_hash(step, found) if on_the_left else node_hash(found, step)
    if found != root:
        raise LogError("the inclusion proof does not lead to the root")


def check_consistency(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Raise `LogError` unless the proof shows that the new tree begins with the old one."""
    if not 0 <= old <= new:
        raise LogError(f"no tree of {new} grew from one of {old}")
    if old in (0, new):
        _check_trivial(old, new, proof, old_root, new_root)
        return
    steps = list(proof)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)  # a complete old tree is its own first step
    if not steps:
        raise LogError("the proof is too short")
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    found_old = found_new = steps[0]
    for step, on_the_left in _climb(node, last, steps[1:]):
        if on_the_left:
            found_old, found_new = node_hash(step, found_old), node_hash(step, found_new)
        else:
            found_new = node_hash(found_new, step)
    if found_old != old_root:
        raise LogError("the consistency proof does not lead to the old root")
    if found_new != new_root:
        raise LogError("the consistency proof does not lead to the new root")


def _check_trivial(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """From nothing, and to itself, there is nothing to prove."""
    if proof:
        raise LogError("the proof is too long")
    if old == 0 and old_root != EMPTY_ROOT:
        raise LogError("the root of an empty tree is wrong")
    if old == new and old_root != new_root:
        raise LogError(f"two different trees of {new}")


def _climb(node: int, last: int, proof: Sequence[bytes]) -> Iterator[tuple[bytes, bool]]:
    """From a node up to the root: each hash of the proof, and whether it stands on the left.

    `last` is the last node of the same row. The proof must end at the root.
    """
    for step in proof:
        if last == 0:
            raise LogError("the proof is too long")
        on_the_left = bool(node & 1) or node == last
        yield step, on_the_left
        while on_the_left and node and not node & 1:  # rows in which it has no sibling
            node, last = node >> 1, last >> 1
        node, last = node >> 1, last >> 1
    if last:
        raise LogError("the proof is too short")
