"""Trees and proofs beside a literal RFC 6962, for any size and any history of growth."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.hashing import leaf_hash, root_of
from gongkai.kernel.tlog.proofs import check_consistency, check_inclusion
from gongkai.kernel.tlog.tests import reference
from gongkai.kernel.tlog.tests.samples import Tree
from gongkai.kernel.tlog.tiles import RightEdge, changed_tiles, partial_tiles
from gongkai.kernel.tlog.tree import consistency_proof, inclusion_proof, tree_root

SIZES = st.one_of(
    st.integers(1, 40), st.sampled_from([255, 256, 257, 511, 512, 513, 768, 1000, 1025])
)


def entries(size: int) -> list[bytes]:
    return [b"entry %d" % i for i in range(size)]


def grown(*sizes: int) -> Tree:
    tree = Tree()
    for old, new in pairwise([0, *sizes]):
        tree.grow(entries(new)[old:])
    return tree


@settings(deadline=None)
@given(SIZES, st.data())
def test_roots_and_proofs(size: int, data: st.DataObject) -> None:
    stops = data.draw(st.lists(st.integers(0, size), max_size=4))
    tree, whole = grown(*sorted(stops), size), entries(size)
    root, read = reference.mth(whole), tree.read(size)
    assert root == tree.edge.root() == tree_root(size, read) == root_of([*map(leaf_hash, whole)])
    index = data.draw(st.integers(0, size - 1))
    inclusion = inclusion_proof(index, size, read)
    assert inclusion == reference.path(index, whole)
    check_inclusion(leaf_hash(whole[index]), index, size, inclusion, root)
    old = data.draw(st.integers(1, size))
    consistency = consistency_proof(old, size, read)
    assert consistency == reference.proof(old, whole)
    check_consistency(old, size, consistency, reference.mth(whole[:old]), root)


@settings(deadline=None)
@given(st.lists(SIZES, min_size=1, max_size=5))
def test_growing_writes_just_the_tiles_that_change(sizes: list[int]) -> None:
    sizes.sort()
    tree = grown(*sizes)
    expected = {tile for old, new in pairwise([0, *sizes]) for tile in changed_tiles(old, new)}
    assert tree.files.keys() == expected


@settings(deadline=None)
@given(SIZES)
def test_an_edge_read_from_its_tiles_goes_on_as_before(size: int) -> None:
    tree = grown(size)
    rows: list[list[bytes]] = [[], [], []]
    for tile in partial_tiles(size):
        if tile.level >= 0:
            rows[tile.level] = tree.hashes(tile)
    again = RightEdge(size, rows)
    assert again.root() == tree.edge.root()
    more = [leaf_hash(b"more")] * 300
    assert list(again.extend(more)) == list(tree.edge.extend(more))
    assert again.root() == tree.edge.root()


@pytest.mark.parametrize("rows", [[], [[b"x" * 32]], [[b"x" * 32] * 4], [[b"x" * 32] * 3] * 2])
def test_an_edge_of_another_size_is_refused(rows: list[list[bytes]]) -> None:
    with pytest.raises(LogError, match="no edge"):
        RightEdge(3, rows)


@settings(max_examples=300, deadline=None)
@given(SIZES, st.data())
def test_a_spoiled_inclusion_proof_is_refused(size: int, data: st.DataObject) -> None:
    whole = entries(size)
    index = data.draw(st.integers(0, size - 1))
    proof, root, leaf = reference.path(index, whole), reference.mth(whole), whole[index]
    for spoiled in spoilings(proof, data):
        with pytest.raises(LogError):
            check_inclusion(leaf_hash(leaf), index, size, spoiled, root)
    with pytest.raises(LogError):
        check_inclusion(leaf_hash(b"forged"), index, size, proof, root)
    with pytest.raises(LogError):
        check_inclusion(leaf_hash(leaf), index, size, proof, bytes(32))
    for other in {data.draw(st.integers(-1, size + 1)), size, -1} - {index}:
        with pytest.raises(LogError):
            check_inclusion(leaf_hash(leaf), other, size, proof, root)


@settings(max_examples=300, deadline=None)
@given(SIZES.filter(lambda size: size > 1), st.data())
def test_a_spoiled_consistency_proof_is_refused(size: int, data: st.DataObject) -> None:
    whole = entries(size)
    old = data.draw(st.integers(1, size - 1))
    proof, root = reference.proof(old, whole), reference.mth(whole)
    old_root = reference.mth(whole[:old])
    for spoiled in spoilings(proof, data):
        with pytest.raises(LogError):
            check_consistency(old, size, spoiled, old_root, root)
    for wrong in ((bytes(32), root), (old_root, bytes(32)), (root, old_root)):
        with pytest.raises(LogError):
            check_consistency(old, size, proof, *wrong)
    forked = reference.mth([*whole[: old - 1], b"changed", *whole[old:]])
    with pytest.raises(LogError):
        check_consistency(old, size, proof, old_root, forked)
    for other in {data.draw(st.integers(-1, size + 1)), size + 1, -1} - {old}:
        with pytest.raises(LogError):
            check_consistency(other, size, proof, old_root, root)


def spoilings(proof: list[bytes], data: st.DataObject) -> list[list[bytes]]:
    """The proof with a hash more, less, elsewhere, or changed."""
    found = [[*proof, bytes(32)], [bytes(32), *proof]]
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        flipped = bytes([proof[at][0] ^ 1]) + proof[at][1:]
        found += [proof[1:], proof[:-1], [*proof[:at], flipped, *proof[at + 1 :]]]
    if len(set(proof)) > 1:
        found.append(proof[::-1])
    return found


def test_from_nothing_and_to_itself() -> None:
    empty, root = reference.mth([]), reference.mth(entries(5))
    assert consistency_proof(0, 5, grown(5).read(5)) == []
    check_consistency(0, 5, [], empty, root)
    check_consistency(5, 5, [], root, root)
    for old, new, proof, old_root, new_root in [
        (0, 5, [root], empty, root),
        (0, 5, [], root, root),
        (5, 5, [root], root, root),
        (5, 5, [], empty, root),
        (6, 5, [], root, root),
    ]:
        with pytest.raises(LogError):
            check_consistency(old, new, proof, old_root, new_root)


def test_proofs_of_what_is_not_there_are_refused() -> None:
    read = grown(5).read(5)
    for index in (-1, 5):
        with pytest.raises(LogError):
            inclusion_proof(index, 5, read)
    for old, new in ((-1, 5), (6, 5)):
        with pytest.raises(LogError):
            consistency_proof(old, new, read)
