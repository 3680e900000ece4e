"""`pip install ./verify` gives a program that needs nothing of the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent


@pytest.mark.slow
def test_it_installs_and_runs_away_from_the_repository(tmp_path):
    ignored = shutil.ignore_patterns("__pycache__", "build", "*.egg-info", "tests", "independent")
    source = shutil.copytree(SOURCE, tmp_path / "source", ignore=ignored)
    target = tmp_path / "target"
    subprocess.run(
        [
            *[sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"],
            *["--no-build-isolation", "--target", target, source],
        ],
        check=True,
    )
    shutil.rmtree(source)
    said = subprocess.run(
        [target / "bin" / "gongkai-verify", "--help"],
        env={**os.environ, "PYTHONPATH": str(target), "LC_ALL": "C"},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert "核查整份日志" in said.stdout.decode()
