"""Our own verifier on the platform's log: it shares no code with the writer, so it counts here."""

from __future__ import annotations

import json

import pytest
from checkers import BATCHES, SIZE
from spoiling import SPOILT_FILES

from gongkai.kernel.tlog.encoding import to_base64
from gongkai_verify.cli import main
from gongkai_verify.keys import parse_vkey
from gongkai_verify.notes import open_checkpoint
from gongkai_verify.witness.home import Home
from gongkai_verify.witness.protocol import Witness

pytestmark = pytest.mark.independent


@pytest.fixture
def verify(log, capsys):
    def run(*arguments):
        code = main([*map(str, arguments), "--vkey", log.vkey, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_the_log_and_its_entries_are_accepted(log, verify):
    code, said = verify("log", log.public)
    assert (code, said["findings"], said["documents"]) == (0, [], len(log.entries))


def test_the_sm2_line_is_checked(log, copy, verify):
    assert verify("log", log.public, "--vkey", log.sm2_vkey)[1]["findings"] == []
    note = log.checkpoints[SIZE].splitlines(keepends=True)
    # The line of another checkpoint, under the text of this one.
    forged = [*note[:-1], log.checkpoints[513].splitlines(keepends=True)[-1]]
    (copy / "checkpoint").write_text("".join(forged), encoding="utf-8")
    assert verify("log", copy, "--vkey", log.sm2_vkey)[0] == 1
    assert verify("log", copy)[0] == 0  # whoever does not know the key ignores the line


@pytest.mark.parametrize(("name", "spoil"), SPOILT_FILES)
def test_a_spoilt_log_is_refused(copy, verify, name, spoil):
    spoil(copy / name)
    code, said = verify("log", copy)
    # A bit turned over in the checkpoint's text may leave no UTF-8, or no signature of the key.
    assert code == 1
    assert said["findings"]


def test_every_checkpoint_is_extended_by_the_newest(log, verify, tmp_path):
    for size in BATCHES:
        (tmp_path / str(size)).write_text(log.checkpoints[size], encoding="utf-8")
    newest = tmp_path / str(BATCHES[-1])
    for old in BATCHES:
        code, said = verify("consistency", log.public, tmp_path / str(old), newest)
        assert (code, said["findings"]) == (0, [])


def test_every_receipt_is_accepted(log, verify, tmp_path):
    for index in range(0, len(log.entries), 41):
        (tmp_path / "receipt").write_text(log.receipts[index], encoding="utf-8")
        code, said = verify("receipt", tmp_path / "receipt", "--log", log.public)
        assert (code, said["index"]) == (0, index)


def test_the_witness_signs_a_growing_log_and_no_other(log, tmp_path):
    home = Home(tmp_path / "witness")
    home.create_key("archive.example.gov/w1")
    home.trust(log.vkey)
    witness = Witness(home, lambda: 1_790_000_000)
    for old, new in zip([0, *BATCHES], BATCHES, strict=False):
        proof = log.reader.consistency(old, new) if old else []
        lines = "".join(f"{to_base64(one)}\n" for one in proof)
        body = f"old {old}\n{lines}\n{log.checkpoints[new]}"
        answer = witness.add_checkpoint(body.encode())
        assert answer.status == 200, new
        keys = [parse_vkey(log.vkey), parse_vkey(home.key().vkey)]
        assert open_checkpoint(log.checkpoints[new] + answer.body, keys, 1).size == new
    again = witness.add_checkpoint(f"old 0\n\n{log.checkpoints[1]}".encode())
    assert (again.status, again.body) == (409, f"{SIZE}\n")
