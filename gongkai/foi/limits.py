"""How often one network address may do something on the public pages, counted in the database.

The count is shared by all processes and nodes. Addresses are kept as keyed hashes, and only for as
long as they count. An office or a library shares one address, so the limits are generous: they stop
machines, not people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gongkai.foi.models import Tally
from gongkai.people.addresses import address_of


@dataclass(frozen=True)
class Limit:
    """So many times within so long, for each address."""

    name: str
    most: int
    within: timedelta


SUBMISSIONS = Limit("submit", 30, timedelta(hours=1))
EASY_QUESTIONS = Limit("question", 10, timedelta(hours=1))  # answered without proof of work
LOOK_UPS = Limit("look-up", 20, timedelta(minutes=15))
UPLOADS = Limit("upload", 60, timedelta(hours=1))
SEARCHES = Limit("similar", 300, timedelta(minutes=15))


def count(limit: Limit, request: HttpRequest) -> bool:
    """Count a try of this address; False when there were too many of late."""
    return count_key(limit, address_of(request))


def count_key(limit: Limit, subject: str) -> bool:
    """The same for anything else that may be tried too often."""
    now = timezone.now()
    key = salted_hmac("gongkai.foi.limits", f"{limit.name}:{subject}", algorithm="sha256")
    tally, new = Tally.objects.get_or_create(
        key=key.hexdigest(), defaults={"tries": 1, "until": now + limit.within}
    )
    if new:
        return True
    mine = Tally.objects.filter(pk=tally.pk)
    if mine.filter(until__lte=now).update(tries=1, until=now + limit.within):
        return True
    mine.update(tries=F("tries") + 1)
    tally.refresh_from_db()
    return tally.tries <= limit.most


def give_back(limit: Limit, request: HttpRequest) -> None:
    """The try was right: it does not count."""
    key = salted_hmac(
        "gongkai.foi.limits", f"{limit.name}:{address_of(request)}", algorithm="sha256"
    )
    Tally.objects.filter(key=key.hexdigest(), tries__gt=0).update(tries=F("tries") - 1)
