"""A mail to the requester that could not be sent: seen on the case page and in the inbox until
somebody told the requester otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html as lxml_html

from gongkai.foi.models import Message
from gongkai.foi.operations import informing
from gongkai.foi.queries.reasons_informing import reasons_not_to_note_told
from gongkai.foi.queries.work import work_count, work_of
from gongkai.foi.testing import Office, make_office
from gongkai.foi.tests.answering import refused
from gongkai.foi.tests.screens import address, browser, problems, said, text_of
from gongkai.journal.models import Entry

pytestmark = pytest.mark.django_db
NOT_SENT = "提醒申请人的邮件没有发出"


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def found(office):
    return office.request(on=timezone.localdate(), handler=office.clerk.person)


@pytest.fixture
def message(found) -> Message:
    """One that was tried for hours and given up."""
    now = timezone.now()
    return Message.objects.create(
        foi_request=found, seq=7, about="ClarificationAsked", tries=8, next_at=now, given_up_at=now
    )


def waits(staff) -> list[str]:
    return [one.what for one in work_of(staff.person)]


def tell(staff, message, **typed):
    client = browser(staff)
    url = address(message.foi_request, f"act/told/{message.pk}/")
    on = timezone.localdate().isoformat()
    return client, client.post(url, {"way": "phone", "on": on} | typed)


def test_the_case_page_says_what_was_not_told_and_what_to_do(office, found, message):
    page = text_of(browser(office.clerk).get(address(found)))
    assert f"{NOT_SENT}：需要您补正" in page
    assert "请用电话、邮寄等其他方式告知" in page
    assert "登记已另行告知" in page


def test_it_waits_for_whoever_handles_the_request_and_for_nobody_else(office, found, message):
    assert waits(office.clerk) == ["办理", "另行告知申请人"]
    assert work_count(office.clerk.person) == 2
    for other in (office.second, office.reviewer, office.outsider):
        assert "另行告知申请人" not in waits(other)
    assert "另行告知申请人" in text_of(browser(office.clerk).get("/desk/"))


def test_without_a_handler_it_waits_for_all_who_may_handle(office, message):
    found = office.request(on=timezone.localdate())
    Message.objects.update(foi_request=found)
    assert waits(office.clerk) == ["办理", "分办", "另行告知申请人"]
    assert waits(office.second) == ["分办", "另行告知申请人"]


def test_it_waits_also_after_the_request_was_closed(office, found, message):
    type(found).objects.filter(pk=found.pk).update(
        status="closed", outcome="R17", closed_on=timezone.localdate()
    )
    assert waits(office.clerk) == ["另行告知申请人"]


@pytest.mark.parametrize("state", ["waiting", "sent"])
def test_what_is_on_its_way_or_arrived_waits_for_nobody(office, found, message, state):
    sent = timezone.now() if state == "sent" else None
    Message.objects.update(given_up_at=None, sent_at=sent)
    assert NOT_SENT not in text_of(browser(office.clerk).get(address(found)))
    assert waits(office.clerk) == ["办理"]
    _, answer = tell(office.clerk, message)
    assert "不用另行告知" in problems(answer)


def test_once_told_it_is_done_and_stands_in_the_story(office, found, message):
    client, answer = tell(office.clerk, message)
    assert "已登记另行告知申请人" in said(client, answer)
    page = text_of(client.get(address(found)))
    assert NOT_SENT not in page.partition("办理经过")[0]
    assert "另行告知申请人：电话" in page.partition("办理经过")[2]
    assert waits(office.clerk) == ["办理"]
    entry = Entry.objects.get(name="RequesterToldOtherwise")
    assert entry.data == {"of": "ClarificationAsked", "way": "phone"}
    _, again = tell(office.clerk, message)
    assert "登记另行告知" in problems(again)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"way": ""}, "请选择告知的方式"),
        ({"way": "pigeon"}, "告知的方式"),
        ({"on": ""}, "告知的日期"),
        ({"on": "2999-01-01"}, "不是有效的日期"),
        ({"on": "2020-01-01"}, "早于收到申请"),
    ],
)
def test_what_cannot_be_noted_is_refused(office, message, typed, words):
    _, answer = tell(office.clerk, message, **typed)
    assert answer.status_code in (409, 422)
    assert words in problems(answer)
    message.refresh_from_db()
    assert message.told_on is None


def test_what_the_form_stops_is_refused_behind_it_too(office, message):
    tomorrow = timezone.localdate() + timedelta(days=1)
    words = refused(informing.note_told, message, way="pigeon", on=tomorrow, staff=office.clerk)
    assert "请选择告知的方式" in words
    assert "晚于今天" in words


def test_only_who_may_handle_notes_it(office, found, message):
    assert "权限" in "".join(reasons_not_to_note_told(message, office.reviewer))
    url = address(found, f"act/told/{message.pk}/")
    assert browser(office.outsider).post(url, {"way": "phone"}).status_code == 404
    assert browser(office.expert).get(url).status_code == 404


def test_another_requests_message_is_not_found_here(office, message):
    other = office.request(on=timezone.localdate() - timedelta(days=1))
    url = address(other, f"act/told/{message.pk}/")
    assert browser(office.clerk).get(url).status_code == 404


def test_the_notice_holds_no_address(office, found, message):
    page = browser(office.leader).get(address(found))
    notices = lxml_html.fromstring(page.content).find_class("notice-soon")
    words = "".join(one.text_content() for one in notices)
    assert NOT_SENT in words
    assert "@" not in words
