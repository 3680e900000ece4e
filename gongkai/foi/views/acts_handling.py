"""Units, third parties and other bodies are asked; the limit is extended; fees are charged."""

from __future__ import annotations

from gongkai.foi.forms import handling as forms
from gongkai.foi.forms.acts import About, ActForm
from gongkai.foi.forms.receiving import DayForm
from gongkai.foi.models import RequestFile
from gongkai.foi.operations import consulting, delaying, extending, fees, joint, receiving
from gongkai.foi.operations.consulting import OtherBody, ThirdParty
from gongkai.foi.views.acts import Act
from gongkai.foi.views.taking import enclosed
from gongkai.kernel.dates import chinese_date


def _find_clear(about: About, form: ActForm) -> str:
    joint.find_clear(about.foi_request, on=form.cleaned_data["on"], staff=about.staff)
    return "已记录审核：申请内容明确，不需要补正。"


def _ask_unit(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    task = joint.ask_unit(
        about.foi_request, typed["unit"], typed["question"], on=typed["on"], staff=about.staff
    )
    return f"已交{task.unit}协办。"


def _reply_for_unit(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    joint.reply_for_unit(about.part, typed["opinion"], on=typed["on"], staff=about.staff)
    return "协办意见已提交。"


def _third_party(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    party = ThirdParty(
        typed["name"], typed["interests"], typed["is_person"], typed["address"], typed["phone"]
    )
    asked = consulting.consult_third_party(
        about.foi_request, [party], question=typed["question"], on=typed["on"], staff=about.staff
    )
    return f"已发出征询书{asked[0].letter}，答复期限暂停计算。对方收到后请登记收到日期。"


def _other_body(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    body = typed["body"]
    name = body.name if body else typed["name"]
    asked = consulting.consult_other_body(
        about.foi_request, [OtherBody(name, body, typed["address"], typed["phone"])],
        question=typed["question"], on=typed["on"], staff=about.staff,
        joint=typed["joint"], answer_by=typed["answer_by"],
    )  # fmt: skip
    return f"已发函{asked[0].letter}，答复期限暂停计算。对方收到后请登记收到日期。"


def _letter_received(about: About, form: ActForm) -> str:
    consulting.letter_received(about.part, on=form.cleaned_data["on"], staff=about.staff)
    return "已登记对方收到函件的日期。"


def _reply(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    came = enclosed(form.uploaded(), RequestFile.Kind.OPINION, about.staff)
    consulting.record_reply(
        about.part, position=typed["position"], opinion=typed["opinion"], on=typed["on"],
        staff=about.staff,
    )  # fmt: skip
    for one in came:
        receiving.add_file(about.foi_request, one, staff=about.staff)
    return f"已登记“{about.part.name}”的意见。"


def _silence(about: About, form: ActForm) -> str:
    consulting.record_silence(about.part, on=form.cleaned_data["on"], staff=about.staff)
    return f"已记录“{about.part.name}”逾期未提出意见。"


def _overrule(about: About, form: ActForm) -> str:
    told = consulting.overrule(about.part, form.cleaned_data["reason"], staff=about.staff)
    return f"已决定不采纳“{told.name}”的意见，告知书{told.overruled_letter}。请送达该第三方。"


def _extend(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    extension = extending.extend(
        about.foi_request, days=typed["days"], reason=typed["reason"], on=typed["on"],
        staff=about.staff,
    )  # fmt: skip
    return f"已延长{extension.days}个工作日，告知书{extension.letter}。请送达申请人。"


def _ask_reasons(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    letter = extending.ask_for_reasons(
        about.foi_request, count=typed["count"], answer_by=typed["answer_by"], on=typed["on"],
        staff=about.staff, how=typed["how"],
    )  # fmt: skip
    return f"已要求说明理由，告知书{letter.number}。请送达申请人。"


def _record_reasons(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    delaying.record_reasons(about.foi_request, typed["text"], on=typed["on"], staff=about.staff)
    return "已登记申请人说明的理由。"


def _delay(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    delay = delaying.delay_reply(
        about.foi_request, until=typed["until"], reason=typed["reason"], on=typed["on"],
        staff=about.staff,
    )  # fmt: skip
    return f"已确定延迟答复至{chinese_date(delay.until)}，告知书{delay.letter}。请送达申请人。"


def _fee(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    notice = fees.issue_fee_notice(
        about.foi_request, standard=typed["standard"], pages=typed["pages"],
        pay_how=typed["pay_how"], on=typed["on"], staff=about.staff,
    )  # fmt: skip
    return f"已发出缴费通知{notice.letter}，应缴{notice.yuan}元。申请人收到后请登记收到日期。"


def _notice_received(about: About, form: ActForm) -> str:
    on = form.cleaned_data["on"]
    fees.fee_notice_received(about.part, on=on, staff=about.staff)
    return f"已登记申请人于{chinese_date(on)}收到缴费通知。"


def _paid(about: About, form: ActForm) -> str:
    fees.pay(about.part, on=form.cleaned_data["on"], staff=about.staff)
    return "已登记缴费。"


def _not_paid(about: About, form: ActForm) -> str:
    fees.abandon_unpaid(about.part, on=form.cleaned_data["on"], staff=about.staff)
    return "已按逾期不缴费处理，申请办结。"


def _cancel_fee(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    notice = fees.cancel_fee_notice(about.part, typed["reason"], on=typed["on"], staff=about.staff)
    return f"已撤销缴费通知{notice.letter}，原通知书作废。请告知申请人。"


ACTS = (
    Act(
        "found-clear", DayForm, _find_clear, inline=True, kind="secondary",
        text="审核后内容明确、不需要补正的，在这里记录，告知补正的7个工作日期限随之结束。",
    ),
    Act(
        "ask-unit", forms.AskUnitForm, _ask_unit, kind="secondary", button="交办",
        text="协办不影响答复期限，答复期限照常计算。",
    ),
    Act("unit-reply", forms.UnitReplyForm, _reply_for_unit, part="unit", button="提交意见"),
    Act(
        "third-party", forms.ThirdPartyForm, _third_party, letters=True, button="发出征询书",
        kind="secondary",
        text="公开会损害第三方合法权益的，应当书面征求第三方意见；第三方自收到征询书之日起15个"
        "工作日内提出意见（第三十二条）。",
    ),
    Act(
        "other-body", forms.OtherBodyForm, _other_body, letters=True, button="发函",
        kind="secondary",
        text="由多个机关共同制作的，牵头机关应当征求其他机关的意见（第三十四条）。",
    ),
    Act(
        "letter-received", forms.LetterReceivedForm, _letter_received, part="consultation",
        inline=True,
    ),
    Act("reply", forms.ReplyForm, _reply, part="consultation", button="登记意见"),
    Act(
        "silence", forms.SilenceForm, _silence, part="consultation", kind="secondary",
        inline=True,
        text="第三方逾期未提出意见的，由本机关依法决定（第三十二条）；共同制作机关逾期未提出"
        "意见的，视为同意公开（第三十四条）。",
    ),
    Act(
        "overrule", forms.OverruleForm, _overrule, part="consultation", kind="danger", letters=True,
        button="决定公开并发出告知书",
        text="第三方不同意公开，但是不公开会对公共利益造成重大影响的，予以公开（第十五条），并将"
        "决定公开的信息内容和理由书面告知第三方（第三十二条）。由签发人决定。",
    ),
    Act(
        "extend", forms.ExtendForm, _extend, letters=True, kind="secondary",
        button="批准并发出告知书",
        text="需要延长答复期限的，应当经政府信息公开工作机构负责人同意并告知申请人，延长的期限"
        "最长不得超过20个工作日（第三十三条第二款）。",
    ),
    Act(
        "ask-reasons", forms.AskReasonsForm, _ask_reasons, letters=True, kind="secondary",
        button="发出告知书",
        text="申请的数量、频次明显超过合理范围的，可以要求申请人说明理由；理由不合理的，告知不予"
        "处理（第三十五条）。答复期限照常计算。",
    ),
    Act(
        "record-reasons", forms.ReasonsForm, _record_reasons, kind="secondary", button="登记理由",
        text="理由不合理的，答复不予处理；理由合理但不能按期答复的，可以办理“延迟答复”（第三十五条）。",
    ),
    Act(
        "delay", forms.DelayForm, _delay, letters=True, kind="secondary", button="发出告知书",
        text="认为申请理由合理，但是无法在规定的期限内答复的，可以确定延迟答复的合理期限并告知"
        "申请人（第三十五条）。",
    ),
    Act(
        "fee", forms.FeeForm, _fee, letters=True, kind="secondary", button="发出缴费通知",
        text="数量、频次明显超过合理范围的，可以收取信息处理费（第四十二条，国办函〔2020〕109号）。"
        "提供信息本身不收费。",
    ),
    Act(
        "notice-received", forms.NoticeReceivedForm, _notice_received, part="fee", inline=True
    ),
    Act("paid", forms.PaidForm, _paid, part="fee", inline=True),
    Act(
        "not-paid", DayForm, _not_paid, part="fee", kind="danger", letters=True,
        text="收到缴费通知次日起20个工作日内不缴纳的，视为放弃申请，不再处理。",
    ),
    Act(
        "cancel-fee", forms.CancelFeeForm, _cancel_fee, part="fee", kind="danger",
        button="撤销通知",
        text="还没有缴费的，可以撤销；缴费期限随之结束，通知书作废。之后可以另行通知。",
    ),
)  # fmt: skip
