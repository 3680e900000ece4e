"""Which database is asked: the copy must never show somebody the past as the present."""

from __future__ import annotations

import pytest
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from gongkai.config import replica
from gongkai.config.replica import COOKIE, REPLICA, ReadFromReplica, SafeRequestsOnly
from gongkai.people.models import Body

ROUTER = ReadFromReplica()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch):
    """Send a request; the databases that reading would have asked in turn, and the answer."""
    monkeypatch.setattr(replica, "_answers", lambda: True)

    def ask(method: str = "GET", write_first: bool = False, **cookies: str):
        seen = []

        def view(_request):
            if write_first:
                assert ROUTER.db_for_write(Body) == "default"
            seen.append(ROUTER.db_for_read(Body))
            return HttpResponse()

        request = RequestFactory().generic(method, "/desk/")
        request.COOKIES |= cookies
        return seen, SafeRequestsOnly(view)(request)

    return ask


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("request_of", "wanted"),
    [
        ({"method": "GET"}, REPLICA),
        ({"method": "HEAD"}, REPLICA),
        ({"method": "POST"}, "default"),
        ({"method": "DELETE"}, "default"),
        ({"method": "GET", "write_first": True}, "default"),
        ({"method": "GET", COOKIE: "1"}, "default"),
    ],
)
def test_only_those_who_only_read_are_sent_to_the_copy(asked, request_of, wanted):
    seen, _ = asked(**request_of)
    assert seen == [wanted]
    assert ROUTER.db_for_read(Body) == "default"  # outside of requests: work, commands


@pytest.mark.django_db
def test_a_transaction_reads_where_it_writes(asked):
    with transaction.atomic():
        assert asked()[0] == ["default"]


@pytest.mark.django_db(transaction=True)
def test_whoever_changed_something_is_remembered_for_a_while(asked):
    _, answer = asked("POST")
    assert answer.cookies[COOKIE]["max-age"] == replica.FRESH_FOR
    assert answer.cookies[COOKIE]["httponly"]
    assert COOKIE not in asked("GET")[1].cookies


def test_a_copy_that_does_not_answer_is_left_alone_for_a_while(monkeypatch):
    tries = []

    class Broken:
        def close_if_health_check_failed(self):
            tries.append(1)

        def ensure_connection(self):
            raise OperationalError("gone")

    monkeypatch.setattr(replica, "connections", {REPLICA: Broken()})
    monkeypatch.setattr(replica, "_rests_until", [0.0])
    assert not replica._answers()
    assert not replica._answers()
    assert len(tries) == 1


def test_the_copy_is_never_migrated():
    assert ROUTER.allow_migrate("default", "people")
    assert not ROUTER.allow_migrate(REPLICA, "people")
