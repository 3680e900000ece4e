"""The publication log: entries a second, and proofs from a large one, beside pymerkle's SqliteTree.

Both keep everything on the disk. Ours ends every batch with a signed checkpoint that is public and
outlasts a power cut, after reading back what it wrote; pymerkle ends it with a committed
transaction and the root, and signs nothing. Both must give the same roots and the same proofs.
pymerkle is not among the requirements: where it is not installed, its figures are missing and the
rest is measured all the same.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bench.child import Steps, say
from bench.results import SPREAD, Cell, Table, spread
from bench.scales import Scale
from gongkai.kernel.tlog.checkpoint import Checkpoint
from gongkai.kernel.tlog.hashing import leaf_hash
from gongkai.kernel.tlog.keys import VerifierKey
from gongkai.kernel.tlog.notes import Note
from gongkai.kernel.tlog.proofs import check_consistency, check_inclusion
from gongkai.kernel.tlog.receipts import Receipt
from gongkai.kernel.tlog.tree import tree_root
from gongkai.transparency.store import Ed25519Signer, LogStore, create_ed25519_key

try:
    import pymerkle
except ImportError:
    pymerkle = None  # type: ignore[assignment]

ORIGIN = "log.example.gov/bench"
BATCHES = (1, 10, 100, 1_000, 10_000)
FILLING = 10_000  # entries under one checkpoint while the large log is filled
NOT_INSTALLED = "not installed"
OURS = "gongkai.transparency.store"


def run(scale: Scale) -> list[Table]:
    """Adding by batch size; then one large log: adding to it, proving, checking."""
    return [_adding(scale), _at_size(scale)]


class Pair:
    """Our log, and pymerkle's tree where it is installed, with the same entries."""

    def __init__(self, folder: Path) -> None:
        create_ed25519_key(folder / "key.pem")
        signer = Ed25519Signer(folder / "key.pem", ORIGIN)
        self.key = VerifierKey.parse(signer.verifier_key())
        self.store = LogStore(folder / "public", folder / "state", ORIGIN, [signer])
        # Its connection to SQLite is left as pymerkle opens it: synchronous=FULL.
        self.theirs: Any = pymerkle and pymerkle.SqliteTree(str(folder / "tree.sqlite"))

    def append(self, entries: Sequence[bytes]) -> list[float]:
        """Add to both in turn, both to the root; the seconds of each."""
        took, note = _timed(lambda: self.store.append(entries))
        if not self.theirs:
            return [took]
        took_them, state = _timed(lambda: self._append_to_theirs(entries))
        assert _claimed(note).root == state
        return [took, took_them]

    def _append_to_theirs(self, entries: Sequence[bytes]) -> bytes:
        self.theirs.append_entries(entries)
        return bytes(self.theirs.get_root())


@contextmanager
def _pair() -> Iterator[Pair]:
    with TemporaryDirectory(prefix="gongkai-bench-log-") as folder:
        pair = Pair(Path(folder))
        try:
            yield pair
        finally:
            pair.store.close()
            if pair.theirs:
                pair.theirs.close()


def _entries(start: int, stop: int) -> list[bytes]:
    """Of the length that entries have: 300 bytes."""
    return [b"%d" % i + b"." * (300 - len(str(i))) for i in range(start, stop)]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = perf_counter()
    result = work()
    return perf_counter() - begun, result


def _claimed(note: str) -> Checkpoint:
    return Checkpoint.parse(Note.parse(note).text)


