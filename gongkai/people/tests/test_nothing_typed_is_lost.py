"""Sessions that end, passwords that must change, tokens that grow old: the typed text survives."""

from __future__ import annotations

import html
import json
import re
import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone

from gongkai.people.access import StaffRequest, staff_view
from gongkai.people.models import Person
from gongkai.people.sessions import REFRESH_SECONDS, SEEN
from gongkai.people.testing import PASSWORD, make_body, make_person, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@staff_view
def draft(request: StaffRequest) -> HttpResponse:
    """A page of some app: it says who is there and what arrived."""
    arrived = [(name, values) for name, values in request.POST.lists() if "csrf" not in name]
    return HttpResponse(f"{request.staff.person.name} {arrived}")


def public(request: HttpRequest) -> HttpResponse:
    """A page that asks nobody who they are."""
    return HttpResponse("公开")


urlpatterns = [
    path("public/", public),
    path("desk/drafts/", draft),
    path("", include("gongkai.config.urls")),
]

TYPED = {"title": "关于“三公”经费的<说明>", "body": "第一行\n第二行", "kinds": ["通知", "公告"]}


@pytest.fixture(autouse=True)
def nobody_failed_yet():
    cache.clear()


@pytest.fixture
def lin() -> Person:
    return make_person(
        "lin", "林晓", unit=make_unit(make_body("finance", "清江县财政局"), "办公室")
    )


def hidden(page: HttpResponse) -> dict[str, list[str]]:
    """The hidden fields of a page, as a browser would send them."""
    found: dict[str, list[str]] = {}
    pattern = r'<input type="hidden" name="([^"]+)" value="([^"]*)">'
    for name, value in re.findall(pattern, page.content.decode(), re.S):
        found.setdefault(name, []).append(html.unescape(value))
    return found


def action(page: HttpResponse) -> str:
    return html.unescape(
        re.findall(r'<form method="post" action="([^"]+)"', page.content.decode())[-1]
    )


def test_a_stranger_is_asked_to_sign_in_and_brought_back(client):
    response = client.get("/desk/drafts/?page=2")
    assert response["Location"] == "/desk/sign-in/?next=%2Fdesk%2Fdrafts%2F%3Fpage%3D2"


def test_a_part_of_a_page_is_not_filled_with_the_sign_in_page(client):
    response = client.get(
        "/desk/drafts/", headers={"HX-Request": "true", "HX-Current-URL": "http://x/desk/a/?b=1"}
    )
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/desk/sign-in/?next=%2Fdesk%2Fa%2F%3Fb%3D1"
    sent = client.post("/desk/drafts/", TYPED, headers={"HX-Request": "true"})
    assert sent.status_code == 401
    trigger = json.loads(sent["HX-Trigger"])
    sign_in = trigger["session-expired"]["sign_in"]
    assert sign_in == "/desk/sign-in/?next=%2Fdesk%2Fsign-in%2Fback%2F"


def test_what_was_typed_when_the_session_ended_is_sent_after_signing_in(client, lin):
    expired = client.post("/desk/drafts/?step=2", TYPED)
    assert expired.status_code == 401
    assert "刚才填写的内容没有丢失" in expired.content.decode()

    offered = client.post(
        action(expired), {**hidden(expired), "username": "lin", "password": PASSWORD}
    )
    assert "已登录为林晓" in offered.content.decode()
    assert "继续提交" in offered.content.decode()

    arrived = client.post(action(offered), hidden(offered))
    assert (
        arrived.content.decode()
        == f"林晓 {[(n, v if isinstance(v, list) else [v]) for n, v in TYPED.items()]}"
    )
    assert action(offered) == "/desk/drafts/?step=2"


def test_a_wrong_password_on_the_way_loses_nothing(client, lin):
    expired = client.post("/desk/drafts/", TYPED)
    again = client.post(action(expired), {**hidden(expired), "username": "lin", "password": "x"})
    assert hidden(again)["carried"] == hidden(expired)["carried"]


