"""The small county for tests: made once in a session, put into the database of each test.

    def test_the_clerk_sees_what_is_overdue(small_county, client): ...

The root's conftest brings it. It works with `db`, and with `transactional_db` and `live_server`
(browsers). Its anchor is the day of the test run, so that something is due today.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import override_settings
from django.utils import timezone

from gongkai.demo.accounts import PASSWORD
from gongkai.demo.county import load
from gongkai.journal.actors import SYSTEM
from gongkai.reference.operations import load_calendar, load_lists

# Made by migrations, or by nobody.
LEFT_OUT = {"contenttypes", "auth", "sessions", "migrations"}


@dataclass(frozen=True)
class KeptCounty:
    """A county that was made and taken out of the database again."""

    anchor: date
    rows: dict[type[Model], list[Model]]
    files: Path
    password: str = PASSWORD  # of every account

    @cached_property
    def values(self) -> dict[type[Model], list[tuple[Any, ...]]]:
        """The rows as the database takes them: worked out once, not for each test."""
        return {
            model: [
                tuple(
                    field.get_db_prep_save(getattr(row, field.attname), connection)
                    for field in model._meta.concrete_fields
                )
                for row in rows
            ]
            for model, rows in self.rows.items()
        }


def load_with_lists(*, small: bool = True, anchor: date | None = None) -> None:
    """The lists, the calendars and the county, into an empty database."""
    load_lists(actor=SYSTEM)
    load_calendar(actor=SYSTEM)
    load(small=small, anchor=anchor)


def keep(files: Path, anchor: date, *, small: bool = True) -> KeptCounty:
    """Make a county, read it out, and undo it; its files go to `files`."""
    with override_settings(FILES_ROOT=files), transaction.atomic():
        before = {model: set(_keys(model)) for model in _models()}
        load_with_lists(small=small, anchor=anchor)
        rows = {
            model: [row for row in model._base_manager.order_by("pk") if row.pk not in known]
            for model, known in before.items()
        }
        transaction.set_rollback(True)
    return KeptCounty(anchor, rows, files)


def _models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in LEFT_OUT and model._meta.managed
    ]


def _keys(model: type[Model]) -> Iterator[Any]:
    yield from model._base_manager.values_list("pk", flat=True)


def put_back(kept: KeptCounty, files: Path) -> None:
    """Put the county into the database, and its files into this folder."""
    shutil.copytree(kept.files, files, dirs_exist_ok=True)
    with transaction.atomic(), connection.cursor() as cursor:
        for model in kept.rows:
            if kept.values[model]:
                cursor.executemany(_insert(model), kept.values[model])
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept.rows)):
            cursor.execute(statement)


def _insert(model: type[Model]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    marks = ", ".join("%s" for _ in model._meta.concrete_fields)
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608


@pytest.fixture(scope="session")
def kept_county(
    django_db_setup: None,  # noqa: ARG001 - it has to be there first
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> KeptCounty:
    """The county of this session; nothing of it stands in the database."""
    with django_db_blocker.unblock():
        return keep(tmp_path_factory.mktemp("county"), timezone.localdate())


@pytest.fixture
def small_county(
    db: None,  # noqa: ARG001 - it has to be there first
    kept_county: KeptCounty,
    settings: Any,
) -> KeptCounty:
    """The county, in the database of this test."""
    put_back(kept_county, Path(settings.FILES_ROOT))
    return kept_county
