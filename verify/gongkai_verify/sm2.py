"""SM2 signatures (GB/T 32918.2) by the command `openssl`, version 3 or newer, if it is there."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from base64 import encodebytes
from functools import cache
from pathlib import Path

from gongkai_verify.errors import Unreadable

IDENTIFIER = "1234567812345678"  # GM/T 0009
# GB/T 32918.5: y^2 = x^3 - 3x + b over the field of P
P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
# SubjectPublicKeyInfo up to the point: id-ecPublicKey, curve 1.2.156.10197.1.301
_SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
_SECONDS = 20


def is_on_curve(point: bytes) -> bool:
    """Whether these 65 bytes are an uncompressed point of the curve."""
    if len(point) != 65 or point[0] != 4:
        return False
    x, y = int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")
    return x < P and y < P and (y * y - (x * x * x - 3 * x + B)) % P == 0


@cache
def openssl_at_hand() -> bool:
    """Whether there is an OpenSSL that knows SM2 signatures."""
    command = shutil.which("openssl")
    if command is None:
        return False
    try:
        said = subprocess.run(
            [command, "version"], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.match(r"OpenSSL (\d+)\.", said.stdout)
    return version is not None and int(version[1]) >= 3


def signature_holds(public: bytes, text: bytes, signature: bytes) -> bool:
    """Whether the DER signature is right, with the customary identifier and SM3."""
    with tempfile.TemporaryDirectory(prefix="gongkai-verify-") as folder:
        key, sig, message = (Path(folder) / name for name in ("key.pem", "sig", "text"))
        pem = encodebytes(_SPKI + public).decode()
        key.write_text(f"-----BEGIN PUBLIC KEY-----\n{pem}-----END PUBLIC KEY-----\n")
        sig.write_bytes(signature)
        message.write_bytes(text)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(key)]
        command += ["-sigfile", str(sig), "-in", str(message), "-rawin", "-digest", "sm3"]
        command += ["-pkeyopt", f"distid:{IDENTIFIER}"]
        try:
            said = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            raise Unreadable("openssl 没有回答，无法核对 SM2 签名。") from None
    return said.returncode == 0
