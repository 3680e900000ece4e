"""A log made by the platform's own writer, for other people's programs to judge."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from checkers import BATCHES, ORIGIN, SIZE, absent

from gongkai.kernel.tlog.commitments import commitment, new_salt
from gongkai.kernel.tlog.encoding import to_base64
from gongkai.kernel.tlog.entries import entry_bytes
from gongkai.transparency.store import (
    Ed25519Signer,
    LogReader,
    LogStore,
    SM2Signer,
    create_ed25519_key,
    create_sm2_key,
)

GO = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": ""}


@dataclass
class Log:
    """A written log: its folder, key, entries, checkpoints by size, a receipt for each entry."""

    public: Path
    vkey: str
    sm2_vkey: str
    entries: list[bytes]
    checkpoints: dict[int, str]
    receipts: list[str]

    @property
    def reader(self):
        return LogReader(self.public)

    def root(self, size):
        return self.checkpoints[size].split("\n")[2]


def entry(n):
    parts = {name: to_base64(commitment(name, new_salt(), b"%d" % n)) for name in ("meta", "body")}
    return entry_bytes(
        {
            "v": 1,
            "act": "publish",
            "doc": f"00000000-0000-4000-8000-{n:012}",
            "rev": 1,
            "org": "11620000013895017G",
            "t": "2026-11-22T04:00:00Z",
            "parts": parts,
        }
    )


@pytest.fixture(scope="session")
def log(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    create_ed25519_key(folder / "key.pem")
    if not shutil.which("openssl"):
        absent("openssl")
    create_sm2_key(folder / "sm2.pem")
    signer = Ed25519Signer(folder / "key.pem", ORIGIN)
    sm2 = SM2Signer(folder / "sm2.pem", ORIGIN)
    entries = [entry(n) for n in range(SIZE)]
    checkpoints, receipts = {}, []
    with LogStore(folder / "public", folder / "state", ORIGIN, [signer, sm2]) as store:
        for size in BATCHES:
            checkpoints[size] = store.append(entries[store.size : size])
            receipts += [store.receipt(n) for n in range(len(receipts), size)]
    return Log(
        folder / "public", signer.verifier_key(), sm2.verifier_key(), entries, checkpoints, receipts
    )


@pytest.fixture
def copy(log, tmp_path):
    """The log's files, to be spoilt."""
    return Path(shutil.copytree(log.public, tmp_path / "copy"))


@pytest.fixture(scope="session")
def checklog(tmp_path_factory):
    """The Go program, run: whether it accepted, and what it said."""
    if not shutil.which("go"):
        absent("Go (Debian: golang-go)")
    if not Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog").is_dir():
        absent("golang.org/x/mod (Debian: golang-golang-x-mod-dev)")
    folder = tmp_path_factory.mktemp("go")
    program = folder / "checklog"
    subprocess.run(
        ["go", "build", "-o", program, Path(__file__).parent / "checklog" / "main.go"],
        check=True,
        env={**os.environ, **GO, "GOCACHE": str(folder / "cache")},
    )

    def run(*arguments):
        said = subprocess.run(
            [program, *map(str, arguments)], capture_output=True, text=True, check=False
        )
        assert said.returncode in (0, 1), said.stderr
        return said.returncode == 0, said.stderr

    return run
