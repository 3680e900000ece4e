"""Crashes: at every single step in turn, and by SIGKILL at any moment."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai.kernel.tlog.errors import LogError
from gongkai.transparency.store import LogStore
from gongkai.transparency.store.tests.samples import Log, entries

KILLS = 200
OPENED = b"opened\n"


class PowerCutError(Exception):
    pass


class Steps:
    """Count what reaches the disk, and stop before one of them."""

    def __init__(self, patch: pytest.MonkeyPatch, stop_before: int) -> None:
        self.left = stop_before
        for owner, name in ((os, "fsync"), (Path, "rename"), (Path, "mkdir"), (Path, "unlink")):
            patch.setattr(owner, name, self.counted(getattr(owner, name)))

    def counted(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            if self.left == 0:
                raise PowerCutError
            self.left -= 1
            return step(*arguments, **options)

        return run


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (0, 1),
        (3, 5),
        (255, 256),
        pytest.param(250, 257, marks=pytest.mark.slow),
        pytest.param(300, 1100, marks=pytest.mark.slow),
    ],
)
def test_a_crash_before_any_step(tmp_path: Path, old: int, new: int) -> None:
    finished, number = False, 0
    while not finished:
        folder = tmp_path / str(number)
        folder.mkdir()
        log = Log(folder)
        log.grow(old)
        log.look()
        finished = interrupted(log, old, new, number)
        number += 1
    assert number > 8  # it was interrupted that often


def interrupted(log: Log, old: int, new: int, step: int) -> bool:
    """Whether the batch was done without reaching this step."""
    done = False
    with pytest.MonkeyPatch.context() as patch:
        with log.open() as store:
            Steps(patch, step)
            try:
                store.append(entries(old, new))
                done = True
            except PowerCutError:
                with pytest.raises(LogError, match="opened anew"):
                    store.append(entries(old, new))
    before = log.look()
    assert before == new if done else before in (old, new)
    with log.open() as store:  # the batch is there whole, or was not begun
        assert store.size in ((new,) if before == new else (old, new))
        assert not (log.state / "pending").exists()
        store.append(entries(store.size, new + 2))
    assert log.look() == new + 2
    log.extends_all()
    return done


def test_a_crash_before_any_step_of_a_new_log(tmp_path: Path) -> None:
    for number in range(20):
        folder = tmp_path / str(number)
        folder.mkdir()
        log = Log(folder)
        with pytest.MonkeyPatch.context() as patch:
            Steps(patch, number)
            try:
                log.open().close()
                break
            except PowerCutError:
                pass
        log.grow(3)
        assert log.look() == 3
    else:
        pytest.fail("the log was never opened")
    assert number > 3


def test_what_was_signed_before_a_crash_is_what_is_published_after_it(log: Log) -> None:
    """A signature of chance, as SM2's are, is never made twice for one size."""
    log.grow(3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LogStore, "_publish", lambda *_: 1 / 0)
        with log.open() as store, pytest.raises(ZeroDivisionError):
            store.append(entries(3, 5))
    signed = (log.state / "signed").read_text()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log.signer, "sign", lambda _text: 1 / 0)
        log.open().close()
    assert (log.public / "checkpoint").read_text() == signed
    assert log.look() == 5


@pytest.mark.slow
def test_sigkill_at_any_moment(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the disk is waited for: longer moments in which to be killed
    chance = random.Random(2026)
    log.grow(1)
    log.look()
    acknowledged, kills, moved = 1, 0, 0
    while kills < KILLS or moved < KILLS / 4:  # on a slow machine, more of them come too early
        acknowledged = max(acknowledged, killed(log, chance))
        size = log.look()
        assert size >= acknowledged
        kills += 1
        moved += size > log.seen[-2].size
    log.grow(log.seen[-1].size + 1)
    assert not (log.state / "pending").exists()
    log.look()
    log.extends_all()


def killed(log: Log, chance: random.Random) -> int:
    """Let a process add batches until it is killed; the size that it has acknowledged."""
    heard, said = os.pipe()
    seed, patience = chance.random(), chance.uniform(0, 0.1)
    child = os.fork()
    if child == 0:
        os.close(heard)
        add_for_ever(log, said, random.Random(seed))
    os.close(said)
    if chance.random() < 0.7:  # the others are killed while they open the log
        os.read(heard, len(OPENED))
    time.sleep(patience)
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    with os.fdopen(heard, "rb") as file:
        sizes = file.read().replace(OPENED, b"").split(b"\n")[:-1]
    return int(sizes[-1]) if sizes else 0


def add_for_ever(log: Log, said: int, chance: random.Random) -> None:
    try:
        store = log.open()
        os.write(said, OPENED)
        while True:
            store.append(entries(store.size, store.size + chance.choice([1, 1, 2, 5, 40])))
            os.write(said, b"%d\n" % store.size)
    finally:
        os._exit(1)  # never back into the tests
