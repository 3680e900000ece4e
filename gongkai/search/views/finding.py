"""The search at the desk: what is public, and what is not but is the person's business."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.people.access import StaffRequest, staff_view
from gongkai.search import asking
from gongkai.search.asking import NotBuilt
from gongkai.search.page import page_context, read_asked


@require_safe
@staff_view
def search(request: StaffRequest) -> HttpResponse:
    """One list over both indexes. What is asked at the desk is counted nowhere."""
    reading = read_asked(request.GET)
    answer, building = None, False
    if not reading.problems and not reading.asked.question.is_empty:
        try:
            answer = asking.search(reading.asked, request.staff.person)
        except NotBuilt:
            building = True
    context = page_context(request.path, reading, answer)
    context |= {"page_title": "搜索", "building": building}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if reading.problems else HTTPStatus.OK
    return render(request, "search/desk_search.html", context, status=status)
