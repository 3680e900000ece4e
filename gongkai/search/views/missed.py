"""What people searched for in vain: a report for editors."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongkai.people.access import StaffRequest, needs
from gongkai.screens.components import Link
from gongkai.search.missed import missed_often
from gongkai.search.verbs import TEND
from gongkai.search.views.tabs import TITLE, tabs

SPANS = {"7": "近7天", "30": "近30天", "365": "近一年"}


@require_GET
@needs(TEND)
def missed(request: StaffRequest) -> HttpResponse:
    """The most frequent first, over a week, a month or a year."""
    chosen = request.GET.get("days", "")
    days = chosen if chosen in SPANS else "30"
    since = timezone.localdate() - timedelta(days=int(days))
    context = {
        "page_title": TITLE,
        "tabs": tabs(request),
        "spans": [Link(label, f"?days={span}", span == days) for span, label in SPANS.items()],
        "rows": missed_often(since),
    }
    return render(request, "search/missed.html", context)
