"""Verifier keys of signed-note, and what each type of key signs."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from gongkai_verify import sm2
from gongkai_verify.encoding import from_base64, is_key_name
from gongkai_verify.errors import Unreadable, Wrong

ED25519 = b"\x01"
COSIGNATURE = b"\x04"
SM2 = b"\xff1.2.156.10197.1.501\n"
_SIZES = {ED25519: 32, COSIGNATURE: 32, SM2: 65}
_VKEY = re.compile(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")
TIME_SIZE = 8


@dataclass(frozen=True)
class Key:
    """A key that the user trusts."""

    name: str
    id: bytes
    kind: bytes
    public: bytes

    @property
    def can_be_checked(self) -> bool:
        """Whether this machine can verify with it: SM2 needs the command `openssl`."""
        return self.kind != SM2 or sm2.openssl_at_hand()


def key_id(name: str, kind: bytes, public: bytes) -> bytes:
    """The four bytes by which signature lines name a key."""
    return hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:4]


def parse_vkey(text: str) -> Key:
    """A verifier key `name+id+base64(type || public key)`."""
    match = _VKEY.fullmatch(text)
    if not match or not is_key_name(match[1]):
        raise Unreadable(f"不是公钥：{text[:80]!r}。公钥的形式是 名称+编号+base64。")
    try:
        content = from_base64(match[3], "公钥")
    except Wrong as wrong:
        raise Unreadable(wrong.sentence) from None
    kind = next((one for one in _SIZES if content.startswith(one)), None)
    if kind is None:
        raise Unreadable(f"公钥 {match[1]} 的类型不认识。")
    public = content[len(kind) :]
    if len(public) != _SIZES[kind] or (kind == SM2 and not sm2.is_on_curve(public)):
        raise Unreadable(f"公钥 {match[1]} 已经损坏。")
    key = Key(match[1], key_id(match[1], kind, public), kind, public)
    if key.id.hex() != match[2]:
        raise Unreadable(f"公钥 {match[1]} 的编号与内容不符，可能抄写有误。")
    return key


def read_keys(arguments: list[str]) -> list[Key]:
    """Keys as the command line gives them: each a key itself, or a file with one a line."""
    keys: dict[tuple[str, bytes], Key] = {}
    for argument in arguments:
        for line in [argument] if _VKEY.fullmatch(argument) else _lines(argument):
            key = parse_vkey(line)
            keys[key.name, key.id] = key
    if not keys:
        raise Unreadable("没有给出公钥（--vkey）。")
    return list(keys.values())


def _lines(path: str) -> list[str]:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise Unreadable(f"既不是公钥，也不是读得到的公钥文件：{path[:80]!r}。") from None
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def signature_holds(key: Key, text: bytes, signature: bytes) -> bool:
    """Whether a signature line's bytes (after the key id) sign the text of the note."""
    if key.kind == SM2:
        return sm2.signature_holds(key.public, text, signature)
    if key.kind == COSIGNATURE:
        if len(signature) < TIME_SIZE:
            return False
        text, signature = cosigned_text(text, time_of(signature)), signature[TIME_SIZE:]
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def time_of(cosignature: bytes) -> int:
    """When a witness says that it signed, in seconds since 1970."""
    return int.from_bytes(cosignature[:TIME_SIZE], "big")


def cosigned_text(text: bytes, time: int) -> bytes:
    """What a witness signs (tlog-cosignature, cosignature/v1)."""
    return f"cosignature/v1\ntime {time}\n".encode() + text
