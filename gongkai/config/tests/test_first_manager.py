"""The command that sets up the first manager, as an operator meets it."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from gongkai.config.cli import COMMANDS, parser
from gongkai.config.commands import first_manager
from gongkai.kernel.identifiers import uscc_check_digit
from gongkai.people.models import Body, Person
from gongkai.people.operations.signing_in import check_password

pytestmark = pytest.mark.django_db

FIRST_17 = "1152099900000001X"
COUNTY = {
    "--division-code": "520999",
    "--division-name": "清江县",
    "--body-code": "office",
    "--body-name": "清江县人民政府办公室",
    "--uscc": FIRST_17 + uscc_check_digit(FIRST_17),
    "--username": "wang.li",
    "--name": "王立",
}


def run(**changed: str) -> int:
    """The command as an operator types it; `username="…"` changes one option."""
    said = COUNTY | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    command = next(one for one in COMMANDS if one.name == "first-manager")
    words = [word for pair in said.items() for word in pair]
    return first_manager.run(parser(command).parse_args([command.name, *words]))


def test_the_first_manager_signs_in_with_the_password_that_is_shown_once(capsys):
    assert run() == 0
    password = re.search(r"临时口令：(\S+)", capsys.readouterr().out)[1]
    person = check_password("wang.li", password, at=timezone.now())
    assert person is not None
    assert person.must_change_password


def test_a_second_first_manager_is_refused_in_words(capsys):
    run()
    assert run(username="li.chun") == 1
    assert "已经有人管理全县的机构与人员" in capsys.readouterr().err
    assert Person.objects.count() == 1


def test_what_is_wrong_is_said_and_nothing_is_kept(capsys):
    assert run(division_code="52099") == 1
    assert "区划代码“52099”" in capsys.readouterr().err
    assert not Body.objects.exists()
