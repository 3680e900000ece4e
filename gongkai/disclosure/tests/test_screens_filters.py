"""The filters of the list of my units' items: one list, every filter."""

from __future__ import annotations

import pytest

from gongkai.disclosure.models import Item
from gongkai.disclosure.operations import drafting, ending, reviewing
from gongkai.disclosure.tests.cast import Cast, make_cast
from gongkai.disclosure.tests.test_screens_list import titles
from gongkai.testing.standing import made_once

pytestmark = pytest.mark.django_db


def make_several() -> Cast:
    cast = make_cast()
    cast.draft(title="起草中的决算")
    reviewing.submit(cast.draft(title="审核中的预算"), staff=cast.clerk)
    cast.publish(title="已公开的预算", document_number="名财预〔2026〕7号")
    ending.withdraw(cast.publish(title="已撤回的"), ground="mistake", note="x", staff=cast.leader)
    drafting.abandon(cast.draft(title="已放弃的"), staff=cast.clerk)
    return cast


made = made_once(make_several)


@pytest.fixture
def cast(made, settings) -> Cast:
    return made.here(settings.HOME)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=预算", ["已公开的预算", "审核中的预算"]),
        ("?q=〔2026〕7号", ["已公开的预算"]),
        ("?q=没有这个词", []),
        ("?state=draft", ["起草中的决算"]),
        ("?state=unit_review", ["审核中的预算"]),
        ("?state=public", ["已公开的预算"]),
        ("?state=withdrawn", ["已撤回的"]),
        ("?state=abandoned", ["已放弃的"]),
        ("?state=public&q=决算", []),
        ("?field=nothing&state=public", ["已公开的预算"]),
        ("?year=2001", ["已放弃的", "已撤回的", "已公开的预算", "审核中的预算", "起草中的决算"]),
    ],
)
def test_filters(cast, query, found):
    """A year or field that is not on offer counts as not chosen."""
    assert titles(cast, query) == found


def test_an_item_is_found_by_its_number(cast):
    assert titles(cast, f"?q={Item.objects.earliest('pk').number}") == ["起草中的决算"]
