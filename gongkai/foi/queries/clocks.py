"""What the clocks of one request say: read from the journal, never from a stored date."""

from __future__ import annotations

from datetime import date

from gongkai.foi.models import Consultation, FeeNotice, FoiRequest, UnitTask
from gongkai.foi.queries.opened import reading
from gongkai.kernel.clock import Fact, Reading, read
from gongkai.reference.queries import calendar

RULE_OF_KIND = {
    Consultation.Kind.THIRD_PARTY: "foi.third_party",
    Consultation.Kind.OTHER_BODY: "foi.joint",
}


def reply_clock(foi_request: FoiRequest) -> Reading | None:
    """The reply clock (第三十三条); None before receipt."""
    return reading(foi_request, "foi.reply")


def opinion_clock(consultation: Consultation) -> Reading | None:
    """The limit for the opinion (第三十二条、第三十四条); None before the letter was received, and
    for a body concerned, for which the law knows no limit."""
    rule = RULE_OF_KIND.get(Consultation.Kind(consultation.kind))
    asked = consultation.foi_request
    return reading(asked, rule, consultation.reference) if rule else None


def payment_clock(notice: FeeNotice) -> Reading | None:
    """The limit for the payment (109号 第六条); None before the notice was received."""
    return reading(notice.foi_request, "foi.fee_payment", notice.reference)


def due_if_extended(now: Reading, on: date, days: int, facts: list[Fact]) -> date | None:
    """When a reply would be due with an extension granted on that day; None while it is paused."""
    assert now.rule.extension is not None
    longer = [*facts, Fact(now.rule.extension.event, on, days)]
    return read(now.rule, longer, calendar()).due_on


def clarify_clock(foi_request: FoiRequest) -> Reading | None:
    """The limit for asking to clarify (第三十条); None before receipt."""
    return reading(foi_request, "foi.clarify")


def unit_clock(task: UnitTask) -> Reading | None:
    """How long the house gives a unit for its opinion; no limit of law."""
    return reading(task.foi_request, "foi.unit_opinion", task.reference)
