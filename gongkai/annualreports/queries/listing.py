"""The list of reports of a year: every body that one may see, with or without a report."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from gongkai.annualreports.form import forms
from gongkai.annualreports.models import AnnualReport
from gongkai.annualreports.queries.visibility import bodies_seen_by
from gongkai.people.models import Body, Person


@dataclass(frozen=True)
class ListedReport:
    """One line: a body, and its report if somebody began it."""

    body: Body
    rolled_up: bool
    report: AnnualReport | None
    has_below: bool = False  # its own report is a part of the rolled-up one


def years() -> list[int]:
    """The years that can be reported on, the latest first."""
    return list(range(timezone.localdate().year, forms()[0].first_year - 1, -1))


def listed_reports(viewer: Person, year: int) -> list[ListedReport]:
    """The bodies of this person; one with bodies below has a rolled-up report besides."""
    below = Body.objects.filter(parent=OuterRef("pk"))
    bodies = bodies_seen_by(viewer).annotate(has_below=Exists(below))
    found = {
        (one.body_id, one.rolled_up): one
        for one in AnnualReport.objects.filter(year=year, body__in=bodies).select_related(
            "approved_by", "item"
        )
    }
    return [
        ListedReport(body, rolled_up, found.get((body.pk, rolled_up)), body.has_below)
        for body in bodies
        for rolled_up in ((False, True) if body.has_below else (False,))
        if body.closed_on is None or body.closed_on.year >= year or (body.pk, rolled_up) in found
    ]
