"""The fixed vectors, which a verifier in Go has checked, byte for byte."""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256

import pytest

from gongkai.kernel.tlog.checkpoint import Checkpoint
from gongkai.kernel.tlog.commitments import commitment
from gongkai.kernel.tlog.entries import entry_bytes, read_entry
from gongkai.kernel.tlog.hashing import EMPTY_ROOT, leaf_hash, root_of
from gongkai.kernel.tlog.keys import ED25519, VerifierKey
from gongkai.kernel.tlog.notes import SignatureLine, open_note
from gongkai.kernel.tlog.proofs import check_consistency, check_inclusion
from gongkai.kernel.tlog.receipts import Receipt
from gongkai.kernel.tlog.tests.samples import KEY, ORIGIN, PRIVATE, VECTORS, WITNESS, Tree, decoded
from gongkai.kernel.tlog.tiles import encode_entries, partial_tiles
from gongkai.kernel.tlog.tree import consistency_proof, inclusion_proof, tree_root

ENTRIES = [str(i).encode() for i in range(70_000)]
LEAVES = list(map(leaf_hash, ENTRIES))
ROOTS = {int(size): b64decode(root) for size, root in VECTORS["roots"].items()}


@pytest.fixture(scope="module")
def tree() -> Tree:
    grown = Tree()
    for start, stop in ((0, 3), (3, 257), (257, 70_000)):
        grown.grow(ENTRIES[start:stop])
    return grown


def test_the_empty_root() -> None:
    assert b64decode(VECTORS["empty_root"]) == EMPTY_ROOT == root_of([])


@pytest.mark.parametrize("size", ROOTS)
def test_roots(size: int, tree: Tree) -> None:
    assert root_of(LEAVES[:size]) == ROOTS[size]
    assert tree_root(size, tree.read(size)) == ROOTS[size]


def test_the_root_of_the_edge(tree: Tree) -> None:
    assert tree.edge.root() == ROOTS[70_000]


def test_tiles_and_bundles(tree: Tree) -> None:
    assert encode_entries(ENTRIES[:3]).hex() == VECTORS["bundle_3_hex"]
    by_path = {tile.path: content for tile, content in tree.files.items()}
    assert by_path["tile/0/000.p/3"].hex() == VECTORS["tile_0_000_p3_hex"]
    assert sha256(by_path["tile/1/000"]).hexdigest() == VECTORS["sha256_tile_1_000"]
    assert {tile.path for tile in partial_tiles(70_000)} == set(VECTORS["files_70000"])
    full = [tile for tile in tree.files if tile == tile.full]
    assert [sum(tile.level == level for tile in full) for level in range(3)] == [273, 1, 0]


def test_proofs(tree: Tree) -> None:
    read = tree.read(70_000)
    inclusion = inclusion_proof(69_999, 70_000, read)
    assert inclusion == decoded(VECTORS["inclusion_69999_of_70000"])
    check_inclusion(LEAVES[69_999], 69_999, 70_000, inclusion, ROOTS[70_000])
    consistency = consistency_proof(257, 70_000, read)
    assert consistency == decoded(VECTORS["consistency_257_70000"])
    check_consistency(257, 70_000, consistency, ROOTS[257], ROOTS[70_000])


def test_the_key() -> None:
    public = PRIVATE.public_key().public_bytes_raw()
    assert str(VerifierKey(ORIGIN, ED25519, public)) == str(KEY) == VECTORS["vkey"]
    assert KEY.key_id.hex() == VECTORS["key_id"]


def test_the_key_of_the_specification() -> None:
    text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    assert str(VerifierKey.parse(text)) == text


def test_the_signed_checkpoint() -> None:
    body = Checkpoint(ORIGIN, 3, ROOTS[3])
    line = SignatureLine(ORIGIN, KEY.key_id, PRIVATE.sign(str(body).encode()))
    assert f"{body}\n{line}" == VECTORS["checkpoint_3"]
    assert Checkpoint.parse(open_note(VECTORS["checkpoint_3"], [KEY]).text) == body


def test_the_cosigned_checkpoint() -> None:
    opened = open_note(VECTORS["checkpoint_3_cosigned"], [KEY, WITNESS])
    assert opened.signed_at == {KEY: None, WITNESS: 1_790_000_000}


def test_the_receipt(tree: Tree) -> None:
    proof = tuple(inclusion_proof(1, 3, tree.read(3)))
    receipt = Receipt(b"1", 1, proof, VECTORS["checkpoint_3"])
    assert str(receipt) == VECTORS["tlog_proof_1_of_3"]
    assert Receipt.parse(VECTORS["tlog_proof_1_of_3"]) == receipt
    assert receipt.check([KEY]).size == 3


def test_the_record() -> None:
    record = VECTORS["record"]
    entry = record["entry"].encode()
    fields = read_entry(entry)
    assert entry_bytes(dict(reversed(fields.items()))) == entry
    assert (len(entry), leaf_hash(entry).hex()) == (record["bytes"], record["leaf_hash"])
    assert fields["parts"] == {name: part["commitment"] for name, part in record["parts"].items()}


@pytest.mark.parametrize("name", VECTORS["record"]["parts"])
def test_commitments(name: str) -> None:
    part = VECTORS["record"]["parts"][name]
    salt, content = b64decode(part["salt"]), b64decode(part["content"])
    assert commitment(name, salt, content) == b64decode(part["commitment"])
    assert commitment(name, salt, content, "sm3") == b64decode(part["sm3"])
