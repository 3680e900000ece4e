"""What every test gets: a home of its own, and a journal that test databases can be emptied of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from gongkai.journal import triggers


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
