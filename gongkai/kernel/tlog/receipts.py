"""Receipts (C2SP tlog-proof@v1): one file that shows that one entry is in the log.

The entry itself travels in the `extra` line, which the format leaves to us. It is believed only
because its hash leads to the signed root.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from gongkai.kernel.tlog.checkpoint import Checkpoint, decimal
from gongkai.kernel.tlog.encoding import from_base64, to_base64
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.hashing import HASH_SIZE, leaf_hash
from gongkai.kernel.tlog.keys import VerifierKey
from gongkai.kernel.tlog.notes import open_note
from gongkai.kernel.tlog.proofs import check_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
MAX_HASHES = 63


@dataclass(frozen=True, slots=True)
class Receipt:
    """An entry, its index, the hashes that lead to the root, and the signed checkpoint."""

    entry: bytes
    index: int
    proof: tuple[bytes, ...]
    checkpoint: str

    def __str__(self) -> str:
        head = [HEADER, f"extra {to_base64(self.entry)}", f"index {self.index}"]
        return "\n".join([*head, *map(to_base64, self.proof), "", self.checkpoint])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Take a receipt apart; nothing in it is believed yet."""
        head, blank, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        if not blank or len(lines) < 3 or lines[0] != HEADER:
            raise LogError("this is no tlog-proof@v1")
        if not lines[1].startswith("extra ") or not lines[2].startswith("index "):
            raise LogError("a receipt gives the entry, then its index")
        proof = tuple(map(from_base64, lines[3:]))
        if len(proof) > MAX_HASHES or any(len(one) != HASH_SIZE for one in proof):
            raise LogError("a receipt has too many hashes, or one that is not of 32 bytes")
        entry, index = from_base64(lines[1][6:]), decimal(lines[2][6:])
        return cls(entry, index, proof, checkpoint)

    def check(self, keys: Iterable[VerifierKey]) -> Checkpoint:
        """Check the signatures and the proof; return the checkpoint that they stand for."""
        found = Checkpoint.parse(open_note(self.checkpoint, keys).text)
        check_inclusion(leaf_hash(self.entry), self.index, found.size, self.proof, found.root)
        return found
