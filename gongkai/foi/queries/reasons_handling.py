"""What all verbs of handling ask first: may this person, is the request open, can this be the day.

Each returns Chinese sentences; an empty list means that nothing stands against it.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from gongkai.foi.models import FoiRequest
from gongkai.foi.queries.reasons_receiving import without_right
from gongkai.kernel.dates import chinese_date
from gongkai.people.models import Unit
from gongkai.people.queries import holders
from gongkai.people.verbs import Verb

__all__ = ["deciders", "impossible_day", "not_open", "without_right"]

Status = FoiRequest.Status


def not_open(foi_request: FoiRequest) -> list[str]:
    """Why the request cannot be handled at this moment."""
    if foi_request.status == Status.OPEN:
        return []
    if foi_request.status == Status.SUBMITTED:
        return ["该申请还没有确认收到，请先确认收到日期。"]
    if foi_request.status == Status.CLARIFYING:
        return ["该申请正在等待申请人补正，收到补正后再办理。"]
    closed = f"（{chinese_date(foi_request.closed_on)}）" if foi_request.closed_on else ""
    return [f"该申请已经办结{closed}，不能再办理；确需改正的，请先“重新办理”。"]


def impossible_day(
    label: str, on: date | None, *, after: date | None = None, what: str = "收到申请"
) -> list[str]:
    """Why something cannot have happened on this day: it is to come, or before `what` (`after`).

    No day at all (the form was not filled in yet) is no reason.
    """
    if on is None:
        return []
    if on > timezone.localdate():
        return [f"{label}{chinese_date(on)}晚于今天，请核对。"]
    if after is not None and on < after:
        return [f"{label}{chinese_date(on)}早于{what}的日期{chinese_date(after)}，请核对。"]
    return []


def deciders(verb: Verb, unit: Unit) -> str:
    """Who decides, by name, for a refusal that sends people to the right colleague."""
    names = "、".join(person.name for person in holders(verb, unit)[:5])
    return f"可以办理的有：{names}。" if names else "目前没有人有这项权限，请联系管理员。"
