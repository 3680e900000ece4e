"""The public search: the page, the same for machines, suggestions, and what browsers are told."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.people.addresses import address_of
from gongkai.publishing.rendering import frame_in_use, site_meta
from gongkai.screens.components import Link
from gongkai.search import asking, limits
from gongkai.search.answers import as_json
from gongkai.search.asking import Answer, NotBuilt
from gongkai.search.missed import note_missed
from gongkai.search.page import Reading, page_context, read_asked

TITLE = "搜索"
BREADCRUMBS = [Link("首页", "/"), Link(TITLE, "")]
OPENSEARCH = "application/opensearchdescription+xml"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page of hits; without a question, how to ask."""
    if not limits.SEARCHES.allows(address_of(request)):
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    reading = read_asked(request.GET)
    answer, building = _answer(reading)
    if answer and answer.asked.page == 1 and asking.is_missed(answer):
        note_missed(answer.asked.question.normal)
    context = page_context(request.path, reading, answer) | {"building": building}
    title = f"“{reading.asked.text}”的搜索结果" if answer else TITLE
    return _page(request, context, title)


def _answer(reading: Reading) -> tuple[Answer | None, bool]:
    """The answer, and whether the index is still being built."""
    if reading.problems or reading.asked.question.is_empty:
        return None, False
    try:
        return asking.search(reading.asked), False
    except NotBuilt:
        return None, True


def _page(request: HttpRequest, context: dict[str, Any], title: str) -> HttpResponse:
    frame = frame_in_use()
    whole = {
        **context,
        "frame": frame,
        "page_title": f"错误：{title}" if context["problems"] else title,
        "page_url": f"{settings.SITE_URL}{request.path}",
        "meta": [*site_meta(frame), ("robots", "noindex")],
        "breadcrumbs": BREADCRUMBS,
    }
    status = HTTPStatus.OK
    if context["problems"]:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    response = render(request, "portal/search.html", whole, status=status)
    response["Cache-Control"] = "no-cache"  # a withdrawal must be seen at once
    return response


@require_safe
def search_json(request: HttpRequest) -> HttpResponseBase:
    """The same for machines, at the same addresses with `.json`; open to other sites' pages."""
    if not limits.SEARCHES.allows(address_of(request)):
        return _refused("请求过于频繁，请稍后再试。", HTTPStatus.TOO_MANY_REQUESTS)
    reading = read_asked(request.GET)
    if reading.problems:
        text = "".join(problem.text for problem in reading.problems)
        return _refused(text, HTTPStatus.UNPROCESSABLE_ENTITY)
    if reading.asked.question.is_empty:
        return _refused("请用参数 q 写明要搜索的词。", HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        return _json(as_json(asking.search(reading.asked)))
    except NotBuilt:
        return _refused("搜索索引正在建立，请稍后再试。", HTTPStatus.SERVICE_UNAVAILABLE)


def _refused(sentence: str, status: HTTPStatus) -> JsonResponse:
    return _json({"error": sentence}, status)


def _json(data: Any, status: HTTPStatus = HTTPStatus.OK) -> JsonResponse:
    response = JsonResponse(
        data, status=status, safe=False, json_dumps_params={"ensure_ascii": False}
    )
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def suggestions(request: HttpRequest) -> HttpResponseBase:
    """Titles that may be meant, in the form of OpenSearch suggestions: [typed, [titles]]."""
    typed = request.GET.get("q", "")[:100]
    if not limits.SUGGESTIONS.allows(address_of(request)):
        return _json([typed, []], HTTPStatus.TOO_MANY_REQUESTS)
    try:
        return _json([typed, asking.suggest(typed)])
    except NotBuilt:
        return _json([typed, []])


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser can search this site from its own search box."""
    context = {"name": frame_in_use().site_name[:16], "site": settings.SITE_URL}
    return render(request, "portal/opensearch.xml", context, content_type=OPENSEARCH)
