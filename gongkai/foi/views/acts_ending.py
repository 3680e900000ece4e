"""The answer goes into review, is given and served; what follows after it."""

from __future__ import annotations

from gongkai.foi.forms import answering_acts as forms
from gongkai.foi.forms.acts import About, ActForm
from gongkai.foi.models import Answer, RequestFile
from gongkai.foi.operations import answering, giving, receiving, reviewing
from gongkai.foi.queries.answers import latest_given
from gongkai.foi.queries.reasons_answering import open_answer
from gongkai.foi.views.acts import Act
from gongkai.foi.views.taking import enclosed
from gongkai.journal.recording import Refused
from gongkai.kernel.dates import chinese_date


def _open(about: About) -> Answer:
    found = open_answer(about.foi_request)
    if found is None:
        raise Refused(["该申请没有正在办理的答复。"])
    return found


def _submit(about: About, form: ActForm) -> str:
    reviewing.submit_answer(_open(about), staff=about.staff, text=form.cleaned_data["text"])
    return "已送审，进入审核。"


def _recall(about: About, _form: ActForm) -> str:
    reviewing.recall_answer(_open(about), staff=about.staff)
    return "已撤回送审，可以继续修改。"


def _drop(about: About, _form: ActForm) -> str:
    answering.drop_answer(_open(about), staff=about.staff)
    return "已放弃这份答复，可以另行起草。"


def _give(about: About, form: ActForm) -> str:
    answer = giving.give(_open(about), on=form.cleaned_data["on"], staff=about.staff)
    return f"已答复，答复书{answer.letter}。请送达申请人，并登记送达。"


def _serve(about: About, form: ActForm) -> str:
    typed = form.cleaned_data
    answer = latest_given(about.foi_request)
    if answer is None:
        raise Refused(["该申请还没有答复。"])
    came = enclosed(form.uploaded(), RequestFile.Kind.DELIVERY, about.staff)
    giving.record_service(
        answer, way=typed["way"], on=typed["on"], staff=about.staff, note=typed["note"]
    )
    for one in came:
        receiving.add_file(about.foi_request, one, staff=about.staff)
    return f"已登记{chinese_date(typed['on'])}送达。"


ACTS = (
    Act("submit", forms.SubmitForm, _submit, inline=True, button="送审"),
    Act(
        "recall", ActForm, _recall, inline=True, kind="secondary", button="撤回送审",
        text="退回起草状态，已签署的意见失效，修改后须重新送审。",
    ),
    Act(
        "drop", ActForm, _drop, inline=True, kind="danger", button="放弃",
        text="这份答复不再办理，可以另行起草。",
    ),
    Act(
        "give", forms.GiveForm, _give, letters=True, button="发出答复书",
        text="答复书编号、成文，申请随之办结。发出后不能再改。",
    ),
    Act("serve", forms.ServeForm, _serve, button="登记送达"),
)  # fmt: skip
