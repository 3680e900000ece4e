"""Receipts: tlog-proof@v1 with the entry in `extra`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_verify.encoding import HASH_SIZE, from_base64, from_decimal
from gongkai_verify.errors import Wrong
from gongkai_verify.keys import Key
from gongkai_verify.merkle import inclusion_holds, leaf_hash
from gongkai_verify.notes import Checkpoint, open_checkpoint

HEADER = "c2sp.org/tlog-proof@v1"
MAX_PROOF = 63


@dataclass(frozen=True)
class Receipt:
    """A receipt that holds: this entry is in the log that this checkpoint states."""

    entry: bytes
    index: int
    checkpoint: Checkpoint


def open_receipt(text: str, keys: Sequence[Key], quorum: int = 0) -> Receipt:
    """Take a receipt apart and check all of it."""
    head, separator, note = text.partition("\n\n")
    lines = head.split("\n")
    if not separator or lines[0] != HEADER:
        raise Wrong("receipt", "这不是登记凭据：第一行应当是 c2sp.org/tlog-proof@v1。")
    if len(lines) < 3 or not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        raise Wrong("receipt", "登记凭据的第二、三行应当是 extra（登记内容）和 index（序号）。")
    if len(lines) > 3 + MAX_PROOF:
        raise Wrong("receipt", "登记凭据的证明过长。")
    entry = from_base64(lines[1].removeprefix("extra "), "登记凭据中的登记内容")
    index = from_decimal(lines[2].removeprefix("index "), "登记凭据中的序号")
    proof = [from_base64(line, "登记凭据中的证明", HASH_SIZE) for line in lines[3:]]
    checkpoint = open_checkpoint(note, keys, quorum)
    if not inclusion_holds(leaf_hash(entry), index, checkpoint.size, proof, checkpoint.root):
        raise Wrong("inclusion", f"证明不成立：这条登记不是该日志的第 {index} 条。")
    return Receipt(entry, index, checkpoint)
