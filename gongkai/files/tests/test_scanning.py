"""A virus scanner, where there is one, is asked; while it does not answer, files wait."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gongkai.config import environment
from gongkai.files.models import StoredFile
from gongkai.files.operations import receive
from gongkai.files.tests import samples
from gongkai.files.working import examine_waiting
from gongkai.journal.actors import SYSTEM

pytestmark = pytest.mark.django_db


@contextmanager
def clamd(path: Path, answer: bytes) -> Iterator[list[bytes]]:
    """A scanner that answers one question; what it was sent."""
    received: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen(1)
        thread = threading.Thread(target=_serve, args=(server, answer, received))
        thread.start()
        yield received
        thread.join()


def _serve(server: socket.socket, answer: bytes, received: list[bytes]) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\x00"
        while length := struct.unpack("!I", stream.read(4))[0]:
            received.append(stream.read(length))
        connection.sendall(answer)


@pytest.fixture
def socket_path(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> Path:
    path = tmp_path_factory.mktemp("s") / "c"  # short: the system allows 108 bytes
    settings.CLAMD = str(path)
    return path


def test_a_clean_file_is_sent_whole_and_accepted(socket_path: Path) -> None:
    data = samples.pdf()
    with clamd(socket_path, b"stream: OK\x00") as received:
        stored = receive(data, name="公告.pdf", actor=SYSTEM)
    assert b"".join(received) == data
    assert stored.status == StoredFile.Status.ACCEPTED


def test_an_infected_file_is_refused_by_the_name_of_its_virus(socket_path: Path) -> None:
    with clamd(socket_path, b"stream: Eicar-Signature FOUND\x00"):
        stored = receive(samples.pdf(), name="公告.pdf", actor=SYSTEM)
    assert stored.reasons == ["病毒扫描发现问题（Eicar-Signature），不能上传。"]


def test_while_the_scanner_is_away_files_wait_in_quarantine(socket_path: Path) -> None:
    stored = receive(samples.pdf(), name="公告.pdf", actor=SYSTEM)
    assert stored.status == StoredFile.Status.QUARANTINED
    examine_waiting()
    stored.refresh_from_db()
    assert stored.status == StoredFile.Status.QUARANTINED
    with clamd(socket_path, b"stream: OK\x00"):
        examine_waiting()
    stored.refresh_from_db()
    assert stored.status == StoredFile.Status.ACCEPTED


def test_a_scanner_that_complains_is_no_permission(socket_path: Path) -> None:
    with clamd(socket_path, b"INSTREAM size limit exceeded. ERROR\x00"):
        stored = receive(samples.pdf(), name="公告.pdf", actor=SYSTEM)
    assert stored.status == StoredFile.Status.QUARANTINED


def test_its_address_is_a_path_or_host_and_port() -> None:
    assert environment.read({"GONGKAI_CLAMD": "/run/clamd.ctl"})["GONGKAI_CLAMD"]
    assert environment.read({"GONGKAI_CLAMD": "scanner:3310"})["GONGKAI_CLAMD"] == "scanner:3310"
    assert environment.read({})["GONGKAI_CLAMD"] == ""
    with pytest.raises(environment.ConfigurationError, match="GONGKAI_CLAMD"):
        environment.read({"GONGKAI_CLAMD": "scanner"})
