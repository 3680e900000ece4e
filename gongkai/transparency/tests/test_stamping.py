"""Time stamps: an authority made of OpenSSL, asked over HTTP, checked by both sides."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from gongkai.config.environment import ConfigurationError, read
from gongkai.disclosure.tests.cast import make_cast
from gongkai.journal.testing import catch_up
from gongkai.transparency import alarms, logs, stamping

pytestmark = pytest.mark.slow  # starts OpenSSL

CONFIGURATION = """
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Test authority
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
"""


def openssl(*words: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["openssl", *words], capture_output=True, check=True, **more)


class Authority:
    """A folder with keys, and a server that answers out of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.spoil = folder, lambda answer: answer
        folder.mkdir()
        config = folder / "openssl.cnf"
        config.write_text(CONFIGURATION.format(folder=folder), encoding="ascii")
        (folder / "serial").write_text("01", encoding="ascii")
        common = ["-config", str(config), "-newkey", "rsa:2048", "-nodes"]
        openssl(
            "req",
            "-x509",
            *common,
            "-keyout",
            f"{folder}/root.key",
            "-out",
            f"{folder}/root.pem",
            "-subj",
            "/CN=Root",
            "-extensions",
            "root",
            "-days",
            "9",
        )
        openssl(
            "req",
            *common,
            "-keyout",
            f"{folder}/signer.key",
            "-out",
            f"{folder}/signer.csr",
            "-subj",
            "/CN=Signer",
        )
        openssl("x509", "-req", "-in", f"{folder}/signer.csr", "-CA", f"{folder}/root.pem",
                "-CAkey", f"{folder}/root.key", "-CAcreateserial", "-out", f"{folder}/signer.pem",
                "-extfile", str(config), "-extensions", "signer", "-days", "9")  # fmt: skip

    def answer(self, query: bytes) -> bytes:
        (self.folder / "query").write_bytes(query)
        done = openssl(
            "ts", "-reply", "-config", f"{self.folder}/openssl.cnf", "-queryfile",
            f"{self.folder}/query",
        )  # fmt: skip
        return bytes(self.spoil(done.stdout))


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "tsa")


@pytest.fixture
def authority(made: Authority, settings) -> Iterator[Authority]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            content = made.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    made.spoil = lambda answer: answer
    stamping._errand.take()
    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.TSA_URL = f"http://127.0.0.1:{server.server_address[1]}/tsa"
    settings.TSA_CERTIFICATE = made.folder / "root.pem"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def turn() -> None:
    """The chore twice, with the errand between."""
    for _ in range(2):
        stamping.stamp_when_due()
        if stamping._errand._thread is not None:
            stamping._errand._thread.join()


def publish_once() -> None:
    make_cast().publish()
    catch_up()


@pytest.mark.django_db
def test_the_checkpoint_is_stamped_and_openssl_agrees(authority):
    publish_once()
    turn()
    assert alarms.standing() == {}
    folder = logs.public_folder() / "anchors"
    assert sorted(one.name for one in folder.iterdir()) == ["1.note", "1.tsr"]
    assert (folder / "1.note").read_bytes() == (logs.public_folder() / "checkpoint").read_bytes()
    verify = ["ts", "-verify", "-in", f"{folder}/1.tsr", "-CAfile", f"{authority.folder}/root.pem"]
    assert b"Verification: OK" in openssl(*verify, "-data", f"{folder}/1.note").stdout
    (authority.folder / "other").write_bytes((folder / "1.note").read_bytes() + b"x")
    with pytest.raises(subprocess.CalledProcessError):
        openssl(*verify, "-data", f"{authority.folder}/other")


@pytest.mark.django_db
def test_once_an_hour_and_only_when_the_log_has_grown(authority):
    cast = make_cast()
    cast.publish()
    catch_up()
    turn()
    assert not stamping.is_due()
    cast.publish()
    catch_up()
    assert not stamping.is_due()  # not an hour old
    token = stamping.folder() / "1.tsr"
    os.utime(token, (token.stat().st_atime, token.stat().st_mtime - 3601))
    assert stamping.is_due()
    turn()
    assert stamping.newest()[0] == 2
    token = stamping.folder() / "2.tsr"
    os.utime(token, (token.stat().st_atime, token.stat().st_mtime - 3601))
    assert not stamping.is_due()  # nothing new


def another_message(answer: bytes) -> bytes:
    return answer[:-1] + bytes([answer[-1] ^ 1])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spoil", [another_message, lambda _: b"", lambda _: b"<html>", lambda answer: answer[:200]]
)
def test_an_answer_that_does_not_hold_is_not_kept_and_rings(authority, spoil):
    authority.spoil = spoil
    publish_once()
    turn()
    assert "没有通过核对" in alarms.standing()["time-stamp"]
    assert not stamping.folder().exists()
    authority.spoil = lambda answer: answer
    turn()
    assert alarms.standing() == {}


@pytest.mark.django_db
def test_an_answer_to_another_question_is_refused(authority):
    publish_once()
    kept: list[bytes] = []
    authority.spoil = lambda answer: (kept.append(answer), kept[0])[1]
    assert stamping.fetch("a note\n").problem == ""
    assert "没有通过核对" in stamping.fetch("another note\n").problem


@pytest.mark.django_db
def test_another_root_and_a_server_that_is_down_ring(authority, settings, tmp_path):
    publish_once()
    other = Authority(tmp_path / "other")
    settings.TSA_CERTIFICATE = other.folder / "root.pem"
    turn()
    assert "没有通过核对" in alarms.standing()["time-stamp"]
    settings.TSA_URL = "http://127.0.0.1:9/"
    turn()
    assert "没有回答" in alarms.standing()["time-stamp"]


def test_the_root_is_asked_for_at_the_start(tmp_path):
    with pytest.raises(ConfigurationError, match="GONGKAI_TSA_CERTIFICATE"):
        read({"GONGKAI_TSA_URL": "http://tsa.example.cn/"})
    (tmp_path / "empty.pem").write_bytes(b"")
    for wrong in (tmp_path / "none.pem", tmp_path / "empty.pem"):
        with pytest.raises(ConfigurationError, match="PEM"):
            read({"GONGKAI_TSA_CERTIFICATE": str(wrong)})
