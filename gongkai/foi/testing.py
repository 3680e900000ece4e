"""For tests of all apps: a request as it came in, without going through its receiving.

foi_request = make_request(unit)                       # open, received on 2026-11-02
foi_request = make_request(unit, status="submitted")   # not yet confirmed
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from gongkai.foi.codes import fingerprint, hash_of_code
from gongkai.foi.models import FoiRequest, Requester
from gongkai.foi.numbering import request_number
from gongkai.people.models import Unit

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
