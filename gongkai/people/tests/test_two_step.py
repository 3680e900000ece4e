"""One-time codes: set up with a telephone, asked for at the door, never taken twice."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from gongkai.journal.models import Entry
from gongkai.people import totp
from gongkai.people.models import Person
from gongkai.people.operations import signing_in as operations
from gongkai.people.testing import PASSWORD, make_body, make_person, make_unit

pytestmark = pytest.mark.django_db

# RFC 6238, appendix B: the secret of the SHA-1 vectors, and the last six of their eight digits.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
]


@pytest.fixture(autouse=True)
def nobody_failed_yet():
    cache.clear()


@pytest.fixture
def lin() -> Person:
    return make_person(
        "lin", "林晓", unit=make_unit(make_body("finance", "清江县财政局"), "办公室")
    )


@pytest.fixture
def with_code(lin: Person) -> Person:
    """Lin, whose telephone has the secret of the RFC and has shown no code yet."""
    lin.totp_secret = totp.encrypt(RFC_SECRET)
    lin.save()
    return lin


def code_now(offset: int = 0) -> str:
    return totp.code_at(RFC_SECRET, timezone.now() + timedelta(seconds=30 * offset))


def ticket_in(page: bytes) -> str:
    return re.search(r'name="ticket" value="([^"]+)"', page.decode()).group(1)


def password_step(client: Client) -> str:
    return ticket_in(
        client.post("/desk/sign-in/", {"username": "lin", "password": PASSWORD}).content
    )


@pytest.mark.parametrize(("seconds", "code"), RFC_VECTORS)
def test_codes_are_those_of_rfc_6238(seconds, code):
    at = datetime.fromtimestamp(seconds, UTC)
    assert totp.matching_step(RFC_SECRET, code, at) == seconds // 30


@pytest.mark.parametrize(("offset", "accepted"), [(-60, 0), (-30, 1), (0, 1), (30, 1), (60, 0)])
def test_a_telephone_may_be_half_a_minute_wrong(offset, accepted):
    at = datetime.fromtimestamp(1111111110, UTC)
    code = totp.code_at(RFC_SECRET, at + timedelta(seconds=offset))
    assert (totp.matching_step(RFC_SECRET, code, at) is not None) == bool(accepted)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "28 7083", "²87082"])
def test_what_is_no_code_is_refused(code):
    assert totp.matching_step(RFC_SECRET, code, datetime.fromtimestamp(59, UTC)) is None


@pytest.mark.parametrize("code", ["287 082", "２８７０８２"])
def test_spaces_and_full_width_figures_do_not_matter(code):
    assert totp.matching_step(RFC_SECRET, code, datetime.fromtimestamp(59, UTC)) == 1


def test_the_secret_is_not_readable_in_the_database(with_code):
    assert RFC_SECRET not in Person.objects.get().totp_secret
    assert totp.decrypt(Person.objects.get().totp_secret) == RFC_SECRET


def test_with_another_secret_key_the_kept_secret_opens_nothing(with_code, settings):
    settings.SECRET_KEY = "another"
    assert totp.decrypt(with_code.totp_secret) == ""
    assert not operations.check_code(with_code, code_now(), at=timezone.now())


def test_the_password_alone_does_not_open_the_desk(client, with_code):
    page = client.post("/desk/sign-in/", {"username": "lin", "password": PASSWORD})
    assert "动态口令" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_password_and_code_open_the_desk(client, with_code):
    response = client.post(
        "/desk/sign-in/code/", {"ticket": password_step(client), "code": code_now()}
    )
    assert response["Location"] == "/desk/"
    assert Entry.objects.get(name="SignedIn").fact.two_step


def test_the_same_code_is_not_taken_twice(client, with_code):
    code = code_now()
    client.post("/desk/sign-in/code/", {"ticket": password_step(client), "code": code})
    watcher = Client()
    page = watcher.post("/desk/sign-in/code/", {"ticket": password_step(watcher), "code": code})
    assert "动态口令不正确或已用过" in page.content.decode()
    assert "_auth_user_id" not in watcher.session


def test_an_older_code_is_not_taken_after_a_newer_one(with_code):
    now = timezone.now()
    newer = totp.code_at(RFC_SECRET, now + timedelta(seconds=30))
    assert operations.check_code(with_code, newer, at=now)
    assert not operations.check_code(with_code, totp.code_at(RFC_SECRET, now), at=now)


def test_wrong_codes_lock_the_account_although_the_password_was_right(client, with_code, settings):
    for _ in range(settings.LOCKOUT_TRIES):
        ticket = password_step(client)
        client.post("/desk/sign-in/code/", {"ticket": ticket, "code": "000000"})
    assert Person.objects.get().is_locked
    assert [
        entry.fact.step for entry in Entry.objects.filter(name="SignInFailed").order_by("id")
    ] == (["code"] * settings.LOCKOUT_TRIES)
    page = client.post("/desk/sign-in/code/", {"ticket": ticket, "code": code_now()})
    assert "_auth_user_id" not in client.session, page


@pytest.mark.parametrize("ticket", ["", "forged", "x:y:z"])
def test_without_the_password_a_code_is_worth_nothing(client, with_code, ticket):
    page = client.post("/desk/sign-in/code/", {"ticket": ticket, "code": code_now()})
    assert "请重新输入账号和口令" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_new_password_makes_an_open_second_step_void(client, with_code):
    ticket = password_step(client)
    with_code.set_password("another-password")
    with_code.save()
    client.post("/desk/sign-in/code/", {"ticket": ticket, "code": code_now()})
    assert "_auth_user_id" not in client.session


def test_setting_up_shows_picture_and_key_and_asks_for_proof(client, lin):
    client.force_login(lin)
    page = client.get("/desk/account/two-step/").content.decode()
    assert "<svg" in page
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page).group(1).replace(" ", "")
    wrong = client.post("/desk/account/two-step/on/", {"code": "000000"})
    assert "动态口令不正确" in wrong.content.decode()
    assert secret[:4] in wrong.content.decode(), "the same key stays, the telephone has it"
    client.post("/desk/account/two-step/on/", {"code": totp.code_at(secret, timezone.now())})
    lin.refresh_from_db()
    assert totp.decrypt(lin.totp_secret) == secret
    assert Entry.objects.filter(name="TwoStepSetUp").exists()
    assert secret[:4] not in client.get("/desk/account/two-step/").content.decode()


def test_the_code_that_set_it_up_does_not_sign_in(client, lin):
    now = timezone.now()
    operations.set_up_two_step(lin, RFC_SECRET, code_now(), at=now)
    assert not operations.check_code(lin, code_now(), at=now)


def test_taking_it_off_asks_for_the_password(client, with_code):
    client.force_login(with_code)
    page = client.post("/desk/account/two-step/off/", {"password": "wrong"})
    assert "当前口令不正确" in page.content.decode()
    client.post("/desk/account/two-step/off/", {"password": PASSWORD})
    assert Person.objects.get().totp_secret == ""
    assert Entry.objects.filter(name="TwoStepRemoved").count() == 1
