"""Our own verifier on the platform's log: it shares no code with the writer, so it counts here."""

from __future__ import annotations

import json

import pytest
from checkers import BATCHES
from spoiling import SPOILT_FILES

from gongkai_verify.cli import main

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
