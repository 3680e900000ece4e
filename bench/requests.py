"""Requests for information at the desk: the queue, a request's page, the board of deadlines.

The rows are written past the operations, a million of them; only what an open request has in the
journal is there as well, so that its clock can explain itself.
"""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import islice
from time import perf_counter

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.child import Steps, say
from bench.county import county, units
from bench.filling import analyse
from bench.results import SPREAD, Cell, Table, spread
from bench.scales import Scale
from gongkai.clocks.models import Clock
from gongkai.foi import events, verbs
from gongkai.foi.models import FoiRequest, Requester
from gongkai.journal.actors import SYSTEM
from gongkai.journal.facts import Fact, to_data
from gongkai.journal.models import Entry
from gongkai.kernel.clock import Fact as ClockFact
from gongkai.kernel.clock import builtin_rules, read
from gongkai.people.models import Person, Unit
from gongkai.people.testing import make_person
from gongkai.reference.queries import calendar

BATCH = 5_000
FIRST_YEAR = 2010
THINGS = (
    "农村公路养护资金",
    "土地征收补偿标准",
    "学校食堂招标结果",
    "医保基金收支",
    "河道治理工程",
)
KINDS = ("预算安排", "审批文件", "检查记录", "合同和付款凭证", "会议纪要")
Status = FoiRequest.Status

PAGES = (
    ("inbox", "/desk/"),
    ("queue", "/desk/foi/"),
    ("queue, next page", "/desk/foi/?after={after}"),
    ("queue of one's own", "/desk/foi/?scope=mine"),
    ("queue of the unit", "/desk/foi/?scope=unit"),
    ("queue, words", "/desk/foi/?q=医保 合同"),
    ("queue, by fax", "/desk/foi/?channel=fax"),
    ("queue, to be assigned", "/desk/foi/?state=unassigned"),
    ("closed", "/desk/foi/?state=closed"),
    ("closed, words in a year", "/desk/foi/?state=closed&q=医保 合同&year=2019"),
    ("page of a request", "/desk/foi/{number}/"),
    ("board of deadlines", "/desk/clocks/"),
)


def run(scale: Scale) -> list[Table]:
    """One table, a page in a row."""
    people = filled(scale)
    settings.ALLOWED_HOSTS.append("testserver")
    gc.collect()
    gc.freeze()  # as the server does when it has started: see config/wsgi.py
    rows = [_page(people, title, address, scale.visits) for title, address in PAGES]
    note = (
        f"{len(people)} people in turn, {scale.visits} visits each; "
        f"{FoiRequest.objects.count():,} requests, {scale.open_requests:,} of them open. Queries "
        "and bytes: the most that anybody got."
    )
    head = ("page", *SPREAD, "slowest for", "queries", "KB")
    return [Table("Requests at the desk", head, rows, note)]


def _page(people: Sequence[Person], title: str, address: str, visits: int) -> Sequence[Cell]:
    say(f"visiting {address}")
    taken: dict[str, list[float]] = {}
    queries, size = 0, 0
    for person in people:
        client = Client()
        client.force_login(person)
        own = address.format(number=_an_open_one(person), after=_second_page(client, address))
        with CaptureQueriesContext(connection) as captured:  # the first visit also warms up
            size = max(size, len(_got(client, own)))
        queries = max(queries, len(captured))
        taken[person.username] = [_timed(client, own) for _ in range(visits)]
    slowest = max(taken, key=lambda name: max(taken[name]))
    spread_out = spread([one for mine in taken.values() for one in mine])
    return (title, *spread_out, slowest, queries, size / 1024)


def _an_open_one(person: Person) -> str:
    unit = person.tenures.values_list("post__unit", flat=True)[0]
    return str(FoiRequest.objects.filter(unit=unit, status=Status.OPEN)[:1].get().number)


def _second_page(client: Client, address: str) -> str:
    if "{after}" not in address:
        return ""
    page = client.get("/desk/foi/").content.decode()
    return page.partition("?after=")[2].partition('"')[0]


