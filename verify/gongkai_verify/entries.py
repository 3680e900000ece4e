"""Entries of the log: their form, checked key by key.

Whatever stands in a leaf stands there for ever, so what the table of formats does not name is
refused: a name or a title in a leaf would be an incident without remedy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from gongkai_verify.canonical import parse_canonical
from gongkai_verify.encoding import HASH_SIZE, from_base64, is_key_name
from gongkai_verify.errors import Wrong

MAX_ENTRY = 65_535
CONTENT_ACTS = ("publish", "revise")
DOCUMENT_ACTS = (*CONTENT_ACTS, "withdraw", "restore", "erase")
OTHER_ACTS = ("anchor", "key", "draw-commit", "draw-result", "draw-void")

# Why something was taken back or destroyed: a closed list, because words could name somebody.
GROUNDS = (
    "privacy", "trade-secret", "state-secret", "court", "copyright", "expired", "clerical",
    "unlawful", "revoked", "other",
)  # fmt: skip

_ALWAYS = {"v", "act", "t"}
_OF_DOCUMENTS = _ALWAYS | {"doc", "org"}
# act: (keys that must be there, keys that may)
KEYS: dict[str, tuple[set[str], set[str]]] = {
    "publish": (_OF_DOCUMENTS | {"rev", "parts"}, {"sm3"}),
    "revise": (_OF_DOCUMENTS | {"rev", "parts", "prev"}, {"sm3"}),
    "withdraw": (_OF_DOCUMENTS | {"prev", "ground"}, {"rev", "auth"}),
    "restore": (_OF_DOCUMENTS | {"prev"}, {"rev", "ground"}),
    "erase": (_OF_DOCUMENTS | {"prev", "ground", "of", "gone"}, {"rev", "auth"}),
    "anchor": (_ALWAYS | {"log", "size", "root"}, set()),
    "key": (_ALWAYS | {"vkey"}, set()),
}

_PART = re.compile(r"meta|body|a[1-9][0-9]{0,3}", re.ASCII)
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_PATTERNS = {
    "doc": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII),
    "org": re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}", re.ASCII),  # GB 32100
    "ground": re.compile("|".join(GROUNDS), re.ASCII),
    # 某发〔2026〕3号: a document number has room for no name.
    "auth": re.compile(r"[\u4e00-\u9fff]{1,16}〔[0-9]{4}〕[0-9]{1,5}号"),
    "vkey": re.compile(r"[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+", re.ASCII),
}


@dataclass(frozen=True)
class Entry:
    """An entry whose form is right. Fields that its act does not have are empty."""

    act: str
    time: datetime
    doc: str = ""
    org: str = ""
    rev: int | None = None
    parts: Mapping[str, bytes] = field(default_factory=dict)
    sm3: Mapping[str, bytes] = field(default_factory=dict)
    prev: int | None = None
    ground: str = ""
    of: int | None = None
    gone: tuple[str, ...] = ()
    log: str = ""
    size: int = 0
    root: bytes = b""


def parse_entry(content: bytes) -> Entry:
    """The entry that these bytes are."""
    if len(content) > MAX_ENTRY:
        raise Wrong("entry", "登记内容超过 65535 字节。")
    said = parse_canonical(content, "登记内容")
    act = said.get("act")
    if said.get("v") != 1 or isinstance(said.get("v"), bool) or not isinstance(act, str):
        raise Wrong("entry", "登记内容缺少版本（v）或者事项（act）。")
    time = parse_time(said.get("t"))
    if act in KEYS:
        return _checked(act, time, said)
    if act in OTHER_ACTS:
        return Entry(act, time)
    raise Wrong("entry", f"登记内容的事项不认识：{act[:40]!r}。")


def parse_time(value: Any) -> datetime:
    """A moment as entries write it."""
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            return datetime.fromisoformat(value.removesuffix("Z")).replace(tzinfo=UTC)
        except ValueError:
            pass
    raise Wrong("entry", "登记内容的时间（t）不合格式。")


def _checked(act: str, time: datetime, said: Mapping[str, Any]) -> Entry:
    needed, allowed = KEYS[act]
    if missing := sorted(needed - set(said)):
        raise Wrong("entry", f"登记内容（{act}）缺少 {'、'.join(missing)}。")
    if foreign := sorted(set(said) - needed - allowed):
        raise Wrong("entry", f"登记内容（{act}）有不应有的 {'、'.join(foreign)[:80]}。")
    found = {key: _READERS[key](key, said[key]) for key in said if key in _READERS}
    found.pop("auth", None)
    found.pop("vkey", None)
    entry = Entry(act, time, **found)
    if entry.sm3 and set(entry.sm3) != set(entry.parts):
        raise Wrong("entry", "登记内容的 sm3 与 parts 的名称不一致。")
    if entry.parts and not _complete(entry.parts):
        raise Wrong("entry", "登记内容应当有 meta、body，附件从 a1 起连续编号。")
    return entry


def _complete(parts: Mapping[str, bytes]) -> bool:
    attachments = len(parts) - 2
    return set(parts) == {"meta", "body", *(f"a{n}" for n in range(1, attachments + 1))}


def _text(key: str, value: Any) -> str:
    if isinstance(value, str) and _PATTERNS[key].fullmatch(value):
        return value
    raise Wrong("entry", f"登记内容的 {key} 不合格式。")


def _number(key: str, value: Any) -> int:
    lowest = 1 if key == "rev" else 0
    if isinstance(value, int) and not isinstance(value, bool) and value >= lowest:
        return value
    raise Wrong("entry", f"登记内容的 {key} 应当是数。")


def _commitments(key: str, value: Any) -> dict[str, bytes]:
    if not isinstance(value, dict) or not value:
        raise Wrong("entry", f"登记内容的 {key} 不合格式。")
    found = {}
    for name, one in value.items():
        if not _PART.fullmatch(name) or not isinstance(one, str):
            raise Wrong("entry", f"登记内容的 {key} 不合格式。")
        found[name] = from_base64(one, f"登记内容的 {key}", HASH_SIZE)
    return found


def _gone(key: str, value: Any) -> tuple[str, ...]:
    names = value if isinstance(value, list) else []
    named = all(isinstance(one, str) and _PART.fullmatch(one) for one in names)
    if names and named and names == sorted(set(names)):
        return tuple(names)
    raise Wrong("entry", f"登记内容的 {key} 不合格式。")


def _log(key: str, value: Any) -> str:
    if isinstance(value, str) and is_key_name(value):
        return value
    raise Wrong("entry", f"登记内容的 {key} 不合格式。")


def _root(key: str, value: Any) -> bytes:
    return from_base64(value if isinstance(value, str) else "", f"登记内容的 {key}", HASH_SIZE)


_READERS: dict[str, Callable[[str, Any], Any]] = {
    **dict.fromkeys(("doc", "org", "ground", "auth", "vkey"), _text),
    **dict.fromkeys(("rev", "prev", "of", "size"), _number),
    **dict.fromkeys(("parts", "sm3"), _commitments),
    "gone": _gone,
    "log": _log,
    "root": _root,
}
