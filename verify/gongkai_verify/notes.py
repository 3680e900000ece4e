"""Signed notes and checkpoints (signed-note, tlog-checkpoint)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai_verify.encoding import HASH_SIZE, from_base64, from_decimal, is_key_name
from gongkai_verify.errors import Wrong
from gongkai_verify.keys import COSIGNATURE, ED25519, SM2, Key, signature_holds, time_of
from gongkai_verify.merkle import EMPTY_ROOT

MAX_BYTES = 1_000_000
MAX_LINES = 100


@dataclass(frozen=True)
class Checkpoint:
    """What a log states: so many entries, this root. `witnesses` are names with times."""

    origin: str
    size: int
    root: bytes
    note: str
    text: bytes
    witnesses: tuple[tuple[str, int], ...] = ()
    unchecked: tuple[str, ...] = field(default=())  # SM2 lines for which there is no openssl


def split_note(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text with its final newline, and the lines as key name and bytes."""
    if len(note.encode("utf-8", "replace")) > MAX_BYTES:
        raise Wrong("note", "检查点过长。")
    if any(ord(char) < 32 and char != "\n" for char in note):
        raise Wrong("note", "检查点含有控制字符。")
    text, separator, rest = note.rpartition("\n\n")
    if not separator or not rest.endswith("\n"):
        raise Wrong("note", "检查点没有签名行，或者不完整。")
    lines = rest[:-1].split("\n")
    if len(lines) > MAX_LINES:
        raise Wrong("note", "检查点的签名行过多。")
    return f"{text}\n", [_signature_line(line) for line in lines]


def _signature_line(line: str) -> tuple[str, bytes]:
    match line.split(" "):
        case ["—", name, encoded] if is_key_name(name):
            content = from_base64(encoded, "签名")
            if len(content) > 4:
                return name, content
    raise Wrong("note", "检查点的签名行不合格式。")


def parse_checkpoint(note: str) -> Checkpoint:
    """A checkpoint without any look at its signatures."""
    text, _ = split_note(note)
    lines = text.split("\n")
    if len(lines) != 4:
        raise Wrong("checkpoint", "检查点应当是三行：日志名称、条数、根。")
    if not is_key_name(lines[0]):
        raise Wrong("checkpoint", "检查点的日志名称不合格式。")
    size = from_decimal(lines[1], "检查点的条数")
    root = from_base64(lines[2], "检查点的根", HASH_SIZE)
    if size == 0 and root != EMPTY_ROOT:
        raise Wrong("checkpoint", "检查点的条数是零，根却不是空日志的根。")
    return Checkpoint(lines[0], size, root, note, text.encode())


def open_checkpoint(note: str, keys: Sequence[Key], quorum: int = 0) -> Checkpoint:
    """A checkpoint whose signatures hold: the log's own Ed25519 line, and `quorum` witnesses.

    Unknown keys are ignored, a bad signature by a known key refuses the whole note.
    """
    parsed = parse_checkpoint(note)
    known = {(key.name, key.id): key for key in keys}
    signed: list[Key] = []
    witnesses: dict[str, int] = {}
    unchecked: list[str] = []
    for name, content in split_note(note)[1]:
        key = known.get((name, content[:4]))
        if key is None:
            continue
        if not key.can_be_checked:
            unchecked.append(name)
            continue
        if not signature_holds(key, parsed.text, content[4:]):
            raise Wrong("signature", f"检查点上 {name} 的签名不对。")
        signed.append(key)
        if key.kind == COSIGNATURE:
            witnesses[name] = time_of(content[4:])
    _demand(parsed.origin, signed, len(witnesses), quorum)
    return Checkpoint(
        parsed.origin,
        parsed.size,
        parsed.root,
        note,
        parsed.text,
        tuple(sorted(witnesses.items())),
        tuple(unchecked),
    )


def _demand(origin: str, signed: Sequence[Key], witnesses: int, quorum: int) -> None:
    if not any(key.kind == ED25519 and key.name == origin for key in signed):
        raise Wrong("unsigned", f"检查点（{origin}）没有所给公钥的签名。")
    if witnesses < quorum:
        raise Wrong("quorum", f"要求 {quorum} 个见证，检查点上只有 {witnesses} 个。")


def sm2_missing(checkpoint: Checkpoint, keys: Sequence[Key]) -> bool:
    """Whether an SM2 key of this log was given, and the checkpoint has no line of it."""
    wanted = {(key.name, key.id) for key in keys if key.kind == SM2}
    present = {(name, content[:4]) for name, content in split_note(checkpoint.note)[1]}
    return any(one[0] == checkpoint.origin and one not in present for one in wanted)
