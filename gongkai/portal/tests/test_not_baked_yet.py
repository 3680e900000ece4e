"""A list may name an item a moment before its page stands: the link must lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from gongkai.disclosure.operations import ending
from gongkai.disclosure.tests.cast import make_cast
from gongkai.publishing.rebuilding import rebuild

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def baked(item, name="index.html"):
    return (Path(settings.PUBLIC_ROOT) / item.path.strip("/") / name).read_bytes()


def test_a_released_item_is_shown_before_it_is_baked_and_as_it_will_be(client, cast):
    item = cast.publish(title="关于防汛值守安排的通知")
    answer = client.get(item.path)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-cache"
    rebuild()
    assert answer.content == baked(item)


def test_what_is_not_public_is_not_shown(client, cast):
    draft = cast.draft(title="尚未公开的内部通知").item
    answer = client.get(draft.path)
    assert answer.status_code == 404
    assert "内部通知" not in answer.content.decode()


def test_what_was_withdrawn_is_gone_before_that_is_baked(client, cast):
    item = cast.publish(title="后来撤回的通知")
    ending.withdraw(item, ground="mistake", note="核实", staff=cast.leader)
    answer = client.get(item.path)
    assert answer.status_code == 410
    assert "后来撤回的通知" not in answer.content.decode()
    rebuild()
    assert answer.content == baked(item, "gone.html")


@pytest.mark.parametrize(
    "address",
    ["/items/2026/99999/", "/items/2026/1/", "/items/26/00001/", "/items/２０２６/00001/",
     "/items/2026/00001/record.json", "/items/2026/0000000000000001/"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(client, cast, address):
    assert client.get(address).status_code == 404


def test_it_can_only_be_read(client, cast):
    item = cast.publish(title="关于防汛值守安排的通知")
    assert client.post(item.path).status_code == 405