def _got(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return bytes(response.content)


def _timed(client: Client, address: str) -> float:
    begun = perf_counter()
    _got(client, address)
    return perf_counter() - begun


# --- filling -----------------------------------------------------------------------------------


def filled(scale: Scale) -> list[Person]:
    """The county with its requests, and who looks at them."""
    county(scale.duties)
    people = _people()
    there = FoiRequest.objects.count()
    steps, rows = Steps("requests"), _rows(there, scale)
    while batch := list(islice(rows, BATCH)):
        _write(batch)
        there += len(batch)
        steps.at(there, scale.requests)
    analyse()
    return people


def _people() -> list[Person]:
    """Handlers of four bureaus, a leader, and one who sees all of the county."""
    handling = (verbs.REGISTER, verbs.HANDLE, verbs.SERVE)
    if not Person.objects.filter(username="foi0").exists():
        for number, unit in enumerate(units()[:4]):
            make_person(f"foi{number}", f"承办{number}", unit=unit, verbs=handling, reach="body")
        office = units()[0]
        everything = (verbs.SEE_ALL, verbs.SEE_IDENTITY)
        make_person("foi-all", "全县", unit=office, verbs=everything, reach="everywhere")
        make_person("foi-leader", "分管", unit=office, verbs=[verbs.SIGN_OFF], reach="everywhere")
    return list(Person.objects.filter(username__startswith="foi").order_by("username"))


def _rows(there: int, scale: Scale) -> Iterator[FoiRequest]:
    """From the first year until today; the last ones are open."""
    handlers = {
        unit.pk: Person.objects.filter(tenures__post__unit=unit, username__startswith="foi").first()
        for unit in units()
    }
    today, offices = timezone.localdate(), units()
    span = (today - date(FIRST_YEAR, 1, 4)).days
    serials: dict[int, int] = {}
    for number in range(scale.requests):
        on = today - timedelta(days=_age(number, scale, span))
        serials[on.year] = serials.get(on.year, 0) + 1
        if number >= there:
            unit = offices[number % len(offices)]
            is_open = number >= scale.requests - scale.open_requests
            yield _row(number, on, serials[on.year], unit, handlers[unit.pk], is_open=is_open)


def _age(number: int, scale: Scale, span: int) -> int:
    """How many days ago: the closed ones over all the years, the open ones of the last weeks."""
    closed = scale.requests - scale.open_requests
    if number >= closed:
        return 40 - 40 * (number - closed) // max(scale.open_requests, 1)
    return 41 + (span - 41) * (closed - number) // max(closed, 1)


def _row(
    number: int, on: date, serial: int, unit: Unit, handler: Person | None, *, is_open: bool
) -> FoiRequest:
    chance = random.Random(number)
    submitted = is_open and number % 50 == 0
    channel = chance.choice(FoiRequest.Channel.values)
    status = Status.SUBMITTED if submitted else Status.OPEN if is_open else Status.CLOSED
    return FoiRequest(
        number=f"{on.year}-{serial:06d}",
        code_hash="0" * 64,
        body=unit.body,
        unit=unit,
        handler=handler if number % 3 else None,
        channel=channel,
        requester_kind=chance.choice(FoiRequest.RequesterKind.values),
        submitted_at=timezone.make_aware(datetime(on.year, on.month, on.day, 9)),
        received_on=None if submitted else on,
        status=status,
        outcome="" if is_open else chance.choice(("R2", "R3", "R4", "R6")),
        closed_on=None if is_open else on + timedelta(days=chance.randrange(10, 40)),
        wanted=f"请公开{on.year}年{chance.choice(THINGS)}的{chance.choice(KINDS)}，"
        f"以及与第{number}号事项有关的说明材料和附件。",
    )


def _write(batch: Sequence[FoiRequest]) -> None:
    made = FoiRequest.objects.bulk_create(batch)
    Requester.objects.bulk_create(
        Requester(
            foi_request=one, name=f"申请人{one.number[-4:]}", identity_kind="passport",
            identity_number=one.number, phone="13900000000", fingerprint=f"{one.pk % 90_000:064d}",
        )
        for one in made
    )  # fmt: skip
    opened = [one for one in made if one.status != Status.CLOSED]
    Entry.objects.bulk_create(entry for one in opened for entry in _entries(one))
    Clock.objects.bulk_create(_clock(one) for one in made if one.received_on)


def _entries(one: FoiRequest) -> Iterator[Entry]:
    kind = one.requester_kind
    facts: list[Fact] = [events.RequestSubmitted(one.channel, one.body.code, kind)]
    if one.received_on:
        facts.append(events.RequestReceived(one.channel))
    for fact in facts:
        yield Entry(
            name=type(fact).__name__, about=one.reference, actor=SYSTEM.snapshot(),
            on=one.received_on or timezone.localdate(one.submitted_at), at=one.submitted_at,
            data=to_data(fact),
        )  # fmt: skip


def _clock(one: FoiRequest) -> Clock:
    """As it would be read; of a closed one nobody looks at the due date."""
    assert one.received_on is not None
    due_on = one.received_on + timedelta(days=28) if one.closed_on else _due(one.received_on)
    paused = one.status == Status.OPEN and int(one.number[-6:]) % 20 == 0
    return Clock(
        about=one.reference,
        matter=one.reference,
        rule="foi.reply",
        rule_version="2019",
        unit_id=one.unit_id,
        body_id=one.body_id,
        started_on=one.received_on,
        due_on=None if paused else due_on,
        paused_since=one.received_on if paused else None,
        paused_for="征求第三方意见" if paused else "",
        stopped_on=one.closed_on,
    )


@cache
def _due(received_on: date) -> date | None:
    rule = builtin_rules().in_force("foi.reply", received_on)
    return read(rule, [ClockFact("RequestReceived", received_on)], calendar()).due_on
