"""A record against its entry: every part as logged, erased, or missing without a tombstone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from gongkai_verify.commitments import Digests, commitment, commitment_sm3, digests_of
from gongkai_verify.records import Given, Record


class State(StrEnum):
    """What became of a part."""

    AS_LOGGED = "as-logged"
    ERASED = "erased"
    CHANGED = "changed"
    MISSING = "missing"  # without a tombstone
    NO_TOMBSTONE = "no-tombstone"  # it claims one that is not there
    UNPROVED = "unproved"  # it names a tombstone, and there is no log to look it up


WRONG = {State.CHANGED, State.MISSING, State.NO_TOMBSTONE}


@dataclass(frozen=True)
class Verdict:
    """The state of one part, with the entry by which it was erased."""

    name: str
    state: State
    erased: int | None = None
    file: str = ""

    def __str__(self) -> str:
        name = {"meta": "基本信息", "body": "正文"}.get(self.name, f"附件 {self.name[1:]}")
        file = f"（{self.file}）" if self.file else ""
        return f"{name}{file}{_SENTENCES[self.state].format(self.erased)}"


_SENTENCES = {
    State.AS_LOGGED: "与登记一致。",
    State.ERASED: "已删除，见第 {} 条登记。",
    State.CHANGED: "与登记不一致，已被改动。",
    State.MISSING: "缺失，而且没有删除登记。",
    State.NO_TOMBSTONE: "自称已由第 {} 条登记删除，日志中没有这样的登记。",
    State.UNPROVED: "自称已由第 {} 条登记删除；没有给出日志（--log），未核对。",
}

# Index of the entry that erased this part, -1 if none did, None if there is no log to ask.
Tombstones = Callable[[str], int | None]
# The pieces of a file beside the record; None if it is not there.
Files = Callable[[str], Iterable[bytes] | None]


def prove(record: Record, files: Files, tombstones: Tombstones) -> Iterator[Verdict]:
    """Compare each part of the entry with what the record gives."""
    for name in sorted(record.entry.parts):
        given = record.parts.get(name)
        if given is None:
            yield _absent(name, tombstones(name), "")
        elif given.erased is not None:
            yield _erased(name, given.erased, tombstones(name))
        else:
            digests = _digests(given, files)
            if digests is None:
                yield _absent(name, tombstones(name), given.file)
            else:
                state = State.AS_LOGGED if holds(record, name, given, digests) else State.CHANGED
                yield Verdict(name, state, file=given.file)


def _absent(name: str, tombstone: int | None, file: str) -> Verdict:
    if tombstone is not None and tombstone >= 0:
        return Verdict(name, State.ERASED, tombstone, file)
    return Verdict(name, State.MISSING, file=file)


def _erased(name: str, claimed: int, tombstone: int | None) -> Verdict:
    if tombstone is None:
        return Verdict(name, State.UNPROVED, claimed)
    state = State.ERASED if claimed == tombstone else State.NO_TOMBSTONE
    return Verdict(name, state, claimed)


def _digests(given: Given, files: Files) -> Digests | None:
    if given.content is not None:
        return digests_of([given.content])
    chunks = files(given.file)
    return None if chunks is None else digests_of(chunks)


def holds(record: Record, name: str, given: Given, digests: Digests) -> bool:
    """Whether a part is what the entry is committed to, by both hashes where it has both."""
    if commitment(name, given.salt, digests) != record.entry.parts[name]:
        return False
    sm3 = record.entry.sm3.get(name)
    return sm3 is None or commitment_sm3(name, given.salt, digests) == sm3
