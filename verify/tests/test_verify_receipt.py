"""`receipt`: a citizen checks one document."""

from __future__ import annotations

import json
import shutil

import pytest
from verifytesting import LOG_KEY, Publisher, b64, codes, put, run, served

from gongkai_verify.cli import main

VKEY = ("--vkey", LOG_KEY.vkey)
PDF = b"%PDF-1.7 attachment"


@pytest.fixture
def publisher(tmp_path):
    publisher = Publisher(tmp_path)
    publisher.release(1)
    publisher.release(2, files=[("附件 1.pdf", PDF), ("b.csv", b"x")])
    publisher.release(3)
    publisher.publish()
    return publisher


@pytest.fixture
def item(publisher):
    return publisher.folder(2)


def check(capsys, item, *more):
    return run(capsys, "receipt", item / "receipt-1.txt", item / "record.json", *VKEY, *more)


def states(said):
    return {one["name"]: one["state"] for one in said["parts"]}


def test_a_genuine_document(item, capsys, publisher):
    code, said = check(capsys, item)
    assert (code, said["findings"], said["index"]) == (0, [], 1)
    assert set(states(said).values()) == {"as-logged"}
    assert check(capsys, item, "--log", publisher.log)[0] == 0
    main(["receipt", str(item / "receipt-1.txt"), str(item / "record.json"), *VKEY])
    told = capsys.readouterr().out
    assert "正文与登记一致。" in told
    assert "附件 1（files/附件 1.pdf）与登记一致。" in told
    assert "核查通过：与登记一致。" in told


def test_over_http_and_with_files_elsewhere(item, capsys, publisher, tmp_path):
    with served(publisher.site) as site:
        at = f"{site}/items/2026/00002"
        code, said = run(
            capsys, "receipt", f"{at}/receipt-1.txt", f"{at}/record.json",
            "--log", f"{site}/log", *VKEY,
        )  # fmt: skip
    assert (code, set(states(said).values())) == (0, {"as-logged"})
    shutil.move(item / "files", tmp_path / "down")
    assert check(capsys, item)[0] == 1
    assert check(capsys, item, "--files", tmp_path / "down")[0] == 0


def test_the_receipt_alone(item, capsys):
    assert run(capsys, "receipt", item / "receipt-1.txt", *VKEY)[0] == 0


def edit(item, change):
    record = json.loads((item / "record.json").read_text(encoding="utf-8"))
    change(record)
    put(item, "record.json", json.dumps(record))


def test_a_changed_body_a_changed_file_and_a_missing_one_are_named(item, capsys):
    edit(item, lambda record: record["parts"]["body"].update(content="<p>改过</p>\n"))
    put(item, "files/b.csv", b"y")
    (item / "files/附件 1.pdf").unlink()
    code, said = check(capsys, item)
    assert code == 1
    assert states(said) == {
        "a1": "missing", "a2": "changed", "body": "changed", "meta": "as-logged",
    }  # fmt: skip
    assert codes(said) == ["part-changed", "part-changed", "part-missing"]
    texts = " ".join(one["text"] for one in said["findings"])
    assert "缺失，而且没有删除登记" in texts


def test_another_salt_or_a_part_left_out(item, capsys):
    edit(item, lambda record: record["parts"]["meta"].update(salt=b64(b"s" * 32)))
    edit(item, lambda record: record["parts"].pop("a2"))
    assert codes(check(capsys, item)[1]) == ["part-changed", "part-missing"]


def test_the_record_of_another_entry(item, capsys, publisher):
    other = publisher.folder(1) / "record.json"
    code, said = run(capsys, "receipt", item / "receipt-1.txt", other, *VKEY)
    assert (code, codes(said)) == (1, ["record-entry"])
    edit(item, lambda record: record.update(origin="other.example/log"))
    assert codes(check(capsys, item)[1]) == ["record-origin"]


def test_a_tombstone_is_looked_up_in_the_log(item, capsys, publisher):
    edit(item, lambda record: record["parts"].update(a1={"erased": 3}))
    code, said = check(capsys, item)
    assert (code, codes(said, "remark")) == (0, ["part-unproved"])
    code, said = check(capsys, item, "--log", publisher.log)
    assert (code, codes(said)) == (1, ["part-no-tombstone"])
    publisher.entry("erase", 2, of=1, gone=["a1"], ground="privacy")
    publisher.publish()
    code, said = check(capsys, item, "--log", publisher.log)
    assert (code, states(said)["a1"]) == (0, "erased")
    edit(item, lambda record: record["parts"].update(a1={"erased": 0}))
    assert codes(check(capsys, item, "--log", publisher.log)[1]) == ["part-no-tombstone"]


def test_a_receipt_of_a_log_that_was_rewritten(item, capsys, publisher, tmp_path):
    other = Publisher(tmp_path / "other")
    for n in range(1, 5):
        other.release(n, title="另一段历史")
    other.publish()
    code, said = check(capsys, item, "--log", other.log)
    assert (code, "fork" in codes(said)) == (1, True)
    shorter = Publisher(tmp_path / "shorter")
    shorter.release(1)
    shorter.publish()
    assert "rollback" in codes(check(capsys, item, "--log", shorter.log)[1])
