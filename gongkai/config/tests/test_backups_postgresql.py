"""A backup of an instance on PostgreSQL, with its own programs, from one database into another.

Runs where the suite runs on PostgreSQL (`.ci/run`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from gongkai.config.tests.test_backups import gongkai, valid

URL = os.environ.get("GONGKAI_DATABASE_URL", "")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not URL.startswith("postgres"), reason="the suite runs on SQLite"),
]


@pytest.fixture
def new_database() -> Iterator[Callable[[], str]]:
    """Makes empty databases beside the suite's own; returns the address of each."""
    import psycopg

    made = []
    with psycopg.connect(URL, autocommit=True) as server:

        def make() -> str:
            name = f"backup_{uuid4().hex[:12]}"
            server.execute(f'CREATE DATABASE "{name}"')
            made.append(name)
            return urlunsplit(urlsplit(URL)._replace(path=f"/{name}"))

        yield make
        for name in made:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    import psycopg

    with psycopg.connect(url) as found:
        return found.execute(query).fetchall()


def test_an_instance_on_postgresql_comes_back_and_checks_out(tmp_path: Path, new_database):
    first = {"GONGKAI_DATABASE_URL": new_database()}
    home = tmp_path / "first"
    assert gongkai(home, "init", **first).returncode == 0
    told = gongkai(
        home, "first-manager", "--division-code", "520999", "--division-name", "清江县",
        "--body-code", "office", "--body-name", "清江县人民政府办公室",
        "--uscc", valid("115209990000000013"), "--username", "wang.li", "--name", "王立", **first,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    url = first["GONGKAI_DATABASE_URL"]
    rows(url, "INSERT INTO django_session VALUES ('k', 'half written', '2099-01-01') RETURNING 1")
    stored = home / "files" / "ab" / "cd" / ("abcd" + "0" * 60)
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"original")

    made = tmp_path / "backup"
    told = gongkai(home, "backup", str(made), **first)
    assert told.returncode == 0, told.stderr
    assert (made / "database.dump").exists()

    second = {"GONGKAI_DATABASE_URL": new_database()}
    again = tmp_path / "again"
    assert gongkai(again, "init", **second).returncode == 0  # lists and calendars do not count
    back = gongkai(again, "restore", str(made), **second)
    assert back.returncode == 0, back.stderr
    url = second["GONGKAI_DATABASE_URL"]
    assert rows(url, "SELECT username FROM people_person") == [("wang.li",)]
    assert rows(url, "SELECT * FROM django_session") == []
    assert (again / "files" / "ab" / "cd" / ("abcd" + "0" * 60)).read_bytes() == b"original"
    for words in (["work", "--once"], ["rebuild", "--quiet"], ["check"]):
        done = gongkai(again, *words, **second)
        assert done.returncode == 0, done.stdout + done.stderr
    refused = gongkai(again, "restore", str(made), **second)
    assert refused.returncode == 1
    assert "只能恢复到空的实例" in refused.stderr


def test_a_dump_that_cannot_be_read_leaves_the_instance_empty(tmp_path: Path, new_database):
    first = {"GONGKAI_DATABASE_URL": new_database()}
    home, made = tmp_path / "first", tmp_path / "backup"
    assert gongkai(home, "init", **first).returncode == 0
    stored = home / "files" / "ab" / "cd" / "x"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"original")
    assert gongkai(home, "backup", str(made), **first).returncode == 0
    _spoil(made)
    second = {"GONGKAI_DATABASE_URL": new_database()}
    again = tmp_path / "again"
    refused = gongkai(again, "restore", str(made), **second)
    assert refused.returncode == 1
    assert "pg_restore 没有完成" in refused.stderr
    assert not list((again / "files").glob("??/??/*"))
    tables = "SELECT 1 FROM information_schema.tables WHERE table_schema = 'public'"
    assert rows(second["GONGKAI_DATABASE_URL"], tables) == []


def _spoil(made: Path) -> None:
    """Half a dump, with a manifest that says that it is whole: a disk that lies."""
    import json

    from gongkai.config.backups import _told

    dump = made / "database.dump"
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    manifest = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["database.dump"] = _told(dump)
    (made / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
