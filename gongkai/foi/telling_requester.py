"""What the requester is told of the course of the request: their own steps, nobody's name.

Neither staff nor third parties nor consulted bodies are named, and nothing is said of what is only
in the making.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongkai.clocks.events import DeadlineMoved, DeadlineNear, DeadlinePassed
from gongkai.foi import events
from gongkai.foi.models import FoiRequest
from gongkai.foi.queries.answer_kinds import label_of
from gongkai.journal.facts import Fact
from gongkai.journal.queries import story
from gongkai.kernel.dates import chinese_date
from gongkai.screens.components import Happening

ABANDONED = {"not_clarified": "逾期未补正，不再处理", "not_paid": "逾期未缴费，不再处理"}

STEPS: dict[type[Fact], Callable[[Any], str]] = {
    events.RequestSubmitted: lambda _: "提交申请",
    events.RequestReceived: lambda _: "本机关收到申请，答复期限开始计算",
    events.ReceiptCorrected: lambda _: "更正收到申请的日期",
    events.RequestSplit: lambda _: "一件申请含多项内容，拆分办理，各自答复",
    events.RequestTransferred: lambda _: "申请移送其他机关",
    events.LookUpCodeRenewed: lambda _: "重新发放查询码，原查询码失效",
    events.ClarificationAsked: lambda fact: (
        f"告知补正（{fact.letter}），请于{chinese_date(fact.answer_by)}前补正"
    ),
    events.ClarificationOffered: lambda _: "您提交了补正，待确认",
    events.RequestClarified: lambda _: "收到补正，答复期限重新计算",
    events.ThirdPartyAsked: lambda _: "征求第三方意见，答复期限暂停计算",
    events.OtherBodyAsked: lambda _: "征求其他机关意见，答复期限暂停计算",
    events.ThirdPartyReplied: lambda _: "征求第三方意见结束",
    events.ThirdPartyDidNotReply: lambda _: "征求第三方意见结束",
    events.OtherBodyReplied: lambda _: "征求其他机关意见结束",
    events.OtherBodyDidNotReply: lambda _: "征求其他机关意见结束",
    events.DeadlineExtended: lambda fact: f"延期答复{fact.days}个工作日（{fact.letter}）",
    events.ReasonsAsked: lambda fact: f"请您说明申请理由（{fact.letter}）",
    events.ReasonsGiven: lambda _: "收到您说明的理由",
    events.ReplyDelayed: lambda fact: (
        f"延迟答复，将于{chinese_date(fact.until)}前答复（{fact.letter}）"
    ),
    events.FeeNoticeIssued: lambda fact: f"通知缴纳信息处理费{fact.yuan}元（{fact.letter}）",
    events.FeeNoticeReceived: lambda _: "您收到缴费通知，缴费期限开始计算",
    events.FeeNoticeCancelled: lambda _: "撤销缴费通知，不必按原通知缴费",
    events.FeePaid: lambda _: "已缴费",
    events.RequestAnswered: lambda fact: f"答复：{label_of(fact.kind)}（{fact.letter}）",
    events.AnswerServed: lambda _: "答复送达",
    events.RequestWithdrawn: lambda _: "已撤回申请",
    events.RequestAbandoned: lambda fact: ABANDONED.get(fact.why, "不再处理"),
    events.RequestReopened: lambda _: "重新办理",
}

# Not the requester's business: who works on it, what is in the making, what others were asked, and
# what the requester does elsewhere.
UNTOLD: frozenset[type[Fact]] = frozenset(
    {
        DeadlineMoved, DeadlineNear, DeadlinePassed, events.AnswerApprovalsVoided,
        events.AnswerApproved, events.AnswerChanged, events.AnswerDataConfirmed,
        events.AnswerDrafted, events.AnswerDropped, events.AnswerFileAdded,
        events.AnswerFileRemoved, events.AnswerRecalled, events.AnswerReturned,
        events.AnswerSubmitted, events.AnswerTextSetAside, events.AnswerTextSettled,
        events.CopyRedacted, events.MadeProactive, events.OtherBodyLetterReceived, events.PartEnded,
        events.RemedyDecided, events.RemedyRecorded, events.RequestArchived, events.RequestAssigned,
        events.RequestFileAdded, events.RequestFoundClear, events.RequesterInformed,
        events.RequesterNotInformed, events.RequesterToldOtherwise, events.ThirdPartyLetterReceived,
        events.ThirdPartyOverruled, events.UnitAsked, events.UnitReplied,
    }
)  # fmt: skip


def public_steps(foi_request: FoiRequest) -> list[Happening]:
    """The course of the request on its legal days, for whoever holds its look-up code."""
    steps: list[Happening] = []
    for entry in story(foi_request.reference):
        say = STEPS.get(type(entry.fact))
        if say is None:
            continue
        step = Happening(entry.on, say(entry.fact))
        if not steps or steps[-1] != step:  # several third parties asked on one day: once
            steps.append(step)
    return steps
