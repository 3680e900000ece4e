"""On what a run was made: figures without it say little."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench.running import REPOSITORY, Stage


def described(stage: Stage, words: list[str]) -> str:
    """Date, machine, versions and the command, as Markdown."""
    lines = [
        f"- {date.today().isoformat()}, commit {_commit()}",
        f"- {os.cpu_count()} cores ({_processor()}), {_memory()} of memory, {platform.system()}",
        f"- Python {platform.python_version()}, Django {version('django')}, "
        f"SQLite {sqlite3.sqlite_version}{_postgresql(stage)}",
        f"- `python -m bench {' '.join(words)}`".replace(" `", "`", 1) if not words else
        f"- `python -m bench {' '.join(words)}`",
    ]  # fmt: skip
    return "\n".join([*lines, ""])


def _commit() -> str:
    asked = ["git", "describe", "--always", "--dirty"]
    found = subprocess.run(asked, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"


def _postgresql(stage: Stage) -> str:
    if not stage.server:
        return ""
    import psycopg

    with psycopg.connect(stage.server) as connection:
        return f", PostgreSQL {connection.info.parameter_status('server_version')}"
