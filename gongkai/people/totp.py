"""One-time codes (动态口令, RFC 6238): six digits, half a minute, one step of grace either way.

The secret of a person is kept encrypted with a key derived from SECRET_KEY, so that a stolen
database alone does not sign anyone in. Changing SECRET_KEY therefore means setting up codes anew.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings

STEP_SECONDS = 30
DIGITS = 6
GRACE = (0, -1, 1)  # steps: clocks of telephones go wrong a little
ISSUER = "公开工作台"


def new_secret() -> str:
    """A secret of 160 bits as RFC 4226 recommends, in base32, as authenticators take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def encrypt(secret: str) -> str:
    """The secret as the database keeps it."""
    return _box().encrypt(secret.encode("ascii")).decode("ascii")


def decrypt(kept: str) -> str:
    """The secret again; '' when it was encrypted with another SECRET_KEY."""
    try:
        return _box().decrypt(kept.encode("ascii")).decode("ascii")
    except InvalidToken:
        return ""


def _box() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"gongkai people totp")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The time step whose code this is, now or a step before or after; None when it is none.

    All three are compared, whichever matches, so that the time taken tells nothing.
    """
    now = int(at.timestamp()) // STEP_SECONDS
    found = None
    for offset in GRACE:
        step = now + offset
        if hmac.compare_digest(_totp(secret).generate(step * STEP_SECONDS), _plain(code)):
            found = step if found is None else found
    return found


def _plain(code: str) -> bytes:
    """The code without the spaces people type; full-width figures count."""
    digits = "".join(code.split())
    try:
        return f"{int(digits):0{DIGITS}d}".encode("ascii") if len(digits) == DIGITS else b""
    except ValueError:
        return b""


def _totp(secret: str) -> TOTP:
    # SHA-1 because that is what authenticators on telephones can do; in HMAC it is sound.
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303


def code_at(secret: str, at: datetime) -> str:
    """The code of a moment, for tests."""
    return _totp(secret).generate(int(at.timestamp())).decode("ascii")


def address(secret: str, account: str) -> str:
    """The otpauth:// address in the picture that a telephone scans."""
    return _totp(secret).get_provisioning_uri(account, ISSUER)
