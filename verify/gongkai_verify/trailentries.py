"""Entries of a case trail, and what of them a receipt opens."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai_verify.canonical import parse_canonical
from gongkai_verify.encoding import HASH_SIZE, from_base64
from gongkai_verify.entries import MAX_ENTRY, parse_time
from gongkai_verify.errors import Wrong
from gongkai_verify.merkle import leaf_hash

HIDDEN = "Internal"
ROLES = ("staff", "deputy", "requester", "system")
SALT = 32
_KEYS = {"v", "case", "seq", "act", "role", "t", "c"}
_ACT = re.compile(r"[A-Z][A-Za-z0-9]{0,79}", re.ASCII)
_CASE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_SAID = {"about", "actor", "at", "data", "id", "name", "on"}


@dataclass(frozen=True)
class TrailEntry:
    """An entry whose form is right."""

    case: str
    seq: int
    previous: bytes | None
    act: str
    role: str
    time: datetime
    commitment: bytes
    leaf: bytes


def parse_trail_entry(content: bytes) -> TrailEntry:
    """The entry that these bytes are."""
    if len(content) > MAX_ENTRY:
        raise Wrong("entry", "留痕条目超过 65535 字节。")
    said = parse_canonical(content, "留痕条目")
    previous = said.pop("prev_leaf", None)
    seq = said.get("seq")
    if said.keys() != _KEYS or type(said["v"]) is not int or said["v"] != 1:
        raise Wrong("entry", "留痕条目的字段不对。")
    if type(seq) is not int or seq < 1 or (seq == 1) != (previous is None):
        raise Wrong("entry", "留痕条目的步数（seq）或者上一步（prev_leaf）不合格式。")
    for name, pattern in (("act", _ACT), ("case", _CASE)):
        if not isinstance(said[name], str) or not pattern.fullmatch(said[name]):
            raise Wrong("entry", f"留痕条目的 {name} 不合格式。")
    if said["role"] not in ROLES:
        raise Wrong("entry", "留痕条目的身份（role）不认识。")
    return TrailEntry(
        said["case"],
        seq,
        None if previous is None else _hash(previous, "prev_leaf"),
        said["act"],
        said["role"],
        parse_time(said["t"]),
        _hash(said["c"], "c"),
        leaf_hash(content),
    )


def _hash(value: Any, name: str) -> bytes:
    if not isinstance(value, str):
        raise Wrong("entry", f"留痕条目的 {name} 不合格式。")
    return from_base64(value, f"留痕条目的 {name} ", HASH_SIZE)


def commitment(what: str, salt: bytes, text: bytes) -> bytes:
    """H("gongkai/trail/1 " what "\\n" salt H(text))."""
    bound = f"gongkai/trail/1 {what}\n".encode() + salt
    return hashlib.sha256(bound + hashlib.sha256(text).digest()).digest()


def open_step(entry: TrailEntry, opened: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a receipt opens of a step, after the commitments were checked; None if nothing."""
    if "content" not in opened:
        if opened:
            raise Wrong("commitment", "凭证打开了细节，却没有打开内容。")
        return None
    said = _open(opened["content"], "content", entry.commitment)
    if said.keys() != _SAID or not all(isinstance(said[one], str) for one in _SAID - {"id"}):
        raise Wrong("commitment", "所打开的内容的字段不对。")
    if entry.act not in (HIDDEN, said["name"]):
        raise Wrong("commitment", "所打开的内容与留痕条目说的不是同一件事。")
    for what in ("data", "actor"):
        bound = from_base64(said[what], f"内容中的 {what} ", HASH_SIZE)
        said[what] = _open(opened[what], what, bound) if what in opened else None
    return said


def _open(part: Any, what: str, bound: bytes) -> dict[str, Any]:
    if not isinstance(part, dict) or part.keys() != {"salt", "text"}:
        raise Wrong("commitment", f"凭证所打开的 {what} 不合格式。")
    salt, text = part["salt"], part["text"]
    if not isinstance(salt, str) or not isinstance(text, str):
        raise Wrong("commitment", f"凭证所打开的 {what} 不合格式。")
    encoded = text.encode("utf-8", "replace")
    if commitment(what, from_base64(salt, "盐", SALT), encoded) != bound:
        raise Wrong("commitment", f"所打开的 {what} 与留痕不符：记下后被改动。")
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Wrong("commitment", f"所打开的 {what} 不是 JSON 对象。")
    return said
