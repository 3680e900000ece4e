"""SM2 lines: checked where there is an OpenSSL, and said to be unchecked where there is none."""

from __future__ import annotations

import subprocess

import pytest
from verifytesting import LOG_KEY, ORIGIN, Signer, b64, codes, numbers, run, sha, write_log

from gongkai_verify import sm2
from gongkai_verify.errors import Unreadable
from gongkai_verify.keys import parse_vkey

KIND = b"\xff1.2.156.10197.1.501\n"
# GB/T 32918.5 A, the example's public key.
POINT = bytes.fromhex(
    "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
R = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
S = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA


@pytest.fixture(autouse=True)
def openssl():
    if not sm2.openssl_at_hand():
        pytest.skip("no openssl of version 3 or newer here")


class SM2Signer:
    """A key of the openssl command, behind the interface of `Signer`."""

    def __init__(self, folder, name=ORIGIN):
        self.name, self._folder, self._pem = name, folder, folder / "sm2.pem"
        openssl_("genpkey", "-algorithm", "SM2", "-out", self._pem)
        public = openssl_("pkey", "-in", self._pem, "-pubout", "-outform", "DER")[-65:]
        self.id = sha(name.encode() + b"\n" + KIND + public)[:4]
        self.vkey = f"{name}+{self.id.hex()}+{b64(KIND + public)}"

    def line(self, text):
        (self._folder / "text").write_bytes(text.encode())
        signature = openssl_(
            "pkeyutl", "-sign", "-inkey", self._pem, "-in", self._folder / "text", "-rawin",
            "-digest", "sm3", "-pkeyopt", "distid:1234567812345678",
        )  # fmt: skip
        return f"— {self.name} {b64(self.id + signature)}\n"


def openssl_(*arguments):
    command = ["openssl", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def der(r, s):
    def integer(value):
        content = value.to_bytes(33, "big").lstrip(b"\0")
        content = b"\0" * (content[0] >> 7) + content
        return b"\x02" + bytes([len(content)]) + content

    content = integer(r) + integer(s)
    return b"\x30" + bytes([len(content)]) + content


def test_the_example_of_the_standard():
    assert sm2.is_on_curve(POINT)
    assert sm2.signature_holds(POINT, b"message digest", der(R, S))
    assert not sm2.signature_holds(POINT, b"message digesu", der(R, S))
    assert not sm2.signature_holds(POINT, b"message digest", der(R, S + 1))
    assert not sm2.signature_holds(POINT, b"message digest", b"")
    assert not sm2.is_on_curve(POINT[:-1] + b"\0")


def test_a_key_off_the_curve_is_refused():
    public = POINT[:-1] + b"\0"
    id_ = sha(ORIGIN.encode() + b"\n" + KIND + public)[:4]
    with pytest.raises(Unreadable, match="损坏"):
        parse_vkey(f"{ORIGIN}+{id_.hex()}+{b64(KIND + public)}")


def test_both_lines_are_checked(tmp_path, capsys):
    signer = SM2Signer(tmp_path)
    log = write_log(tmp_path / "log", numbers(3), LOG_KEY, signer)
    keys = ("--vkey", LOG_KEY.vkey, "--vkey", signer.vkey)
    code, said = run(capsys, "log", log, "--plain", *keys)
    assert (code, said["findings"]) == (0, [])
    note = (log / "checkpoint").read_text(encoding="utf-8")
    forged = note.splitlines(keepends=True)
    forged[-1] = signer.line("another text\n")
    (log / "checkpoint").write_text("".join(forged), encoding="utf-8")
    code, said = run(capsys, "log", log, "--plain", *keys)
    assert (code, codes(said)) == (1, ["signature"])


def test_a_line_that_is_absent_is_remarked(tmp_path, capsys):
    log = write_log(tmp_path / "log", numbers(3))
    code, said = run(
        capsys, "log", log, "--plain", "--vkey", LOG_KEY.vkey, "--vkey", SM2Signer(tmp_path).vkey
    )
    assert (code, codes(said, "remark")) == (0, ["sm2-missing"])


def test_sm2_alone_is_not_enough(tmp_path, capsys):
    signer = SM2Signer(tmp_path)
    log = write_log(tmp_path / "log", numbers(3), signer)
    code, said = run(capsys, "log", log, "--plain", "--vkey", signer.vkey)
    assert (code, codes(said)) == (1, ["unsigned"])


def test_without_openssl_the_report_says_so(tmp_path, capsys, monkeypatch):
    signer = SM2Signer(tmp_path)
    log = write_log(tmp_path / "log", numbers(3), LOG_KEY, signer)
    monkeypatch.setattr(sm2, "openssl_at_hand", lambda: False)
    code, said = run(capsys, "log", log, "--plain", "--vkey", Signer().vkey, "--vkey", signer.vkey)
    assert (code, codes(said, "remark")) == (0, ["sm2-unchecked"])
    assert "没有核对" in said["findings"][0]["text"]
