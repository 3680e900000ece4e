"""The signing key: made once, kept, and the same before and after the instance exists."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.config.secret import FILE, keep, secret_key

FIRST_COMMAND = """
from gongkai.config.cli import set_up_django
set_up_django()
from django.conf import settings
from gongkai.config.commands.init import create_instance
create_instance()
print(settings.SECRET_KEY)
"""


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == [FILE]


def test_the_first_process_wins(tmp_path: Path) -> None:
    assert keep(tmp_path, "first") == "first"
    assert keep(tmp_path, "second") == "first"


def test_without_an_instance_nothing_is_written(tmp_path: Path) -> None:
    home = tmp_path / "not-yet"
    assert secret_key(home) != secret_key(home)
    assert not home.exists()


@pytest.mark.slow
def test_what_the_first_command_signs_the_next_one_reads(tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")
    } | {"GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gongkai.config.settings"}
    made = subprocess.run(
        [sys.executable, "-c", FIRST_COMMAND], env=environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert made.stdout.split()[-1] == (home / FILE).read_text("ascii")
