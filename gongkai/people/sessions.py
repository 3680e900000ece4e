"""A session ends when nothing was done for a while, not a while after it began."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

SEEN = "seen"  # the session's own note of the last refresh, in seconds of the epoch
REFRESH_SECONDS = 60  # at most one write a minute for each session


class SlidingSession:
    """Middleware: push the end of a signed-in session ahead, GONGKAI_SESSION_MINUTES from now.

    It asks only sessions that the view has opened already: public pages stay free of cookies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and SESSION_KEY in session:
            now = int(time.time())
            if now - int(session.get(SEEN, 0)) >= REFRESH_SECONDS:
                session[SEEN] = now  # a changed session is saved with a new end
        return response
