"""Folders that do not agree with each other: nothing more is signed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.kernel.tlog.errors import LogError
from gongkai.transparency.store import LogStore, files
from gongkai.transparency.store.tests.samples import Log, entries


def keep(folder: Path) -> Path:
    return Path(shutil.copytree(folder, folder.with_name(f"{folder.name} of last night")))


def restore(folder: Path, kept: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)


def test_an_old_state_is_refused(log: Log) -> None:
    log.grow(300)
    kept = keep(log.state)
    log.grow(301)
    restore(log.state, kept)
    with pytest.raises(LogError, match="restored from a backup"):
        log.open()


def test_old_public_files_are_refused(log: Log) -> None:
    log.grow(300)
    kept = keep(log.public)
    log.grow(301)
    restore(log.public, kept)
    with pytest.raises(LogError, match="restored from a backup"):
        log.open()


@pytest.mark.parametrize("folder", ["public", "state"])
def test_a_folder_from_before_the_first_entry_is_refused(log: Log, folder: str) -> None:
    log.grow(0)
    kept = keep(log.folder / folder)
    log.grow(5)
    restore(log.folder / folder, kept)
    with pytest.raises(LogError):
        log.open()


@pytest.mark.parametrize("lost", ["public", "state", "public/checkpoint", "state/signed"])
def test_what_was_lost_is_missed(log: Log, lost: str) -> None:
    log.grow(300)
    path = log.folder / lost
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    with pytest.raises(LogError):
        log.open()


def test_an_older_checkpoint_over_newer_tiles_is_refused_when_it_forks(log: Log) -> None:
    """Both small files are restored, the tiles are not: other entries cannot take their place."""
    log.grow(300)
    kept = keep(log.state), (log.public / "checkpoint").read_bytes()
    log.grow(302)
    restore(log.state, kept[0])
    (log.public / "checkpoint").write_bytes(kept[1])
    with log.open() as store:
        with pytest.raises(LogError, match="public already, with other bytes"):
            store.append([b"other", b"entries"])


def two_histories(log: Log) -> Log:
    """The same log with the same key, once more, with other entries."""
    folder = log.folder / "other"
    folder.mkdir()
    other = Log(folder)
    with other.open() as store:
        store.append([b"other"] * 300)
    return other


@pytest.mark.parametrize("folder", ["public", "state"])
def test_another_history_of_the_same_size_is_refused(log: Log, folder: str) -> None:
    log.grow(300)
    restore(log.folder / folder, two_histories(log).folder / folder)
    with pytest.raises(LogError, match="not what was signed"):
        log.open()


def test_another_log_is_refused(log: Log) -> None:
    log.grow(3)
    other = Log(log.folder)
    other.signer = type(log.signer)(log.folder / "key.pem", "log.example.gov/other")
    with pytest.raises(LogError):
        LogStore(log.public, log.state, "log.example.gov/other", [other.signer])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


EDGE = [
    "tile/0/001.p/44",
    "tile/1/000.p/1",
    "tile/entries/001.p/44",
    "checkpoint",
]


def scribble(path: Path) -> None:
    path.write_bytes(b"\xff" * len(path.read_bytes()))


@pytest.mark.parametrize("name", EDGE)
@pytest.mark.parametrize("spoil", [flip, cut, scribble, Path.unlink])
def test_a_spoiled_edge_is_refused(log: Log, name: str, spoil: Callable[[Path], None]) -> None:
    log.grow(300)
    spoil(log.public / name)
    with pytest.raises(LogError):
        log.open()


@pytest.mark.parametrize("name", ["signed", "pending"])
@pytest.mark.parametrize("spoil", [flip, cut, scribble])
def test_a_spoiled_memory_is_refused(
    log: Log, name: str, spoil: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    log.grow(300)
    stop_at_signing(log, monkeypatch)
    spoil(log.state / name)
    with pytest.raises(LogError):
        log.open()


def stop_at_signing(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a batch begun: everything is written, nothing signed."""
    with log.open() as store, monkeypatch.context() as patch:
        patch.setattr(log.signer, "sign", lambda _text: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.append(entries(300, 310))


@pytest.mark.parametrize("name", ["tile/0/001.p/54", "tile/entries/001.p/54"])
def test_what_a_power_cut_tore_is_written_again(
    log: Log, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.grow(300)
    stop_at_signing(log, monkeypatch)
    cut(log.public / name)
    with log.open() as store:
        assert store.size == 310
    assert log.look() == 310


@pytest.mark.parametrize("name", ["tile/0/001", "tile/1/000.p/2", "tile/entries/001"])
def test_what_the_disk_spoils_is_noticed_before_it_is_signed(
    log: Log, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One flipped bit after the writing: no signature, and the next opening mends it."""
    log.grow(300)
    settled = files.Batch.settle

    def settle_badly(batch: files.Batch) -> None:
        settled(batch)
        flip(log.public / name)

    with log.open() as store, monkeypatch.context() as patch:
        patch.setattr(files.Batch, "settle", settle_badly)
        signed = (log.state / "signed").read_bytes()
        with pytest.raises(LogError):
            store.append(entries(300, 600))
        assert (log.state / "signed").read_bytes() == signed
    assert log.published().size == 300
    with log.open() as store:
        assert store.size == 600
    assert log.look() == 600


def test_a_pending_batch_of_another_size_is_refused(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.grow(300)
    stop_at_signing(log, monkeypatch)
    pending = (log.state / "pending").read_bytes()
    log.open().close()
    log.grow(320)
    (log.state / "pending").write_bytes(pending)
    with pytest.raises(LogError, match="restored from a backup"):
        log.open()
