"""Keys, signed notes, checkpoints, receipts."""

from __future__ import annotations

import pytest
from verifytesting import LOG_KEY, ORIGIN, VECTORS, Signer, b64, leaf, note, numbers

from gongkai_verify.errors import Unreadable, Wrong
from gongkai_verify.keys import parse_vkey, read_keys
from gongkai_verify.notes import open_checkpoint, parse_checkpoint
from gongkai_verify.receipts import open_receipt

KEYS = [parse_vkey(VECTORS["vkey"]), parse_vkey(VECTORS["witness_vkey"])]
COSIGNED = VECTORS["checkpoint_3_cosigned"]
RECEIPT = VECTORS["tlog_proof_1_of_3"]
LEAVES = [leaf(one) for one in numbers(3)]


def test_the_vectors_open():
    opened = open_checkpoint(COSIGNED, KEYS, 1)
    assert (opened.origin, opened.size) == (ORIGIN, 3)
    assert opened.witnesses == (("witness.example.gov/w1", 1_790_000_000),)
    assert LOG_KEY.vkey == VECTORS["vkey"]
    assert note(LEAVES) == VECTORS["checkpoint_3"]


def test_the_key_of_the_specification_is_read():
    key = parse_vkey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
    assert key.name == "example.com/foo"


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "nonsense",
        VECTORS["vkey"].replace("323ea4b2", "323ea4b3"),
        VECTORS["vkey"][:-4],
        VECTORS["vkey"].replace("log.", "log "),
        "a+00000000+",
        "a+00000000+Ag==",
    ],
)
def test_a_damaged_key_is_refused(vkey):
    with pytest.raises(Unreadable):
        parse_vkey(vkey)


def test_keys_come_from_files_too(tmp_path):
    file = tmp_path / "keys"
    file.write_text(f"# 日志\n{VECTORS['vkey']}\n\n{VECTORS['witness_vkey']}\n", encoding="utf-8")
    assert read_keys([str(file), VECTORS["vkey"]]) == KEYS
    with pytest.raises(Unreadable, match="没有给出公钥"):
        read_keys([])
    with pytest.raises(Unreadable, match="公钥文件"):
        read_keys([str(tmp_path / "none")])


def test_unknown_lines_are_ignored_but_a_bad_line_of_a_known_key_is_not():
    stranger = Signer("other.example/x", seed=9)
    many = note(LEAVES, *[Signer(f"w{i}.example", i) for i in range(16)], LOG_KEY, stranger)
    assert open_checkpoint(many, KEYS).size == 3
    forged = Signer(ORIGIN, seed=7)
    forged.id = LOG_KEY.id
    with pytest.raises(Wrong, match="签名不对"):
        open_checkpoint(note(LEAVES, LOG_KEY, forged), KEYS)


FORGED = {
    "other size": COSIGNED.replace("\n3\n", "\n4\n"),
    "other root": COSIGNED.replace("cl1S", "cl1T"),
    "other origin": COSIGNED.replace("log.example", "lag.example", 1),
    "no final newline": COSIGNED[:-1],
    "no signature": COSIGNED.partition("\n\n")[0] + "\n\n",
    "carriage returns": COSIGNED.replace("\n", "\r\n"),
    "hyphen for dash": COSIGNED.replace("—", "-"),
    "leading zero": COSIGNED.replace("\n3\n", "\n03\n"),
    "extension line": COSIGNED.replace("\n\n", "\nmore\n\n"),
    "short root": COSIGNED.replace("cl1SMNto", "cl1S"),
    "empty": "",
    "long": COSIGNED + "— a AAAAAAA=\n" * 200,
    "root of nothing": COSIGNED.replace("\n3\n", "\n0\n"),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_a_forged_checkpoint_is_refused(forged):
    with pytest.raises(Wrong):
        open_checkpoint(forged, KEYS)


def test_a_witness_does_not_replace_the_log_and_is_counted():
    witness = Signer("witness.example.gov/w9", 5, b"\x04")
    alone = note(LEAVES, witness)
    with pytest.raises(Wrong, match="没有所给公钥的签名"):
        open_checkpoint(alone, [*KEYS, parse_vkey(witness.vkey)])
    with pytest.raises(Wrong, match="要求 1 个见证"):
        open_checkpoint(VECTORS["checkpoint_3"], KEYS, 1)
    twice = COSIGNED + COSIGNED.splitlines(keepends=True)[-1]
    with pytest.raises(Wrong, match="要求 2 个见证"):
        open_checkpoint(twice, KEYS, 2)


def test_a_key_of_another_log_opens_nothing():
    other = Signer("other.example/log", 0)
    text = note(LEAVES, other)
    assert parse_checkpoint(text).origin == ORIGIN
    with pytest.raises(Wrong, match="没有所给公钥的签名"):
        open_checkpoint(text, [parse_vkey(other.vkey)])


def test_the_receipt_of_the_vectors_holds():
    receipt = open_receipt(RECEIPT, KEYS)
    assert (receipt.entry, receipt.index, receipt.checkpoint.size) == (b"1", 1, 3)


PROOF = RECEIPT.split("\n")[3:5]
FORGED_RECEIPTS = {
    "other entry": RECEIPT.replace("extra MQ==", f"extra {b64(b'2')}"),
    "other index": RECEIPT.replace("index 1", "index 0"),
    "index beyond": RECEIPT.replace("index 1", "index 3"),
    "reordered": RECEIPT.replace("\n".join(PROOF), "\n".join(reversed(PROOF))),
    "truncated": RECEIPT.replace(f"{PROOF[1]}\n", ""),
    "longer": RECEIPT.replace(PROOF[1], f"{PROOF[1]}\n{PROOF[0]}"),
    "no extra": RECEIPT.replace("extra MQ==\n", ""),
    "other header": RECEIPT.replace("@v1", "@v2"),
    "other checkpoint": RECEIPT.replace("\n3\n", "\n4\n"),
    "sloppy base64": RECEIPT.replace("MQ==", "MR=="),
    "no note": RECEIPT.partition("\n\n")[0],
}


@pytest.mark.parametrize("forged", FORGED_RECEIPTS.values(), ids=FORGED_RECEIPTS.keys())
def test_a_forged_receipt_is_refused(forged):
    assert forged != RECEIPT
    with pytest.raises(Wrong):
        open_receipt(forged, KEYS)
