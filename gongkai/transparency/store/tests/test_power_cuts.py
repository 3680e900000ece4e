"""The power is cut before every step in turn: what was acknowledged outlasts it."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from gongkai.transparency.store import files
from gongkai.transparency.store.tests.power import Disk
from gongkai.transparency.store.tests.samples import Log, entries
from gongkai.transparency.store.tests.test_crashes import PowerCutError, Steps

# From, to, and above how many files everything is forced to the disk at once.
GROWTHS = [(0, 1, 32), (255, 256, 32), (250, 257, 32), (300, 520, 4)]
CASES = [None, 1, 2]  # the worst case, and some of chance


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "few"), GROWTHS)
@pytest.mark.parametrize("case", CASES)
def test_the_power_is_cut_before_any_step(
    tmp_path: Path, old: int, new: int, few: int, case: int | None
) -> None:
    """Adding; then opening again, which finishes what was begun, with the power cut there too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        patch.setattr(files, "FEW_FILES", few)
        step, done = 0, False
        while not done:
            chance = None if case is None else random.Random(case * 10_000 + step)
            done = cut_before(tmp_path / str(step), old, new, step, chance)
            shutil.rmtree(tmp_path / str(step))
            step += 1
    assert step > 8


def cut_before(folder: Path, old: int, new: int, step: int, chance: random.Random | None) -> bool:
    """Whether the batch was done without reaching this step."""
    (folder / "log").mkdir(parents=True)
    log = Log(folder / "log")
    log.grow(old)
    log.look()
    done = append(log, old, new, step, folder / "after", chance)
    seen = log.look()  # what a stranger saw just before the lights went out
    log.folder, log.bytes_seen = folder / "after", {}
    log.__post_init__()
    assert log.published().size in ((new,) if done else (old, new))
    for again in range(30):
        if opened(log, again, folder / f"after{again}", chance):
            break
        log.folder = folder / f"after{again}"
        log.__post_init__()
    size = log.look()
    assert size >= seen
    assert size in (old, new)
    log.grow(new + 2)
    log.look()
    log.extends_all()
    return done


def append(
    log: Log, old: int, new: int, step: int, after: Path, chance: random.Random | None
) -> bool:
    with log.open() as store, pytest.MonkeyPatch.context() as patch:
        disk = Disk(log.folder)
        watch(patch, disk, step)
        try:
            store.append(entries(old, new))
            done = True
        except PowerCutError:
            done = False
    disk.cut(after, chance)
    disk.close()
    return done


def opened(log: Log, step: int, after: Path, chance: random.Random | None) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        disk = Disk(log.folder)
        watch(patch, disk, step * 13 + 5)
        try:
            log.open().close()
            done = True
        except PowerCutError:
            done = False
    if not done:
        disk.cut(after, chance)
    disk.close()
    return done


def watch(patch: pytest.MonkeyPatch, disk: Disk, step: int) -> None:
    patch.setattr(os, "fsync", disk.fsync)
    patch.setattr(files, "_sync_file_system", disk.sync_all)
    Steps(patch, step)
