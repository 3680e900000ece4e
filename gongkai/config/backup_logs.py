"""The public log in a backup: a copy of its files, and its keys where secrets are asked for.

The writer's memory of what it has signed is never in a backup: a memory from yesterday would let a
second history be signed. For the same reason files of the log that are there already are never
replaced by older ones. After a restore nothing is written until `gongkai log reconcile` was run.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from gongkai.transparency import keys, logs
from gongkai.transparency.store.reader import CHECKPOINT

FILES, KEYS = "log", "log-keys"


def write(folder: Path, *, secrets: bool) -> None:
    """Copy the log as it stands, though others go on writing."""
    source = logs.public_folder()
    if (source / CHECKPOINT).exists():
        (folder / FILES).mkdir()
        # The checkpoint first: all that it covers is there by then, and stays.
        shutil.copy2(source / CHECKPOINT, folder / FILES / CHECKPOINT)
        shutil.copytree(
            source, folder / FILES, dirs_exist_ok=True, copy_function=_copy,
            ignore=lambda place, _names: {CHECKPOINT} if Path(place) == source else set(),
        )  # fmt: skip
    if secrets and keys.files_of():
        keys.back_up(folder / KEYS)


def _copy(source: str, target: str) -> None:
    """A partial tile may give way to the full one while we copy, which is then copied as well."""
    try:
        shutil.copy2(source, target)
    except FileNotFoundError:
        return


def bring_back(folder: Path) -> None:
    """The files where there are none, the keys where there are none."""
    if (folder / FILES).exists() and not (logs.public_folder() / CHECKPOINT).exists():
        shutil.copytree(folder / FILES, logs.public_folder(), dirs_exist_ok=True)
    if (folder / KEYS).exists() and not keys.files_of():
        keys.bring_back(folder / KEYS)
