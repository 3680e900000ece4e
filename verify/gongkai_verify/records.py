"""record.json: what stands beside a page, so that anyone can recompute the commitments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai_verify.canonical import parse_canonical, parse_json
from gongkai_verify.encoding import HASH_SIZE, from_base64, is_key_name
from gongkai_verify.entries import CONTENT_ACTS, Entry, parse_entry
from gongkai_verify.errors import Wrong

KEYS = {"v", "origin", "index", "entry", "parts"}


@dataclass(frozen=True)
class Given:
    """A part as the record gives it: text, a file, or the entry by which it was erased."""

    salt: bytes = b""
    content: bytes | None = None
    file: str = ""
    erased: int | None = None


@dataclass(frozen=True)
class Record:
    """A record of the right form. Whether it is true, the log decides."""

    origin: str
    index: int
    raw_entry: bytes
    entry: Entry
    parts: Mapping[str, Given]

    @property
    def title(self) -> str | None:
        """The title, unless it was erased."""
        meta = self.parts.get("meta")
        if meta is None or meta.content is None:
            return None
        return str(parse_canonical(meta.content, "内容记录的 meta ")["title"])


def parse_record(content: bytes) -> Record:
    """The record that these bytes are."""
    said = parse_json(content, "内容记录")
    if set(said) != KEYS or said["v"] != 1 or isinstance(said["v"], bool):
        raise Wrong("record", "内容记录的字段不合格式。")
    origin, index, encoded, parts = said["origin"], said["index"], said["entry"], said["parts"]
    if not isinstance(origin, str) or not is_key_name(origin):
        raise Wrong("record", "内容记录的日志名称不合格式。")
    if not _is_index(index) or not isinstance(encoded, str) or not isinstance(parts, dict):
        raise Wrong("record", "内容记录的字段不合格式。")
    raw = from_base64(encoded, "内容记录中的登记内容")
    entry = parse_entry(raw)
    if entry.act not in CONTENT_ACTS:
        raise Wrong("record", "内容记录中的登记内容不是发布或者更正。")
    if foreign := sorted(set(parts) - set(entry.parts)):
        raise Wrong("record", f"内容记录有登记内容没有的部分：{'、'.join(foreign)[:80]}。")
    given = {name: _given(name, value) for name, value in parts.items()}
    return Record(origin, index, raw, entry, given)


def _is_index(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _given(name: str, value: Any) -> Given:
    wrong = Wrong("record", f"内容记录的部分 {name} 不合格式。")
    if not isinstance(value, dict):
        raise wrong
    if set(value) == {"erased"} and _is_index(value["erased"]):
        return Given(erased=value["erased"])
    holder = "content" if name in ("meta", "body") else "file"
    if set(value) != {"salt", holder} or not all(isinstance(one, str) for one in value.values()):
        raise wrong
    salt = from_base64(value["salt"], f"内容记录中 {name} 的盐", HASH_SIZE)
    if holder == "file":
        return Given(salt, file=safe_file(value["file"]))
    try:
        content = value["content"].encode()
    except UnicodeEncodeError:  # a lone surrogate, which JSON can spell
        raise wrong from None
    if name == "meta":
        _check_meta(content)
    return Given(salt, content)


def _check_meta(content: bytes) -> None:
    meta = parse_canonical(content, "内容记录的 meta ")
    if not isinstance(meta.get("title"), str):
        raise Wrong("record", "内容记录的 meta 缺少标题。")


def safe_file(name: str) -> str:
    """The name of a file below `files/` that leads nowhere else."""
    segments = name.split("/")
    bad = any(segment in ("", ".", "..") for segment in segments)
    if segments[0] != "files" or len(segments) < 2 or bad or "\\" in name:
        raise Wrong("record", f"内容记录中的文件名不合规定：{name[:80]!r}。")
    if any(ord(char) < 32 or ord(char) == 127 or 0xD800 <= ord(char) < 0xE000 for char in name):
        raise Wrong("record", f"内容记录中的文件名不合规定：{name[:80]!r}。")
    return name
