"""Programs of a test that run as processes of their own, on an instance of their own."""

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


def start(home: Path, script: str, name: str, *, on_server: bool = False) -> subprocess.Popen[str]:
    """Run a script with the models at hand; `home` is the folder of the instance.

    Its database is a file of its own; `on_server` takes the one that the environment names, which
    other tests fill as well.
    """
    file = home / name
    # Guarded, so that processes which this one spawns do not run it once more.
    body = "\n".join(f"    {line}" for line in (SETUP + script).splitlines())
    file.write_text(f'if __name__ == "__main__":\n{body}\n', encoding="utf-8")
    environment = os.environ | {
        "GONGKAI_HOME": str(home),
        "PYTHONPATH": str(REPOSITORY),
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
    }
    if not on_server:
        environment.pop("GONGKAI_DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, str(file)], env=environment, stdout=subprocess.PIPE, text=True
    )


def output_of(home: Path, script: str, name: str, *, on_server: bool = False) -> str:
    """Run a script to its end; what it printed."""
    with start(home, script, name, on_server=on_server) as process:
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0
        return said
