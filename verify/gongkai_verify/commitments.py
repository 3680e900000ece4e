"""Salted commitments to the parts of a revision."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SM3, Hash

PREFIX = b"gongkai/part/1\n"


@dataclass(frozen=True)
class Digests:
    """The two hashes of a content."""

    sha256: bytes
    sm3: bytes


def digests_of(chunks: Iterable[bytes]) -> Digests:
    """Both hashes in one reading."""
    first, second = hashlib.sha256(), Hash(SM3())
    for chunk in chunks:
        first.update(chunk)
        second.update(chunk)
    return Digests(first.digest(), second.finalize())


def commitment(name: str, salt: bytes, digests: Digests) -> bytes:
    """SHA-256 over the name, the salt and the SHA-256 of the content."""
    return _over(_sha256, name, salt, digests.sha256)


def commitment_sm3(name: str, salt: bytes, digests: Digests) -> bytes:
    """The same with SM3 in both places."""
    return _over(_sm3, name, salt, digests.sm3)


def _over(hashed: Callable[[bytes], bytes], name: str, salt: bytes, digest: bytes) -> bytes:
    return hashed(PREFIX + name.encode() + b"\n" + salt + digest)


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _sm3(content: bytes) -> bytes:
    hasher = Hash(SM3())
    hasher.update(content)
    return hasher.finalize()
