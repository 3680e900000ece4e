"""At the desk: a request is registered, confirmed, assigned, divided; and what is said when not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.foi.models import FoiRequest
from gongkai.foi.testing import Office, make_office, make_request
from gongkai.foi.tests.screens import (
    address,
    browser,
    do,
    filled,
    now,
    problems,
    said,
    text_of,
    upload,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


TYPED = {
    "channel": "counter",
    "wanted": "2025年全县农村公路养护资金安排情况",
    "name": "赵明远",
    "identity_kind": "passport",
    "identity_number": "E12345678",
    "phone": "13900000000",
    "way": "collect",
}


def registering(office: Office, **typed):
    client = browser(office.clerk)
    values = filled(client.get("/desk/foi/new/"), "wanted") | TYPED | typed
    return client, values, client.post("/desk/foi/new/", values)


def test_a_request_over_the_counter_is_received_on_the_day_of_submission(office):
    client, _, answer = registering(office, letter=upload())
    found = FoiRequest.objects.get()
    assert (found.status, found.received_on) == ("open", timezone.localdate())
    assert "查询码" in said(client, answer)
    assert "申请书.txt" in text_of(client.get(address(found)))


def test_a_plain_letter_waits_for_its_confirmation(office):
    client, _, answer = registering(office, channel="plain_mail")
    found = FoiRequest.objects.get()
    assert found.status == "submitted"
    page = text_of(client.get(answer.headers["Location"]))
    assert "待确认收到" in page
    do(office.clerk, found, "confirm")
    assert now(found).received_on == timezone.localdate()


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(office):
    _, _, answer = registering(office, way="email", identity_number="", wanted="路")
    assert answer.status_code == 422
    assert "请填写“证件号码”" in problems(answer)
    assert "赵明远" in answer.content.decode()
    assert "选择电子邮件的，请填写电子邮箱" in problems(answer)
    assert "请写明您需要的政府信息" in problems(answer)
    assert not FoiRequest.objects.exists()


def test_registered_twice_is_registered_once(office):
    client, values, _ = registering(office)
    again = client.post("/desk/foi/new/", values)
    assert FoiRequest.objects.count() == 1
    assert "没有重复登记" in said(client, again)


def test_a_day_in_the_future_is_refused(office):
    tomorrow = timezone.localdate() + timedelta(days=1)
    _, _, answer = registering(office, on=tomorrow.isoformat())
    assert answer.status_code == 409
    assert "晚于今天" in problems(answer)


def test_who_may_not_register_gets_no_form(office):
    assert browser(office.leader).get("/desk/foi/new/").status_code == 403


def test_a_request_is_given_to_a_unit_and_a_person(office):
    found = office.request()
    second = office.second.person
    answer = do(office.clerk, found, "assign", to=f"{office.unit.pk}:{second.pk}")
    assert answer.status_code == 302
    assert now(found).handler == second
    assert "周立" in text_of(browser(office.clerk).get(address(found)))


def test_a_paper_is_divided_at_the_empty_lines(office):
    found = office.request()
    answer = do(office.clerk, found, "split", parts="预算表\n\n\n决算表\n和附表")
    assert answer.status_code == 302
    parts = FoiRequest.objects.order_by("number").values_list("wanted", flat=True)
    assert list(parts) == ["预算表", "决算表\n和附表"]


def test_a_refused_act_says_why_and_keeps_what_was_typed(office):
    found = office.request()
    answer = do(office.clerk, found, "split", parts="只有一件事")
    assert answer.status_code == 409
    assert "至少有两件" in problems(answer)
    assert "只有一件事" in answer.content.decode()


def test_a_request_that_went_to_the_wrong_body_is_handed_on(office):
    found = make_request(office.unit, status="submitted", channel="online")
    other = office.outsider.person.tenures.get().post.unit.body
    answer = do(office.clerk, found, "transfer", to=other.code)
    assert answer.headers["Location"] == "/desk/foi/"
    assert now(found).body == other
    assert browser(office.clerk).get(address(found)).status_code == 404


def test_buttons_that_do_nothing_say_why(office):
    found = office.request()
    page = text_of(browser(office.clerk).get(address(found)))
    assert "不需要再确认" in page
    assert "没有等待补正" in page


def test_the_page_of_an_act_that_cannot_be_done_says_why(office):
    found = office.request()
    page = browser(office.clerk).get(address(found, "act/clarified/"))
    assert "该申请没有等待补正" in text_of(page)
    assert not [form for form in page.context["form"].errors]


def test_the_requester_is_asked_to_clarify_by_letter_and_the_answer_is_taken(office):
    today = timezone.localdate()
    found = office.request(on=today)
    answer = do(office.clerk, found, "clarify", points="哪一年\n哪条路")
    assert answer.status_code == 302, problems(answer)
    page = text_of(browser(office.clerk).get(address(found)))
    assert "政府信息公开申请补正告知书" in page
    assert "待补正" in page
    answer = do(office.clerk, found, "clarified", text="2025年，全部农村公路")
    assert answer.status_code == 302, problems(answer)
    assert now(found).status == "open"


def test_withdrawn_in_writing_the_request_is_closed(office):
    found = office.request()
    do(office.clerk, found, "withdrawn")
    assert (now(found).status, now(found).outcome) == ("closed", "R17")


def test_a_new_look_up_code_is_shown_once(office):
    found = office.request()
    client = browser(office.clerk)
    answer = client.post(address(found, "act/renew-code/"))
    assert "新的查询码" in said(client, answer)
    assert "新的查询码" not in text_of(client.get(address(found)))


def test_a_session_that_ended_keeps_the_text(office):
    found = office.request()
    client = browser(office.clerk)
    client.logout()
    answer = client.post(address(found, "act/clarify/"), {"points": "写了很久的补正要求"})
    assert answer.status_code == 401
    assert "写了很久的补正要求" in answer.content.decode()


def test_who_asks_is_kept_neither_in_logs_nor_in_the_browser(office, caplog):
    caplog.set_level("INFO")
    found = office.request()
    page = browser(office.clerk).get(address(found))
    assert "赵明远" in text_of(page)
    looked = browser(office.clerk).post("/desk/foi/new/similar/", {"identity_number": "E12345678"})
    assert looked.status_code == 200
    assert "赵明远" not in caplog.text
    assert "E12345678" not in caplog.text
    form = browser(office.clerk).get("/desk/foi/new/").context["form"]
    for name in ("name", "identity_number", "phone", "address"):
        assert 'data-keep="off"' in str(form[name])


def test_earlier_requests_of_the_same_person_are_found_without_script(office):
    _, _, first = registering(office)
    client, values, _ = registering(office)
    answer = client.post("/desk/foi/new/", values | {"look": "1"})
    page = text_of(answer)
    assert "同一申请人以前的申请" in page
    assert "2025年全县农村公路养护资金安排情况" in answer.content.decode()
    assert FoiRequest.objects.count() == 2
    assert first.status_code == 302
