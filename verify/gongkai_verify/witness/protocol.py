"""add-checkpoint: what a witness answers to a request, in the order of the specification."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from gongkai_verify.encoding import HASH_SIZE, from_base64, from_decimal
from gongkai_verify.errors import Unreadable, Wrong
from gongkai_verify.merkle import consistency_holds
from gongkai_verify.notes import Checkpoint, open_checkpoint, parse_checkpoint
from gongkai_verify.witness.home import Home

MAX_PROOF = 63
PLAIN = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"


@dataclass(frozen=True)
class Answer:
    """Status, body and type."""

    status: int
    body: str
    kind: str = PLAIN


@dataclass(frozen=True)
class Submission:
    """A request taken apart."""

    old: int
    proof: list[bytes]
    note: str


def parse_submission(body: bytes) -> Submission:
    """Old size, proof and note."""
    try:
        head, separator, note = body.decode().partition("\n\n")
    except UnicodeDecodeError:
        raise Wrong("request", "请求不是 UTF-8。") from None
    lines = head.split("\n")
    if not separator or not lines[0].startswith("old ") or len(lines) > 1 + MAX_PROOF:
        raise Wrong("request", "请求不合格式。")
    old = from_decimal(lines[0].removeprefix("old "), "旧条数")
    proof = [from_base64(line, "证明", HASH_SIZE) for line in lines[1:]]
    return Submission(old, proof, note)


class Witness:
    """Answers one request after the other: check and memory are one step."""

    def __init__(self, home: Home, clock: Callable[[], float]) -> None:
        self._home = home
        self._key = home.key()
        self._clock = clock
        self._lock = threading.Lock()

    def add_checkpoint(self, body: bytes) -> Answer:
        """The answer to a request."""
        try:
            submission = parse_submission(body)
            origin = parse_checkpoint(submission.note).origin
        except Wrong as wrong:
            return Answer(400, f"{wrong.sentence}\n")
        try:
            with self._lock:
                return self._decide(submission, origin)
        except (Unreadable, OSError):
            return Answer(500, "见证的存储有问题，没有签名。\n")

    def _decide(self, submission: Submission, origin: str) -> Answer:
        keys = self._home.keys_of(origin)
        if not keys:
            return Answer(404, "不认识这份日志。\n")
        try:
            new = open_checkpoint(submission.note, keys)
        except Wrong as wrong:
            return Answer(403, f"{wrong.sentence}\n")
        if submission.old > new.size:
            return Answer(400, "旧条数大于检查点的条数。\n")
        last = self._home.signed(origin)
        refusal = _reason_not_to_sign(submission, last, new)
        return refusal or self._sign(last, new)

    def _sign(self, last: Checkpoint, new: Checkpoint) -> Answer:
        if new.size > last.size:
            self._home.remember(new)
        return Answer(200, self._key.cosign(new.text, int(self._clock())))


def _reason_not_to_sign(submission: Submission, last: Checkpoint, new: Checkpoint) -> Answer | None:
    if submission.old != last.size or (new.size == last.size and new.root != last.root):
        return Answer(409, f"{last.size}\n", SIZE)
    if not consistency_holds(last.size, new.size, last.root, new.root, submission.proof):
        return Answer(422, "证明不成立：新检查点不是由已签名的检查点只增不改而来。\n")
    return None
