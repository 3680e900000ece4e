"""How often somebody may try something, counted in the database for all processes and nodes.

Whom a count is about - a network address, a number - is kept as a keyed hash, and only for as long
as it counts. Each limit has its own counts: failing at one thing blocks no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gongkai.people.models import Tally


@dataclass(frozen=True)
class Limit:
    """So many times within so long, for each subject."""

    name: str
    most: int
    within: timedelta


def count(limit: Limit, subject: str) -> bool:
    """Count a try; False when there were too many of late."""
    now = timezone.now()
    until = now + limit.within
    tally, new = Tally.objects.get_or_create(
        key=_key(limit, subject), defaults={"tries": 1, "until": until}
    )
    mine = Tally.objects.filter(pk=tally.pk)
    if new or mine.filter(until__lte=now).update(tries=1, until=until):
        return True
    mine.update(tries=F("tries") + 1)
    tally.refresh_from_db()
    return tally.tries <= limit.most


def give_back(limit: Limit, subject: str) -> None:
    """The try was right: it does not count."""
    Tally.objects.filter(key=_key(limit, subject), tries__gt=0).update(tries=F("tries") - 1)


def _key(limit: Limit, subject: str) -> str:
    hashed = salted_hmac("gongkai.people.tallies", f"{limit.name}:{subject}", algorithm="sha256")
    return hashed.hexdigest()
