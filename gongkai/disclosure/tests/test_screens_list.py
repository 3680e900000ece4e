"""The list of my units' items: what is in it, which filters hold, and that it goes on."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from gongkai.disclosure.queries import listing
from gongkai.disclosure.tests.cast import Cast, make_cast, make_duty
from gongkai.disclosure.tests.screens import browser, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def titles(cast: Cast, query: str = "", staff=None) -> list[str]:
    """The titles on the list, from the top."""
    page = browser(staff or cast.clerk).get(f"/desk/items/{query}")
    tree = lxml_html.fromstring(page.content)
    return [link.text_content() for link in tree.xpath("//th[@scope='row']/a")]


def test_the_newest_stands_on_top_and_others_units_are_absent(cast):
    cast.draft(title="甲")
    cast.draft(title="乙")
    assert titles(cast) == ["乙", "甲"]
    assert titles(cast, staff=cast.outsider) == []


def test_a_duty_can_be_filtered_by(cast):
    cast.draft(title="甲")
    cast.duty = make_duty(cast.body, "0502")
    cast.draft(title="乙")
    assert titles(cast, f"?duty={cast.duty.pk}") == ["乙"]


def test_filters_stay_in_the_form_and_in_the_address_of_more(cast, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    for name in ("甲预算", "乙预算", "丙预算"):
        cast.draft(title=name)
    page = browser(cast.clerk).get("/desk/items/?q=预算&state=draft")
    tree = lxml_html.fromstring(page.content)
    assert tree.xpath("//input[@name='q']/@value")[0] == "预算"
    assert tree.xpath("//select[@name='state']/option[@selected]/@value")[0] == "draft"
    more = tree.xpath("//a[@rel='next']/@href")[0]
    assert titles(cast, "?" + more.partition("?")[2]) == ["甲预算"]
    last = browser(cast.clerk).get(more)
    assert not lxml_html.fromstring(last.content).xpath("//a[@rel='next']")


def test_an_overdue_draft_is_marked_and_a_public_one_is_not(cast):
    cast.draft(title="逾期的")
    assert "已超期" in text_of(browser(cast.clerk).get("/desk/items/"))
    cast.publish(title="公开的")
    assert titles(cast, "?state=public") == ["公开的"]
    assert "已超期" not in text_of(browser(cast.clerk).get("/desk/items/?state=public"))


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, django_assert_max_num_queries):
    for k in range(12):
        cast.draft(title=f"第{k}份")
    page = browser(cast.clerk)
    with django_assert_max_num_queries(40):
        page.get("/desk/items/")
