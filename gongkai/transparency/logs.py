"""Which logs there are, and where each has its files, its state and its keys.

    <public root>/log/            of the log `public`: what the world reads
    <home>/log/public/state/      the writer's memory: never served, never restored from a backup
    <home>/log/public/keys/       the keys that sign (keys.py)

State and public files lie in one file system, so that renaming is one step.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from gongkai.kernel.tlog.errors import LogError
from gongkai.transparency import keys
from gongkai.transparency.models import PUBLIC
from gongkai.transparency.store import LogStore

FOLDER = "log"  # below the public root


def public_folder(log: str = PUBLIC) -> Path:
    """The files that everybody may read; those of an internal log stay inside."""
    if log == PUBLIC:
        return Path(settings.PUBLIC_ROOT) / FOLDER
    return keys.home_of(log) / "files"


def state_folder(log: str = PUBLIC) -> Path:
    """The writer's memory: what it was about to write, and what it has signed."""
    return keys.home_of(log) / "state"


@contextmanager
def opened(log: str = PUBLIC) -> Iterator[LogStore]:
    """The log for reading and writing; raise `LogError` where it cannot be trusted to go on."""
    origin = keys.origin_of(log)
    if origin is None:
        raise LogError("the log has no key yet")
    with LogStore(public_folder(log), state_folder(log), origin, keys.signers_of(log)) as store:
        yield store
