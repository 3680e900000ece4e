"""Confirm, assign, transfer, split, withdraw; ask for clarification and take it."""

from __future__ import annotations

from gongkai.foi.forms import receiving as forms
from gongkai.foi.forms.acts import About, ActForm, told
from gongkai.foi.models import RequestFile
from gongkai.foi.operations import clarifying, informing, receiving, routing
from gongkai.foi.views.acts import Act
from gongkai.foi.views.taking import enclosed
from gongkai.kernel.dates import chinese_date
from gongkai.people.models import Person, Unit


def _confirm(about: About, form: ActForm) -> str:
    on = form.cleaned_data["on"]
    receiving.confirm_receipt(about.foi_request, on=on, staff=about.staff)
    return f"已确认于{chinese_date(on)}收到，答复期限从次日起算。"


def _correct_receipt(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    receiving.correct_receipt(
        about.foi_request, on=typed["on"], reason=typed["reason"], staff=about.staff
    )
    return f"收到日期已更正为{chinese_date(typed['on'])}，期限随之重算。"


def _told_otherwise(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    informing.note_told(about.part, way=typed["way"], on=typed["on"], staff=about.staff)
    return "已登记另行告知申请人。"


def _assign(about: About, form: ActForm) -> str:
    unit_key, person_key = form.cleaned_data["to"]
    unit = Unit.objects.select_related("body").get(pk=unit_key)
    handler = Person.objects.get(pk=person_key) if person_key else None
    routing.assign(about.foi_request, unit, handler, staff=about.staff)
    return f"已分办给{unit}{' ' + handler.name if handler else ''}。"


def _transfer(about: About, form: ActForm) -> str:
    to = form.cleaned_data["to"]
    routing.transfer(about.foi_request, to, staff=about.staff)
    return f"已移送{to}。"


def _split(about: About, form: ActForm) -> str:
    parts = routing.split(about.foi_request, form.cleaned_data["parts"], staff=about.staff)
    numbers = "、".join(one.number for one in parts[1:])
    return f"已拆分为{len(parts)}件，新编号：{numbers}。"


def _withdrawn(about: About, form: ActForm) -> str:
    routing.register_withdrawal(about.foi_request, on=form.cleaned_data["on"], staff=about.staff)
    return "已登记撤回，申请办结。"


def _clarify(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    asked = clarifying.ask_to_clarify(
        about.foi_request, told(typed["points"]), answer_by=typed["answer_by"],
        staff=about.staff, on=typed["on"], how=typed["how"],
    )  # fmt: skip
    return f"已告知补正，告知书{asked.letter}。请打印或者下载后送达申请人。"


def _clarified(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    came = enclosed(form.uploaded(), RequestFile.Kind.CLARIFICATION, about.staff)
    clarifying.clarify(
        about.foi_request, on=typed["on"], staff=about.staff, text=typed["text"], enclosed=came
    )
    return f"已确认于{chinese_date(typed['on'])}收到补正，答复期限重新计算。"


def _not_clarified(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    clarifying.abandon_unclarified(
        about.foi_request, staff=about.staff, on=typed["on"],
        without_good_reason=typed["without_good_reason"],
    )  # fmt: skip
    return "已按逾期不补正处理，申请办结。请将告知书送达申请人。"


def _add_file(about: About, form: ActForm) -> str:
    came = enclosed(form.uploaded(), form.cleaned_data["kind"], about.staff)
    for one in came:
        receiving.add_file(about.foi_request, one, staff=about.staff)
    return f"已添加{len(came)}份材料。"


def _renew_code(about: About, _form: ActForm) -> str:
    code = receiving.renew_code(about.foi_request, staff=about.staff)
    return f"新的查询码：{code}。请告知申请人；它只显示这一次，原来的查询码已失效。"


ACTS = (
    Act(
        "confirm", forms.ConfirmForm, _confirm, inline=True, button="确认收到",
        text="网上、传真、电子邮件和平常信函，以双方确认之日为收到日期（第三十一条）。"
        "平常信函应当在收到的当天与申请人确认。",
    ),
    Act(
        "told", forms.ToldForm, _told_otherwise, part="message", inline=True,
        button="登记已告知",
    ),
    Act("assign", forms.AssignForm, _assign, inline=True, button="分办"),
    Act(
        "clarified", forms.ClarifiedForm, _clarified,
        text="网上提交的补正，以双方确认之日为收到之日。",
    ),
    Act(
        "clarify", forms.ClarifyForm, _clarify, button="发出补正告知书", letters=True,
        text="自收到申请之日起7个工作日内一次性告知需要补正的事项和合理的补正期限（第三十条）。"
        "发出后等待补正，答复期限自收到补正的申请之日起计算。",
    ),
    Act(
        "not-clarified", forms.NotClarifiedForm, _not_clarified, kind="danger", letters=True,
        button="发出告知书，不再处理",
    ),
    Act(
        "transfer", forms.TransferForm, _transfer, kind="secondary", button="移送",
        then="foi:queue",
        text="只用于投错了机关、还没有确认收到的申请。移送后由对方机关确认收到，本机关不再能查看。",
    ),
    Act(
        "split", forms.SplitForm, _split, kind="secondary", button="拆分",
        text="一件申请要几样信息的，可以按“一事一申请”拆开，各自办理、各自答复。",
    ),
    Act(
        "withdrawn", forms.WithdrawnForm, _withdrawn, kind="danger", inline=True,
        text="申请人书面撤回的，登记后申请办结，不再答复。",
    ),
    Act(
        "correct-receipt", forms.CorrectReceiptForm, _correct_receipt, kind="secondary",
        inline=True, text="只用于登记时填错的日期。原来的日期和更正的理由都会留痕。",
    ),
    Act("add-file", forms.AddFileForm, _add_file, kind="secondary", button="添加"),
    Act(
        "renew-code", ActForm, _renew_code, kind="secondary", inline=True, button="生成新查询码",
        text="申请人遗失查询码、经核对身份后办理。原来的查询码随即失效。",
    ),
)  # fmt: skip
