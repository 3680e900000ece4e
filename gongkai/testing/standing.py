"""What the tests of one file only look at: made once for all of them.

    made = made_once(make_scene)

    @pytest.fixture
    def scene(made, settings): return made.here(settings.HOME)

Each test still has a transaction of its own, inside the one of the file, and may change what it
likes. What stands there stands for every test of the file. Not for files with a test that is marked
`transaction=True`: that one empties the database.
"""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test.utils import override_settings


@dataclass(frozen=True)
class Standing:
    """Something that stands in the database; its files lie in `home`."""

    thing: Any
    home: Path

    def here(self, home: Path) -> Any:
        """A copy for one test, with the files in its home."""
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        return copy.deepcopy(self.thing)


def made_once(make: Callable[[], Any]) -> Any:
    """A fixture: what `make` makes, for the length of one file of tests."""

    @pytest.fixture(scope="module")
    def standing(
        django_db_setup: None,  # noqa: ARG001 - it has to be there first
        django_db_blocker: Any,
        tmp_path_factory: pytest.TempPathFactory,
    ) -> Iterator[Standing]:
        home = tmp_path_factory.mktemp("standing")
        around = transaction.atomic()
        around._from_testcase = True  # type: ignore[attr-defined] # as the one of each test
        with django_db_blocker.unblock():
            around.__enter__()
            with override_settings(
                HOME=home, PUBLIC_ROOT=home / "public", FILES_ROOT=home / "files"
            ):
                thing = make()
        yield Standing(thing, home)
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)

    return standing
