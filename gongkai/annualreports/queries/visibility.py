"""Whose business a report is: those who write, approve or supervise, over the whole body."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongkai.annualreports import verbs
from gongkai.annualreports.models import AnnualReport
from gongkai.people.models import Body, Person
from gongkai.people.queries import units_where_any
from gongkai.people.verbs import SUPERVISE

SEEING = (verbs.WRITE, verbs.FREEZE, SUPERVISE)


def bodies_seen_by(viewer: Person) -> QuerySet[Body]:
    """The bodies whose reports this person may look at."""
    units = units_where_any(viewer, SEEING)
    return Body.objects.filter(Q(pk__in=units.values("body")))


def reports_visible_to(viewer: Person) -> QuerySet[AnnualReport]:
    """The reports that a member of staff may see."""
    return AnnualReport.objects.filter(body__in=bodies_seen_by(viewer))
