"""One Chinese sentence for each fact about a request, for staff; `telling` puts them in a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from gongkai.clocks.events import DeadlineMoved, DeadlineNear, DeadlinePassed
from gongkai.disclosure.telling import Told
from gongkai.foi import events
from gongkai.foi.models import (
    AnswerOpinion,
    Consultation,
    FoiRequest,
    Message,
    Remedy,
    RequestFile,
)
from gongkai.foi.models.messages import SUBJECTS as MAILED
from gongkai.foi.queries.answer_kinds import label_of
from gongkai.foi.queries.reasons_after import WHY_REOPENED
from gongkai.journal.facts import Fact
from gongkai.kernel.dates import chinese_date
from gongkai.kernel.personal_data import KIND_LABELS

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Known:
    """What sentences need besides the facts, looked up once for a whole story."""

    opinions: dict[int, AnswerOpinion]
    third_parties: dict[int, Consultation]
    bodies: dict[int, Consultation]  # joint makers and bodies concerned, counted together
    names: dict[str, str]  # of units, bodies and people, by reference
    retentions: dict[str, str]
    corrections: dict[str, str]


SENTENCES: dict[type[Fact], Callable[[Any, Known], Told]] = {}


def _sentence(kind: type[F]) -> Callable[[Callable[[F, Known], Told]], Callable[[F, Known], Told]]:
    def announce(say: Callable[[F, Known], Told]) -> Callable[[F, Known], Told]:
        SENTENCES[kind] = say
        return say

    return announce


def _plain(words: str) -> Callable[[Any, Known], Told]:
    return lambda _fact, _known: Told(words)


SENTENCES |= {
    events.LookUpCodeRenewed: _plain("重发查询码"),
    events.ClarificationOffered: _plain("申请人在网上提交补正，待确认"),
    events.RequestClarified: _plain("收到补正，答复期限重新起算"),
    events.RequestFoundClear: _plain("审核：申请内容明确，不需要补正"),
    events.FeeNoticeReceived: _plain("申请人收到缴费通知"),
    events.FeeNoticeCancelled: _plain("撤销缴费通知，原通知书作废"),
    events.ReasonsGiven: _plain("申请人说明了理由"),
    events.RequesterInformed: _plain("已发邮件提醒申请人"),
}

# Said of nobody's request: a part of it that ended with it, told by what ended the request.
SILENT: frozenset[type[Fact]] = frozenset({events.PartEnded})
LIMITS = {
    "foi.reply": "答复期限",
    "foi.clarify": "告知补正的期限",
}  # of a request itself


def _of(version: int) -> str:
    """Which version of the answer; the first needs no saying."""
    return f"（第{version}版）" if version > 1 else ""


@_sentence(events.RequestSubmitted)
def _submitted(fact: events.RequestSubmitted, _known: Known) -> Told:
    return Told(f"提交申请：{FoiRequest.Channel(fact.channel).label}")


@_sentence(events.RequestReceived)
def _received(_fact: events.RequestReceived, _known: Known) -> Told:
    return Told("收到申请，答复期限起算")


@_sentence(events.ReceiptCorrected)
def _receipt_corrected(fact: events.ReceiptCorrected, known: Known) -> Told:
    reason = known.corrections.get(fact.reason, fact.reason)
    return Told("更正收到日期", f"原登记为{chinese_date(fact.wrong_on)}。原因：{reason}")


@_sentence(events.RequestSplit)
def _split(fact: events.RequestSplit, _known: Known) -> Told:
    numbers = "、".join(one.partition(":")[2] for one in fact.parts)
    return Told("一件申请含多项内容，拆分办理", f"另立：{numbers}")


@_sentence(events.RequestTransferred)
def _transferred(fact: events.RequestTransferred, known: Known) -> Told:
    return Told(f"移送{known.names.get(fact.to_body, '其他机关')}")


@_sentence(events.RequestAssigned)
def _assigned(fact: events.RequestAssigned, known: Known) -> Told:
    unit = known.names.get(fact.unit, "其他单位")
    return Told(f"分办：{unit}", known.names.get(fact.handler, ""))


@_sentence(events.RequestFileAdded)
def _file_added(fact: events.RequestFileAdded, _known: Known) -> Told:
    return Told(f"添加材料：{RequestFile.Kind(fact.kind).label}")


@_sentence(events.ClarificationAsked)
def _asked_to_clarify(fact: events.ClarificationAsked, _known: Known) -> Told:
    return Told(f"告知补正：{fact.letter}", f"补正期限至{chinese_date(fact.answer_by)}")


@_sentence(events.RequestAbandoned)
def _abandoned(fact: events.RequestAbandoned, _known: Known) -> Told:
    why = "逾期未缴费" if fact.why == "not_paid" else "逾期未补正"
    return Told(f"{why}，视为放弃申请，不再处理")


@_sentence(events.UnitAsked)
def _unit_asked(fact: events.UnitAsked, known: Known) -> Told:
    return Told(f"请{known.names.get(fact.unit, '有关单位')}协办")


@_sentence(events.UnitReplied)
def _unit_replied(fact: events.UnitReplied, known: Known) -> Told:
    return Told(f"{known.names.get(fact.unit, '有关单位')}反馈协办意见")


def _third(serial: int, known: Known) -> str:
    return (
        f"第三方“{known.third_parties[serial].name}”" if serial in known.third_parties else "第三方"
    )


def _body(serial: int, known: Known) -> str:
    return f"“{known.bodies[serial].name}”" if serial in known.bodies else "有关机关"


@_sentence(events.ThirdPartyAsked)
def _third_asked(fact: events.ThirdPartyAsked, known: Known) -> Told:
    return Told(f"征求{_third(fact.serial, known)}意见：{fact.letter}", "答复期限暂停计算")


@_sentence(events.ThirdPartyLetterReceived)
def _third_got(fact: events.ThirdPartyLetterReceived, known: Known) -> Told:
    return Told(f"{_third(fact.serial, known)}收到征求意见书")


@_sentence(events.ThirdPartyReplied)
def _third_replied(fact: events.ThirdPartyReplied, known: Known) -> Told:
    label = Consultation.Position(fact.position).label
    return Told(f"{_third(fact.serial, known)}答复：{label}")


@_sentence(events.ThirdPartyDidNotReply)
def _third_silent(fact: events.ThirdPartyDidNotReply, known: Known) -> Told:
    return Told(f"{_third(fact.serial, known)}逾期未提出意见", "由本机关依法决定是否公开")


@_sentence(events.ThirdPartyOverruled)
def _overruled(fact: events.ThirdPartyOverruled, known: Known) -> Told:
    asked = known.third_parties.get(fact.serial)
    return Told(
        f"认定不公开将对公共利益造成重大影响，不采纳{_third(fact.serial, known)}的意见",
        asked.overruled_because if asked else "",
    )


@_sentence(events.OtherBodyAsked)
def _body_asked(fact: events.OtherBodyAsked, known: Known) -> Told:
    return Told(f"征求{_body(fact.serial, known)}意见：{fact.letter}", "答复期限暂停计算")


@_sentence(events.OtherBodyLetterReceived)
def _body_got(fact: events.OtherBodyLetterReceived, known: Known) -> Told:
    return Told(f"{_body(fact.serial, known)}收到征求意见函")


@_sentence(events.OtherBodyReplied)
def _body_replied(fact: events.OtherBodyReplied, known: Known) -> Told:
    return Told(f"{_body(fact.serial, known)}答复：{Consultation.Position(fact.position).label}")


@_sentence(events.OtherBodyDidNotReply)
def _body_silent(fact: events.OtherBodyDidNotReply, known: Known) -> Told:
    asked = known.bodies.get(fact.serial)
    joint = asked is not None and asked.kind == Consultation.Kind.OTHER_BODY
    return Told(f"{_body(fact.serial, known)}逾期未提出意见", "视为同意公开" if joint else "")


@_sentence(events.DeadlineExtended)
def _extended(fact: events.DeadlineExtended, known: Known) -> Told:
    decided = known.names.get(fact.decided_by, "")
    return Told(
        f"延期答复{fact.days}个工作日：{fact.letter}", f"批准人：{decided}" if decided else ""
    )


@_sentence(events.ReasonsAsked)
def _reasons_asked(fact: events.ReasonsAsked, _known: Known) -> Told:
    return Told(f"要求申请人说明理由：{fact.letter}")


@_sentence(events.ReplyDelayed)
def _delayed(fact: events.ReplyDelayed, _known: Known) -> Told:
    return Told(f"说明理由后延迟答复至{chinese_date(fact.until)}：{fact.letter}")


@_sentence(events.FeeNoticeIssued)
def _charged(fact: events.FeeNoticeIssued, _known: Known) -> Told:
    return Told(f"通知缴纳信息处理费{fact.yuan}元：{fact.letter}")


@_sentence(events.FeePaid)
def _paid(fact: events.FeePaid, _known: Known) -> Told:
    return Told(f"申请人缴纳信息处理费{fact.yuan}元")


@_sentence(events.AnswerDrafted)
def _drafted(fact: events.AnswerDrafted, _known: Known) -> Told:
    return Told(f"起草答复：{label_of(fact.kind)}{_of(fact.version)}")


@_sentence(events.AnswerChanged)
def _changed(fact: events.AnswerChanged, _known: Known) -> Told:
    return Told(f"修改答复{_of(fact.version)}")


@_sentence(events.AnswerFileAdded)
def _attached(fact: events.AnswerFileAdded, _known: Known) -> Told:
    return Told(f"添加答复附件{_of(fact.version)}")


@_sentence(events.AnswerFileRemoved)
def _detached(fact: events.AnswerFileRemoved, _known: Known) -> Told:
    return Told(f"移除答复附件{_of(fact.version)}")


@_sentence(events.CopyRedacted)
def _redacted(fact: events.CopyRedacted, _known: Known) -> Told:
    return Told(f"遮盖{fact.areas}处后添加答复附件{_of(fact.version)}")


@_sentence(events.AnswerTextSetAside)
def _set_aside(fact: events.AnswerTextSetAside, _known: Known) -> Told:
    return Told(f"与同事同时修改，后保存的文字另存{_of(fact.version)}")


@_sentence(events.AnswerTextSettled)
def _settled(fact: events.AnswerTextSettled, _known: Known) -> Told:
    return Told(f"另存的文字已处理{_of(fact.version)}")


@_sentence(events.AnswerDataConfirmed)
def _confirmed(fact: events.AnswerDataConfirmed, _known: Known) -> Told:
    names: dict[str, str] = {str(kind): name for kind, name in KIND_LABELS.items()}
    return Told(f"说明理由保留：{names.get(fact.kind, '隐藏内容')}{_of(fact.version)}")


@_sentence(events.AnswerSubmitted)
def _sent_to_review(fact: events.AnswerSubmitted, _known: Known) -> Told:
    return Told(f"答复送审{_of(fact.version)}")


@_sentence(events.AnswerApproved)
def _approved(fact: events.AnswerApproved, known: Known) -> Told:
    step = AnswerOpinion.Step(fact.step).label
    return Told(f"{step}：同意{_of(fact.version)}", _written(fact.opinion, known))


@_sentence(events.AnswerReturned)
def _returned(fact: events.AnswerReturned, known: Known) -> Told:
    step = AnswerOpinion.Step(fact.step).label
    return Told(f"{step}：退回修改{_of(fact.version)}", _written(fact.opinion, known))


def _written(opinion: int, known: Known) -> str:
    found = known.opinions.get(opinion)
    return found.text if found else ""


@_sentence(events.AnswerRecalled)
def _recalled(fact: events.AnswerRecalled, _known: Known) -> Told:
    return Told(f"撤回送审{_of(fact.version)}")


@_sentence(events.AnswerApprovalsVoided)
def _voided(fact: events.AnswerApprovalsVoided, _known: Known) -> Told:
    steps = "、".join(AnswerOpinion.Step(step).label for step in fact.steps)
    lost = f"已签署的“{steps}”意见随之失效。" if steps else ""
    return Told(f"审签中改动答复，退回起草{_of(fact.version)}", lost)


@_sentence(events.AnswerDropped)
def _dropped(fact: events.AnswerDropped, _known: Known) -> Told:
    return Told(f"放弃答复草稿{_of(fact.version)}")


@_sentence(events.RequestAnswered)
def _answered(fact: events.RequestAnswered, _known: Known) -> Told:
    return Told(f"答复：{label_of(fact.kind)}", fact.letter)


@_sentence(events.AnswerServed)
def _served(fact: events.AnswerServed, _known: Known) -> Told:
    return Told(f"答复送达：{FoiRequest.Way(fact.way).label}")


@_sentence(events.RequestWithdrawn)
def _withdrawn(_fact: events.RequestWithdrawn, _known: Known) -> Told:
    return Told("申请人撤回申请")


@_sentence(events.RequestReopened)
def _reopened(fact: events.RequestReopened, _known: Known) -> Told:
    until = f"应当于{chinese_date(fact.redo_by)}前重新答复" if fact.redo_by else ""
    return Told(f"重新办理：{WHY_REOPENED.get(fact.why, fact.why)}", until)


@_sentence(events.RequestArchived)
def _archived(fact: events.RequestArchived, known: Known) -> Told:
    return Told("归档", f"保管期限：{known.retentions.get(fact.retention, fact.retention)}")


@_sentence(events.RemedyRecorded)
def _remedy(fact: events.RemedyRecorded, _known: Known) -> Told:
    return Told(f"登记：{Remedy.Kind(fact.kind).label}")


@_sentence(events.RemedyDecided)
def _remedy_decided(fact: events.RemedyDecided, _known: Known) -> Told:
    return Told(f"{Remedy.Kind(fact.kind).label}：{Remedy.Result(fact.result).label}")


@_sentence(events.RequesterNotInformed)
def _not_informed(fact: events.RequesterNotInformed, _known: Known) -> Told:
    return Told("提醒申请人的邮件没有发出", f"事由：{MAILED[fact.of]}。请另行告知")


@_sentence(events.RequesterToldOtherwise)
def _told_otherwise(fact: events.RequesterToldOtherwise, _known: Known) -> Told:
    way = Message.ToldWay(fact.way).label
    return Told(f"另行告知申请人：{way}", f"事由：{MAILED[fact.of]}")


@_sentence(events.MadeProactive)
def _made_proactive(fact: events.MadeProactive, _known: Known) -> Told:
    return Told("转为主动公开", f"信息 {fact.item.partition(':')[2]}")


@_sentence(DeadlineNear)
def _near(fact: DeadlineNear, _known: Known) -> Told:
    return Told(f"{_limit(fact.rule)}将满：{chinese_date(fact.due_on)}")


@_sentence(DeadlinePassed)
def _passed(fact: DeadlinePassed, _known: Known) -> Told:
    return Told(f"{_limit(fact.rule)}已满：{chinese_date(fact.due_on)}")


@_sentence(DeadlineMoved)
def _moved(fact: DeadlineMoved, _known: Known) -> Told:
    before = chinese_date(fact.before) if fact.before else "暂停计算"
    after = chinese_date(fact.after) if fact.after else "暂停计算"
    return Told(f"工作日历调整，{_limit(fact.rule)}随之变动", f"由{before}变为{after}")


def _limit(rule: str) -> str:
    return LIMITS.get(rule, "办理期限")
