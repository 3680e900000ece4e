"""The database of a backup: one state of it, while others go on writing; SQLite or PostgreSQL.

Sessions are left out: they hold what people have typed but not handed in, and everybody signs in
again after a restore.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection

SQLITE, DUMP = "database.sqlite3", "database.dump"
SESSIONS = "django_session"
DEBIANS = Path("/usr/lib/postgresql")  # each version of the programs in a folder of its own


class BackupProblem(Exception):  # noqa: N818 - the message is a Chinese sentence
    """A backup cannot be made, or not be trusted."""


def vendor() -> str:
    """Which database the instance has: sqlite or postgresql."""
    return str(connection.vendor)


def write(folder: Path) -> None:
    """Write the database into the folder of a backup."""
    if vendor() == "sqlite":
        _copy_sqlite(_sqlite_file(), folder / SQLITE)
    else:
        _run_postgresql(
            "pg_dump", "--format=custom", f"--exclude-table-data={SESSIONS}",
            f"--file={folder / DUMP}",
        )  # fmt: skip


def _sqlite_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own backup: one state of the database, though others go on writing."""
    if not source.exists():
        raise BackupProblem("实例还没有数据库，请先运行 gongkai init。")
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        new.execute("PRAGMA secure_delete=ON")  # the bytes too, not only the rows
        if new.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [SESSIONS]).fetchone():
            new.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608 - our own name
            new.commit()


def _run_postgresql(name: str, *words: str) -> None:
    program = _program(name)
    said = connection.settings_dict
    options = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(said[key]) for name, key in options.items() if said.get(key)}
    done = subprocess.run(
        [program, *words, f"--dbname={said['NAME']}"],
        env={**os.environ, **given}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BackupProblem(f"{name} 没有完成：{done.stderr.strip()[-500:]}")


def _program(name: str) -> str:
    """Where the program is: of the server's own version before any other, because an older one
    refuses to read it, and what a newer one writes an older server may not take back."""
    version = str(getattr(connection, "pg_version", 0) // 10000)
    own = DEBIANS / version / "bin" / name
    found = str(own) if own.exists() else shutil.which(name)
    if found is None:
        raise BackupProblem(
            f"没有找到 {name}：请安装与数据库同版本（{version}）的 PostgreSQL 客户端程序。"
        )
    return found


def has_data() -> bool:
    """Whether bodies or people are here; lists and calendars that `init` brings do not count."""
    if vendor() == "sqlite" and not _sqlite_file().exists():
        return False
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in ("people_body", "people_person"):
            if table in tables:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - our own names
                if cursor.fetchone():
                    return True
    return False


def bring_back(folder: Path) -> None:
    """Put the database of a backup in the place of the empty one: wholly, or not at all."""
    if vendor() != "sqlite":
        connection.close()  # tables are dropped: nobody may hold them
        _run_postgresql(
            "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--clean",
            "--if-exists", "--single-transaction", str(folder / DUMP),
        )  # fmt: skip
        return
    connection.close()
    target = _sqlite_file()
    beside = target.with_name(f"{target.name}.restored")
    shutil.copy2(folder / SQLITE, beside)
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    beside.replace(target)
