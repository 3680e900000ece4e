"""Signing in and out at the door, the lock, and the address that fails too often."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from gongkai.config.environment import networks
from gongkai.journal.models import Entry
from gongkai.people.addresses import address_of
from gongkai.people.chores import forget_tallies
from gongkai.people.models import Person, Tally
from gongkai.people.operations import signing_in as operations
from gongkai.people.testing import PASSWORD, make_body, make_person, make_unit

pytestmark = pytest.mark.django_db

DOOR = "/desk/sign-in/"


@pytest.fixture(autouse=True)
def nobody_failed_yet():
    cache.clear()


@pytest.fixture
def lin() -> Person:
    return make_person(
        "lin", "林晓", unit=make_unit(make_body("finance", "清江县财政局"), "办公室")
    )


def knock(client: Client, username: str = "lin", password: str = PASSWORD, **more: str):
    return client.post(DOOR, {"username": username, "password": password, **more})


def names() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("name", flat=True))


def test_the_right_password_opens_the_desk_and_is_recorded(client, lin):
    response = knock(client)
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    assert client.session["_auth_user_id"] == str(lin.pk)
    entry = Entry.objects.get(name="SignedIn")
    assert (entry.about, entry.actor["name"], entry.data) == (
        "person:lin", "林晓", {"two_step": False},
    )  # fmt: skip


def test_a_new_session_begins_at_sign_in(client, lin):
    client.session["planted"] = "by someone else"
    session = client.session
    session.save()
    before = session.session_key
    knock(client)
    assert client.session.session_key != before


def test_one_is_brought_where_one_wanted_to_go(client, lin):
    page = client.get(DOOR, {"next": "/desk/account/two-step/"})
    assert 'value="/desk/account/two-step/"' in page.content.decode()
    assert knock(client, next="/desk/account/two-step/")["Location"] == "/desk/account/two-step/"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "evil"],
)
def test_nobody_is_sent_to_another_site(client, lin, elsewhere):
    assert "evil" not in client.get(DOOR, {"next": elsewhere}).content.decode()
    assert knock(client, next=elsewhere)["Location"] == "/desk/"


def test_who_is_in_already_need_not_sign_in_again(client, lin):
    knock(client)
    assert client.get(DOOR)["Location"] == "/desk/"


def test_unknown_account_wrong_password_closed_and_locked_account_read_the_same(
    client, lin, settings
):
    closed = make_person("zhao", "赵明", unit=lin.tenures.get().post.unit)
    closed.is_active = False
    closed.save()
    pages = [
        knock(client, "nobody").content,
        knock(client, "lin", "wrong").content,
        knock(client, "zhao").content,
    ]
    for _ in range(settings.LOCKOUT_TRIES):
        locked = knock(client, "lin", "wrong")
    pages += [locked.content, knock(client, "lin", PASSWORD).content]
    said = {page.decode().split("error-summary-title")[2].split("</ul>")[0] for page in pages}
    assert len(said) == 1
    assert "账号或口令不正确，或者账号已被锁定。" in said.pop()


def test_the_typed_account_stays_and_the_password_does_not(client, lin):
    page = knock(client, "lin", "wrong-password").content.decode()
    assert 'value="lin"' in page
    assert "wrong-password" not in page


def test_after_too_many_failures_even_the_right_password_waits(client, lin, settings):
    for _ in range(settings.LOCKOUT_TRIES):
        knock(client, password="wrong")
    assert knock(client).status_code == 200
    assert "_auth_user_id" not in client.session
    assert names() == ["SignInFailed"] * settings.LOCKOUT_TRIES + ["AccountLocked"]
    failures = [
        entry.fact.failures for entry in Entry.objects.filter(name="SignInFailed").order_by("id")
    ]
    assert failures == list(range(1, settings.LOCKOUT_TRIES + 1))


def test_the_lock_ends_by_itself(lin, settings):
    start = timezone.now()
    for _ in range(settings.LOCKOUT_TRIES):
        operations.check_password("lin", "wrong", at=start)
    end = start + settings.LOCKOUT_FOR
    assert operations.check_password("lin", PASSWORD, at=end - timedelta(seconds=1)) is None
    assert operations.check_password("lin", PASSWORD, at=end) == lin


def test_tries_during_the_lock_do_not_lengthen_it(lin, settings):
    start = timezone.now()
    for _ in range(settings.LOCKOUT_TRIES + 3):
        operations.check_password("lin", "wrong", at=start + timedelta(minutes=1))
    assert names().count("SignInFailed") == settings.LOCKOUT_TRIES
    end = start + timedelta(minutes=1) + settings.LOCKOUT_FOR
    assert Person.objects.get(pk=lin.pk).locked_until == end


def test_getting_in_forgets_earlier_failures(client, lin, settings):
    for _ in range(settings.LOCKOUT_TRIES - 1):
        knock(client, password="wrong")
    assert knock(client).status_code == 302
    client.logout()
    for _ in range(settings.LOCKOUT_TRIES - 1):
        knock(client, password="wrong")
    assert knock(client).status_code == 302


def test_failures_say_nothing_of_what_was_typed(client, lin):
    knock(client, "lin", "my-other-password")
    knock(client, "my-password-typed-as-name", "x")
    kept = json.dumps(list(Entry.objects.values_list("data", "actor", "about")))
    assert "password" not in kept.replace('"password"', "")
    assert Entry.objects.count() == 1


def test_an_address_that_fails_on_many_accounts_is_stopped(client, lin, settings):
    settings.LOCKOUT_TRIES = 3
    for n in range(30):
        assert knock(client, f"somebody{n}", "wrong").status_code == 200
    stopped = knock(client)
    assert stopped.status_code == 429
    assert "登录失败的次数过多" in stopped.content.decode()
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert knock(elsewhere).status_code == 302


def test_right_passwords_do_not_use_up_the_tries_of_an_address(client, lin, settings):
    settings.LOCKOUT_TRIES = 3
    assert {knock(Client()).status_code for _ in range(35)} == {302}


@pytest.mark.parametrize(
    ("seen", "told", "limited"),
    [
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.7", "198.51.100.7"),
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),
        ("127.0.0.1", "not an address", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7, 10.1.2.3", "10.1.2.3"),
        ("", "198.51.100.7", "198.51.100.7"),
    ],
)
def test_only_a_proxy_on_this_machine_is_believed_about_addresses(rf, seen, told, limited):
    request = rf.get("/", REMOTE_ADDR=seen, HTTP_X_FORWARDED_FOR=told)
    assert address_of(request) == limited


@pytest.mark.parametrize(
    ("seen", "told", "limited"),
    [
        ("10.1.2.3", "198.51.100.7", "198.51.100.7"),
        ("10.1.2.3", "1.1.1.1, 198.51.100.7, 10.1.9.9", "198.51.100.7"),
        ("127.0.0.1", "198.51.100.7", "127.0.0.1"),
        ("10.1.2.3", "", "10.1.2.3"),
    ],
)
def test_proxies_that_are_named_are_believed_and_no_others(rf, settings, seen, told, limited):
    settings.TRUSTED_PROXIES = networks("10.1.0.0/16")
    request = rf.get("/", REMOTE_ADDR=seen, HTTP_X_FORWARDED_FOR=told)
    assert address_of(request) == limited


@pytest.mark.parametrize("wrong", ["10.1.0.300", "nginx", "10.1.0.5/16"])
def test_what_is_no_network_is_refused_when_the_platform_starts(wrong):
    with pytest.raises(ValueError, match="不是网络地址"):
        networks(f"127.0.0.1, {wrong}")


def test_a_count_is_shared_by_all_processes_and_begins_anew_after_the_lock(client, lin, settings):
    settings.LOCKOUT_TRIES = 3
    Tally.objects.all().delete()
    for n in range(30):
        knock(client, f"somebody{n}", "wrong")
    tally = Tally.objects.get()
    assert (tally.tries, "127.0.0.1" in tally.key) == (30, False)
    cache.clear()
    assert knock(client).status_code == 429, "what counts is in the database"
    Tally.objects.update(until=timezone.now())
    assert knock(client).status_code == 302
    Tally.objects.update(until=timezone.now())
    forget_tallies()
    assert not Tally.objects.exists()


def test_signing_out_needs_a_click_and_ends_the_session(client, lin):
    knock(client)
    old = client.session.session_key
    assert client.get("/desk/sign-out/").status_code == 405
    response = client.post("/desk/sign-out/", follow=True)
    assert "已退出登录。" in response.content.decode()
    assert not client.session.exists(old)
    assert names() == ["SignedIn", "SignedOut"]


def test_a_request_from_another_site_cannot_sign_anyone_in(lin):
    strict = Client(enforce_csrf_checks=True)
    assert knock(strict).status_code == 403
