"""The public keys that sign notes (C2SP signed-note): names, types, ids, and their text form.

Ed25519 (type 1) signs checkpoints, as every public log must; type 4 is the cosignature of a
witness, which signs the time as well. SM2 (商用密码) has no assigned byte and stands under 0xff
with its object identifier, as the format provides; who does not know it passes over the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from gongkai.kernel.tlog import sm2
from gongkai.kernel.tlog.encoding import from_base64, to_base64
from gongkai.kernel.tlog.errors import LogError

ED25519 = b"\x01"
COSIGNATURE = b"\x04"
SM2 = b"\xff1.2.156.10197.1.501\n"
KEY_SIZES = {ED25519: 32, COSIGNATURE: 32, SM2: 65}
TIME_SIZE = 8
KEY_ID_SIZE = 4

_NAME = re.compile(r"[^\s+]+")


def check_name(name: str) -> None:
    """Raise `LogError` unless this can name a key or a log: not empty, no spaces, no plus."""
    if not _NAME.fullmatch(name) or not name.isprintable():
        raise LogError("a name is empty, or has a space, a plus or a control character")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name and its type of signature."""

    name: str
    type: bytes
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.public) != KEY_SIZES.get(self.type):
            raise LogError("a verifier key is of no known type, or not as long as its type says")
        if self.type == SM2:
            sm2.check_public_key(self.public)

    @property
    def key_id(self) -> bytes:
        """Four bytes by which a line of signature names its key."""
        whole = self.name.encode() + b"\n" + self.type + self.public
        return sha256(whole).digest()[:KEY_ID_SIZE]

    def __str__(self) -> str:
        """The text form (vkey) in which keys are published."""
        return f"{self.name}+{self.key_id.hex()}+{to_base64(self.type + self.public)}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text form; the id in it must be that of the key."""
        # The name and the id hold no plus, the base64 of the key may.
        name, _, rest = text.partition("+")
        key_id, _, encoded = rest.partition("+")
        whole = from_base64(encoded)
        kind = SM2 if whole.startswith(SM2) else whole[:1]
        key = cls(name, kind, whole[len(kind) :])
        if key_id != key.key_id.hex():
            raise LogError("the id in a verifier key is not that of the key")
        return key

    def signed_at(self, text: str, signature: bytes) -> int | None:
        """Check a signature over the text of a note, and give the time that it signs as well.

        That is in seconds since 1970, and None for the types that sign no time. Raise `LogError`
        when the signature is bad.
        """
        message, time = text.encode(), None
        if self.type == COSIGNATURE:
            time = int.from_bytes(signature[:TIME_SIZE], "big")
            message, signature = cosigned(text, time), signature[TIME_SIZE:]
        if self.type == SM2:
            good = sm2.verify(self.public, message, signature)
        else:
            good = _is_ed25519(self.public, message, signature)
        if not good:
            raise LogError(f"a bad signature by {self.name}+{self.key_id.hex()}")
        return time


def cosigned(text: str, time: int) -> bytes:
    """What a witness signs (C2SP tlog-cosignature, cosignature/v1)."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _is_ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
