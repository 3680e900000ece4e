"""`log` and `consistency`: whole logs, sound and spoilt, from a directory and over http."""

from __future__ import annotations

import pytest
from verifytesting import (
    LOG_KEY,
    Publisher,
    Signer,
    codes,
    leaf,
    note,
    numbers,
    run,
    served,
    write_log,
)

from gongkai_verify.cli import main

VKEY = ("--vkey", LOG_KEY.vkey)
SIZE = 600  # two full tiles, a partial one, and a level above


@pytest.fixture
def log(tmp_path):
    return write_log(tmp_path / "log", numbers(SIZE))


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 600])
def test_a_sound_log_of_any_size(tmp_path, capsys, size):
    log = write_log(tmp_path / "log", numbers(size))
    code, said = run(capsys, "log", log, "--plain", *VKEY)
    assert (code, said["findings"], said["checkpoint"]["size"]) == (0, [], size)


def test_a_sound_log_over_http(log, capsys):
    with served(log) as address:
        assert run(capsys, "log", address, "--plain", *VKEY)[0] == 0
        code, said = run(capsys, "log", f"{address}/none", "--plain", *VKEY)
    assert (code, "没有检查点" in said["error"]) == (2, True)


def flip(path):
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def cut(path):
    path.write_bytes(path.read_bytes()[:-1])


def swap_entries(path):
    content = path.read_bytes()
    path.write_bytes(content[3:6] + content[:3] + content[6:])


SPOILT = [
    ("tile/entries/000", flip, "root"),
    ("tile/entries/000", cut, "bundle-size"),
    ("tile/entries/001", lambda path: path.unlink(), "bundle-missing"),
    ("tile/entries/000", swap_entries, "root"),
    ("tile/entries/002.p/88", cut, "bundle-size"),
    ("tile/entries/002.p/88", lambda path: path.write_bytes(b""), "bundle-size"),
    ("tile/0/000", flip, "tile-content"),
    ("tile/0/002.p/88", flip, "tile-content"),
    ("tile/0/001", cut, "tile-size"),
    ("tile/0/001", lambda path: path.write_bytes(path.read_bytes() * 2), None),
    ("tile/1/000.p/2", flip, "tile-content"),
    ("tile/1/000.p/2", lambda path: path.unlink(), "tile-missing"),
    ("checkpoint", cut, "note"),
]


@pytest.mark.parametrize(("name", "spoil", "expected"), SPOILT)
def test_a_spoilt_log_is_refused(log, capsys, name, spoil, expected):
    spoil(log / name)
    code, said = run(capsys, "log", log, "--plain", *VKEY)
    if expected is None:  # larger than any tile: not read at all
        assert code == 2
    else:
        assert code == 1
        assert expected in codes(said)


def test_a_checkpoint_of_another_size_or_tree_is_refused(log, capsys):
    leaves = [leaf(one) for one in numbers(SIZE)]
    for other in (leaves[:-1], [*leaves, leaf(b"x")], [*leaves[1:], leaves[0]]):
        (log / "checkpoint").write_text(note(other), encoding="utf-8")
        code, said = run(capsys, "log", log, "--plain", *VKEY)
        assert (code, bool(codes(said))) == (1, True)


def test_a_partial_tile_may_be_gone_when_the_full_one_is_there(log, capsys):
    write_log(log, numbers(1024))
    old = [leaf(one) for one in numbers(SIZE)]
    (log / "checkpoint").write_text(note(old), encoding="utf-8")
    for name in ("tile/0/002.p/88", "tile/entries/002.p/88"):
        (log / name).unlink()
    assert run(capsys, "log", log, "--plain", *VKEY)[0] == 0


def test_another_key_and_too_few_witnesses(log, capsys):
    code, said = run(capsys, "log", log, "--plain", "--vkey", Signer(seed=3).vkey)
    assert (code, codes(said)) == (1, ["unsigned"])
    code, said = run(capsys, "log", log, "--plain", *VKEY, "--quorum", 1)
    assert (code, codes(said)) == (1, ["quorum"])


def test_links_lead_nowhere_outside(log, capsys, tmp_path):
    outside = tmp_path / "outside"
    (log / "tile/entries/000").rename(outside)
    (log / "tile/entries/000").symlink_to(outside)
    assert codes(run(capsys, "log", log, "--plain", *VKEY)[1]) == ["bundle-missing"]


