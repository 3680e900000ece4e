"""Base64 (RFC 4648 section 4), where one value has exactly one spelling."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error

from gongkai.kernel.tlog.errors import LogError


def to_base64(value: bytes) -> str:
    """Write bytes, with padding."""
    return b64encode(value).decode("ascii")


def from_base64(text: str) -> bytes:
    """Read bytes; a second spelling of the same bytes is refused, and so are line breaks."""
    try:
        value = b64decode(text, validate=True)
    except (Error, ValueError):
        raise LogError("base64 cannot be read") from None
    if to_base64(value) != text:
        raise LogError("base64 is not spelled as it should be")
    return value
