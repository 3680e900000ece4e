"""For tests of all apps: a request as it came in, without going through its receiving.

foi_request = make_request(unit)                       # open, received on 2026-11-02
foi_request = make_request(unit, status="submitted")   # not yet confirmed
foi_request = received_request(unit, on=date(2025, 9, 19))   # with the facts that clocks read
office = make_office()                                 # people for every verb, each on a post
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from gongkai.foi import events, verbs
from gongkai.foi.codes import fingerprint, hash_of_code
from gongkai.foi.models import FoiRequest, Requester
from gongkai.foi.numbering import request_number
from gongkai.journal.actors import SYSTEM
from gongkai.journal.recording import operation, record
from gongkai.people.actors import Staff
from gongkai.people.models import Body, Unit
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.people.verbs import Verb

CODE = "K7QM-2XWD-9RTA"  # the look-up code of every request that tests make
RECEIVED_ON = date(2026, 11, 2)
IDENTITY_NUMBER = "520999199001010010"  # a made-up one of the demo county


def make_request(
    unit: Unit,
    *,
    wanted: str = "2025年全县农村公路养护资金安排情况",
    name: str = "赵明远",
    received_on: date | None = RECEIVED_ON,
    identity_number: str = IDENTITY_NUMBER,
    **more: Any,
) -> FoiRequest:
    """A request of a natural person; `more` are fields of the table."""
    day = received_on or RECEIVED_ON
    number = more.pop("number", None) or request_number(day)
    submitted = more.get("status") == FoiRequest.Status.SUBMITTED
    fields: dict[str, Any] = {
        "number": number,
        "code_hash": hash_of_code(number, CODE),
        "body": unit.body,
        "unit": unit,
        "channel": FoiRequest.Channel.COUNTER,
        "requester_kind": FoiRequest.RequesterKind.NATURAL,
        "submitted_at": timezone.make_aware(datetime(day.year, day.month, day.day, 10)),
        "received_on": None if submitted else received_on,
        "status": FoiRequest.Status.OPEN,
        "wanted": wanted,
    }
    foi_request = FoiRequest.objects.create(**(fields | more))
    Requester.objects.create(
        foi_request=foi_request,
        name=name,
        identity_kind=Requester.IdentityKind.CITIZEN_CARD,
        identity_number=identity_number,
        phone="13900000000",
        address="清江县城关镇一组1号",
        fingerprint=fingerprint(identity_number),
    )
    return foi_request


FRIDAY = date(2025, 9, 19)  # a reply is due on 2025-10-23: National Day lies between


@operation
def received_request(unit: Unit, *, on: date = FRIDAY, **more: Any) -> FoiRequest:
    """An open request with its first facts in the journal, so that its clock runs from `on`."""
    foi_request = make_request(unit, received_on=on, **more)
    submitted = events.RequestSubmitted(
        foi_request.channel, unit.body.code, foi_request.requester_kind
    )
    received = events.RequestReceived(foi_request.channel)
    record(submitted, about=foi_request.reference, actor=SYSTEM, on=on)
    record(received, about=foi_request.reference, actor=SYSTEM, on=on)
    return foi_request


@dataclass
class Office:
    """A bureau in which everybody does one thing, and a neighbour."""

    body: Body
    unit: Unit  # handles requests
    section: Unit  # is asked for its part
    clerk: Staff  # registers, handles, serves
    second: Staff  # handles too
    head: Staff  # of the 工作机构: extends
    reviewer: Staff
    secrecy: Staff
    leader: Staff  # signs
    expert: Staff  # of the section: gives its opinion
    outsider: Staff  # handles requests of another bureau

    def request(self, **more: Any) -> FoiRequest:
        """A request received here; see `received_request`."""
        return received_request(self.unit, **more)


def make_office(code: str = "finance", name: str = "清江县财政局") -> Office:
    """The bureau, with usernames that begin with its code."""
    body = make_body(code, name)
    unit, section = make_unit(body, "办公室"), make_unit(body, "预算股")
    elsewhere = make_unit(make_body(f"{code}-other", f"{name}邻局"), "办公室")

    def staff(username: str, called: str, at: Unit, *held: Verb) -> Staff:
        return Staff(make_person(f"{code}-{username}", called, unit=at, verbs=held, reach="body"))

    handling = (verbs.REGISTER, verbs.HANDLE, verbs.SERVE)
    return Office(
        body,
        unit,
        section,
        clerk=staff("clerk", "陈静", unit, *handling),
        second=staff("second", "周立", unit, *handling),
        head=staff("head", "何文", unit, verbs.EXTEND),
        reviewer=staff("reviewer", "王建国", unit, verbs.REVIEW),
        secrecy=staff("secrecy", "赵敏", unit, verbs.SECRECY_REVIEW),
        leader=staff("leader", "李明", unit, verbs.SIGN_OFF),
        expert=staff("expert", "孙悦", section, verbs.GIVE_OPINION),
        outsider=staff("outsider", "马原", elsewhere, *handling),
    )
