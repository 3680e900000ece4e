"""The last pages of an application: check the answers, send, keep the number and the code."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.files.operations import receive
from gongkai.foi import human, limits
from gongkai.foi.actors import REQUESTER
from gongkai.foi.codes import code_of_form
from gongkai.foi.content import Enclosed, Wanted, Who
from gongkai.foi.drafts import Draft
from gongkai.foi.forms.applying import HumanForm
from gongkai.foi.models import FoiRequest, Requester, RequestFile
from gongkai.foi.operations.receiving import submit_online
from gongkai.foi.views.applying import STEPS, WAY, first_missing
from gongkai.foi.views.opening import keep_open
from gongkai.foi.views.public import public_page, public_view, too_often_page
from gongkai.journal.recording import Refused
from gongkai.screens.components import Fact

DONE = "foi-done"  # in the session: the key of the form that was sent last
WRONG_ANSWER = "验证问题的答案不对，请重新回答。"
LABELS = {
    "workplace": "工作单位",
    "representative": "法定代表人",
    "contact": "联系人",
    "phone": "联系电话",
    "email": "电子邮箱",
    "fax": "传真号码",
    "address": "联系地址",
    "postcode": "邮政编码",
}


@public_view
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """All answers on one page, each to be changed; then sent."""
    draft = Draft(request)
    missing = first_missing(draft)
    if missing:
        sent = request.session.get(DONE) if request.method == "POST" and not draft else None
        return redirect("foi_public:done" if sent else _url_of(missing))
    if request.method == "POST":
        return _send(request, draft)
    return _check_page(request, draft)


def _url_of(step: str) -> str:
    first = step == "body"
    return reverse("foi_public:apply") if first else reverse("foi_public:step", args=[step])


def _check_page(
    request: HttpRequest,
    draft: Draft,
    reasons: list[str] | None = None,
    *,
    wrong_answer: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    puzzle = human.new_puzzle()
    context = {
        "sections": _sections(draft),
        "human": HumanForm(initial={"token": puzzle.token}),
        "puzzle": puzzle,
        "reasons": reasons or [],
        "problems": [{"url": "#id_answer", "text": WRONG_ANSWER}] if wrong_answer else [],
        "wrong_answer": WRONG_ANSWER if wrong_answer else "",
        "place": len(STEPS) + 1,
        "of": len(STEPS) + 1,
        "back_url": _url_of("way"),
    }
    return public_page(
        request, "foi/public/check.html", context, title="检查并提交", way=WAY, status=status
    )


def _sections(draft: Draft) -> list[tuple[str, str, list[Fact]]]:
    """Heading, where to change it, and the answers."""
    files = {kind: [one.name for one in draft.files(kind)] for kind in ("description", "identity")}
    return [
        (STEPS["body"], _url_of("body"), [Fact("受理机关", draft.body)]),
        (STEPS["wanted"], _url_of("wanted"), _facts_of(draft.wanted(), files["description"])),
        (STEPS["kind"], _url_of("kind"), [_kind_of(draft)]),
        (STEPS["who"], _url_of("who"), _facts_of_who(draft.who(), files["identity"])),
        (STEPS["way"], _url_of("way"), _facts_of_way(draft.wanted())),
    ]


def _facts_of(wanted: Wanted, files: list[str]) -> list[Fact]:
    facts = [
        Fact("所需信息", wanted.wanted),
        Fact("名称", wanted.wanted_title),
        Fact("文号", wanted.wanted_number),
        Fact("补充材料", "、".join(files)),
    ]
    return [one for one in facts if one.value]


def _kind_of(draft: Draft) -> Fact:
    kind = FoiRequest.RequesterKind(draft.page("kind")["kind"])
    return Fact("申请人类型", kind.label)


def _facts_of_who(who: Who, files: list[str]) -> list[Fact]:
    identity = Requester.IdentityKind(who.identity_kind)
    facts = [
        Fact("姓名" if who.is_natural else "单位名称", who.name),
        Fact(str(identity.label), who.plain_number),
        Fact("身份证明", "、".join(files) or "没有上传"),
    ]
    rest = [Fact(label, getattr(who, name)) for name, label in LABELS.items()]
    return facts + [one for one in rest if one.value]


def _facts_of_way(wanted: Wanted) -> list[Fact]:
    return [
        Fact("获取方式", FoiRequest.Way(wanted.way).label),
        Fact("载体形式", FoiRequest.Carrier(wanted.carrier).label),
        Fact("需要协助", "是" if wanted.needs_help else "否"),
    ]


def _send(request: HttpRequest, draft: Draft) -> HttpResponse:
    form_key = draft.form_key
    if _is_sent(form_key):  # a second click: the first one keeps what is to be kept
        return redirect("foi_public:done")
    if not limits.count(limits.SUBMISSIONS, request):
        return too_often_page(request)
    if not _is_human(request):
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _check_page(request, draft, wrong_answer=True, status=status)
    body = draft.body
    if body is None:
        return redirect("foi_public:apply")
    try:
        taken = submit_online(
            body, draft.wanted(), draft.who(), enclosed=_enclosed(draft), form_key=form_key
        )
    except (Refused, FileNotFoundError) as refused:
        if _is_sent(form_key):
            return redirect("foi_public:done")
        reasons = refused.reasons if isinstance(refused, Refused) else [LOST_FILE]
        return _check_page(request, draft, reasons, status=HTTPStatus.CONFLICT)
    draft.forget()
    keep_open(request, taken.foi_request)
    request.session[DONE] = form_key.hex
    return redirect("foi_public:done")


LOST_FILE = "上传的文件已经过期，请返回修改并重新上传。"


def _is_sent(form_key: UUID) -> bool:
    return FoiRequest.objects.filter(form_key=form_key).exists()


def _is_human(request: HttpRequest) -> bool:
    """The script's proof; without script the answer, of which an address has fewer."""
    if human.is_solved(request.POST.get("proof", "")):
        return True
    answer, token = request.POST.get("answer", ""), request.POST.get("token", "")
    return human.is_right(answer, token) and limits.count(limits.EASY_QUESTIONS, request)


def _enclosed(draft: Draft) -> list[Enclosed]:
    """The waiting files, taken in: each is examined before anybody opens it (gongkai.files)."""
    enclosed = []
    for waiting in draft.files():
        with waiting.path.open("rb") as data:
            stored = receive(data, name=waiting.name, actor=REQUESTER)
        enclosed.append(Enclosed(stored, RequestFile.Kind(waiting.kind), waiting.name))
    return enclosed


@public_view
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """The number, the look-up code, and what happens next. Shown as long as the session lasts."""
    draft = Draft(request)
    key = request.session.get(DONE) or (draft.form_key.hex if draft else "")
    foi_request = FoiRequest.objects.filter(form_key=UUID(key)).first() if key else None
    if foi_request is None or foi_request.form_key is None:
        return redirect("foi_public:progress")
    context = {"foi_request": foi_request, "code": code_of_form(foi_request.form_key)}
    return public_page(request, "foi/public/done.html", context, title="申请已提交", way=WAY)
