"""Changing one's own password."""

from __future__ import annotations

import pytest
from django.test import Client

from gongkai.journal.models import Entry
from gongkai.people.models import Person
from gongkai.people.testing import PASSWORD, make_body, make_person, make_unit

pytestmark = pytest.mark.django_db

PAGE = "/desk/account/password/"


@pytest.fixture
def lin() -> Person:
    return make_person(
        "lin", "林晓", unit=make_unit(make_body("finance", "清江县财政局"), "办公室")
    )


def change(client: Client, old: str = PASSWORD, new: str = "river-and-hills-9", again: str = ""):
    fields = {"old_password": old, "new_password": new, "again_password": again or new}
    return client.post(PAGE, fields)


def test_the_new_password_holds_here_and_ends_other_sessions(client, lin):
    client.force_login(lin)
    elsewhere = Client()
    elsewhere.force_login(lin)
    assert change(client)["Location"] == "/desk/"
    lin.refresh_from_db()
    assert lin.check_password("river-and-hills-9")
    assert client.get(PAGE).status_code == 200
    assert elsewhere.get(PAGE).status_code == 302
    assert Entry.objects.get().name == "PasswordChanged"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": "wrong"}, "当前口令不正确，请重新输入。"),
        ({"again": "another-one-9"}, "两次输入的新口令不一致，请重新输入。"),
        ({"new": PASSWORD}, "新口令与当前口令相同，请换一个。"),
        ({"new": "short"}, "新口令太短，至少要10个字符。"),
        ({"new": "password123"}, "这是常见口令，容易被猜到，请换一个。"),
        ({"new": "73829173829"}, "新口令不能全是数字，请加上字母。"),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_words(client, lin, fields, sentence):
    client.force_login(lin)
    assert sentence in change(client, **fields).content.decode()
    lin.refresh_from_db()
    assert lin.check_password(PASSWORD)
    assert not Entry.objects.exists()


def test_a_stranger_cannot_change_any_password(client, lin):
    assert change(client).status_code == 401
    assert client.get(PAGE).status_code == 302
