"""A request taken as given up (视为放弃申请): told by letter, closed, counted as R15 or R16."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.cases.letters import template_for_answer
from gongkai.cases.models import Letter
from gongkai.cases.operations import issue_letter
from gongkai.foi import events
from gongkai.foi.letters import facts_of, remedies_of
from gongkai.foi.models import FoiRequest
from gongkai.foi.operations.parts import end_open_parts
from gongkai.foi.operations.routing import close
from gongkai.journal.recording import record
from gongkai.people.actors import Staff

NOT_CLARIFIED, NOT_PAID = "R15", "R16"
_WHY = {NOT_CLARIFIED: "not_clarified", NOT_PAID: "not_paid"}


def abandon(
    foi_request: FoiRequest, outcome: str, facts: Mapping[str, Any], *, on: date, staff: Staff
) -> Letter:
    """Issue the notice that the request is not handled any further, and close it with `outcome`.

    `facts` are what the template of `outcome` needs besides what every letter says. Called inside
    the operation that decides it, which has refused and locked before.
    """
    letter = issue_letter(
        template_for_answer(outcome, on).code,
        facts_of(foi_request) | remedies_of(foi_request) | dict(facts),
        matter=foi_request.reference,
        body=foi_request.body,
        actor=staff,
        on=on,
    )
    close(foi_request, outcome, on)
    fact = events.RequestAbandoned(_WHY[outcome])
    record(fact, about=foi_request.reference, actor=staff, on=on)
    end_open_parts(foi_request, actor=staff, on=on)
    return letter
