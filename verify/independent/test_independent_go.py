"""golang.org/x/mod (note, tlog), by Go's checksum database, on our log and receipts."""

from __future__ import annotations

import pytest
from spoiling import SPOILT_FILES

pytestmark = pytest.mark.independent


def test_the_log_is_accepted(log, checklog):
    assert checklog("log", log.public, log.vkey) == (True, "")


def test_every_checkpoint_that_was_ever_given_is_extended(log, checklog, tmp_path):
    files = []
    for size, note in log.checkpoints.items():
        files.append(tmp_path / str(size))
        files[-1].write_text(note, encoding="utf-8")
    assert checklog("log", log.public, log.vkey, *files) == (True, "")


@pytest.mark.parametrize("index", [0, 1, 2, 3, 6, 254, 255, 256, 511, 512, 699])
def test_receipts_are_accepted(log, checklog, tmp_path, index):
    (tmp_path / "receipt").write_text(log.receipts[index], encoding="utf-8")
    assert checklog("receipt", tmp_path / "receipt", log.vkey) == (True, "")


@pytest.mark.parametrize(("name", "spoil"), SPOILT_FILES)
def test_a_spoilt_log_is_refused(log, copy, checklog, name, spoil):
    spoil(copy / name)
    accepted, said = checklog("log", copy, log.vkey)
    assert not accepted
    assert said.startswith("refused: ")


def test_another_size_is_refused(log, copy, checklog):
    (copy / "checkpoint").write_text(log.checkpoints[512], encoding="utf-8")
    assert checklog("log", copy, log.vkey)[0]  # genuine, and all its full tiles are there
    for size in (511, 699, 701, 1):
        note = log.checkpoints[700].replace("\n700\n", f"\n{size}\n")
        (copy / "checkpoint").write_text(note, encoding="utf-8")
        assert not checklog("log", copy, log.vkey)[0]


def test_a_rolled_back_log_is_refused(log, copy, checklog, tmp_path):
    (tmp_path / "newest").write_text(log.checkpoints[700], encoding="utf-8")
    (copy / "checkpoint").write_text(log.checkpoints[512], encoding="utf-8")
    accepted, said = checklog("log", copy, log.vkey, tmp_path / "newest")
    assert not accepted
    assert "rolled back" in said


def test_forged_receipts_are_refused(log, checklog, tmp_path):
    receipt = log.receipts[300]
    lines = receipt.split("\n")
    forgeries = {
        "other index": receipt.replace("index 300", "index 301"),
        "index beyond": receipt.replace("index 300", "index 511"),
        "other entry": receipt.replace(lines[1], log.receipts[301].split("\n")[1]),
        "truncated": receipt.replace(f"{lines[4]}\n", ""),
        "longer": receipt.replace(lines[4], f"{lines[4]}\n{lines[4]}"),
        "reordered": receipt.replace(f"{lines[3]}\n{lines[4]}", f"{lines[4]}\n{lines[3]}"),
        "forged": receipt.replace(lines[3], lines[4]),
        "other checkpoint": receipt.partition("\n\n")[0] + "\n\n" + log.checkpoints[700],
        "other size": receipt.replace("\n511\n", "\n510\n"),
        "unsigned": receipt.rpartition("\n\n")[0] + "\n\n",
    }
    for name, forged in forgeries.items():
        assert forged != receipt, name
        (tmp_path / "receipt").write_text(forged, encoding="utf-8")
        assert not checklog("receipt", tmp_path / "receipt", log.vkey)[0], name


def test_a_key_of_somebody_else_opens_nothing(log, checklog):
    other = "log.example.gov/pub+323ea4b2+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    accepted, said = checklog("note", log.public / "checkpoint", other)
    assert not accepted
    assert "note has no verifiable signatures" in said
