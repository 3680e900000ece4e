"""Checking SM2 signatures (GB/T 32918.2 with SM3, GM/T 0009), which `cryptography` does not know.

Only checking: it touches nothing secret, so it need not run in constant time, and twenty
milliseconds are soon enough. Signing stays with OpenSSL or a device (`transparency.store`).
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SM3, Hash

from gongkai.kernel.tlog.errors import LogError

# The distinguishing identifier that GM/T 0009 prescribes where none was agreed.
USER_ID = b"1234567812345678"

Point = tuple[int, int] | None  # None is the point at infinity

# The curve of GB/T 32918.5: y² = x³ + ax + b over the field of p, its base point of order n.
P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)


def sm3(data: bytes) -> bytes:
    """The SM3 digest (GB/T 32905)."""
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize()


def check_public_key(public: bytes) -> None:
    """Raise `LogError` unless this is an uncompressed point on the curve."""
    _point(public)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the DER signature over this message is by this key."""
    key = _point(public)
    try:
        r, s = decode_dss_signature(signature)
    except ValueError:
        return False
    t = (r + s) % N
    if not (0 < r < N and 0 < s < N and t):
        return False
    found = _add(_times(s, G), _times(t, key))
    return found is not None and (digest(public, message) + found[0]) % N == r


def digest(public: bytes, message: bytes) -> int:
    """What is signed: SM3 over the signer (Z) and the message, as a number."""
    curve = b"".join(number.to_bytes(32, "big") for number in (A, B, *G))
    z = sm3((len(USER_ID) * 8).to_bytes(2, "big") + USER_ID + curve + public[1:])
    return int.from_bytes(sm3(z + message), "big")


def _point(public: bytes) -> tuple[int, int]:
    x, y = int.from_bytes(public[1:33], "big"), int.from_bytes(public[33:], "big")
    on_curve = x < P and y < P and (y * y - (x * x * x + A * x + B)) % P == 0
    if len(public) != 65 or public[0] != 4 or not on_curve:
        raise LogError("an SM2 key is not a point on the curve")
    return x, y


def _times(factor: int, point: Point) -> Point:
    total: Point = None
    while factor:
        if factor & 1:
            total = _add(total, point)
        point = _add(point, point)
        factor >>= 1
    return total


def _add(one: Point, other: Point) -> Point:
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % P == 0:
        return None
    doubled = x1 == x2
    rise, run = (3 * x1 * x1 + A, 2 * y1) if doubled else (y2 - y1, x2 - x1)
    slope = rise * pow(run, -1, P)
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P
