"""Requests for information stand in the inbox beside items, in one list by due date."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html as lxml_html

from gongkai.foi.testing import make_office, make_request

pytestmark = pytest.mark.django_db


def rows(staff) -> list[str]:
    client = Client()
    client.force_login(staff.person)
    page = lxml_html.fromstring(client.get("/desk/").content)
    table = page.xpath("//main//table//tbody/tr")
    return [" ".join(row.text_content().split()) for row in table]


def test_a_request_to_be_handled_waits_for_its_handler():
    office = make_office()
    today = timezone.localdate()
    late = office.request(on=today - timedelta(days=60), handler=office.clerk.person)
    new = office.request(on=today, handler=office.clerk.person)
    found = rows(office.clerk)
    assert late.number in found[0]
    assert "已超期" in found[0]
    assert new.number in found[1]


def test_what_is_not_confirmed_waits_for_those_who_register():
    office = make_office()
    make_request(office.unit, status="submitted", channel="online", wanted="公路养护资金")
    assert "确认收到" in rows(office.clerk)[0]
    assert not rows(office.outsider)


def test_the_number_beside_the_inbox_counts_requests_too():
    office = make_office()
    office.request(handler=office.clerk.person)
    client = Client()
    client.force_login(office.clerk.person)
    page = lxml_html.fromstring(client.get("/desk/foi/").content)
    links = [
        "".join(one.text_content().split()) for one in page.xpath("//nav[@class='desk-nav']//a")
    ]
    assert "待办，1件" in links
    assert "依申请公开" in links


def test_who_has_nothing_to_do_with_requests_has_no_entry_for_them():
    from gongkai.people.testing import make_person

    office = make_office()
    nobody = make_person("nobody", "无关", unit=office.unit)
    client = Client()
    client.force_login(nobody)
    assert "依申请公开" not in client.get("/desk/").content.decode()
