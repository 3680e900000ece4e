"""How often one network address may do something on the public pages of requests.

An office or a library shares one address, so the limits are generous: they stop machines, not
people.
"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest

from gongkai.people import tallies
from gongkai.people.addresses import address_of
from gongkai.people.tallies import Limit

SUBMISSIONS = Limit("foi.submit", 30, timedelta(hours=1))
EASY_QUESTIONS = Limit("foi.question", 10, timedelta(hours=1))  # answered without proof of work
LOOK_UPS = Limit("foi.look-up", 20, timedelta(minutes=15))
UPLOADS = Limit("foi.upload", 60, timedelta(hours=1))
SEARCHES = Limit("foi.similar", 300, timedelta(minutes=15))


def count(limit: Limit, request: HttpRequest) -> bool:
    """Count a try of this address; False when there were too many of late."""
    return tallies.count(limit, address_of(request))


def give_back(limit: Limit, request: HttpRequest) -> None:
    """The try was right: it does not count."""
    tallies.give_back(limit, address_of(request))
