"""Pages of the desk for fifteen people, through Django's test client; and their SQL queries."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from time import perf_counter

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.child import say
from bench.county import County
from bench.filling import filled
from bench.results import SPREAD, Cell, Table, spread
from bench.scales import Scale
from gongkai.disclosure.models import Item, Version
from gongkai.people.models import Person

PAGES = (
    ("inbox", "/desk/"),
    ("items", "/desk/items/"),
    ("items in draft", "/desk/items/?state=draft"),
    ("items with words in the title", "/desk/items/?q=安全生产"),
    ("coverage", "/desk/coverage/"),
    ("coverage, overdue", "/desk/coverage/?show=overdue"),
    ("coverage of a body", "/desk/coverage/?body={body}"),
)


def run(scale: Scale) -> list[Table]:
    """One table, a page in a row."""
    found = filled(scale)
    settings.ALLOWED_HOSTS.append("testserver")
    gc.collect()
    gc.freeze()  # as the server does when it has started: see config/wsgi.py
    rows = [_page(found, title, address, scale.visits) for title, address in PAGES]
    opened = Version.objects.exclude(status=Version.Status.CLOSED).count()
    note = (
        f"{len(found.people)} people in turn, {scale.visits} visits each; {Item.objects.count():,} "
        f"items, {opened:,} open versions, {scale.duties:,} duties. Queries, bytes and rows: the "
        "most that anybody got."
    )
    head = ("page", *SPREAD, "slowest for", "queries", "KB")
    return [Table("Pages of the desk", head, rows, note)]


def _page(found: County, title: str, address: str, visits: int) -> Sequence[Cell]:
    say(f"visiting {address}")
    taken: dict[str, list[float]] = {}
    queries, size = 0, 0
    for person in found.people:
        client = _signed_in(person)
        own = address.format(body=_body_of(person))
        with CaptureQueriesContext(connection) as captured:  # the first visit also warms up
            size = max(size, len(_got(client, own)))
        queries = max(queries, len(captured))
        taken[person.username] = [_timed(client, own) for _ in range(visits)]
    slowest = max(taken, key=lambda name: max(taken[name]))
    return (title, *spread([one for mine in taken.values() for one in mine]), slowest, queries,
            size / 1024)  # fmt: skip


def _body_of(person: Person) -> str:
    """The code of the body where the person has a post: only supervisors may ask for others."""
    return str(person.tenures.values_list("post__unit__body__code", flat=True)[0])


def _signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _got(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content


def _timed(client: Client, address: str) -> float:
    begun = perf_counter()
    _got(client, address)
    return perf_counter() - begun
