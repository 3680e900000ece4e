"""After a restore nothing is written until table and files were brought into line; and what was
erased does not come back with a backup."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gongkai.transparency.store import LogReader
from gongkai.transparency.tests.instances import CAST, PREPARE, gongkai, run

pytestmark = pytest.mark.slow

SECRET = "绝密词句八一三"

PUBLISH = (
    CAST
    + """
import sys
for title in {titles!r}:
    item = cast.publish(title=title, body_html="<p>" + title + "</p>")
    print(item.number)
catch_up()
"""
)
ERASE = (
    CAST
    + """
erasing.erase(Item.objects.get(number={number!r}), ground="privacy", note="x", staff=cast.leader)
catch_up()
"""
)
STATE = (
    CAST
    + """
from gongkai.transparency.models import LogEntry, PartCommitment
from gongkai.disclosure.models import Version
print(Item.objects.get(number={number!r}).visibility,
      LogEntry.objects.exclude(act="anchor").count(),
      Version.objects.filter(title__contains={secret!r}).count())
"""
)


def acts(home: Path) -> list[str]:
    """What the log says of documents, in order."""
    reader = LogReader(home / "public" / "log")
    found = [json.loads(entry) for entry in reader.entries(0, reader.size)]
    return [entry["act"] for entry in found if "doc" in entry]


def holding(home: Path, words: str) -> list[Path]:
    """Files below the instance that hold these words in some encoding that we write."""
    forms = [words.encode(), json.dumps(words)[1:-1].encode(), words.encode("utf-16-le")]
    return [
        path for path in home.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]  # fmt: skip


def test_an_erased_text_is_nowhere_in_the_files_of_the_instance(tmp_path):
    home = tmp_path / "home"
    run(home, PREPARE)
    number = run(home, PUBLISH.format(titles=[SECRET, "别的"])).split()[0]
    assert holding(home, SECRET)
    run(home, ERASE.format(number=number))
    assert holding(home, SECRET) == []
    assert gongkai(home, "log", "check").returncode == 0


def test_a_restored_database_writes_nothing_until_it_was_reconciled(tmp_path):
    home, backup = tmp_path / "home", tmp_path / "backup"
    run(home, PREPARE)
    number = run(home, PUBLISH.format(titles=[SECRET])).split()[0]
    assert gongkai(home, "backup", str(backup), "--with-secrets").returncode == 0
    run(home, PUBLISH.format(titles=["备份之后"]))
    run(home, ERASE.format(number=number))
    assert acts(home) == ["publish", "publish", "erase"]
    seen = (home / "public" / "log" / "checkpoint").read_text(encoding="utf-8")

    again = tmp_path / "again"
    shutil.copytree(home / "public" / "log", again / "public" / "log")  # as a mirror would
    assert gongkai(again, "restore", str(backup)).returncode == 0
    assert len(acts(again)) == 3, "an older copy is not put over a newer one"
    run(again, CAST + "cast.publish(title='恢复之后')")
    assert gongkai(again, "work", "--once").returncode == 0
    assert (again / "public" / "log" / "checkpoint").read_text(encoding="utf-8") == seen
    told = json.loads(gongkai(again, "log", "status", "--json").stdout)
    assert told["waiting"]
    assert "gongkai log check" in told["problem"]

    refused = gongkai(again, "log", "reconcile")
    assert refused.returncode == 1
    assert "--seen" in refused.stderr
    (tmp_path / "seen").write_text(seen, encoding="utf-8")
    done = gongkai(again, "log", "reconcile", "--seen", str(tmp_path / "seen"))
    assert done.returncode == 0, done.stderr
    assert "有 1 条信息登记册里有、数据库里没有" in done.stdout
    assert gongkai(again, "work", "--once").returncode == 0
    assert acts(again) == ["publish", "publish", "erase", "publish"]
    assert run(again, STATE.format(number=number, secret=SECRET)).split() == ["erased", "4", "0"]
    assert gongkai(again, "log", "check").returncode == 0, gongkai(again, "log", "check").stdout


def test_an_older_copy_of_the_log_is_refused_where_somebody_has_seen_more(tmp_path):
    home, again = tmp_path / "home", tmp_path / "again"
    run(home, PREPARE)
    run(home, PUBLISH.format(titles=["一"]))
    backup = tmp_path / "backup"
    assert gongkai(home, "backup", str(backup), "--with-secrets").returncode == 0
    run(home, PUBLISH.format(titles=["二"]))
    shutil.copy(home / "public" / "log" / "checkpoint", tmp_path / "seen")
    assert gongkai(again, "restore", str(backup)).returncode == 0
    assert acts(again) == ["publish"], "without files of its own it gets those of the backup"
    refused = gongkai(again, "log", "reconcile", "--seen", str(tmp_path / "seen"))
    assert refused.returncode == 1
    assert "公开文件夹不是最新的" in refused.stderr
