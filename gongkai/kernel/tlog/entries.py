"""The entries of the publication log: which facts a leaf may hold, and in which form.

A leaf is for ever, so every field has a form that leaves no room for a title, a name or a reason in
words: codes, numbers, identifiers, dates and commitments only. What an entry does not need it may
not have. The bytes are stored and hashed as they are, and never written anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from gongkai.kernel.tlog.canonical import MAX_INTEGER, canonical
from gongkai.kernel.tlog.checkpoint import Checkpoint
from gongkai.kernel.tlog.commitments import SALT_SIZE, check_part_name
from gongkai.kernel.tlog.encoding import from_base64
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.keys import VerifierKey
from gongkai.kernel.tlog.tiles import MAX_ENTRY

VERSION = 1

# Why something was taken back or destroyed: codes, because words could name somebody.
GROUNDS = frozenset(
    {
        "privacy",
        "trade-secret",
        "state-secret",
        "court",
        "copyright",
        "expired",
        "clerical",
        "unlawful",  # 依法不应公开, no nearer ground being given
        "revoked",  # what it was about was revoked, changed, or found unlawful or void
        "other",
    }
)

Check = Callable[[Any], bool]


def entry_bytes(fields: Mapping[str, Any]) -> bytes:
    """The bytes of an entry; raise `LogError` when a leaf may not be like this."""
    _check_fields(fields)
    written = canonical(fields)
    if len(written) > MAX_ENTRY:
        raise LogError(f"an entry of {len(written)} bytes; at most {MAX_ENTRY} fit")
    return written


def read_entry(entry: bytes) -> dict[str, Any]:
    """The fields of an entry; raise `LogError` unless `entry_bytes` would write the same bytes."""
    try:
        fields = json.loads(entry)
    except (ValueError, RecursionError):
        raise LogError("an entry is no JSON") from None
    if not isinstance(fields, dict) or entry_bytes(fields) != entry:
        raise LogError("an entry is not in its canonical form")
    return fields


def _check_fields(fields: Mapping[str, Any]) -> None:
    act = fields.get("act")
    if not isinstance(act, str) or act not in ACTS:
        raise LogError("an entry is of no known act")
    needed, possible = ACTS[act]
    if missing := needed - fields.keys():
        raise LogError(f"{act} lacks {', '.join(sorted(missing))}")
    if fields.keys() - needed - possible:
        raise LogError(f"{act} has a field that no such entry may have")
    for name, value in fields.items():
        if not FIELDS[name](value):
            raise LogError(f"{act} has {name} in a form that no entry may have")
    if fields.keys() >= {"parts", "sm3"} and fields["parts"].keys() != fields["sm3"].keys():
        raise LogError(f"{act} does not commit to the same parts twice")


def _count(least: int) -> Check:
    def check(value: Any) -> bool:
        # True is an int to Python, and would be written as `true`.
        return type(value) is int and least <= value <= MAX_INTEGER

    return check


def _text(pattern: str) -> Check:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and _readable(lambda: from_base64(value), SALT_SIZE)


def _readable(read: Callable[[], Any], size: int | None = None) -> bool:
    try:
        found = read()
    except ValueError:
        return False
    return size is None or len(found) == size


def _is_moment(value: Any) -> bool:
    """In UTC and to the second, as `2026-11-22T04:00:00Z`."""
    return _text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")(value) and _readable(
        lambda: datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")
    )


def _is_part(value: Any) -> bool:
    return isinstance(value, str) and _readable(lambda: check_part_name(value))


def _are_commitments(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(_is_part(name) and _is_hash(one) for name, one in value.items())
    )


def _are_part_names(value: Any) -> bool:
    """In order and each once, so that one erasure has one spelling."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(map(_is_part, value))
        and value == sorted(set(value))
    )


def _is_origin(value: Any) -> bool:
    return isinstance(value, str) and _readable(lambda: Checkpoint(value, 0, bytes(32)))


def _is_verifier_key(value: Any) -> bool:
    return isinstance(value, str) and _readable(lambda: VerifierKey.parse(value))


FIELDS: Mapping[str, Check] = {
    "v": lambda value: type(value) is int and value == VERSION,
    "t": _is_moment,  # a claim; what proves the time is the signature of a witness
    "act": _text(r"[a-z-]+"),
    "doc": _text(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),  # drawn by chance
    "org": _text(r"[0-9A-HJ-NPQRTUWXY]{18}"),  # 统一社会信用代码 (GB 32100)
    "rev": _count(1),
    "prev": _count(0),  # the index of the entry before this one about the same document
    "parts": _are_commitments,  # SHA-256
    "sm3": _are_commitments,  # the same parts with SM3
    "ground": lambda value: isinstance(value, str) and value in GROUNDS,
    "of": _count(0),  # the index of the entry whose parts are destroyed
    "gone": _are_part_names,
    # A document number (发文字号) has letters, a year and a number, and no room for a name.
    "auth": _text(r"[\u4e00-\u9fff]{1,16}〔[0-9]{4}〕[0-9]{1,5}号"),
    "log": _is_origin,
    "size": _count(0),
    "root": _is_hash,
    "vkey": _is_verifier_key,
}

_ABOUT_A_DOCUMENT = frozenset({"act", "doc", "org", "rev", "t", "v"})
_OF_THE_LOG = frozenset({"act", "t", "v"})

# For each act: the fields it needs, and those it may have besides.
ACTS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "publish": (_ABOUT_A_DOCUMENT | {"parts"}, frozenset({"sm3"})),
    "revise": (_ABOUT_A_DOCUMENT | {"parts", "prev"}, frozenset({"sm3"})),
    "restore": (_ABOUT_A_DOCUMENT | {"prev"}, frozenset()),
    "withdraw": (_ABOUT_A_DOCUMENT | {"prev", "ground"}, frozenset({"auth"})),
    "erase": (_ABOUT_A_DOCUMENT | {"prev", "of", "gone", "ground"}, frozenset({"auth"})),
    "anchor": (_OF_THE_LOG | {"log", "size", "root"}, frozenset()),
    "key": (_OF_THE_LOG | {"vkey"}, frozenset()),
}
