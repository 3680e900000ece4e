"""A backup is whole or not there, and comes back only into an empty instance."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.config import backup_databases as databases
from gongkai.config.backup_databases import BackupProblem
from gongkai.config.backups import back_up, read_manifest, restore
from gongkai.config.cli import COMMANDS, parser
from gongkai.config.commands import backup as backup_command
from gongkai.kernel.identifiers import uscc_check_digit
from gongkai.people.testing import make_body


def gongkai(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A command on an instance of its own, as an operator types it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return subprocess.run(
        [sys.executable, "-m", "gongkai.config.cli", *words],
        env={**kept, "GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
             **more},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def instance(tmp_path_factory) -> Path:
    """An instance with a manager, a stored file and a key."""
    home = tmp_path_factory.mktemp("instance")
    assert gongkai(home, "init").returncode == 0
    uscc = "115209990000000013"
    made = gongkai(
        home, "first-manager", "--division-code", "520999", "--division-name", "清江县",
        "--body-code", "office", "--body-name", "清江县人民政府办公室", "--uscc", valid(uscc),
        "--username", "wang.li", "--name", "王立",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    stored = home / "files" / "ab" / "cd" / ("abcd" + "0" * 60)
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"original")
    (home / "files" / "incoming").mkdir()
    (home / "files" / "incoming" / "half").write_bytes(b"not yet")
    (home / "waiting").mkdir()
    (home / "waiting" / "half-written").write_bytes(b"an identity card, not handed in")
    with sqlite3.connect(home / "gongkai.sqlite3") as database:
        database.execute(
            "INSERT INTO django_session VALUES ('k', 'a request half written', '2099-01-01')"
        )
    return home


def valid(uscc: str) -> str:
    return uscc[:17] + uscc_check_digit(uscc[:17])


@pytest.mark.slow
def test_an_instance_comes_back_and_checks_out(instance, tmp_path):
    made = tmp_path / "backup"
    told = gongkai(instance, "backup", str(made), GONGKAI_EMAIL_URL="smtp://u:secret@mail:25")
    assert told.returncode == 0, told.stderr
    assert "1 个文件，不含密钥" in told.stdout
    assert not (made / "secret-key").exists()
    assert "secret" not in (made / "settings.json").read_text(encoding="utf-8")
    assert "half" not in (made / "manifest.json").read_text(encoding="utf-8")

    again = tmp_path / "again"
    back = gongkai(again, "restore", str(made))
    assert back.returncode == 0, back.stderr
    assert "请把原来的 secret-key 放回" in back.stdout
    assert (again / "files" / "ab" / "cd" / ("abcd" + "0" * 60)).read_bytes() == b"original"
    with sqlite3.connect(again / "gongkai.sqlite3") as found:
        assert found.execute("SELECT username FROM people_person").fetchall() == [("wang.li",)]
    for words in (["work", "--once"], ["rebuild", "--quiet"], ["check"]):
        done = gongkai(again, *words)
        assert done.returncode == 0, done.stdout + done.stderr

    refused = gongkai(again, "restore", str(made))
    assert refused.returncode == 1
    assert "只能恢复到空的实例" in refused.stderr


@pytest.mark.slow
def test_what_nobody_has_handed_in_is_not_kept(instance, tmp_path):
    made = tmp_path / "backup"
    assert gongkai(instance, "backup", str(made), "--quiet").returncode == 0
    assert not list(made.rglob("*half-written*"))
    whole = b"".join(path.read_bytes() for path in made.rglob("*") if path.is_file())
    assert b"a request half written" not in whole  # nor in the free pages of the database
    assert b"an identity card" not in whole
    with sqlite3.connect(instance / "gongkai.sqlite3") as living:
        assert living.execute("SELECT COUNT(*) FROM django_session").fetchone() == (1,)


@pytest.mark.slow
def test_the_key_comes_along_when_asked_and_writing_goes_on_meanwhile(instance, tmp_path):
    with sqlite3.connect(instance / "gongkai.sqlite3") as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE people_person SET name = '半途'")
        made = tmp_path / "backup"
        told = gongkai(instance, "backup", str(made), "--with-secrets", "--quiet")
        assert told.returncode == 0, told.stderr
        writer.rollback()
    with sqlite3.connect(made / "database.sqlite3") as found:
        assert found.execute("SELECT name FROM people_person").fetchall() == [("王立",)]
    again = tmp_path / "again"
    assert gongkai(again, "restore", str(made)).returncode == 0
    assert (again / "secret-key").read_bytes() == (instance / "secret-key").read_bytes()
    assert (again / "secret-key").stat().st_mode & 0o777 == 0o600


# --- without an instance of its own --------------------------------------------------------


@pytest.fixture
def made(tmp_path, monkeypatch, settings) -> Path:
    """A backup of a small database."""
    source = tmp_path / "small.sqlite3"
    with sqlite3.connect(source) as database:
        database.execute("CREATE TABLE kept (text)")
        database.execute("INSERT INTO kept VALUES ('一')")
    monkeypatch.setattr(databases, "_sqlite_file", lambda: source)
    monkeypatch.setattr(databases, "vendor", lambda: "sqlite")
    stored = Path(settings.FILES_ROOT) / "ab" / "cd" / "x"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"original")
    folder = tmp_path / "backup"
    assert back_up(folder) == 1
    stored.unlink()
    return folder


@pytest.mark.django_db
def test_a_backup_never_overwrites(made):
    with pytest.raises(BackupProblem, match="已经存在"):
        back_up(made)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda made: (made / "files/ab/cd/x").write_bytes(b"Original"), "与清单不符"),
        (lambda made: (made / "files/ab/cd/x").unlink(), "缺少文件 files/ab/cd/x"),
        (lambda made: (made / "files/ab/cd/y").write_bytes(b""), "不在清单里"),
        (lambda made: (made / "manifest.json").unlink(), "不是完整的备份"),
        (lambda made: (made / "manifest.json").write_text("[]"), "不是完整的备份"),
    ],
)
def test_what_is_not_whole_does_not_come_back(made, harm, sentence):
    harm(made)
    with pytest.raises(BackupProblem, match=sentence):
        restore(made)


@pytest.mark.django_db
def test_when_the_database_cannot_come_back_the_files_do_not_stay(made, monkeypatch, settings):
    def fail(_folder):
        raise BackupProblem("pg_restore 没有完成")

    monkeypatch.setattr(databases, "bring_back", fail)
    with pytest.raises(BackupProblem, match="没有完成"):
        restore(made)
    assert not list(Path(settings.FILES_ROOT).glob("??/??/*"))


@pytest.mark.django_db
def test_another_database_or_a_newer_version_is_refused(made):
    manifest = read_manifest(made)
    for changed, sentence in (
        ({"database": "postgresql"}, "备份的数据库是 postgresql"),
        ({"migrations": [*manifest["migrations"], "people.0999_future"]}, "较新的版本"),
    ):
        (made / "manifest.json").write_text(json.dumps({**manifest, **changed}), encoding="utf-8")
        with pytest.raises(BackupProblem, match=sentence):
            restore(made)


@pytest.mark.django_db
def test_an_instance_with_bodies_is_not_overwritten(made):
    make_body("finance", "清江县财政局")
    with pytest.raises(BackupProblem, match="本实例已有数据"):
        restore(made)


@pytest.mark.django_db
def test_postgresql_without_its_programs_is_refused_with_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(databases, "vendor", lambda: "postgresql")
    monkeypatch.setattr(databases, "DEBIANS", tmp_path)
    monkeypatch.setattr(databases.shutil, "which", lambda _: None)
    command = next(one for one in COMMANDS if one.name == "backup")
    words = parser(command).parse_args(["backup", str(tmp_path / "b"), "--quiet"])
    assert backup_command.run(words) == 1
    assert "没有找到 pg_dump" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()
