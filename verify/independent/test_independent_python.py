"""`sigstore` (after Google's Trillian) and `pymerkle`, on our proofs and roots."""

from __future__ import annotations

from base64 import b64decode
from types import SimpleNamespace

import pytest
from checkers import BATCHES, SIZE, package
from spoiling import forged_proofs

pytestmark = pytest.mark.independent

INDEXES = [0, 1, 2, 7, 254, 255, 256, 300, 511, 512, 513, 698, 699]
FEWER = [0, 255, 256, 300, 699]


# --- sigstore ------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sigstore():
    """Whether sigstore accepts an inclusion proof."""
    merkle = package("sigstore._internal.merkle", "sigstore")
    errors = package("sigstore.errors", "sigstore")

    def accepts(entry, index, size, proof, root):
        stated = SimpleNamespace(log_index=index, tree_size=size, hashes=proof, root_hash=root)
        inner = SimpleNamespace(inclusion_proof=stated, canonicalized_body=entry)
        try:
            merkle.verify_merkle_inclusion(SimpleNamespace(_inner=inner))
        except errors.VerificationError:
            return False
        return True

    return accepts


@pytest.mark.parametrize("size", [300, 513, SIZE])
def test_sigstore_accepts_our_inclusion_proofs(log, sigstore, size):
    root = b64decode(log.root(size))
    for index in [one for one in INDEXES if one < size]:
        proof = log.reader.inclusion(index, size)
        assert sigstore(log.entries[index], index, size, proof, root)


@pytest.mark.parametrize("index", FEWER)
def test_sigstore_refuses_forgeries(log, sigstore, index):
    root, entry = b64decode(log.root(SIZE)), log.entries[index]
    proof = log.reader.inclusion(index, SIZE)
    for name, forged in forged_proofs(proof):
        assert not sigstore(entry, index, SIZE, forged, root), name
    assert not sigstore(log.entries[index - 1], index, SIZE, proof, root)
    assert not sigstore(entry, index ^ 1, SIZE, proof, root)
    assert not sigstore(entry, index, SIZE // 2 if index < 350 else SIZE * 2, proof, root)
    assert not sigstore(entry, index, SIZE, proof, b64decode(log.root(513)))


# --- pymerkle ------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def pymerkle():
    return package("pymerkle", "pymerkle")


@pytest.fixture(scope="session")
def tree(log, pymerkle):
    """Their tree over the entries that our files hold."""
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in log.reader.entries(0, SIZE):
        tree.append_entry(entry)
    return tree


def test_pymerkle_has_our_root_at_every_size(log, tree):
    assert {n: tree.get_root(n) for n in BATCHES} == {n: b64decode(log.root(n)) for n in BATCHES}


def accepted(pymerkle, check, *arguments, **more):
    try:
        check(*arguments, **more)
    except pymerkle.InvalidProof:
        return False
    return True


def with_our_hashes(tree, index, size, hashes):
    """Their proof object for this place, with the hashes of our proof in it."""
    proof = tree.prove_inclusion(index + 1, size)
    proof.path = [proof.path[0], *hashes]
    return proof


@pytest.mark.parametrize("size", [300, 513, SIZE])
def test_pymerkle_accepts_our_inclusion_proofs(log, tree, pymerkle, size):
    root = b64decode(log.root(size))
    for index in [one for one in INDEXES if one < size]:
        proof = with_our_hashes(tree, index, size, log.reader.inclusion(index, size))
        pymerkle.verify_inclusion(tree.get_leaf(index + 1), root, proof, index=index + 1, size=size)


@pytest.mark.parametrize("index", FEWER)
def test_pymerkle_refuses_forgeries(log, tree, pymerkle, index):
    root, leaf = b64decode(log.root(SIZE)), tree.get_leaf(index + 1)
    hashes = log.reader.inclusion(index, SIZE)
    check = pymerkle.verify_inclusion
    for name, forged in forged_proofs(hashes):
        proof = with_our_hashes(tree, index, SIZE, forged)
        assert not accepted(pymerkle, check, leaf, root, proof), name
    proof = with_our_hashes(tree, index, SIZE, hashes)
    assert accepted(pymerkle, check, leaf, root, proof)
    assert not accepted(pymerkle, check, tree.get_leaf((index ^ 1) + 1), root, proof)
    assert not accepted(pymerkle, check, leaf, b64decode(log.root(513)), proof)
    assert not accepted(pymerkle, check, leaf, root, proof, size=SIZE - 1)
    assert not accepted(pymerkle, check, leaf, root, proof, index=index + 2)


def test_pymerkle_finds_our_checkpoints_consistent(log, tree, pymerkle):
    check = pymerkle.verify_consistency
    new = b64decode(log.root(SIZE))
    for size in BATCHES[:-1]:
        old, proof = b64decode(log.root(size)), tree.prove_consistency(size, SIZE)
        assert accepted(pymerkle, check, old, new, proof, prior_size=size, later_size=SIZE)
        forked = bytes([old[0] ^ 1]) + old[1:]
        assert not accepted(pymerkle, check, forked, new, proof)
        assert not accepted(pymerkle, check, new, old, proof)
