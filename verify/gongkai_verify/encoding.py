"""Base64, decimals, and names, each in the one form that the formats allow."""

from __future__ import annotations

import base64
import binascii
import re

from gongkai_verify.errors import Wrong

HASH_SIZE = 32
MAX_SIZE = 2**53 - 1
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)


def from_base64(text: str, what: str, size: int | None = None) -> bytes:
    """The bytes of standard base64 with padding; any other spelling is refused."""
    try:
        content = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise Wrong("base64", f"{what}不是规范的 base64。") from None
    if base64.b64encode(content).decode() != text:
        raise Wrong("base64", f"{what}不是规范的 base64。")
    if size is not None and len(content) != size:
        raise Wrong("base64", f"{what}应当是 {size} 个字节，实际是 {len(content)} 个。")
    return content


def to_base64(content: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(content).decode()


def from_decimal(text: str, what: str) -> int:
    """A number without sign or leading zeros."""
    if not _DECIMAL.fullmatch(text) or int(text) > MAX_SIZE:
        raise Wrong("number", f"{what}不是规范的十进制数。")
    return int(text)


def is_key_name(name: str) -> bool:
    """Whether this may name a key or a log: not empty, no blanks, no `+`, nothing invisible."""
    return bool(name) and "+" not in name and name.isprintable() and len(name.split()) == 1