def _adding(scale: Scale) -> Table:
    rows: list[list[Cell]] = []
    for batch in BATCHES:
        rounds = max(3, min(scale.log_batches, scale.log_entries // batch))
        with _pair() as pair:
            took = [pair.append(_entries(at * batch, (at + 1) * batch)) for at in range(rounds)]
        ours, *theirs = map(sum, zip(*took, strict=True))
        rate = rounds * batch / ours
        beside = [rounds * batch / theirs[0], theirs[0] / ours] if theirs else [NOT_INSTALLED, ""]
        rows.append([batch, rounds, rate, ours / rounds * 1000, *beside])
    head = ("batch", "batches", "entries/s", "ms a batch", f"{_them()} entries/s", "ratio")
    note = "Every batch is forced to the disk, read back, signed and public before the next begins."
    return Table("Entries added to the log", head, rows, note)


def _at_size(scale: Scale) -> Table:
    size, rounds = scale.log_entries, scale.log_batches
    with _pair() as pair:
        _fill(pair, size)
        one = [pair.append(_entries(size + i, size + i + 1)) for i in range(rounds)]
        chance = random.Random(2026)
        proving, checking, receipts = [], [], []
        for _ in range(rounds):
            index = chance.randrange(size)
            made, checked, took = _prove(pair, index)
            proving.append(made)
            checking.append(checked)
            receipts.append([took])
        growing = [_prove_growth(pair, chance.randrange(1, size)) for _ in range(rounds)]
    rows = [
        *_rows("one entry added", one),
        *_rows("inclusion proof", proving),
        *_rows("inclusion checked, without signature", checking),
        *_rows("consistency proof", [made for made, _ in growing]),
        *_rows("consistency checked", [checked for _, checked in growing]),
        *_rows("receipt read and checked, with signature", receipts, alone=True),
    ]
    note = (
        f"{rounds} of each, by chance, in turn; our proofs are read from the files, with up to "
        "64 tiles in memory, theirs from SQLite, with the cache that pymerkle comes with."
    )
    return Table(f"A log of {size:,} entries", ("what", "by", *SPREAD), rows, note)


def _fill(pair: Pair, size: int) -> None:
    steps = Steps("entries")
    for start in range(0, size, FILLING):
        stop = min(start + FILLING, size)
        pair.append(_entries(start, stop))
        steps.at(stop, size)
    say(f"filled {size:,} entries")


def _prove(pair: Pair, index: int) -> tuple[list[float], list[float], float]:
    """Inclusion of one entry: seconds to prove it, seconds to check it; and for its receipt."""
    stated = _claimed(pair.store.checkpoint())
    size, root, leaf = stated.size, stated.root, leaf_hash(pair.store.entry(index))
    made, proof = _timed(lambda: pair.store.inclusion(index, size))
    checked, _ = _timed(lambda: check_inclusion(leaf, index, size, proof, root))
    text = pair.store.receipt(index)
    took, _ = _timed(lambda: Receipt.parse(text).check([pair.key]))
    if not pair.theirs:
        return [made], [checked], took
    them, theirs = _timed(lambda: pair.theirs.prove_inclusion(index + 1, size))
    assert theirs.path == [leaf, *proof]
    check, _ = _timed(lambda: pymerkle.verify_inclusion(leaf, root, theirs, index + 1, size))
    return [made, them], [checked, check], took


def _prove_growth(pair: Pair, old: int) -> tuple[list[float], list[float]]:
    """Consistency with an earlier size: seconds to prove it, and to check it."""
    stated = _claimed(pair.store.checkpoint())
    new, root = stated.size, stated.root
    made, proof = _timed(lambda: pair.store.consistency(old, new))
    old_root = tree_root(old, pair.store.hashes(old))
    checked, _ = _timed(lambda: check_consistency(old, new, proof, old_root, root))
    if not pair.theirs:
        return [made], [checked]
    them, theirs = _timed(lambda: pair.theirs.prove_consistency(old, new))
    check, _ = _timed(lambda: pymerkle.verify_consistency(old_root, root, theirs, old, new))
    return [made, them], [checked, check]


def _rows(what: str, took: Sequence[Sequence[float]], alone: bool = False) -> list[list[Cell]]:
    """A row for each of the two; `took` has their seconds side by side."""
    ours, *theirs = zip(*took, strict=True)
    rows: list[list[Cell]] = [[what, OURS, *spread(ours)]]
    if theirs:
        rows.append([what, _them(), *spread(theirs[0])])
    elif not alone:
        rows.append([what, _them(), NOT_INSTALLED, "", ""])
    return rows


def _them() -> str:
    return f"pymerkle {version('pymerkle')}" if pymerkle else "pymerkle"
