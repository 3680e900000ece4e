"""Where a request comes from, and how often one network address may fail to sign in.

An office shares one address, so the limit is far above an account's own; it stops a machine that
tries one password on all accounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

from gongkai.people import tallies

TIMES_THE_LOCKOUT = 10


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind proxies of ours (GONGKAI_TRUSTED_PROXIES), what they say.

    Every proxy adds whom it saw at the end of X-Forwarded-For. So it is read from the end, as far
    as those who speak are ours; what stands before that is a claim of the sender.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    while told and _is_ours(seen):
        before = told.pop().strip()
        if not _is_address(before):
            return seen
        seen = before
    return seen


def _is_ours(text: str) -> bool:
    """Whether a proxy of ours speaks. A socket on this machine has no address."""
    networks: Sequence[IPv4Network | IPv6Network] = settings.TRUSTED_PROXIES
    if text == "":
        return bool(networks)
    return _is_address(text) and any(ip_address(text) in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def count_try(request: HttpRequest) -> bool:
    """Count a try of this address; False when it had too many failures of late."""
    return tallies.count(_limit(), address_of(request))


def give_back(request: HttpRequest) -> None:
    """The try was right: it does not count."""
    tallies.give_back(_limit(), address_of(request))


def _limit() -> tallies.Limit:
    most = settings.LOCKOUT_TRIES * TIMES_THE_LOCKOUT
    return tallies.Limit("sign-in", most, settings.LOCKOUT_FOR)
