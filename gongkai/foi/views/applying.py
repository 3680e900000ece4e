"""Apply over the site: one thing per page, checked once more, sent once."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.foi import limits
from gongkai.foi.drafts import Draft
from gongkai.foi.forms.applying import (
    BodyForm,
    KindForm,
    OrganisationForm,
    PageForm,
    PersonForm,
    WantedForm,
    WayForm,
    WithFile,
)
from gongkai.foi.queries.routing import bodies_to_ask
from gongkai.foi.queries.similar import published_like
from gongkai.foi.views.public import public_page, public_view, too_often_page
from gongkai.people.models import Body
from gongkai.screens.components import Link

STEPS = {
    "body": "向哪个机关申请",
    "wanted": "需要什么信息",
    "kind": "以什么身份申请",
    "who": "您的信息",
    "way": "怎样获得信息",
}
FORGOTTEN = "页面停留的时间过长，前面几页的内容没有保留，请重新填写；刚才这一页的内容已经留下。"
WAY = (Link("网上申请", "/foi/apply/"),)


@public_view
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, name: str = "body") -> HttpResponse:
    """One page of the form. A page that is not reached yet leads to the first that is missing."""
    if name not in STEPS:
        raise Http404
    draft = Draft(request)
    if request.method == "POST":
        return _take(request, draft, name)
    missing = first_missing(draft)
    if missing and list(STEPS).index(missing) < list(STEPS).index(name):
        return _to(missing)
    return _page(request, draft, name, _form(draft, name, initial=_initial(request, draft, name)))


def first_missing(draft: Draft) -> str:
    """The first page that was not filled in; "" when all are."""
    return next((name for name in STEPS if not draft.page(name)), "")


def _to(name: str) -> HttpResponse:
    return redirect("foi_public:apply" if name == "body" else "foi_public:step", *_args(name))


def _args(name: str) -> list[str]:
    return [] if name == "body" else [name]


def _initial(request: HttpRequest, draft: Draft, name: str) -> dict[str, Any]:
    kept = draft.page(name)
    if name == "way":
        return kept | draft.page("reach")
    if name == "body" and not kept:
        return {"body": request.GET.get("body", "")}  # a body's code: no personal data
    return kept


def _form(draft: Draft, name: str, *args: Any, **kwargs: Any) -> PageForm:
    if name == "body":
        return BodyForm(draft, *args, bodies=bodies_to_ask(), **kwargs)
    natural = draft.page("kind").get("kind") == "natural"
    makes: dict[str, Callable[..., PageForm]] = {
        "wanted": WantedForm,
        "kind": KindForm,
        "who": PersonForm if natural else OrganisationForm,
        "way": WayForm,
    }
    return makes[name](draft, *args, **kwargs)


def _take(request: HttpRequest, draft: Draft, name: str) -> HttpResponse:
    form = _form(draft, name, request.POST, request.FILES)
    if request.FILES and not limits.count(limits.UPLOADS, request):
        return too_often_page(request)
    if "look" in request.POST or "drop" in request.POST:
        return _aside(request, draft, name)
    if not form.is_valid():
        if isinstance(form, WithFile) and "file" not in form.errors:
            form.keep_file()  # a browser does not send a chosen file twice by itself
        return _page(request, draft, name, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    _keep(draft, name, form)
    missing = first_missing(draft)
    if missing and list(STEPS).index(missing) < list(STEPS).index(name):
        messages.warning(request, FORGOTTEN)
    return _to(missing) if missing else redirect("foi_public:check")


def _aside(request: HttpRequest, draft: Draft, name: str) -> HttpResponse:
    """A button beside the way: take a file out, or look for what is published, without script.

    What was typed comes back unjudged.
    """
    if "drop" in request.POST:
        draft.drop_file(request.POST["drop"])
    typed = {key: value for key, value in request.POST.items() if isinstance(value, str)}
    return _page(request, draft, name, _form(draft, name, initial=typed))


def _keep(draft: Draft, name: str, form: PageForm) -> None:
    if isinstance(form, WithFile):
        form.keep_file()
    if isinstance(form, WayForm):
        draft.keep("reach", form.reach_told())
        draft.keep("way", form.way_told())
        return
    if name == "kind" and form.cleaned_data["kind"] != draft.page("kind").get("kind"):
        _forget_what_does_not_fit(draft, form.cleaned_data["kind"])
    draft.keep(name, form.typed())


def _forget_what_does_not_fit(draft: Draft, kind: str) -> None:
    """A person's card does not fit an organisation, nor the other way round."""
    before = draft.page("kind").get("kind")
    if before and "natural" in (before, kind):
        draft.keep("who", {})


def _page(
    request: HttpRequest, draft: Draft, name: str, form: PageForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    place = list(STEPS).index(name)
    context = {
        "form": form,
        "step": name,
        "place": place + 1,
        "of": len(STEPS) + 1,
        "back_url": _back(place),
        "files": draft.files(form.file_kind) if isinstance(form, WithFile) else [],
        "body": draft.body,
    }
    if name == "body":
        context |= {"groups": grouped(str(form["body"].value() or ""))}
    if name == "wanted" and form["wanted"].value():
        context |= {"similar": _published(draft.body, form["wanted"].value(), form)}
    return public_page(
        request, f"foi/public/{name}.html", context, title=STEPS[name], way=WAY, status=status
    )


def _back(place: int) -> str:
    if place == 0:
        return "/foi/"
    before = list(STEPS)[place - 1]
    return reverse("foi_public:apply") if place == 1 else reverse("foi_public:step", args=[before])


def grouped(chosen: str) -> list[tuple[str, list[tuple[Body, bool]]]]:
    """The bodies by their kind, in order, and which one is chosen."""
    groups: dict[str, list[tuple[Body, bool]]] = {}
    for body in bodies_to_ask():
        kind = Body.Kind(body.kind)
        together = kind in (Body.Kind.GOVERNMENT, Body.Kind.OFFICE)
        label = "人民政府及办公室" if together else str(kind.label)
        groups.setdefault(label, []).append((body, body.code == chosen))
    return list(groups.items())


def _published(body: Body | None, text: str, form: PageForm) -> list[Any]:
    title = str(form["wanted_title"].value() or "")
    number = str(form["wanted_number"].value() or "")
    return published_like(title or text, body, number=number)


@public_view
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """What is published already, while somebody types. Sent, so that nothing stands in a log."""
    if not limits.count(limits.SEARCHES, request):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
    draft = Draft(request)
    form = WantedForm(draft, initial={key: str(value) for key, value in request.POST.items()})
    found = _published(draft.body, str(form["wanted"].value() or ""), form)
    return public_page(request, "foi/public/similar.html", {"similar": found}, title="")
