"""What follows an answer: archive, open again, reconsideration and lawsuit, make it public."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import escape, format_html

from gongkai.disclosure.content import Content
from gongkai.foi.forms import after as forms
from gongkai.foi.forms.acts import About, ActForm, told
from gongkai.foi.models import RequestFile
from gongkai.foi.operations import archiving, proactive, receiving, remedies
from gongkai.foi.queries.answers import latest_given
from gongkai.foi.queries.reasons_after import doubts_about
from gongkai.foi.views.acts import Act
from gongkai.foi.views.taking import enclosed
from gongkai.journal.recording import Refused


def _archive(about: About, form: ActForm) -> str:
    archiving.archive(
        about.foi_request, retention=form.cleaned_data["retention"], staff=about.staff
    )
    return "已归档。"


def _reopen(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    archiving.reopen(
        about.foi_request, why=typed["why"], on=typed["on"], staff=about.staff,
        redo_by=typed["redo_by"],
    )  # fmt: skip
    return "已重新办理，请另行起草答复。"


def _remedy(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    remedy = remedies.record_remedy(
        about.foi_request, kind=typed["kind"], organ=typed["organ"], on=typed["on"],
        staff=about.staff, case_number=typed["case_number"],
    )  # fmt: skip
    return f"已登记{remedy.get_kind_display()}。" + "".join(doubts_about(remedy))


def _decided(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    came = enclosed(form.uploaded(), RequestFile.Kind.REMEDY, about.staff)
    remedy = remedies.decide_remedy(
        about.part, result=typed["result"], decision=typed["decision"], on=typed["on"],
        staff=about.staff,
    )  # fmt: skip
    for one in came:
        receiving.add_file(about.foi_request, one, staff=about.staff)
    redo = "需要重新答复的，请办理“重新办理”。" if remedy.result == "corrected" else ""
    return f"已登记结果：{remedy.get_result_display()}。{redo}"


def _make_public(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    answer = latest_given(about.foi_request)
    if answer is None:
        raise Refused(["该申请还没有答复。"])
    body = "".join(f"<p>{escape(line)}</p>" for line in told(typed["body"]))
    version = proactive.make_proactive(
        answer, typed["duty"], staff=about.staff, content=Content(typed["title"], body_html=body)
    )
    number = version.item.number
    url = reverse("disclosure:item", args=[number])
    return format_html('已起草主动公开信息，编号 <a href="{}">{}</a>。', url, number)


ACTS = (
    Act("archive", forms.ArchiveForm, _archive, inline=True, button="归档"),
    Act(
        "reopen", forms.ReopenForm, _reopen, kind="danger", button="重新办理",
        text="答复被复议决定、判决撤销，或者发现答复有错误的，重新办理。已发出的答复保留不变。",
    ),
    Act("remedy", forms.RemedyForm, _remedy, kind="secondary", button="登记"),
    Act("remedy-decided", forms.RemedyResultForm, _decided, part="remedy", button="登记结果"),
    Act(
        "make-public", forms.ProactiveForm, _make_public, kind="secondary", button="起草信息",
        text="多个申请人就相同政府信息提出申请、该信息属于可以公开的，可以纳入主动公开的范围"
        "（第四十四条）。起草后照常审签、发布；不得写明申请人是谁。",
    ),
)  # fmt: skip
