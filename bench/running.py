"""The parent: folders, databases, and one child process for each bench."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from bench.benches import Bench
from bench.results import Table, from_json

REPOSITORY = Path(__file__).resolve().parents[1]
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


class BenchFailed(Exception):  # noqa: N818 - as `Refused`
    """A bench ended with an error; what went wrong stands on stderr already."""


@dataclass
class Stage:
    """A folder in which instances live, and the databases that they may use."""

    folder: Path
    server: str = ""  # of PostgreSQL, as a database's address; "" for none
    made: set[str] = field(default_factory=set)

    @property
    def databases(self) -> list[str]:
        return [SQLITE, POSTGRESQL] if self.server else [SQLITE]

    def run(self, bench: Bench, size: str, database: str) -> list[Table]:
        """Run one bench, and give its tables."""
        into = self.folder / "tables.json"
        words = [sys.executable, "-m", "bench.child", bench.name, size, str(into)]
        environment = self._environment(bench, database)
        done = subprocess.run(words, cwd=REPOSITORY, env=environment, stdout=sys.stderr)
        if done.returncode:
            raise BenchFailed(f"{bench.name} on {database} ended with {done.returncode}")
        return from_json(into.read_text(encoding="utf-8"))

    def _environment(self, bench: Bench, database: str) -> Mapping[str, str]:
        """Nothing of the caller's own instance reaches a bench."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("GONGKAI_") or name == "GONGKAI_SHARED"
        }
        if not bench.instance:
            return kept
        if self.server:  # for those that are compared with it, whatever the instance is on
            kept["BENCH_POSTGRES"] = self.server
        home = self.folder / f"{bench.instance}-{database.lower()}"
        home.mkdir(exist_ok=True)
        kept |= {"GONGKAI_HOME": str(home), "GONGKAI_LOG_LEVEL": "ERROR"}
        if database == POSTGRESQL:
            kept["GONGKAI_DATABASE_URL"] = self._database_of(bench.instance, home)
        return kept

    def _database_of(self, instance: str, home: Path) -> str:
        """A database for the instance on the server, empty when the instance is new."""
        name = f"gongkai_bench_{instance}"
        if name not in self.made:
            self.made.add(name)
            if not (home / "bench-ready").exists():
                create_database(self.server, name)
        parts = urlsplit(self.server)
        return urlunsplit(parts._replace(path=f"/{name}"))


def create_database(server: str, name: str) -> None:
    """Make it anew."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")


@contextmanager
def stage(home: str, postgres: bool) -> Iterator[Stage]:
    """The folder (a temporary one unless `home` names one to keep), and PostgreSQL if wanted."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as temporary:
        folder = Path(home or temporary).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # PostgreSQL runs as somebody else
        with _server(folder, postgres) as server:
            yield Stage(folder, server)


@contextmanager
def _server(folder: Path, wanted: bool) -> Iterator[str]:
    """The server that the environment names, or a throw-away one; "" when none is wanted."""
    given = os.environ.get("GONGKAI_DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    if not wanted:
        yield ""
        return
    script, cluster = str(REPOSITORY / ".ci" / "postgres"), str(folder / "cluster")
    started = subprocess.run([script, "start", cluster], check=True, capture_output=True, text=True)
    try:
        yield started.stdout.strip()
    finally:
        subprocess.run([script, "stop", cluster], check=False)
