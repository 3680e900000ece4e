"""Pages of the desk cost as many queries with many things on them as with few."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure.models import Version
from gongkai.disclosure.operations import reviewing
from gongkai.disclosure.tests.cast import make_cast, make_duty
from gongkai.registers.models import EntryVersion

pytestmark = pytest.mark.django_db

MOST = 24  # queries for a page, those of the session and the navigation included


@pytest.fixture
def cast():
    return make_cast()


def queries_for(client, staff, address: str) -> int:
    client.force_login(staff.person)
    client.get(address)  # what is written once a session is written now
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def submitted(cast, count: int) -> None:
    for number in range(count):
        reviewing.submit(cast.draft(title=f"第{number}份"), staff=cast.clerk)


def urgent(cast, count: int) -> None:
    for number in range(count):
        item = cast.publish(title=f"第{number}号预警")
        Version.objects.filter(item=item).update(urgent=True)


def test_a_longer_inbox_asks_no_more_questions(client, cast):
    submitted(cast, 2)
    few = queries_for(client, cast.reviewer, "/desk/")
    submitted(cast, 15)
    page = client.get("/desk/").content.decode()
    assert page.count('<span class="badge">单位审核</span>') == 17
    assert queries_for(client, cast.reviewer, "/desk/") == few <= MOST


def test_more_drafts_ask_no_more_questions(client, cast):
    cast.draft()
    few = queries_for(client, cast.clerk, "/desk/")
    for number in range(12):
        cast.draft(title=f"第{number}份")
    assert queries_for(client, cast.clerk, "/desk/") == few <= MOST


def test_more_urgent_releases_ask_no_more_questions(client, cast):
    urgent(cast, 1)
    few = queries_for(client, cast.leader, "/desk/")
    urgent(cast, 3)
    page = client.get("/desk/").content.decode()
    assert page.count('<span class="badge">事后审签</span>') == 4
    assert queries_for(client, cast.leader, "/desk/") == few <= MOST


def test_more_duties_ask_no_more_questions(client, cast):
    few = queries_for(client, cast.clerk, "/desk/coverage/")
    for number in range(12):
        duty = make_duty(cast.body, f"06{number:02d}")
        EntryVersion.objects.filter(entry=duty).update(effective_on=date(2024, 1, 1))
    page = client.get("/desk/coverage/").content.decode()
    assert page.count("政府预算") == 13
    assert queries_for(client, cast.clerk, "/desk/coverage/") == few <= MOST
