"""The first manager of a new installation."""

from __future__ import annotations

import dataclasses

import pytest

from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people.models import Body, Person
from gongkai.people.operations import Founding, set_up_first_manager
from gongkai.people.tests.test_organisation import USCC
from gongkai.reference.models import Division

pytestmark = pytest.mark.django_db

WANTED = Founding(
    division_code="520999",
    division_name="清江县",
    body_code="office",
    body_name="清江县人民政府办公室",
    uscc=USCC,
    username="qian",
    name="钱进",
)


def test_from_nothing_to_someone_who_can_sign_in_and_manage(client):
    account = set_up_first_manager(WANTED)
    page = client.post("/desk/sign-in/", {"username": "qian", "password": account.password})
    assert "请先修改口令" in page.content.decode()
    changed = {"old_password": account.password, "new_password": "river-and-hills-9"}
    client.post("/desk/account/password/", changed | {"again_password": "river-and-hills-9"})
    assert "清江县人民政府办公室" in client.get("/desk/people/").content.decode()
    assert set(Entry.objects.filter(name="RightGranted").values_list("actor__name", flat=True)) == {
        "系统"
    }


def test_a_second_first_manager_is_refused():
    set_up_first_manager(WANTED)
    with pytest.raises(Refused, match="已经有人管理全县"):
        set_up_first_manager(dataclasses.replace(WANTED, username="sun"))


def test_a_wrong_part_leaves_nothing_behind():
    with pytest.raises(Refused, match="账号用小写字母开头"):
        set_up_first_manager(dataclasses.replace(WANTED, username="钱进"))
    assert not Body.objects.exists()
    assert not Division.objects.exists()
    assert not Person.objects.exists()
    assert not Entry.objects.exists()
