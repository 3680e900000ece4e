"""Which requests this browser has opened by number and look-up code. The code is not kept."""

from __future__ import annotations

from django.http import HttpRequest

from gongkai.foi.drafts import KEPT_FOR
from gongkai.foi.models import FoiRequest

OPENED = "foi-opened"  # in the session: number and the hash of the code that opened it
MOST = 20


def keep_open(request: HttpRequest, foi_request: FoiRequest) -> None:
    """Let this browser see the request until its session ends."""
    opened = dict(request.session.get(OPENED) or {})
    opened[foi_request.number] = _keeper(foi_request).code_hash
    request.session[OPENED] = dict(list(opened.items())[-MOST:])
    if not request.user.is_authenticated:  # the session of staff ends by its own rule
        request.session.set_expiry(KEPT_FOR)


def opened_here(request: HttpRequest, number: str) -> FoiRequest | None:
    """The request, if this browser opened it and its code was not renewed since.

    Parts of a divided paper open with the whole, and the whole with each of them.
    """
    known = FoiRequest.objects.select_related("body", "unit", "part_of")
    found = known.filter(number=number).first()
    if found is None:
        return None
    hashes = set((request.session.get(OPENED) or {}).values())
    return found if _keeper(found).code_hash in hashes else None


def _keeper(foi_request: FoiRequest) -> FoiRequest:
    return foi_request.part_of or foi_request


def close_all(request: HttpRequest) -> None:
    """Forget everything that was opened here: the next person at this computer sees nothing."""
    for key in (OPENED, "foi-done", "foi-draft"):
        request.session.pop(key, None)
