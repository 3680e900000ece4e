"""Why it cannot be noted that a requester was told by other means than a message."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai.foi import verbs
from gongkai.foi.models import Message
from gongkai.foi.queries.reasons_handling import impossible_day, without_right
from gongkai.kernel.dates import chinese_date
from gongkai.people.actors import Staff


def reasons_not_to_note_told(
    message: Message, staff: Staff, *, way: str | None = None, on: date | None = None
) -> list[str]:
    """Why it cannot be noted (in this way, on this day)."""
    reasons = without_right(staff, verbs.HANDLE, message.foi_request.unit)
    if message.given_up_at is None:
        return [*reasons, "这封邮件还在发送或者已经发出，不用另行告知。"]
    if message.told_on is not None:
        return [*reasons, f"已于{chinese_date(message.told_on)}登记另行告知。"]
    if way is not None and way not in Message.ToldWay.values:
        reasons.append("请选择告知的方式。")
    return reasons + impossible_day("告知的日期", on, after=message.foi_request.received_on)


def unsent(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Those that were given up and of which nobody told the requester otherwise."""
    return messages.filter(given_up_at__isnull=False, told_on__isnull=True)
