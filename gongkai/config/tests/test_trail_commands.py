"""The case trail as operators meet it: commands, the operations page, backups."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from gongkai.config import backup_logs
from gongkai.config.checking import check_everything
from gongkai.config.cli import main
from gongkai.disclosure.tests.cast import make_cast
from gongkai.journal.testing import catch_up
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.people.verbs import OPERATE
from gongkai.trail import reconciling, writing
from gongkai.transparency import alarms, keys, logs

pytestmark = pytest.mark.django_db


def said(capsys, *words: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["log", *words])
    return code, capsys.readouterr().out


def test_anchor_status_and_check(capsys):
    assert said(capsys, "anchor") == (0, "没有新的办理留痕，无需固定。\n")
    make_cast().publish()
    catch_up()
    code, told = said(capsys, "anchor")
    assert code == 0 and told.startswith("已固定")
    catch_up()
    trail = json.loads(said(capsys, "status", "--json")[1])["trail"]
    assert 0 < trail["anchored"] <= trail["size"] and trail["anchored_at"]
    assert "办理留痕" in said(capsys, "status")[1]
    assert said(capsys, "check")[0] == 0
    assert check_everything().log == []


def test_what_stops_the_trail_is_told_by_check_status_and_the_operations_page(capsys):
    make_cast().publish()
    catch_up()
    writing.write_waiting()
    shutil.rmtree(logs.state_folder("trail"))
    make_cast_again()
    writing.write_now_and_then()
    assert any("办理留痕不能写入" in one for one in check_everything().log)
    assert "办理留痕不能写入" in said(capsys, "status")[1]
    unit = make_unit(make_body("it", "信息中心"), "运维")
    client = Client()
    client.force_login(make_person("op", "周航", unit=unit, verbs=[OPERATE], reach="all"))
    assert "办理留痕不能写入" in client.get("/desk/operations/").content.decode()


def make_cast_again() -> None:
    keys.rotate()  # any fact does
    catch_up()


def test_a_backup_holds_the_trail_and_its_key_and_never_its_memory(tmp_path: Path):
    make_cast().publish()
    catch_up()
    writing.write_waiting()
    kept = keys.verifier_keys("trail")
    (tmp_path / "without").mkdir()
    (tmp_path / "with").mkdir()
    backup_logs.write(tmp_path / "without", secrets=False)
    backup_logs.write(tmp_path / "with", secrets=True)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert "with/trail/checkpoint" in names and "with/trail-keys/0001.pem" in names
    assert not any(name.startswith("without/trail-keys") for name in names)
    assert not any(name.startswith("with") and "signed" in name for name in names)
    shutil.rmtree(Path(settings.HOME) / "log" / "trail")
    backup_logs.bring_back(tmp_path / "with")
    assert keys.verifier_keys("trail") == kept
    catch_up()
    writing.write_now_and_then()
    assert "gongkai log reconcile" in alarms.standing()[writing.WRITING]
    assert reconciling.reconcile() is not None
    catch_up()
    writing.write_now_and_then()
    assert alarms.standing() == {}
