"""Many guesses at the same moment are no better than the allowed few in turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from gongkai.journal.models import Entry
from gongkai.people import totp
from gongkai.people.models import Person
from gongkai.people.operations import signing_in as operations
from gongkai.people.testing import PASSWORD, make_body, make_person, make_unit

pytestmark = pytest.mark.django_db(transaction=True)

GUESSES = 24


def at_once(do):
    """What `do` returned, called many times from eight threads."""

    def one(number: int):
        try:
            return do(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(one, range(GUESSES)))


@pytest.fixture
def lin() -> Person:
    office = make_unit(make_body("finance", "清江县财政局"), "办公室")
    return make_person("lin", "林晓", unit=office)


def test_no_more_guesses_are_judged_than_allowed(lin, settings):
    now = timezone.now()
    at_once(lambda number: operations.check_password("lin", f"guess-{number}", at=now))
    assert Entry.objects.filter(name="SignInFailed").count() == settings.LOCKOUT_TRIES
    assert Entry.objects.filter(name="AccountLocked").count() == 1
    assert operations.check_password("lin", PASSWORD, at=now) is None


def test_of_all_who_send_the_same_code_one_gets_in(lin, settings):
    settings.LOCKOUT_TRIES = 100
    secret, now = totp.new_secret(), timezone.now()
    Person.objects.filter(pk=lin.pk).update(totp_secret=totp.encrypt(secret))
    lin.refresh_from_db()
    code = totp.code_at(secret, now)
    assert at_once(lambda _: operations.check_code(lin, code, at=now)).count(True) == 1