def test_entries_that_are_none_are_named_one_by_one(tmp_path, capsys):
    log = write_log(tmp_path / "log", numbers(3))
    code, said = run(capsys, "log", log, *VKEY)
    assert (code, codes(said)) == (1, ["json"] * 3)
    assert [one["where"] for one in said["findings"]] == ["第 0 条", "第 1 条", "第 2 条"]


def test_the_summary(tmp_path, capsys):
    publisher = Publisher(tmp_path)
    publisher.release(1)
    first = publisher.release(2)
    publisher.release(3)
    publisher.entry("withdraw", 1, ground="clerical")
    publisher.release(2, body="<p>改</p>")
    publisher.entry("erase", 2, of=first, gone=["body"], ground="privacy")
    publisher.publish()
    code, said = run(capsys, "log", publisher.log, *VKEY)
    assert (code, said["findings"]) == (0, [])
    assert said["acts"] == {"erase": 1, "publish": 3, "revise": 1, "withdraw": 1}
    assert (said["documents"], said["public"], said["withdrawn"], said["erased"]) == (3, 2, 1, 0)
    main(["log", str(publisher.log), *VKEY])
    told = capsys.readouterr().out
    assert "登记：发布 3，更正 1，撤回 1，删除 1。" in told
    assert "核查通过：日志完好。" in told


# --- consistency ---------------------------------------------------------------------------


def keep(folder, name, size, entries=None, *signers):
    path = folder / name
    leaves = [leaf(one) for one in (entries or numbers(size))]
    path.write_text(note(leaves, *signers), encoding="utf-8")
    return path


@pytest.mark.parametrize("old", [0, 1, 255, 256, 257, 300, 512, 599, 600])
def test_what_was_only_added_to_is_consistent(log, tmp_path, capsys, old):
    first, second = keep(tmp_path, "old", old), keep(tmp_path, "new", SIZE)
    with served(log) as address:
        code, said = run(capsys, "consistency", address, first, second, *VKEY)
    assert (code, said["findings"]) == (0, [])


def test_fork_rollback_and_strangers_are_refused(log, tmp_path, capsys):
    new = keep(tmp_path, "new", SIZE)
    forked = keep(tmp_path, "forked", 3, [b"0", b"x", b"2"])
    same = keep(tmp_path, "same", 3, [b"x"] * SIZE)
    longer = keep(tmp_path, "longer", SIZE + 1)
    stranger = keep(tmp_path, "stranger", 3, None, Signer(seed=8))
    for old, expected in [(forked, "fork"), (same, "fork"), (longer, "rollback")]:
        code, said = run(capsys, "consistency", log, old, new, *VKEY)
        assert (code, codes(said)) == (1, [expected])
    assert codes(run(capsys, "consistency", log, stranger, new, *VKEY)[1]) == ["unsigned"]
    (tmp_path / "other").write_text(new.read_text().replace("log.example", "lag.example"))
    assert run(capsys, "consistency", log, tmp_path / "other", new, *VKEY)[0] == 1


def test_spoilt_tiles_cannot_prove_anything(log, tmp_path, capsys):
    flip(log / "tile/0/002.p/88")
    old, new = keep(tmp_path, "old", 590), keep(tmp_path, "new", SIZE)
    assert codes(run(capsys, "consistency", log, old, new, *VKEY)[1]) == ["fork"]


# --- misuse --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["log"],
        ["nonsense"],
        ["log", "/nowhere", "--vkey", LOG_KEY.vkey],
        ["log", "."],
        ["log", "http://", "--vkey", LOG_KEY.vkey],
        ["log", "http://127.0.0.1:9/", "--vkey", LOG_KEY.vkey],
        ["consistency", ".", "/nowhere", "/nowhere", "--vkey", LOG_KEY.vkey],
        ["receipt", "/nowhere", "/nowhere", "--vkey", LOG_KEY.vkey],
        ["log", ".", "--vkey", "nonsense"],
        ["log", ".", "--quorum", "x"],
    ],
)
def test_misuse_and_what_cannot_be_read_end_with_2_and_a_chinese_sentence(arguments, capsys):
    try:
        code = main(arguments)
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    told = capsys.readouterr().err
    assert "用法有误" in told or "无法核查" in told


@pytest.mark.parametrize("command", ["receipt", "log", "consistency", "monitor", "witness"])
def test_help_is_chinese_and_has_an_example(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"例：\n  gongkai-verify {command}" in told
    assert "退出码" in told
    assert "usage" not in told
