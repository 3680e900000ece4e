"""Salted commitments to the parts of a publication, so that a part can be erased afterwards.

The leaf is for ever; the salt is not. Once the content and the salt are destroyed (个人信息保护法
第四十七条), the commitment says nothing about what it stood for: it cannot be found by guessing,
however short the content was. A salt for each part keeps the other parts checkable.
"""

from __future__ import annotations

import re
import secrets
from hashlib import sha256
from typing import Literal

from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.sm2 import sm3

SALT_SIZE = 32
Algorithm = Literal["sha256", "sm3"]

_PREFIX = b"gongkai/part/1\n"
_PART = re.compile(r"meta|body|a[1-9][0-9]{0,3}")


def new_salt() -> bytes:
    """A salt for one part of one revision."""
    return secrets.token_bytes(SALT_SIZE)


def commitment(name: str, salt: bytes, content: bytes, algorithm: Algorithm = "sha256") -> bytes:
    """Commit to the content of a part: H("gongkai/part/1\\n" name "\\n" salt H(content))."""
    return commitment_to_digest(name, salt, digest(content, algorithm), algorithm)


def commitment_to_digest(
    name: str, salt: bytes, content_digest: bytes, algorithm: Algorithm = "sha256"
) -> bytes:
    """The same where the digest of the content is known already, as of a stored file."""
    check_part_name(name)
    if len(salt) != SALT_SIZE or len(content_digest) != SALT_SIZE:
        raise LogError("a salt and a digest have 32 bytes")
    return digest(_PREFIX + name.encode() + b"\n" + salt + content_digest, algorithm)


def check_part_name(name: str) -> None:
    """Raise `LogError` unless a part may be called so: `meta`, `body`, `a1`, `a2`, and so on."""
    if not _PART.fullmatch(name):
        raise LogError("a part is called meta, body, a1, a2, and so on")


def digest(content: bytes, algorithm: Algorithm) -> bytes:
    """SHA-256, or SM3 where 商用密码 is asked for beside it."""
    return sha256(content).digest() if algorithm == "sha256" else sm3(content)
