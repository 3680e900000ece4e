"""Where the indexes of this node lie, and which generation of each is served.

    HOME/search/v3/public/20261128T170247-1f0b77aa/   a generation
    HOME/search/v3/public/current                 the name of the one that is served
    HOME/search/v3/public/building/               the next one, until it is whole

A generation is changed in place while it serves and is replaced as a whole by a rebuild: the file
`current` is renamed into place. Who has the old folder open reads on from it; it is removed at
once, and the system keeps its bytes only as long as somebody reads.
"""

from __future__ import annotations

import os
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from gongkai.search.registry import Audience

VERSION = 3  # of the fields and of what is filed in them: another one means another folder
BUILDING = "building"
CURRENT = "current"


def root() -> Path:
    """The folder of all indexes of this release."""
    return Path(settings.HOME) / "search" / f"v{VERSION}"


def home_of(audience: Audience) -> Path:
    """The folder of all generations for one audience."""
    return root() / audience.value


def current(audience: Audience) -> Path | None:
    """The generation that is served; None as long as none was ever built."""
    home = home_of(audience)
    try:
        name = (home / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    return home / name


def building(audience: Audience) -> Path:
    """Where the next generation is made."""
    return home_of(audience) / BUILDING


def discard_building(audience: Audience) -> None:
    """Throw away what an interrupted rebuild left."""
    shutil.rmtree(building(audience), ignore_errors=True)


def serve_what_was_built(audience: Audience) -> Path:
    """Make the new generation the served one, and remove the old ones. Its writer is closed."""
    home = home_of(audience)
    new = home / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    building(audience).rename(new)
    beside = home / f".{CURRENT}.{os.getpid()}"
    with beside.open("w", encoding="ascii") as file:
        file.write(new.name)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(home / CURRENT)
    for old in home.iterdir():
        if old.is_dir() and old != new:
            shutil.rmtree(old, ignore_errors=True)
    return new


def remove_other_versions() -> None:
    """Remove the indexes that another release left."""
    for old in root().parent.glob("v*"):
        if old != root():
            shutil.rmtree(old, ignore_errors=True)
