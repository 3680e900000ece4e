"""A backup: database, stored files and, when asked, the key, in one folder with their hashes.

The database first, the files after it: whatever the database knows then lies in the files as well,
however much is written meanwhile. What is derived (public pages, search) is not in it: a rebuild
makes it again. Nor is what nobody has handed in yet: sessions with half-written requests, and the
uploads in the waiting room that were not examined (`foi/drafts.py`). It is forgotten after hours on
the living instance, and would be kept for years in a backup.

    folder/manifest.json, database.sqlite3 or database.dump, files/aa/bb/<sha256>, settings.json,
    log/ (the public log, see `backup_logs`), with secrets also secret-key and log-keys/
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from gongkai import __version__
from gongkai.config import backup_databases as databases
from gongkai.config import backup_logs as logs
from gongkai.config.backup_databases import BackupProblem
from gongkai.config.environment import VARIABLES

FORMAT = 1
MANIFEST = "manifest.json"
SETTINGS, KEY = "settings.json", "secret-key"
# Variables that hold passwords or the key; they are left out unless asked for.
SECRET = {"GONGKAI_SECRET_KEY", "GONGKAI_DATABASE_URL", "GONGKAI_EMAIL_URL"}

Progress = Callable[[int], None]


# --- making --------------------------------------------------------------------------------


def back_up(folder: Path, *, secrets: bool = False, progress: Progress | None = None) -> int:
    """Make a backup; returns how many stored files are in it.

    It is written beside and renamed at the end: a folder of this name is a whole backup.
    """
    if folder.exists():
        raise BackupProblem(f"“{folder}”已经存在，请换一个名字：备份不覆盖已有的东西。")
    beside = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o700)
    databases.write(beside)
    files = _copy_files(beside / "files", progress)
    logs.write(beside, secrets=secrets)
    _write_settings(beside, secrets=secrets)
    _write_manifest(beside, secrets=secrets)
    beside.rename(folder)
    return files


def _copy_files(target: Path, progress: Progress | None) -> int:
    """The originals and their clean copies. What is only on its way in is not known yet."""
    root, count = Path(settings.FILES_ROOT), 0
    for path in sorted(root.glob("??/??/*")):
        if path.name.startswith("."):
            continue
        copy = target / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(path, copy)
        except FileNotFoundError:  # destroyed since the folder was read, as the law asks at times
            continue
        count += 1
        if progress:
            progress(count)
    return count


def _write_settings(folder: Path, *, secrets: bool) -> None:
    said = {one.name: os.environ[one.name] for one in VARIABLES if one.name in os.environ}
    kept = {name: text for name, text in said.items() if secrets or name not in SECRET}
    _write_json(folder / SETTINGS, kept)
    key = Path(settings.HOME) / KEY
    if secrets and key.exists():
        shutil.copy2(key, folder / KEY)


def _write_manifest(folder: Path, *, secrets: bool) -> None:
    loader = MigrationLoader(connection)
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": databases.vendor(),
        "secrets": secrets,
        "migrations": sorted(f"{app}.{name}" for app, name in loader.applied_migrations),
        "files": {str(path.relative_to(folder)): _told(path) for path in _within(folder)},
    }
    _write_json(folder / MANIFEST, manifest)


def _within(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != MANIFEST)


def _told(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {
            "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
            "size": path.stat().st_size,
        }


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


# --- bringing back ---------------------------------------------------------------------------


def restore(folder: Path) -> dict[str, Any]:
    """Bring a backup back into an empty instance; returns its manifest.

    Refused, with nothing changed, where there is something already, or the backup is not whole.
    """
    manifest = read_manifest(folder)
    problems = [*reasons_not_to_restore_here(manifest), *check_backup(folder, manifest)]
    if problems:
        raise BackupProblem("\n".join(problems))
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    _bring_files_back(folder / "files")
    _bring_key_back(folder)
    logs.bring_back(folder)
    try:
        databases.bring_back(folder)
    except BackupProblem:
        _take_files_away(folder / "files")  # the instance is as empty as before, for another try
        raise
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a backup."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        usable = manifest["format"] == FORMAT and isinstance(manifest["files"], dict)
    except (OSError, ValueError, KeyError, TypeError):
        usable = False
    if not usable:
        raise BackupProblem(f"“{folder}”不是完整的备份：没有可用的 {MANIFEST}。")
    return dict(manifest)


def check_backup(folder: Path, manifest: dict[str, Any]) -> Iterator[str]:
    """What in the backup is not as it was written, in sentences."""
    there = {str(path.relative_to(folder)): path for path in _within(folder)}
    for name, told in manifest["files"].items():
        if name not in there:
            yield f"备份中缺少文件 {name}。"
        elif _told(there[name]) != told:
            yield f"备份中的文件 {name} 与清单不符，可能已损坏或被改动。"
    for name in there.keys() - manifest["files"].keys():
        yield f"备份中的文件 {name} 不在清单里。"


def reasons_not_to_restore_here(manifest: dict[str, Any]) -> Iterator[str]:
    """Why this backup is not brought back into this instance."""
    if manifest["database"] != databases.vendor():
        yield (
            f"备份的数据库是 {manifest['database']}，本实例用的是 {databases.vendor()}，"
            "请把 GONGKAI_DATABASE_URL 设为同一种数据库。"
        )
    elif databases.has_data():
        yield "本实例已有数据，只能恢复到空的实例；可用 GONGKAI_HOME 指定新的文件夹。"
    if any(Path(settings.FILES_ROOT).glob("??/??/*")):
        yield "本实例的 files 文件夹里已有文件，只能恢复到空的实例。"
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    if set(manifest["migrations"]) - {f"{app}.{name}" for app, name in disk}:
        yield (
            f"备份来自较新的版本（{manifest['version']}），本机是 {__version__}；请先升级再恢复。"
        )


def _bring_files_back(source: Path) -> None:
    root = Path(settings.FILES_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    if source.exists():
        shutil.copytree(source, root, dirs_exist_ok=True)


def _take_files_away(source: Path) -> None:
    for part in source.glob("*"):
        shutil.rmtree(Path(settings.FILES_ROOT) / part.name, ignore_errors=True)


def _bring_key_back(folder: Path) -> None:
    key, kept = Path(settings.HOME) / KEY, folder / KEY
    if kept.exists():
        shutil.copy2(kept, key)
        key.chmod(0o600)
