"""Pages about requests cost a bounded number of queries, however much there is on them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.foi.models import Consultation
from gongkai.foi.testing import Office, make_office
from gongkai.foi.tests.screens import address, browser, do
from gongkai.people.actors import Staff

pytestmark = pytest.mark.django_db

MOST = 40  # of the page of a request, those of the session and the navigation included
MOST_OF_A_LIST = 24


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def found(office):
    return office.request(on=timezone.localdate(), handler=office.clerk.person)


def queries_for(staff: Staff, page: str) -> int:
    client = browser(staff)
    client.get(page)  # what is written once a session is written now
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["clerk", "head", "reviewer", "leader", "expert"])
def test_the_page_of_a_new_request(office, found, who):
    do(office.clerk, found, "ask-unit", unit=office.section.code, question="有没有决算表")
    assert queries_for(getattr(office, who), address(found)) <= MOST


def test_a_long_story_costs_little_more(office, found):
    for number in range(4):
        do(office.clerk, found, "third-party", name=f"第{number}公司", interests="商业秘密",
           question="中标合同")  # fmt: skip
    asked = list(Consultation.objects.order_by("pk"))
    for one in asked:
        do(office.clerk, found, f"letter-received/{one.pk}")
    assert queries_for(office.clerk, address(found)) <= MOST
    for one in asked:
        do(office.clerk, found, f"reply/{one.pk}", position="consent")
    do(office.head, found, "extend", days=20, reason="需要汇总各乡镇数据")
    assert queries_for(office.clerk, address(found)) <= MOST


def test_lists_cost_as_much_with_many_rows_as_with_few(office, found):
    pages = ("/desk/foi/", "/desk/", "/desk/clocks/")
    few = [queries_for(office.clerk, page) for page in pages]
    today = timezone.localdate()
    for days in range(12):
        office.request(on=today - timedelta(days=days), handler=office.clerk.person)
    assert [queries_for(office.clerk, page) for page in pages] == few
    assert max(few) <= MOST_OF_A_LIST
