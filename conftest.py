"""What every test gets: a home of its own, and a journal that test databases can be emptied of.

A database of the migrations as they are is made once and copied for each process of each run; the
small county of the demo is made once in a run, by the one process that gets all its tests.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import django
import pytest
from django.db import connection

from gongkai.journal import triggers

pytest_plugins = ["gongkai.demo.testing"]  # `small_county`, for whoever asks for it


THE_COUNTY = ("gongkai/demo/tests/", "gongkai/foi/tests/test_desk_story.py")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests of the county go to one process (`--dist loadgroup`): making it takes seconds.

    By file, because xdist 3.8 writes its groups where pytest 9.2 does not read them.
    """
    from xdist.scheduler import LoadGroupScheduling

    class WithCounty(LoadGroupScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "county" if nodeid.startswith(THE_COUNTY) else nodeid

    return WithCounty(config, log) if config.getoption("dist") == "loadgroup" else None


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the garbage collector need not walk it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, settings: Any) -> None:
    """Files and pages of a test go to its own folder."""
    settings.HOME = tmp_path
    settings.PUBLIC_ROOT = tmp_path / "public"
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True, scope="session")
def flush_may_empty_the_journal() -> Iterator[None]:
    """The journal's guard refuses deletes; emptying a test database must take it down briefly.

    For the whole session, because a database is emptied after the fixtures of its test are gone.
    """
    flush = type(connection.ops).sql_flush

    def guarded(self: Any, style: Any, tables: Any, **kwargs: Any) -> list[str]:
        statements = flush(self, style, tables, **kwargs)
        if "journal_entry" not in tables or connection.vendor != "sqlite":
            return statements
        return [*triggers.drop("sqlite"), *statements, *triggers.create("sqlite")]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(connection.ops), "sql_flush", guarded)
        yield


@pytest.fixture(scope="session")
def migrated(pytestconfig: pytest.Config) -> Path | None:
    """Where a migrated SQLite database is kept between runs; its name tells what made it."""
    if connection.vendor != "sqlite":
        return None
    made_by = hashlib.sha256(django.__version__.encode())
    sources = sorted((pytestconfig.rootpath / "gongkai").glob("*/migrations/*.py"))
    for source in (*sources, Path(triggers.__file__)):  # the one module that migrations call
        made_by.update(source.name.encode() + source.read_bytes())
    return pytestconfig.rootpath / ".pytest_cache" / f"migrated-{made_by.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001 - the name of the process
    migrated: Path | None,
) -> None:
    """Begin with a copy of the migrated database: migrating anew takes seconds in each process."""
    if migrated is not None and migrated.exists():
        _copy(migrated, Path(connection.creation._get_test_db_name()))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, migrated: Path | None) -> None:  # noqa: ARG001
    """Keep the database for the next run, before any test has written to it."""
    if migrated is None or migrated.exists():
        return
    migrated.parent.mkdir(exist_ok=True)
    for old in migrated.parent.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = migrated.with_suffix(f".{os.getpid()}")
    _copy(Path(connection.settings_dict["NAME"]), unfinished)
    unfinished.replace(migrated)  # two processes may both have made it: the same


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
