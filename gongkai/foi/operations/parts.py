"""Sub-matters of a request: numbered, told in the journal twice, ended with the request."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.foi import events
from gongkai.foi.models import FoiRequest
from gongkai.journal.actors import Actor
from gongkai.journal.facts import Fact
from gongkai.journal.recording import record, record_many


def tell(foi_request: FoiRequest, part: str, fact: Fact, *, actor: Actor, on: date) -> None:
    """Record a fact about a sub-matter and about its request: each may have a clock that reads it.

    `part` is the sub-matter's reference. Called inside an operation.
    """
    record_many([(foi_request.reference, fact), (part, fact)], actor=actor, on=on)


def end_open_parts(foi_request: FoiRequest, *, actor: Actor, on: date) -> None:
    """The request ends: nobody waits any more for what was still open (units, letters, payments).

    Called inside the operation that ends the request; records nothing where nothing was open.
    """
    for reference in open_parts(foi_request):
        record(events.PartEnded(), about=reference, actor=actor, on=on)


def open_parts(foi_request: FoiRequest) -> Iterator[str]:
    """The references of sub-matters that somebody still waits for."""
    for task in foi_request.unit_tasks.filter(replied_on__isnull=True):
        yield task.reference
    for asked in foi_request.consultations.filter(replied_on__isnull=True):
        yield asked.reference
    for notice in foi_request.fee_notices.filter(paid_on__isnull=True, cancelled_on__isnull=True):
        yield notice.reference
