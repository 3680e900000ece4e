"""What the requester is told about the own request: where it stands, in words for the public."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from gongkai.clocks.models import Clock
from gongkai.clocks.queries import clocks_of
from gongkai.foi.models import Answer, FoiRequest
from gongkai.foi.queries.reasons_clarifying import open_clarification
from gongkai.kernel.dates import chinese_date

Status = FoiRequest.Status
ENDS = {"R15": "逾期没有补正，不再处理", "R16": "逾期没有缴纳信息处理费，不再处理", "R17": "已撤回"}


@dataclass(frozen=True)
class Step:
    """One of the few steps that everybody understands."""

    title: str
    state: str = ""  # done, current or empty
    text: str = ""


def steps_of(foi_request: FoiRequest) -> list[Step]:
    """Sent, received, handled, answered; with the day where there is one."""
    sent = chinese_date(timezone.localdate(foi_request.submitted_at))
    if foi_request.status == Status.CLOSED and not foi_request.received_on:
        return [Step("提交申请", "done", sent), Step(closing_words(foi_request), "current")]
    received = chinese_date(foi_request.received_on) if foi_request.received_on else ""
    waits = foi_request.status == Status.SUBMITTED
    closed = foi_request.status == Status.CLOSED
    return [
        Step("提交申请", "done", sent),
        Step("确认收到", "current" if waits else "done", received or "等待工作人员与您确认"),
        _handling(foi_request, waits, closed),
        Step(
            closing_words(foi_request) if closed else "答复",
            "current" if closed else "",
            chinese_date(foi_request.closed_on) if foi_request.closed_on else "",
        ),
    ]


def _handling(foi_request: FoiRequest, waits: bool, closed: bool) -> Step:
    if waits:
        return Step("办理")
    if foi_request.status == Status.CLARIFYING:
        asked = open_clarification(foi_request)
        sent = asked is not None and asked.offered_at is not None
        return Step("办理", "current", "补正已提交，待确认" if sent else "待您补正")
    return Step("办理", "done" if closed else "current", "" if closed else "办理中")


def closing_words(foi_request: FoiRequest) -> str:
    """How it ended, in a word or two."""
    given = any(one.status == Answer.Status.GIVEN for one in foi_request.answers.all())
    return "已答复" if given else ENDS.get(foi_request.outcome, "已办结")


def reply_clock(foi_request: FoiRequest) -> Clock | None:
    """The clock of the reply, for its due date and how it was counted; None before receipt."""
    return clocks_of(foi_request.reference).filter(rule="foi.reply").first()
