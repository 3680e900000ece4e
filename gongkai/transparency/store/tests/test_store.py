"""Adding to a log, reading it, and proving from it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.kernel.tlog.checkpoint import Checkpoint
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.hashing import leaf_hash
from gongkai.kernel.tlog.keys import VerifierKey
from gongkai.kernel.tlog.notes import Note, open_note
from gongkai.kernel.tlog.proofs import check_consistency, check_inclusion
from gongkai.kernel.tlog.receipts import Receipt
from gongkai.kernel.tlog.tests.samples import VECTORS, decoded
from gongkai.kernel.tlog.tiles import ENTRIES, Tile
from gongkai.transparency.store import Ed25519Signer, LogReader, LogStore
from gongkai.transparency.store.tests.samples import ORIGIN, Log, entries, root, write_key

SIZES = [1, 3, 255, 256, 257, 511, 1000]


def claimed(note: str) -> Checkpoint:
    return Checkpoint.parse(Note.parse(note).text)


def test_the_fixed_vectors(log: Log) -> None:
    with log.open() as store:
        assert store.append(entries(0, 3)) == VECTORS["checkpoint_3"]
        assert store.checkpoint() == VECTORS["checkpoint_3"]
        assert store.receipt(1) == VECTORS["tlog_proof_1_of_3"]
        store.append(entries(3, 70_000))
        assert store.inclusion(69_999, 70_000) == decoded(VECTORS["inclusion_69999_of_70000"])
        assert store.consistency(257, 70_000) == decoded(VECTORS["consistency_257_70000"])
    assert (log.public / "vkey").read_text() == VECTORS["vkey"] + "\n"
    names = {str(path.relative_to(log.public)) for path in log.public.rglob("*.p/*")}
    assert names == set(VECTORS["files_70000"])


def test_a_new_log_says_that_it_is_empty(log: Log) -> None:
    with log.open() as store:
        assert (store.size, claimed(store.checkpoint()).size) == (0, 0)
        assert store.append([]) == store.checkpoint()
        with pytest.raises(LogError):
            store.entry(0)
        with pytest.raises(LogError):
            store.receipt(0)
    assert log.look() == 0


def test_growing(log: Log) -> None:
    """One at a time or many at once, opened anew or not: the files are those of the entries."""
    for size in SIZES:
        log.grow(size)
        assert log.look() == size
    with log.open() as store:
        for size in range(1001, 1030):
            assert claimed(store.append(entries(size - 1, size))).size == size == store.size
        assert log.look() == 1029
    log.extends_all()


def test_reading_and_proving(log: Log) -> None:
    for size in SIZES:
        log.grow(size)
        log.look()
    reader = LogReader(log.public)
    assert reader.size == 1000
    assert reader.entry(300) == b"300"
    assert list(reader.entries(250, 520)) == entries(250, 520)
    assert list(reader.entries(1000, 1000)) == []
    for found in log.seen:
        proof = reader.inclusion(found.size - 1, found.size)
        leaf = leaf_hash(b"%d" % (found.size - 1))
        check_inclusion(leaf, found.size - 1, found.size, proof, found.root)
        receipt = Receipt.parse(reader.receipt(found.size - 1))
        assert receipt.check([log.key]) == log.seen[-1]
        assert receipt.entry == b"%d" % (found.size - 1)


@pytest.mark.parametrize("bounds", [(-1, 0), (0, 4), (4, 4), (2, 1)])
def test_entries_that_are_not_there_are_refused(log: Log, bounds: tuple[int, int]) -> None:
    log.grow(3)
    with pytest.raises(LogError):
        LogReader(log.public).entries(*bounds)


def test_proofs_for_sizes_that_were_never_published(log: Log) -> None:
    log.grow(600)
    reader = LogReader(log.public)
    for size in (1, 100, 257, 599):
        old_root, proof = root(entries(0, size)), reader.inclusion(size - 1, size)
        check_inclusion(leaf_hash(b"%d" % (size - 1)), size - 1, size, proof, old_root)
        new_root, proof = log.published().root, reader.consistency(size, 600)
        check_consistency(size, 600, proof, old_root, new_root)


def test_partial_tiles_stay_until_the_full_one_is_there(log: Log) -> None:
    for size in (3, 200):
        log.grow(size)
    assert (log.public / "tile/0/000.p/3").exists()
    log.grow(256)
    assert not (log.public / "tile/0/000.p").exists()
    assert not (log.public / "tile/entries/000.p").exists()
    # Who holds an old checkpoint reads the full tile.
    assert LogReader(log.public).tile(Tile(0, 0, 3)) == list(map(leaf_hash, entries(0, 3)))
    assert LogReader(log.public).bundle(Tile(ENTRIES, 0, 3)) == entries(0, 3)


def test_entries_that_do_not_fit_leave_the_log_as_it_was(log: Log) -> None:
    with log.open() as store:
        with pytest.raises(LogError, match="65536"):
            store.append([b"fits", b"x" * 65_536])
        store.append(entries(0, 2))
    assert log.look() == 2


def test_two_writers_are_refused(log: Log) -> None:
    with log.open() as store:
        with pytest.raises(LogError, match="another process"):
            log.open()
        child = os.fork()
        if child == 0:
            try:
                log.open()
            except LogError:
                os._exit(7)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
        store.append(entries(0, 1))
    log.grow(2)
    with pytest.raises(LogError, match="closed"):
        store.append(entries(2, 3))


def test_only_ed25519_keys_in_the_name_of_the_log(log: Log, tmp_path: Path) -> None:
    other = Ed25519Signer(tmp_path / "key.pem", "other.example/log")
    for signers in ([], [other], [log.signer, other]):
        with pytest.raises(LogError):
            LogStore(log.public, log.state, ORIGIN, signers)
    with pytest.raises(LogError):
        LogStore(log.public, log.state, "two words", [log.signer])


def test_a_key_is_changed_by_an_overlap(log: Log, tmp_path: Path) -> None:
    write_key(tmp_path / "new.pem", seed=1)
    new = Ed25519Signer(tmp_path / "new.pem", ORIGIN)
    log.grow(3)
    with pytest.raises(LogError, match="no known key"):
        LogStore(log.public, log.state, ORIGIN, [new])
    with LogStore(log.public, log.state, ORIGIN, [log.signer, new]) as store:
        note = store.append(entries(3, 4))
        assert len(open_note(note, [log.key, VerifierKey.parse(new.verifier_key())]).signed_at) == 2
        assert len((log.public / "vkey").read_text().splitlines()) == 2
    with LogStore(log.public, log.state, ORIGIN, [new]) as store:
        note = store.append(entries(4, 5))
    with pytest.raises(LogError, match="no known key"):
        open_note(note, [log.key])


class BrokenSigner:
    """A device that signs something else."""

    def __init__(self, log: Log) -> None:
        self.log = log

    def verifier_key(self) -> str:
        return self.log.signer.verifier_key()

    def sign(self, text: bytes) -> bytes:
        return self.log.signer.sign(text + b".")


def test_a_signature_that_does_not_hold_is_not_published(log: Log) -> None:
    log.grow(3)
    with LogStore(log.public, log.state, ORIGIN, [BrokenSigner(log)]) as store:
        with pytest.raises(LogError, match="bad signature"):
            store.append(entries(3, 4))
    assert log.look() == 3
    with log.open() as store:  # the batch had been begun, and is finished
        assert store.size == 4
    assert log.look() == 4


COSIGNATURE = VECTORS["checkpoint_3_cosigned"].splitlines()[-1]


def test_witnesses_are_asked_with_a_proof(log: Log) -> None:
    log.grow(2)
    log.look()
    asked = []

    def witnesses(old: int, proof: list[bytes], note: str) -> list[str]:
        new = claimed(note)
        check_consistency(old, new.size, proof, log.seen[-1].root, new.root)
        assert claimed(LogReader(log.public).checkpoint()).size == old, "not published yet"
        asked.append(old)
        return [COSIGNATURE, COSIGNATURE + "\n", "— no signature", ""]

    with log.open(witnesses) as store:
        note = store.append(entries(2, 3))
    assert asked == [2]
    assert note == VECTORS["checkpoint_3_cosigned"] + COSIGNATURE + "\n"
    assert LogReader(log.public).checkpoint() == note
    assert log.look() == 3


def test_a_silent_witness_does_not_stop_publication(
    log: Log, caplog: pytest.LogCaptureFixture
) -> None:
    def silent(old: int, proof: list[bytes], note: str) -> list[str]:
        raise TimeoutError

    with log.open(silent) as store:
        assert store.append(entries(0, 3)) == VECTORS["checkpoint_3"]
    assert "No witness" in caplog.text


def test_a_witness_of_another_history_stops_publication(log: Log) -> None:
    def refuses(old: int, proof: list[bytes], note: str) -> list[str]:
        raise LogError("the witness has seen another tree")

    with log.open(refuses) as store:
        with pytest.raises(LogError, match="another tree"):
            store.append(entries(0, 3))
        with pytest.raises(LogError, match="opened anew"):
            store.append(entries(3, 4))
    assert log.look() == 0
    with pytest.raises(LogError, match="another tree"):  # and does so again
        log.open(refuses)
    assert log.look() == 0
