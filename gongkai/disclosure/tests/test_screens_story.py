"""The whole way over the screens: drafted, checked, reviewed, published, corrected, withdrawn."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.tests.cast import Cast, make_cast
from gongkai.people.actors import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def browser(staff: Staff) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(staff.person)
    return client


def text_of(answer) -> str:
    """What the page says, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_clerk_drafts_under_a_duty_and_comes_to_the_editor(cast):
    page = browser(cast.clerk)
    form = page.get("/desk/items/new/")
    assert "财政预决算" in text_of(form)
    key = re.search(r'name="key" value="([^"]+)"', form.content.decode())[1]
    answer = page.post(
        "/desk/items/new/",
        {
            "title": "名川县2026年财政预算",
            "duty": cast.duty.pk,
            "unit": cast.unit.code,
            "formed_on": "2026年5月6日",
            "key": key,
        },
    )
    item = Item.objects.get()
    assert answer.headers["Location"] == f"/desk/items/{item.number}/edit/"
    assert "已起草" in text_of(page.get(answer.headers["Location"]))
