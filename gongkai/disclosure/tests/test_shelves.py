"""Public lists when items at their newest end were taken out of public view."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gongkai.disclosure.models import Item
from gongkai.disclosure.queries.shelves import filled_among, newest_on, page_of
from gongkai.disclosure.tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def items():
    cast = make_cast()
    return [cast.publish(title=f"第{number}条", column_code="notices") for number in range(1, 7)]


def withdraw(items: list[Item]) -> None:
    Item.objects.filter(pk__in=[one.pk for one in items]).update(
        visibility="withdrawn", ended_at=timezone.now(), end_ground="mistake"
    )


def titles(listed) -> list[str]:
    return [one.title for one in listed]


def test_the_newest_are_found_behind_withdrawn_ones(items):
    withdraw(items[2:])
    assert titles(newest_on("all", 1)) == ["第2条"]
    assert titles(newest_on("all", 5)) == ["第2条", "第1条"]


def test_a_page_shows_its_places_with_gaps_and_nothing_of_other_shelves(items):
    withdraw(items[1:3])
    assert titles(page_of("column:notices", 1)) == ["第6条", "第5条", "第4条", "第1条"]
    assert page_of("column:notices", 2) == []
    assert page_of("column:policies", 1) == []


def test_a_shelf_is_filled_as_long_as_anything_on_it_is_public(items):
    names = ["column:notices", "column:policies", "all"]
    assert filled_among(names) == {"column:notices", "all"}
    withdraw(items[1:])
    assert filled_among(names) == {"column:notices", "all"}
    withdraw(items)
    assert filled_among(names) == set()
