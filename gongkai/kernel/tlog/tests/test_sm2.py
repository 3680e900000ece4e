"""SM3 and SM2: the worked examples of the standards, and OpenSSL as the second opinion."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from gongkai.kernel.tlog import sm2
from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.keys import SM2, VerifierKey

# GB/T 32918.5 annex A: the key, the message, and the signature for the k given there.
X = 0x09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020
Y = 0xCCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13
E = 0xF0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640
R = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
S = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA
MESSAGE = b"message digest"
PUBLIC = b"\x04" + X.to_bytes(32, "big") + Y.to_bytes(32, "big")
SIGNATURE = encode_dss_signature(R, S)
# What stands before the point in the DER form of such a key.
DER_HEAD = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")


@pytest.mark.parametrize(
    ("message", "digest"),
    [  # GB/T 32905 annex A
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_sm3(message: bytes, digest: str) -> None:
    assert sm2.sm3(message).hex() == digest


def test_the_example_of_the_standard() -> None:
    assert sm2.digest(PUBLIC, MESSAGE) == E
    assert sm2.verify(PUBLIC, MESSAGE, SIGNATURE)


@pytest.mark.parametrize(
    ("message", "signature"),
    [
        (MESSAGE + b".", SIGNATURE),
        (MESSAGE, b""),
        (MESSAGE, SIGNATURE[:-1]),
        (MESSAGE, SIGNATURE + b"\0"),
        (MESSAGE, SIGNATURE.hex().encode()),
        (MESSAGE, encode_dss_signature(S, R)),
        (MESSAGE, encode_dss_signature(R + sm2.N, S)),
        (MESSAGE, encode_dss_signature(R, S + sm2.N)),
        (MESSAGE, encode_dss_signature(R, sm2.N - R)),
        (MESSAGE, encode_dss_signature(0, S)),
        (MESSAGE, encode_dss_signature(R, 0)),
        (MESSAGE, R.to_bytes(32, "big") + S.to_bytes(32, "big")),
    ],
)
def test_other_signatures_are_refused(message: bytes, signature: bytes) -> None:
    assert not sm2.verify(PUBLIC, message, signature)


@pytest.mark.parametrize(
    "public",
    [b"", PUBLIC[1:], PUBLIC + b"\0", b"\x02" + PUBLIC[1:], PUBLIC[:-1] + b"\x14", b"\x04" * 65],
)
def test_points_off_the_curve_are_refused(public: bytes) -> None:
    with pytest.raises(LogError):
        sm2.check_public_key(public)
    with pytest.raises(LogError):
        VerifierKey("log.example.gov/pub", SM2, public)


@pytest.mark.slow  # starts OpenSSL
def test_openssl_accepts_the_example(tmp_path: Path) -> None:
    assert openssl_accepts(tmp_path, PUBLIC, MESSAGE, SIGNATURE)
    assert not openssl_accepts(tmp_path, PUBLIC, MESSAGE + b".", SIGNATURE)


@pytest.mark.slow
def test_both_agree_on_keys_of_chance(tmp_path: Path) -> None:
    private = tmp_path / "private.pem"
    for number in range(8):
        run("genpkey", "-algorithm", "SM2", "-out", str(private))
        public = run("pkey", "-in", str(private), "-pubout", "-outform", "DER")[-65:]
        message = b"note %d\n" % number
        sign = ["pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-inkey", str(private)]
        signature = run(*sign, "-pkeyopt", "distid:1234567812345678", standard_input=message)
        assert sm2.verify(public, message, signature)
        assert not sm2.verify(public, message + b".", signature)
        other_id = run(*sign, "-pkeyopt", "distid:somebody", standard_input=message)
        assert not sm2.verify(public, message, other_id)


def run(*arguments: str, standard_input: bytes = b"") -> bytes:
    command = ["openssl", *arguments]
    return subprocess.run(command, input=standard_input, capture_output=True, check=True).stdout


def openssl_accepts(folder: Path, public: bytes, message: bytes, signature: bytes) -> bool:
    (folder / "public.der").write_bytes(DER_HEAD + public)
    (folder / "signature").write_bytes(signature)
    command = [
        "openssl", "pkeyutl", "-verify", "-rawin", "-digest", "sm3", "-pubin",
        "-inkey", str(folder / "public.der"), "-keyform", "DER",
        "-pkeyopt", "distid:1234567812345678", "-sigfile", str(folder / "signature"),
    ]  # fmt: skip
    done = subprocess.run(command, input=message, capture_output=True)
    assert b"error" not in done.stderr.lower() or done.returncode
    return done.returncode == 0
