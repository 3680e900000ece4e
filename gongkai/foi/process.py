"""The process of a request on one page: the stages it passes, and what may be done at each.

A *stage* (环节) is worked out from the tables and never stored: the first whose condition holds. An
*action* is a verb as the desk offers it: always to be seen, greyed with the reasons where it cannot
be done, and first among the others where it is the next step. Law: 政府信息公开条例 第二十九条 to
第四十五条 (登记、审核、办理、答复、归档: 第四十五条).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.timezone import localdate

from gongkai.foi import verbs
from gongkai.foi.models import Answer, Consultation, FeeNotice, FoiRequest
from gongkai.foi.queries import answers
from gongkai.foi.queries import reasons_after as after
from gongkai.foi.queries import reasons_clarifying as clarifying
from gongkai.foi.queries import reasons_consulting as consulting
from gongkai.foi.queries import reasons_delaying as delaying
from gongkai.foi.queries import reasons_extending as extending
from gongkai.foi.queries import reasons_fees as fees
from gongkai.foi.queries import reasons_informing as informing
from gongkai.foi.queries import reasons_joint as joint
from gongkai.foi.queries import reasons_receiving as receiving
from gongkai.people.actors import Staff
from gongkai.people.queries import may_any
from gongkai.people.verbs import Verb

Status = FoiRequest.Status
Step = Answer.Status


@dataclass(frozen=True)
class Stage:
    """Where a request stands: for staff, for the requester, and when that is so."""

    code: str
    label: str
    public_label: str
    holds: Q


def _answer(*statuses: str) -> Exists:
    return Exists(Answer.objects.filter(foi_request=OuterRef("pk"), status__in=statuses))


def _served() -> Exists:
    given = Answer.objects.filter(foi_request=OuterRef("pk"), status=Step.GIVEN)
    return Exists(given.filter(served_on__isnull=True))


def _consulted() -> Exists:
    asked = Consultation.objects.filter(foi_request=OuterRef("pk"))
    return Exists(asked.filter(replied_on__isnull=True))


def _unpaid() -> Exists:
    notices = FeeNotice.objects.filter(foi_request=OuterRef("pk"), cancelled_on__isnull=True)
    return Exists(notices.filter(paid_on__isnull=True))


_OPEN = Q(status=Status.OPEN)
_CLOSED = Q(status=Status.CLOSED)

# The first that holds is where the request stands.
STAGES = (
    Stage("submitted", "待确认收到", "已提交，待确认收到", Q(status=Status.SUBMITTED)),
    Stage("clarifying", "待补正", "待您补正", Q(status=Status.CLARIFYING)),
    Stage("signed", "待发出答复", "办理中", _OPEN & Q(_answer(Step.SIGNED))),
    Stage("reviewing", "答复审签", "办理中",
          _OPEN & Q(_answer(Step.REVIEW, Step.SECRECY_REVIEW, Step.SIGN_OFF))),
    Stage("consulting", "征求意见", "征求第三方或者其他机关意见", _OPEN & Q(_consulted())),
    Stage("paying", "待缴费", "待您缴纳信息处理费", _OPEN & Q(_unpaid())),
    Stage("drafting", "起草答复", "办理中", _OPEN & Q(_answer(Step.DRAFT))),
    Stage("unassigned", "待分办", "办理中", _OPEN & Q(handler__isnull=True)),
    Stage("handling", "办理中", "办理中", _OPEN),
    Stage("archived", "已归档", "已办结", _CLOSED & Q(archived_at__isnull=False)),
    Stage("serving", "待送达", "已答复，待送达", _CLOSED & Q(_served())),
    Stage("closed", "已办结", "已办结", _CLOSED),
)  # fmt: skip
STAGE = {one.code: one for one in STAGES}
AFTER_CLOSING = ("archived", "serving", "closed")


def _stage() -> Case:
    cases = [When(one.holds, then=Value(one.code)) for one in STAGES]
    return Case(*cases, default=Value("handling"))


def with_stage(requests: QuerySet[FoiRequest]) -> QuerySet[FoiRequest]:
    """The same requests, each with the code of its stage as `stage`."""
    return requests.annotate(stage=_stage())


def standing_at(requests: QuerySet[FoiRequest], code: str) -> QuerySet[FoiRequest]:
    """Those of the requests that are at this stage."""
    return requests.filter(STAGE[code].holds).annotate(stage=_stage()).filter(stage=code)


def stage_of(foi_request: FoiRequest) -> Stage:
    """Where one request stands now."""
    return stages_of([foi_request.pk])[foi_request.pk]


def stages_of(keys: Iterable[int]) -> dict[int, Stage]:
    """Where requests stand, by their keys."""
    found = FoiRequest.objects.filter(pk__in=list(keys)).annotate(stage=_stage())
    return {pk: STAGE[code] for pk, code in found.values_list("pk", "stage")}


# --- what may be done ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Offer:
    """One verb on the desk. `next_at`: the stages at which it is a next step for its holders."""

    name: str
    label: str
    verbs: tuple[Verb, ...]
    next_at: frozenset[str]
    reasons: Callable[[Any, Staff], list[str]]  # of a request, or of a part


@dataclass(frozen=True)
class Action:
    """An offer for one person and one request: why not, and whether it is the next step."""

    offer: Offer
    reasons_not_to: Sequence[str]
    is_next: bool

    @property
    def name(self) -> str:
        return self.offer.name

    @property
    def label(self) -> str:
        return self.offer.label


def at(*stages: str) -> frozenset[str]:
    """The stages with these codes."""
    assert set(stages) <= STAGE.keys(), stages
    return frozenset(stages)


HANDLING = at("unassigned", "handling", "consulting", "paying", "drafting")

OFFERS = (
    Offer("confirm", "确认收到", (verbs.REGISTER,), at("submitted"),
          lambda one, staff: receiving.reasons_not_to_confirm_receipt(one, None, staff)),
    Offer("review", "审签答复", (verbs.REVIEW, verbs.SECRECY_REVIEW, verbs.SIGN_OFF),
          at("reviewing"), answers.reasons_not_to_decide),
    Offer("give", "发出答复", (verbs.HANDLE, verbs.SERVE), at("signed"),
          answers.reasons_not_to_give_it),
    Offer("serve", "登记送达", (verbs.SERVE,), at("serving"), answers.reasons_not_to_serve),
    Offer("archive", "归档", (verbs.HANDLE,), at("closed"), after.reasons_not_to_archive),
    Offer("submit", "送审", (verbs.HANDLE,), at("drafting"), answers.reasons_not_to_submit),
    Offer("write", "起草、修改答复", (verbs.HANDLE,), HANDLING,
          answers.reasons_not_to_write),
    Offer("assign", "分办", (verbs.HANDLE, verbs.REGISTER), at("unassigned"),
          lambda one, staff: receiving.reasons_not_to_assign(one, None, None, staff)),
    Offer("clarified", "确认收到补正", (verbs.HANDLE, verbs.REGISTER), at("clarifying"),
          lambda one, staff: clarifying.reasons_not_to_clarify(one, None, None, staff)),
    Offer("found-clear", "审核：内容明确", (verbs.HANDLE,), at("unassigned", "handling"),
          joint.reasons_not_to_find_clear),
    Offer("clarify", "告知补正", (verbs.HANDLE,), at("unassigned", "handling"),
          clarifying.reasons_not_to_ask_to_clarify),
    Offer("ask-unit", "交其他单位协办", (verbs.HANDLE,), at("handling", "drafting"),
          joint.reasons_not_to_ask_unit),
    Offer("third-party", "征求第三方意见", (verbs.HANDLE,), at("handling", "drafting"),
          consulting.reasons_not_to_consult),
    Offer("other-body", "征求其他机关意见", (verbs.HANDLE,), at("handling", "drafting"),
          consulting.reasons_not_to_consult),
    Offer("extend", "延期答复", (verbs.EXTEND,), HANDLING, extending.reasons_not_to_extend),
    Offer("ask-reasons", "要求说明理由", (verbs.HANDLE,), at(),
          extending.reasons_not_to_ask_for_reasons),
    Offer("record-reasons", "登记申请人的理由", (verbs.HANDLE,), at(),
          delaying.reasons_not_to_record_reasons),
    Offer("delay", "延迟答复", (verbs.HANDLE,), at(), delaying.reasons_not_to_delay),
    Offer("fee", "通知缴纳信息处理费", (verbs.HANDLE,), at(), fees.reasons_not_to_charge),
    Offer("recall", "撤回送审", (verbs.HANDLE,), at("reviewing"), answers.reasons_not_to_recall),
    Offer("drop", "放弃答复草稿", (verbs.HANDLE,), at(), answers.reasons_not_to_drop),
    Offer("not-clarified", "逾期不补正，不再处理", (verbs.HANDLE,), at(),
          lambda one, staff: clarifying.reasons_not_to_abandon_unclarified(
              one, None, staff, without_good_reason=None)),
    Offer("remedy", "登记复议、诉讼", (verbs.HANDLE,), at(), after.reasons_not_to_record_remedy),
    Offer("reopen", "重新办理", (verbs.SIGN_OFF,), at(), after.reasons_not_to_reopen),
    Offer("make-public", "转为主动公开", (verbs.HANDLE,), at(),
          answers.reasons_not_to_make_public),
    Offer("transfer", "移送其他机关", (verbs.REGISTER,), at(),
          lambda one, staff: receiving.reasons_not_to_transfer(one, None, staff)),
    Offer("split", "拆分为几件", (verbs.HANDLE, verbs.REGISTER), at(),
          lambda one, staff: receiving.reasons_not_to_split(one, [], staff)),
    Offer("withdrawn", "登记申请人撤回", (verbs.HANDLE, verbs.REGISTER), at(),
          lambda one, staff: receiving.reasons_not_to_withdraw(one, None, staff)),
    Offer("correct-receipt", "更正收到日期", (verbs.REGISTER,), at(),
          lambda one, staff: receiving.reasons_not_to_correct_receipt(one, None, "", staff)),
    Offer("add-file", "添加材料", (verbs.HANDLE, verbs.REGISTER), at(),
          lambda one, staff: receiving.reasons_not_to_add_file(one, None, staff)),
    Offer("renew-code", "重发查询码", (verbs.REGISTER,), at(),
          receiving.reasons_not_to_renew_code),
)  # fmt: skip

# What is done to a part of a request; `reasons` are asked of the part.
PART_OFFERS: dict[str, tuple[Offer, ...]] = {
    "unit": (
        Offer("unit-reply", "填写协办意见", (verbs.GIVE_OPINION, verbs.HANDLE), at(),
              joint.reasons_not_to_reply_for_unit),
    ),
    "consultation": (
        Offer("letter-received", "登记对方收到日期", (verbs.HANDLE,), at(),
              consulting.reasons_not_to_note_receipt),
        Offer("reply", "登记对方意见", (verbs.HANDLE,), at(),
              consulting.reasons_not_to_note_reply),
        Offer("silence", "逾期未提出意见", (verbs.HANDLE,), at(),
              lambda one, staff: consulting.reasons_not_to_note_silence(one, staff, localdate())),
        Offer("overrule", "不采纳，予以公开", (verbs.SIGN_OFF,), at(),
              consulting.reasons_not_to_overrule),
    ),
    "remedy": (
        Offer("remedy-decided", "登记结果", (verbs.HANDLE,), at(),
              after.reasons_not_to_decide_remedy),
    ),
    "message": (
        Offer("told", "登记已另行告知", (verbs.HANDLE,), at(),
              informing.reasons_not_to_note_told),
    ),
    "fee": (
        Offer("notice-received", "登记收到缴费通知", (verbs.HANDLE,), at(),
              fees.reasons_not_to_note_notice),
        Offer("paid", "登记缴费", (verbs.HANDLE,), at(), fees.reasons_not_to_pay),
        Offer("not-paid", "逾期不缴费，不再处理", (verbs.HANDLE,), at(),
              lambda one, staff: fees.reasons_not_to_abandon_unpaid(one, staff, localdate())),
        Offer("cancel-fee", "撤销缴费通知", (verbs.HANDLE,), at(),
              fees.reasons_not_to_cancel_fee_notice),
    ),
}  # fmt: skip

OFFER = {
    one.name: one for one in (*OFFERS, *(one for many in PART_OFFERS.values() for one in many))
}


def actions_for(foi_request: FoiRequest, staff: Staff, stage: Stage | None = None) -> list[Action]:
    """Everything that the desk offers, in order; what cannot be done with the reasons why not."""
    stage = stage or stage_of(foi_request)
    verbs_here = {verb for one in OFFERS for verb in one.verbs}
    able = {verb for verb in verbs_here if may_any(staff, [verb], foi_request.unit)}
    return [
        Action(
            one,
            one.reasons(foi_request, staff),
            stage.code in one.next_at and bool(able & set(one.verbs)),
        )
        for one in OFFERS
    ]


def actions_for_part(kind: str, part: Any, staff: Staff) -> list[Action]:
    """What is offered for one part: a unit's task, a consultation, a fee notice …"""
    actions = []
    for one in PART_OFFERS[kind]:
        reasons = one.reasons(part, staff)
        actions.append(Action(one, reasons, is_next=not reasons))
    return actions
