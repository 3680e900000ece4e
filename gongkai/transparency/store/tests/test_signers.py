"""Keys: made once, read by their owner only, and what they sign is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.kernel.tlog.errors import LogError
from gongkai.kernel.tlog.keys import SM2, VerifierKey
from gongkai.kernel.tlog.notes import Note, open_note
from gongkai.transparency.store import (
    Ed25519Signer,
    LogStore,
    SM2Signer,
    create_ed25519_key,
    create_sm2_key,
)
from gongkai.transparency.store.tests.samples import ORIGIN, Log, entries


def test_an_ed25519_key_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    create_ed25519_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    signer = Ed25519Signer(path, ORIGIN)
    VerifierKey.parse(signer.verifier_key()).signed_at("text\n", signer.sign(b"text\n"))
    before = path.read_bytes()
    with pytest.raises(LogError, match="already"):
        create_ed25519_key(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN PRIVATE KEY-----\n"])
def test_a_key_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "key.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LogError, match="cannot be read"):
        Ed25519Signer(path, ORIGIN)


def test_an_openssl_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="cannot be run"):
        create_sm2_key(tmp_path / "sm2.pem", openssl="no-such-openssl")
    assert not (tmp_path / "sm2.pem").exists()


@pytest.mark.slow  # starts OpenSSL
def test_sm2_signs_beside_ed25519(log: Log) -> None:
    path = log.folder / "sm2.pem"
    create_sm2_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(LogError, match="already"):
        create_sm2_key(path)
    second = SM2Signer(path, ORIGIN)
    key = VerifierKey.parse(second.verifier_key())
    assert key.type == SM2
    with LogStore(log.public, log.state, ORIGIN, [log.signer, second]) as store:
        note = store.append(entries(0, 3))
    assert [line.key_id for line in Note.parse(note).lines] == [log.key.key_id, key.key_id]
    for known in ([log.key], [key], [log.key, key]):
        assert set(open_note(note, known).signed_at) == set(known)
    with pytest.raises(LogError, match="bad signature"):
        open_note(note.replace("\n3\n", "\n4\n"), [key])
    assert log.look() == 3


@pytest.mark.slow
def test_a_log_is_not_signed_with_sm2_alone(log: Log) -> None:
    create_sm2_key(log.folder / "sm2.pem")
    with pytest.raises(LogError, match="Ed25519"):
        LogStore(log.public, log.state, ORIGIN, [SM2Signer(log.folder / "sm2.pem", ORIGIN)])


@pytest.mark.slow
def test_keys_of_the_other_kind_are_refused(tmp_path: Path) -> None:
    create_ed25519_key(tmp_path / "ed25519.pem")
    create_sm2_key(tmp_path / "sm2.pem")
    with pytest.raises(LogError):
        SM2Signer(tmp_path / "ed25519.pem", ORIGIN)
    with pytest.raises(LogError):
        Ed25519Signer(tmp_path / "sm2.pem", ORIGIN)
    with pytest.raises(LogError, match="failed"):
        SM2Signer(tmp_path / "nothing.pem", ORIGIN)
