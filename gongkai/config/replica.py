"""Pages that only read may read from a copy of the database (`GONGKAI_REPLICA_URL`).

A streaming replica is a moment behind. So whoever has just changed something reads from the
primary for a while, and within a request everything after the first write does, too; operations
and transactions always do. Where the replica does not answer, the primary is asked: a copy that
fails must not take the site with it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.http import HttpRequest, HttpResponse

log = logging.getLogger(__name__)

REPLICA = "replica"
SAFE = frozenset({"GET", "HEAD"})
COOKIE = "gongkai-changed"  # its holder has changed something a moment ago
FRESH_FOR = 15  # seconds; far more than a replica that works is ever behind
REST = 30  # seconds until a replica that did not answer is asked again

_reading: ContextVar[bool] = ContextVar("reading", default=False)
_rests_until = [0.0]


class ReadFromReplica:
    """Django's database router: only what a safe request reads, before it has written anything."""

    def db_for_read(self, _model: Any, **_hints: Any) -> str:
        inside = transaction.get_connection(DEFAULT_DB_ALIAS).in_atomic_block
        return REPLICA if _reading.get() and not inside else DEFAULT_DB_ALIAS

    def db_for_write(self, _model: Any, **_hints: Any) -> str:
        _reading.set(False)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, *_objects: Any, **_hints: Any) -> bool:
        return True  # both are the same database

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


class SafeRequestsOnly:
    """Middleware, outermost: opens the replica for one safe request of somebody who only reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        safe = request.method in SAFE
        token = _reading.set(safe and COOKIE not in request.COOKIES and _answers())
        try:
            response = self.get_response(request)
        finally:
            _reading.reset(token)
        if not safe:
            response.set_cookie(
                COOKIE, "1", max_age=FRESH_FOR, httponly=True, samesite="Lax",
                secure=request.is_secure(),
            )  # fmt: skip
        return response


def _answers() -> bool:
    """Whether the replica can be asked now; a connection that is open costs nothing."""
    if time.monotonic() < _rests_until[0]:
        return False
    connection = connections[REPLICA]
    try:
        connection.close_if_health_check_failed()
        connection.ensure_connection()
    except OperationalError as problem:
        log.warning("the replica does not answer: %s", type(problem).__name__)
        _rests_until[0] = time.monotonic() + REST
        return False
    return True
