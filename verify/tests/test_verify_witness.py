"""The witness: the answers of the specification, and a memory that nothing can turn back."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest
from verifytesting import LOG_KEY, ORIGIN, Signer, b64, leaf, mth, note, numbers, proof, run

from gongkai_verify.keys import parse_vkey
from gongkai_verify.notes import open_checkpoint
from gongkai_verify.witness.home import Home
from gongkai_verify.witness.server import WitnessServer

NAME = "archive.example.gov/w1"
LEAVES = [leaf(one) for one in numbers(40)]


@pytest.fixture
def home(tmp_path, capsys):
    folder = tmp_path / "witness"
    assert run(capsys, "witness", "key", "--home", folder, "--name", NAME)[0] == 0
    assert run(capsys, "witness", "trust", LOG_KEY.vkey, "--home", folder)[0] == 0
    return folder


class Served:
    """A witness behind a port."""

    def __init__(self, folder):
        self.server = WitnessServer(("127.0.0.1", 0), folder)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.vkey = parse_vkey(Home(folder).key().vkey)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def post(self, body, path="/add-checkpoint", method="POST", headers=()):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        content = body if isinstance(body, bytes) else body.encode()
        connection.request(method, path, content, dict(headers))
        answer = connection.getresponse()
        said = answer.read().decode()
        connection.close()
        return answer.status, said, answer.getheader("Content-Type")

    def add(self, old, size, leaves=LEAVES, signers=(), hashes=None):
        hashes = proof(old, leaves[:size]) if hashes is None else hashes
        lines = "".join(f"{b64(one)}\n" for one in hashes)
        return self.post(f"old {old}\n{lines}\n{note(leaves[:size], *signers)}")


@pytest.fixture
def witness(home):
    served = Served(home)
    yield served
    served.close()


def test_it_signs_what_extends_what_it_signed(witness):
    for old, size in [(0, 3), (3, 3), (3, 8), (8, 40)]:
        status, line, _ = witness.add(old, size)
        assert status == 200
        keys = [parse_vkey(LOG_KEY.vkey), witness.vkey]
        opened = open_checkpoint(note(LEAVES[:size]) + line, keys, 1)
        assert opened.witnesses[0][0] == NAME
        assert opened.witnesses[0][1] > 1_700_000_000


def test_it_refuses_rollback_and_tells_its_size(witness):
    assert witness.add(0, 8)[0] == 200
    for old, size in [(0, 8), (0, 3), (3, 8), (3, 20), (7, 7)]:
        assert witness.add(old, size) == (409, "8\n", "text/x.tlog.size")


def test_it_refuses_a_fork(witness):
    assert witness.add(0, 8)[0] == 200
    other = [leaf(b"x"), *LEAVES[1:]]
    assert witness.add(8, 8, other) == (409, "8\n", "text/x.tlog.size")
    assert witness.add(8, 20, other)[0] == 422
    assert witness.add(8, 20, other, hashes=proof(8, LEAVES[:20]))[0] == 422
    assert witness.add(8, 20)[0] == 200


@pytest.mark.parametrize("hashes", ["none", "cut", "long", "order"])
def test_it_refuses_a_proof_that_does_not_hold(witness, hashes):
    assert witness.add(0, 7)[0] == 200
    good = proof(7, LEAVES[:20])
    bad = {
        "none": [], "cut": good[:-1], "long": [*good, mth([])], "order": good[::-1],
    }[hashes]  # fmt: skip
    assert witness.add(7, 20, hashes=bad)[0] == 422
    assert witness.add(0, 20)[1] == "7\n"


def test_a_first_proof_must_be_empty(witness):
    assert witness.add(0, 3, hashes=[mth([])])[0] == 422


def test_it_knows_whom_it_trusts(witness):
    stranger = Signer("stranger.example/log", 4)
    text = f"stranger.example/log\n3\n{b64(mth(LEAVES[:3]))}\n"
    assert witness.post(f"old 0\n\n{text}\n{stranger.line(text)}")[0] == 404
    assert witness.add(0, 3, signers=[Signer(seed=5)])[0] == 403
    forged = Signer(seed=5)
    forged.id = LOG_KEY.id
    assert witness.add(0, 3, signers=[forged])[0] == 403
    assert witness.add(0, 3)[0] == 200


NOTE = note(LEAVES[:3])
MALFORMED = {
    "nothing": "",
    "no old": f"\n\n{NOTE}",
    "old is no number": f"old x\n\n{NOTE}",
    "leading zero": f"old 00\n\n{NOTE}",
    "negative": f"old -1\n\n{NOTE}",
    "old is larger": f"old 4\n\n{NOTE}",
    "no base64": f"old 0\n!!!\n\n{NOTE}",
    "short hash": f"old 0\nAAAA\n\n{NOTE}",
    "too many hashes": f"old 0\n{f'{b64(LEAVES[0])}{chr(10)}' * 64}\n{NOTE}",
    "no note": "old 0\n\n",
    "no signature": "old 0\n\n" + NOTE.rpartition("\n\n")[0] + "\n",
    "not utf-8": b"old 0\n\n\xff\xfe",
    "control": f"old 0\n\n{NOTE}".replace("\n3\n", "\n3\r\n"),
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_malformed_is_answered_with_400(witness, body):
    assert witness.post(body)[0] == 400
    assert witness.add(0, 3)[0] == 200


def test_other_addresses_methods_and_sizes(witness):
    assert witness.post("old 0\n", path="/other")[0] == 404
    assert witness.post("", method="GET")[0] == 404
    assert witness.post("", headers={"Content-Length": str((1 << 20) + 1)})[0] == 400
    assert witness.post("", headers={"Content-Length": "-5"})[0] == 400


def test_of_many_at_once_each_answer_follows_from_one_history(witness):
    """Two logs that forked at the first entry ask at the same time: one of them is signed."""
    forks = [[leaf(b"%d" % n), *LEAVES[1:]] for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda fork: witness.add(0, 9, fork)[0], forks))
    assert sorted(answers) == [200] + [409] * 7


def test_it_remembers_after_a_restart(home):
    first = Served(home)
    assert first.add(0, 8)[0] == 200
    first.close()
    second = Served(home)
    assert second.add(0, 20)[:2] == (409, "8\n")
    assert second.add(8, 20)[0] == 200
    second.close()


def memory_of(home):
    return next((home / "logs").iterdir()) / "signed"


@pytest.mark.parametrize("content", [None, "", f"{ORIGIN}\n8\n", "other.example/log\n0\nAAAA\n"])
def test_a_damaged_memory_is_not_taken_for_a_fresh_one(home, content):
    if content is None:
        memory_of(home).unlink()
    else:
        memory_of(home).write_text(content, encoding="utf-8")
    served = Served(home)
    assert served.add(0, 3)[0] == 500
    served.close()


def test_the_memory_is_written_before_the_signature_is_given(home, monkeypatch):
    def fails(*_):
        raise OSError

    served = Served(home)
    monkeypatch.setattr(Home, "remember", fails)
    assert served.add(0, 3)[0] == 500
    monkeypatch.undo()
    assert served.add(3, 8)[:2] == (409, "0\n")
    assert served.add(0, 3)[0] == 200
    served.close()


def test_trusting_again_forgets_nothing(home, capsys):
    served = Served(home)
    assert served.add(0, 8)[0] == 200
    second = Signer(seed=6)
    for vkey in (LOG_KEY.vkey, second.vkey):
        assert run(capsys, "witness", "trust", vkey, "--home", home)[0] == 0
    assert served.add(8, 20, signers=[second])[0] == 200
    served.close()


def test_the_key_is_secret_and_is_made_once(home, capsys):
    assert (home / "key").stat().st_mode & 0o077 == 0
    code, said = run(capsys, "witness", "key", "--home", home)
    assert (code, said["vkey"].startswith(f"{NAME}+")) == (0, True)
    code, said = run(capsys, "witness", "key", "--home", home, "--name", "other.example/w")
    assert (code, "不会覆盖" in said["error"]) == (2, True)


def test_misuse(tmp_path, home, capsys):
    for arguments in (
        ["key", "--home", tmp_path / "none"],
        ["key", "--home", tmp_path / "new", "--name", "a b"],
        ["trust", LOG_KEY.vkey, "--home", tmp_path / "none"],
        ["trust", Signer("w", 3, b"\x04").vkey, "--home", home],
        ["serve", "--home", tmp_path / "none"],
        ["serve", "--home", home, "--port", 99999],
    ):
        assert run(capsys, "witness", *arguments)[0] == 2


def test_one_folder_has_one_server(home, witness, capsys):
    code, said = run(capsys, "witness", "serve", "--home", home, "--port", 0)
    assert (code, "已有见证服务在运行" in said["error"]) == (2, True)


@pytest.mark.slow
def test_killed_at_any_moment_it_forgets_no_signature(home):
    """A process of its own, killed while it signs; it never again signs below what it gave out."""
    given = 0
    for size in range(1, 31):
        status, said = asked(home, given, size, die=bool(size % 2))
        given = size if status == 200 else given
        # Asked with an old size that cannot be right, it tells what it remembers.
        status, said = asked(home, 39, 40)
        assert status == 409
        assert given <= int(said) <= size
        given = int(said)
    assert given >= 15


def asked(home, old, size, die=False):
    process, port = start(home)
    try:
        return submit(port, old, size, kill=process if die else None)
    finally:
        process.kill()
        process.communicate()


def start(home):
    process = subprocess.Popen(
        [
            *[sys.executable, "-m", "gongkai_verify", "witness", "serve"],
            *["--home", str(home), "--port", "0"],
        ],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).parent.parent,
    )
    line = process.stdout.readline()
    return process, int(line.rpartition("/")[0].rpartition(":")[2])


def submit(port, old, size, kill=None):
    lines = "".join(f"{b64(one)}\n" for one in proof(old, LEAVES[:size]))
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    body = f"old {old}\n{lines}\n{note(LEAVES[:size])}".encode()
    try:
        connection.request("POST", "/add-checkpoint", body)
        if kill:
            kill.kill()
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