def test_chosen_files_are_named_as_what_cannot_be_kept(client, lin):
    files = [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]
    expired = client.post("/desk/drafts/", {"title": "附件", "files": files})
    assert "选择的 2 个文件无法随表单保留" in expired.content.decode()
    assert "无法随表单保留" not in client.post("/desk/drafts/", TYPED).content.decode()


def test_passwords_and_tokens_are_not_written_into_pages(client):
    expired = client.post(
        "/desk/drafts/", {"old_password": "secret-1", "csrfmiddlewaretoken": "t-9"}
    )
    page = expired.content.decode()
    assert "secret-1" not in page
    assert "t-9" not in hidden(expired)["carried"][0]


@pytest.mark.parametrize(
    "carried", ["", "{", "[]", '["https://evil.example/", [], 0]', '["//e", [], 0]']
)
def test_a_forged_parcel_is_left_at_the_door(client, lin, carried):
    response = client.post(
        "/desk/sign-in/", {"username": "lin", "password": PASSWORD, "carried": carried}
    )
    assert response["Location"] == "/desk/"


def test_a_given_password_is_changed_before_anything_else(client, lin):
    lin.must_change_password = True
    lin.save()
    client.force_login(lin)
    assert client.get("/desk/drafts/")["Location"].startswith("/desk/account/password/?next=")
    stopped = client.post("/desk/drafts/", TYPED)
    assert stopped.status_code == 403
    passwords = {"old_password": PASSWORD, "new_password": "river-and-hills-9"}
    offered = client.post(
        action(stopped), {**hidden(stopped), **passwords, "again_password": "river-and-hills-9"}
    )
    arrived = client.post(action(offered), hidden(offered))
    assert "关于“三公”经费的<说明>" in arrived.content.decode()


def test_a_closed_account_is_out_at_its_next_click(client, lin):
    client.force_login(lin)
    assert client.get("/desk/drafts/").status_code == 200
    Person.objects.update(is_active=False)
    assert client.get("/desk/drafts/").status_code == 302


def test_a_form_left_open_while_signing_in_elsewhere_is_offered_again(lin):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(lin)
    old = {**TYPED, "csrfmiddlewaretoken": "a" * 32}
    offered = browser.post("/desk/drafts/", old, headers={"Origin": "http://testserver"})
    assert offered.status_code == 403
    assert "继续提交" in offered.content.decode()
    arrived = browser.post(action(offered), hidden(offered))
    assert arrived.status_code == 200
    assert "第一行" in arrived.content.decode()


def test_it_is_offered_again_behind_a_proxy_that_ends_tls(lin, settings):
    settings.SITE_URL = "https://testserver"
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(lin)
    old = {**TYPED, "csrfmiddlewaretoken": "a" * 32}
    offered = browser.post("/desk/drafts/", old, headers={"Origin": "https://testserver"})
    assert "继续提交" in offered.content.decode()


def test_a_form_from_another_site_is_refused_and_not_offered(lin):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(lin)
    refused = browser.post("/desk/drafts/", TYPED, headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403
    assert "继续提交" not in refused.content.decode()


def test_pages_of_the_desk_are_kept_by_no_proxy(client, lin):
    client.force_login(lin)
    assert client.get("/desk/drafts/")["Cache-Control"] == "private, no-cache"


def test_the_session_end_moves_ahead_at_most_once_a_minute(client, lin):
    client.force_login(lin)
    assert "sessionid" in client.get("/desk/drafts/").cookies, "the first look moves it"
    assert "sessionid" not in client.get("/desk/drafts/").cookies
    session = client.session
    session[SEEN] = int(time.time()) - REFRESH_SECONDS
    session.save()
    assert "sessionid" in client.get("/desk/drafts/").cookies


def test_an_idle_session_ends(client, lin, settings):
    client.force_login(lin)
    client.get("/desk/drafts/")
    assert Session.objects.get().expire_date <= timezone.now() + timedelta(
        seconds=settings.SESSION_COOKIE_AGE
    )
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/desk/drafts/").status_code == 302


def test_strangers_get_no_session(client):
    assert client.get("/public/").cookies == {}
