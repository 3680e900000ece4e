"""Commitments and hashes with nothing but `printf`, `base64` and `openssl`, as a citizen could."""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64decode

import pytest
from checkers import absent

from gongkai.kernel.tlog.commitments import commitment, new_salt
from gongkai.kernel.tlog.encoding import to_base64

pytestmark = pytest.mark.independent

# As printed in docs/developers/transparency-formats.md.
COMMITMENT = """
{ printf 'gongkai/part/1\\n%s\\n' "$NAME"; printf %s "$SALT" | base64 -d
  openssl dgst "-$HASH" -binary content; } | openssl dgst "-$HASH" -binary | base64
"""
LEAF = """
{ printf '\\000'; printf %s "$ENTRY" | base64 -d; } | openssl dgst -sha256 -binary | base64
"""


@pytest.fixture(scope="session", autouse=True)
def openssl():
    for tool in ("openssl", "base64", "sh"):
        if not shutil.which(tool):
            absent(tool)


def shell(script, folder, **variables):
    said = subprocess.run(
        ["sh", "-c", script], env={"PATH": "/usr/bin:/bin", **variables}, cwd=folder,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return said.stdout.strip()


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
@pytest.mark.parametrize(
    ("name", "content"),
    [("meta", '{"title":"关于公布目录的通知"}'.encode()), ("body", b""), ("a1", bytes(range(256)))],
)
def test_a_commitment_is_recomputed(tmp_path, algorithm, name, content):
    salt = new_salt()
    (tmp_path / "content").write_bytes(content)
    ours = to_base64(commitment(name, salt, content, algorithm))

    def theirs(**more):
        return shell(
            COMMITMENT, tmp_path,
            **{"NAME": name, "SALT": to_base64(salt), "HASH": algorithm, **more},
        )  # fmt: skip

    assert theirs() == ours
    assert theirs(SALT=to_base64(new_salt())) != ours
    assert theirs(NAME="a2") != ours
    (tmp_path / "content").write_bytes(content + b"\n")
    assert theirs() != ours


def test_a_leaf_hash_is_recomputed(log, tmp_path):
    """The hash of entry 0 is the first in the first tile."""
    tile = (log.public / "tile/0/000").read_bytes()
    first = shell(LEAF, tmp_path, ENTRY=to_base64(log.entries[0]))
    assert b64decode(first) == tile[:32]
    assert b64decode(shell(LEAF, tmp_path, ENTRY=to_base64(log.entries[1]))) == tile[32:64]
