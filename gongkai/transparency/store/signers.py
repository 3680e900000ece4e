"""The keys that sign checkpoints: Ed25519 in a file, SM2 through OpenSSL, or any other device."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from gongkai.kernel.tlog import keys, sm2
from gongkai.kernel.tlog.errors import LogError

OPENSSL = "openssl"  # 3.0 or later
TIMEOUT = 30


class Signer(Protocol):
    """What a key must be able to do; a signature server (签名验签服务器) stands behind the same."""

    def verifier_key(self) -> str:
        """Its public half with its name, in text form (vkey)."""

    def sign(self, text: bytes) -> bytes:
        """Sign the text of a note; the bytes of the signature, without the id of the key."""


class Ed25519Signer:
    """An Ed25519 key in a PEM file that only the publishing process can read."""

    def __init__(self, path: Path, name: str) -> None:
        """`name` is that under which it signs: the origin of the log."""
        try:
            key = load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, ValueError, TypeError, UnsupportedAlgorithm):
            raise LogError(f"the key in {path} cannot be read") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise LogError(f"the key in {path} is not of Ed25519")
        self._key = key
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self._verifier_key = str(keys.VerifierKey(name, keys.ED25519, public))

    def verifier_key(self) -> str:
        """Its public half with its name, in text form (vkey)."""
        return self._verifier_key

    def sign(self, text: bytes) -> bytes:
        """Sign the text of a note."""
        return self._key.sign(text)


class SM2Signer:
    """An SM2 key in a PEM file, used by the OpenSSL command."""

    def __init__(self, path: Path, name: str, openssl: str = OPENSSL) -> None:
        """`name` is that under which it signs: the origin of the log."""
        self._path, self._openssl = path, openssl
        described = _run(openssl, "pkey", "-in", str(path), "-pubout", "-outform", "DER")
        # The key is the last thing in its DER form: an uncompressed point.
        public = described[-keys.KEY_SIZES[keys.SM2] :]
        self._verifier_key = str(keys.VerifierKey(name, keys.SM2, public))

    def verifier_key(self) -> str:
        """Its public half with its name, in text form (vkey)."""
        return self._verifier_key

    def sign(self, text: bytes) -> bytes:
        """Sign the text of a note, with the identifier that GM/T 0009 prescribes."""
        return _run(
            self._openssl, "pkeyutl", "-sign", "-rawin", "-digest", "sm3",
            "-inkey", str(self._path), "-pkeyopt", f"distid:{sm2.USER_ID.decode()}",
            standard_input=text,
        )  # fmt: skip


def create_ed25519_key(path: Path) -> None:
    """Make a new Ed25519 key; a file that is there already is refused."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write_key(path, pem)


def create_sm2_key(path: Path, openssl: str = OPENSSL) -> None:
    """Make a new SM2 key; a file that is there already is refused."""
    _write_key(path, _run(openssl, "genpkey", "-algorithm", "SM2"))


def _write_key(path: Path, pem: bytes) -> None:
    """Nobody else can read it, not even for a moment, and no key is ever written over."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise LogError(f"there is a key in {path} already") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())


def _run(*command: str, standard_input: bytes = b"") -> bytes:
    try:
        done = subprocess.run(command, input=standard_input, capture_output=True, timeout=TIMEOUT)
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise LogError(f"{command[0]} cannot be run: {problem}") from problem
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise LogError(f"{command[0]} {command[1]} failed: {said[0] if said else ''}")
    return done.stdout
