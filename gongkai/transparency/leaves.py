"""Entries as bytes: the fields of what the log says. What they may hold, the kernel decides
(`kernel.tlog.entries`, docs/developers/transparency-formats.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from gongkai.kernel.tlog.encoding import to_base64
from gongkai.kernel.tlog.entries import FIELDS, VERSION, entry_bytes


def is_decision_number(text: str) -> bool:
    """Whether this is a document number that may stand in the log for ever: 某发〔2026〕3号."""
    return FIELDS["auth"](text)


def document_entry(
    act: str,
    doc: str,
    organisation: str,
    at: datetime,
    *,
    revision: int,
    parts: Mapping[str, bytes] | None = None,
    sm3: Mapping[str, bytes] | None = None,
    previous: int | None = None,
    ground: str = "",
    decision: str = "",
    of: int | None = None,
    gone: Sequence[str] = (),
) -> bytes:
    """The bytes of an entry about a document; raise `LogError` when no leaf may say this."""
    said: dict[str, Any] = {
        "act": act,
        "doc": doc,
        "org": organisation,
        "rev": revision,
        "parts": _encoded(parts),
        "sm3": _encoded(sm3),
        "prev": previous,
        "ground": ground or None,
        "auth": decision or None,
        "of": of,
        "gone": sorted(gone) or None,
    }
    return _entry(said, at)


def _encoded(hashes: Mapping[str, bytes] | None) -> dict[str, str] | None:
    return {name: to_base64(value) for name, value in hashes.items()} if hashes else None


def key_entry(vkey: str, at: datetime) -> bytes:
    """The bytes of an entry by which the log names a new key of its own."""
    return _entry({"act": "key", "vkey": vkey}, at)


def anchor_entry(log: str, size: int, root: str, at: datetime) -> bytes:
    """The bytes of an entry that fixes the state of another log in this one."""
    return _entry({"act": "anchor", "log": log, "size": size, "root": root}, at)


def _entry(said: Mapping[str, Any], at: datetime) -> bytes:
    given = {name: value for name, value in said.items() if value is not None}
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return entry_bytes({**given, "t": moment, "v": VERSION})
