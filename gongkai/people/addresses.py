"""How often one network address may fail, counted in the cache.

An office shares one address, so the limit is far above an account's own; it stops a machine that
tries one password on all accounts.
"""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

TIMES_THE_LOCKOUT = 10


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind a proxy on this machine, what the proxy says.

    Only the last entry of X-Forwarded-For was written by our own proxy; earlier ones are claims.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")[-1].strip()
    return told if told and _is_this_machine(seen) and _is_address(told) else seen


def _is_this_machine(text: str) -> bool:
    return text == "" or (_is_address(text) and ip_address(text).is_loopback)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def count_try(request: HttpRequest) -> bool:
    """Count a try of this address; False when it had too many failures of late."""
    key = _key(request)
    cache.add(key, 0, timeout=int(settings.LOCKOUT_FOR.total_seconds()))
    try:
        tries = cache.incr(key)
    except ValueError:  # it ended between the two lines
        return True
    return int(tries) <= settings.LOCKOUT_TRIES * TIMES_THE_LOCKOUT


def give_back(request: HttpRequest) -> None:
    """The try was right: it does not count."""
    try:
        cache.decr(_key(request))
    except ValueError:
        return


def _key(request: HttpRequest) -> str:
    return f"sign-in:{address_of(request)}"
