"""Two PostgreSQL servers on this machine, one streaming to the other (`.ci/postgres`)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.running import REPOSITORY

SCRIPT = str(REPOSITORY / ".ci" / "postgres")


def why_no_postgresql() -> str:
    """A sentence where its programs are not installed; "" where they are."""
    found = any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return "" if found else "PostgreSQL is not installed (Debian package postgresql)"


@dataclass
class Pair:
    """A primary that waits at each commit until its replica has the commit on disk."""

    first: Path
    second: Path

    @property
    def url(self) -> str:
        """Whichever of the two takes writes: libpq asks them in turn."""
        hosts = f"{self.first},{self.second}"
        return f"postgresql://postgres@/gongkai?host={hosts}&target_session_attrs=read-write"

    @property
    def replica_url(self) -> str:
        return f"postgresql://postgres@/gongkai?host={self.second}"

    def add_replica(self) -> None:
        _script("replica", self.second, self.first)

    def crash(self) -> None:
        """The primary's processes are all killed at once."""
        _script("crash", self.first)

    def promote(self) -> None:
        """The replica takes writes from now on."""
        _script("promote", self.second)


@contextmanager
def two_clusters(folder: Path) -> Iterator[Pair]:
    """The primary runs; the replica is added when there is something to copy."""
    folder.chmod(0o755)  # PostgreSQL runs as somebody else
    pair = Pair(folder / "first", folder / "second")
    try:
        _script("start", pair.first)
        yield pair
    finally:
        for one in (pair.first, pair.second):
            if one.exists():
                with suppress(subprocess.CalledProcessError):  # killed before
                    _script("stop", one)


def _script(action: str, *places: Path) -> None:
    words = [SCRIPT, action, *map(str, places)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
