"""Who holds which right: one table, by verb."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongkai.people.access import StaffRequest, needs
from gongkai.people.models import Body, Right, Tenure
from gongkai.people.queries import in_force, lent_on
from gongkai.people.verbs import MANAGE_PEOPLE, VERBS
from gongkai.people.views.pages import tabs


@require_GET
@needs(MANAGE_PEOPLE)
def rights(request: StaffRequest) -> HttpResponse:
    """Every right with its post, its reach, who holds it today and to whom it is lent."""
    verb, body = request.GET.get("verb", ""), request.GET.get("body", "")
    rows = _rights()
    if verb:
        rows = [one for one in rows if one.verb == verb]
    if body:
        rows = [one for one in rows if one.post.unit.body.code == body]
    groups = [
        (one.label, [right for right in rows if right.verb == one.code]) for one in VERBS.values()
    ]
    context = {
        "page_title": "机构与人员",
        "tabs": tabs(request),
        "groups": [(label, found) for label, found in groups if found],
        "without": [] if body else [label for label, found in groups if not found and not verb],
        "verbs": list(VERBS.values()),
        "bodies": Body.objects.all(),
        "verb": verb,
        "body": body,
    }
    return render(request, "people/rights.html", context)


def _rights() -> list[Right]:
    today = timezone.localdate()
    held = Tenure.objects.filter(in_force(today), person__is_active=True)
    lent = lent_on(today).select_related("taker", "giver")
    return list(
        Right.objects.select_related("post__unit__body")
        .prefetch_related(
            Prefetch("post__tenures", held.select_related("person"), to_attr="held"),
            Prefetch("post__delegations", lent, to_attr="lent"),
        )
        .order_by("post__unit__body__order", "post__unit__order", "post")
    )
