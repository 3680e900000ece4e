"""The queue: by due date, filtered, a page at a time, with names only for those who may know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from gongkai.foi.queries import listing
from gongkai.foi.testing import Office, make_office, make_request
from gongkai.foi.tests.screens import browser, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def numbers(office: Office, staff=None, **chosen) -> list[str]:
    page = listing.queue_page((staff or office.clerk).person, chosen)
    return [row.foi_request.number for row in page.rows]


def test_what_is_not_confirmed_comes_first_then_the_most_pressing(office):
    today = timezone.localdate()
    later = office.request(on=today)
    sooner = office.request(on=today - timedelta(days=20))
    unconfirmed = make_request(office.unit, status="submitted", channel="online")
    expected = [unconfirmed.number, sooner.number, later.number]
    assert numbers(office) == expected


def test_what_is_overdue_stands_in_red_with_its_days(office):
    office.request(on=date(2025, 9, 19))
    page = browser(office.clerk).get("/desk/foi/").content.decode()
    assert "badge-overdue" in page
    assert "已超期" in page


def test_the_name_is_for_those_only_who_may_know_it(office):
    office.request()
    assert "赵明远" in text_of(browser(office.clerk).get("/desk/foi/"))
    assert "赵明远" not in text_of(browser(office.leader).get("/desk/foi/"))
    assert "自然人" in text_of(browser(office.leader).get("/desk/foi/"))


def test_an_outsider_sees_nothing(office):
    found = office.request()
    assert found.number not in text_of(browser(office.outsider).get("/desk/foi/"))


def test_filters_narrow_the_queue_and_stay_in_the_address(office):
    mine = office.request(handler=office.clerk.person, wanted="公路养护资金")
    other = office.request(channel="signed_mail", requester_kind="business", wanted="土地出让")
    assert numbers(office, scope="mine") == [mine.number]
    assert numbers(office, channel="signed_mail") == [other.number]
    assert numbers(office, kind="business") == [other.number]
    assert numbers(office, q="公路 资金") == [mine.number]
    assert numbers(office, q=other.number) == [other.number]
    assert numbers(office, state="unassigned") == [other.number]
    assert numbers(office, state="handling") == [mine.number]
    assert numbers(office, unit=office.section.code) == []
    assert numbers(office, year="2019") == []
    assert sorted(numbers(office, scope="unit")) == sorted([mine.number, other.number])
    page = browser(office.clerk).get("/desk/foi/?q=公路&channel=counter").content.decode()
    assert 'value="公路"' in page


def test_what_is_closed_is_found_the_latest_first(office):
    days = [date(2026, 3, 2), date(2026, 3, 9)]
    found = [
        make_request(office.unit, status="closed", outcome="R17", closed_on=day) for day in days
    ]
    open_one = office.request()
    assert numbers(office, state="closed") == [found[1].number, found[0].number]
    assert numbers(office, state="closed", year="2026") == [found[1].number, found[0].number]
    assert numbers(office) == [open_one.number]


def test_the_pages_of_the_queue_hold_each_request_once(office, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 3)
    today = timezone.localdate()
    made = [make_request(office.unit, status="submitted", channel="online") for _ in range(2)]
    made += [office.request(on=today - timedelta(days=n // 2)) for n in range(7)]
    seen, after = [], ""
    for _ in range(4):
        page = listing.queue_page(office.clerk.person, {}, after)
        seen += [row.foi_request.number for row in page.rows]
        after = page.next_after
        if not after:
            break
    assert sorted(seen) == sorted(one.number for one in made)
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    "after", ["x", "d:", "d:2026-13-99:x", "s:abc", "c:2026", "d:2026-01-05:" + "9" * 40, "d:1:2:3"]
)
def test_an_address_that_was_tampered_with_is_no_error(office, after):
    office.request()
    assert browser(office.clerk).get("/desk/foi/", {"after": after}).status_code == 200
