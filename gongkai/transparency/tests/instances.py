"""Whole instances for tests that kill processes or bring backups back: a script in a process of
its own, with the real settings, on a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from gongkai.testing import REPOSITORY

SETUP = """
import django
django.setup()
"""

PREPARE = """
from gongkai.config.commands.init import create_instance
from gongkai.disclosure.tests.cast import make_cast
create_instance()
make_cast()
"""

CAST = """
from gongkai.disclosure.models import Item
from gongkai.disclosure.tests.cast import Cast
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Person, Unit
from gongkai.registers.models import CatalogueEntry
from gongkai.disclosure.operations import ending, erasing, releasing
from gongkai.journal.testing import catch_up
def who(name):
    return Staff(Person.objects.get(username=name))
body = Body.objects.get(code="finance")
cast = Cast(body, Unit.objects.get(body=body), CatalogueEntry.objects.get(), who("chen"),
            who("wang"), who("zhao"), who("li"), who("sun"))
"""


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    # Such an instance has SQLite, whatever the suite runs on.
    return kept | {
        "GONGKAI_HOME": str(home),
        "GONGKAI_SITE_URL": "https://data.example.gov.cn",
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        "PYTHONPATH": str(REPOSITORY),
    }


def start(home: Path, script: str) -> subprocess.Popen[str]:
    """A process that runs the script on this instance."""
    return subprocess.Popen(
        [sys.executable, "-c", SETUP + script],
        env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def run(home: Path, script: str) -> str:
    """What the script says, once it ended well."""
    with start(home, script) as process:
        said, complaint = process.communicate(timeout=300)
        assert process.returncode == 0, complaint
        return said


def gongkai(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command as an operator types it."""
    return subprocess.run(
        [sys.executable, "-m", "gongkai.config.cli", *words],
        env=environment(home), capture_output=True, text=True, check=False,
    )  # fmt: skip
