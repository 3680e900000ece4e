"""The logs in a backup: copies of their files, and their keys where secrets are asked for.

`log/` is the public one, `trail/` the internal one of all that the journal says.

The writer's memory of what it has signed is never in a backup: a memory from yesterday would let a
second history be signed. For the same reason files of the log that are there already are never
replaced by older ones. After a restore nothing is written until `gongkai log reconcile` was run.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from gongkai.trail.writing import TRAIL
from gongkai.transparency import keys, logs
from gongkai.transparency.models import PUBLIC
from gongkai.transparency.store.reader import CHECKPOINT

FOLDERS = {PUBLIC: "log", TRAIL: "trail"}
KEYS = "-keys"


def write(folder: Path, *, secrets: bool) -> None:
    """Copy the logs as they stand, though others go on writing."""
    for log, name in FOLDERS.items():
        _write_one(folder / name, logs.public_folder(log))
        if secrets and keys.files_of(log):
            keys.back_up(folder / f"{name}{KEYS}", log)


def _write_one(target: Path, source: Path) -> None:
    if not (source / CHECKPOINT).exists():
        return
    target.mkdir()
    # The checkpoint first: all that it covers is there by then, and stays.
    shutil.copy2(source / CHECKPOINT, target / CHECKPOINT)
    shutil.copytree(
        source, target, dirs_exist_ok=True, copy_function=_copy,
        ignore=lambda place, _names: {CHECKPOINT} if Path(place) == source else set(),
    )  # fmt: skip


def _copy(source: str, target: str) -> None:
    """A partial tile may give way to the full one while we copy, which is then copied as well."""
    try:
        shutil.copy2(source, target)
    except FileNotFoundError:
        return


def bring_back(folder: Path) -> None:
    """The files where there are none, the keys where there are none."""
    for log, name in FOLDERS.items():
        place = logs.public_folder(log)
        if (folder / name).exists() and not (place / CHECKPOINT).exists():
            shutil.copytree(folder / name, place, dirs_exist_ok=True)
        if (folder / f"{name}{KEYS}").exists() and not keys.files_of(log):
            keys.bring_back(folder / f"{name}{KEYS}", log)
