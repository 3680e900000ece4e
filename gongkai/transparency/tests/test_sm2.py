"""The second line with SM2 (商用密码): both kinds of key sign, and other programs agree."""

from __future__ import annotations

import subprocess

import pytest

from gongkai.config.cli import main
from gongkai.disclosure.tests.cast import make_cast
from gongkai.journal.recording import Refused
from gongkai.journal.testing import catch_up
from gongkai.kernel.tlog.keys import ED25519, SM2, VerifierKey
from gongkai.kernel.tlog.notes import Note, open_note
from gongkai.transparency import keys, logs
from gongkai.transparency.checking import check
from gongkai.transparency.models import LogEntry
from gongkai_verify import sm2
from gongkai_verify.cli import main as verify

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # starts OpenSSL


def checkpoint() -> str:
    return (logs.public_folder() / "checkpoint").read_text(encoding="utf-8")


def test_both_lines_stand_on_the_checkpoint_and_all_accept_them(settings, tmp_path, capsys):
    settings.LOG_SM3 = True
    cast = make_cast()
    cast.publish()
    catch_up()  # before there was an SM2 key
    assert main(["log", "key", "create", "--sm2"]) == 0
    vkey = capsys.readouterr().out.strip()
    cast.publish()
    catch_up()
    known = [VerifierKey.parse(one) for one in keys.verifier_keys()]
    assert [one.type for one in known] == [ED25519, SM2] and str(known[1]) == vkey
    assert set(open_note(checkpoint(), known).signed_at) == set(known)
    # The log itself names the key, under the Ed25519 signature.
    assert LogEntry.objects.filter(act="key", checkpoint__isnull=False).count() == 1
    assert (logs.public_folder() / "vkey").read_text(encoding="utf-8").split() == [
        str(one) for one in known
    ]
    assert check() == []
    assert verify(["log", str(logs.public_folder()), *_both(known)]) == 0
    assert "SM2" not in capsys.readouterr().out  # nothing was left unchecked
    assert _openssl_accepts(known[1], checkpoint(), tmp_path)
    assert not _openssl_accepts(known[1], checkpoint().replace("\n3\n", "\n4\n"), tmp_path)


def _both(known: list[VerifierKey]) -> list[str]:
    return [word for key in known for word in ("--vkey", str(key))]


def _openssl_accepts(key: VerifierKey, note: str, folder) -> bool:
    parsed = Note.parse(note)
    line = next(one for one in parsed.lines if one.key_id == key.key_id)
    (folder / "text").write_bytes(parsed.text.encode())
    (folder / "signature").write_bytes(line.signature)
    (folder / "key.der").write_bytes(sm2._SPKI + key.public)
    done = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER",
         "-inkey", f"{folder}/key.der", "-sigfile", f"{folder}/signature", "-in", f"{folder}/text",
         "-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"],
        capture_output=True, check=False,
    )  # fmt: skip
    return done.returncode == 0


def test_there_is_one_sm2_key_and_ed25519_comes_first():
    with pytest.raises(Refused, match="还没有密钥"):
        keys.add_sm2()
    keys.ensure()
    keys.add_sm2()
    with pytest.raises(Refused, match="已有"):
        keys.add_sm2()
    path = keys.sm2_files_of()[0]
    assert path.stat().st_mode & 0o777 == 0o600


def test_ed25519_keys_change_and_are_backed_up_with_sm2_beside_them(tmp_path):
    cast = make_cast()
    cast.publish()
    catch_up()
    keys.add_sm2()
    old = keys.verifier_keys()[0]
    keys.rotate()
    catch_up()
    assert keys.retire() == old
    cast.publish()
    catch_up()
    kinds = [VerifierKey.parse(one).type for one in keys.verifier_keys()]
    assert kinds == [ED25519, SM2]
    before = keys.verifier_keys()
    keys.back_up(tmp_path / "kept")
    for path in keys.folder_of("public").iterdir():
        path.unlink()
    keys.bring_back(tmp_path / "kept")
    assert keys.verifier_keys() == before


def test_without_openssl_it_is_refused_and_nothing_is_left(monkeypatch):
    keys.ensure()
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Refused, match="请安装 OpenSSL"):
        keys.add_sm2()
    assert keys.sm2_files_of() == []
