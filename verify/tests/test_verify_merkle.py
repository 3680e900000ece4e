"""Trees and proofs: the fixed vectors, and RFC 6962 to the letter."""

from __future__ import annotations

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verifytesting import VECTORS, b64, leaf, mth, numbers, path, proof

from gongkai_verify.merkle import EMPTY_ROOT, consistency_holds, inclusion_holds, leaf_hash
from gongkai_verify.tree import Tree

SIZES = st.integers(1, 150)


@pytest.fixture(scope="module")
def large():
    tree = Tree()
    for i in range(70_000):
        tree.append(leaf_hash(b"%d" % i))
    return tree


def test_roots_are_those_of_the_vectors(large):
    assert b64(EMPTY_ROOT) == VECTORS["empty_root"]
    assert {n: b64(large.root(int(n))) for n in VECTORS["roots"]} == VECTORS["roots"]


def test_proofs_are_those_of_the_vectors(large):
    inclusion = [b64decode(one) for one in VECTORS["inclusion_69999_of_70000"]]
    assert inclusion_holds(leaf(b"69999"), 69_999, 70_000, inclusion, large.root(70_000))
    grown = [b64decode(one) for one in VECTORS["consistency_257_70000"]]
    assert consistency_holds(257, 70_000, large.root(257), large.root(70_000), grown)


@given(SIZES)
def test_the_tree_has_the_root_of_the_definition_at_every_size(size):
    leaves = [leaf(one) for one in numbers(size)]
    tree = Tree()
    for one in leaves:
        tree.append(one)
    assert all(tree.root(n) == mth(leaves[:n]) for n in range(size + 1))


@given(SIZES, st.data())
def test_an_inclusion_proof_holds_for_its_leaf_and_for_no_other_place(size, data):
    index = data.draw(st.integers(0, size - 1))
    leaves = [leaf(one) for one in numbers(size)]
    found, root = path(index, leaves), mth(leaves)
    assert inclusion_holds(leaves[index], index, size, found, root)
    other = data.draw(st.integers(0, size + 3))
    assert inclusion_holds(leaves[index], other, size, found, root) == (other == index)
    for forged in forgeries(found, data):
        assert not inclusion_holds(leaves[index], index, size, forged, root)
    assert not inclusion_holds(leaf(b"x"), index, size, found, root)
    assert not inclusion_holds(leaves[index], index, size, found, leaf(b"x"))


@given(SIZES, st.data())
def test_a_consistency_proof_holds_for_its_sizes_and_no_forgery(size, data):
    old = data.draw(st.integers(0, size))
    leaves = [leaf(one) for one in numbers(size)]
    first, second = mth(leaves[:old]), mth(leaves)
    found = proof(old, leaves)
    assert consistency_holds(old, size, first, second, found)
    for forged in forgeries(found, data):
        assert not consistency_holds(old, size, first, second, forged)
    assert not consistency_holds(old, size, leaf(b"x"), second, found)
    if old:
        assert not consistency_holds(old, size, first, leaf(b"x"), found)
    assert not consistency_holds(size + 1, size, first, second, found)


def forgeries(found, data):
    """The same proof longer, shorter, in another order, with a bit turned over."""
    yield [*found, leaf(b"x")]
    yield [leaf(b"x"), *found]
    if not found:
        return
    yield found[:-1]
    yield found[1:]
    if len(found) > 1:
        yield [*found[1:], found[0]]
    at = data.draw(st.integers(0, len(found) - 1))
    yield [*found[:at], bytes([found[at][0] ^ 1, *found[at][1:]]), *found[at + 1 :]]
