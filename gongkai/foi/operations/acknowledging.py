"""The receipt (登记回执): which request was received, on which day, and when it is answered."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone

from gongkai.cases.models import Letter
from gongkai.cases.operations import issue_letter
from gongkai.cases.queries import letters_of, reasons_not_to_issue
from gongkai.foi.letters import facts_of
from gongkai.foi.models import FoiRequest
from gongkai.journal.actors import Actor
from gongkai.kernel.clock import Fact, builtin_rules, read
from gongkai.reference.queries import calendar

RECEIPT = "foi.receipt"


def issue_receipt(foi_request: FoiRequest, actor: Actor) -> Letter | None:
    """Issue the receipt of a request just received, or a right one in place of a wrong one.

    None where the body cannot number letters yet: receiving does not wait for that.
    """
    facts = facts_of(foi_request) | {
        "channel": foi_request.get_channel_display(),
        "due_on": _due_on(foi_request.received_on),
        "look_up": f"登录{settings.SITE_URL}/foi/progress/，填写申请编号和查询码",
    }
    wrong = letters_of(foi_request.reference).filter(template=RECEIPT, voided_at=None).last()
    if reasons_not_to_issue(RECEIPT, facts, body=foi_request.body, on=timezone.localdate()):
        return None
    return issue_letter(
        RECEIPT,
        facts,
        matter=foi_request.reference,
        body=foi_request.body,
        actor=actor,
        supersedes=wrong,
    )


def _due_on(received_on: date | None) -> date | None:
    """As counted from the receipt alone; what happens later is on the progress page."""
    if received_on is None:
        return None
    rule = builtin_rules().in_force("foi.reply", received_on)
    return read(rule, [Fact("RequestReceived", received_on)], calendar()).due_on
