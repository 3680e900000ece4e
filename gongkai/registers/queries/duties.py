"""Which duties hold on a day, and for whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gongkai.people.models import Body
from gongkai.registers.fields import FieldNames
from gongkai.registers.models import Catalogue, CatalogueEntry, EntryVersion


def versions_on(on: date, catalogue: Catalogue | None = None) -> QuerySet[EntryVersion]:
    """What every duty says on a day; duties that had ended or not begun by then are absent."""
    in_force = (
        EntryVersion.objects.filter(entry=OuterRef("entry"), effective_on__lte=on)
        .order_by("-number")
        .values("pk")[:1]
    )
    versions = EntryVersion.objects.filter(pk=Subquery(in_force)).filter(
        Q(entry__ended_on__isnull=True) | Q(entry__ended_on__gte=on)
    )
    if catalogue is not None:
        versions = versions.filter(entry__catalogue=catalogue)
    return versions.select_related("entry__catalogue", "responsible_body").order_by(
        "entry__catalogue__order", "entry__catalogue__code", "entry__code"
    )


def duty_on(entry: CatalogueEntry, day: date) -> EntryVersion | None:
    """What the duty said on a day; None before it began and after it ended."""
    if entry.ended_on and entry.ended_on < day:
        return None
    return entry.versions.filter(effective_on__lte=day).order_by("-number").first()


def duties_of(body: Body, on: date) -> QuerySet[EntryVersion]:
    """The duties that a body answers for on a day, first named or together with others."""
    return versions_on(on).filter(Q(responsible_body=body) | Q(also_responsible=body)).distinct()


@dataclass(frozen=True)
class FieldCount:
    """A field and how many duties it has; code "" gathers the duties without one."""

    code: str
    name: str
    count: int


def fields_with_counts(on: date, catalogue: Catalogue | None = None) -> list[FieldCount]:
    """The fields that have duties on a day, in the order of the list."""
    counts: dict[str, int] = {}
    for code in versions_on(on, catalogue).order_by().values_list("field", flat=True):
        counts[code] = counts.get(code, 0) + 1
    names = FieldNames()
    return [
        FieldCount(code, names.name_of(code) or "（不分领域）", counts[code])
        for code in sorted(counts, key=names.order_of)
    ]


@dataclass
class Totals:
    """The numbers of one catalogue on a day."""

    duties: int = 0
    fields: set[str] = field(default_factory=set)
    unconfirmed: int = 0
    overdue_reviews: int = 0


def totals(on: date) -> dict[int, Totals]:
    """The numbers of every catalogue that has duties, by its primary key; one query."""
    found: dict[int, Totals] = {}
    rows = (
        versions_on(on)
        .order_by()
        .values_list("entry__catalogue", "field", "unconfirmed", "review_on")
    )
    for catalogue, code, unconfirmed, review_on in rows:
        one = found.setdefault(catalogue, Totals())
        one.duties += 1
        one.fields |= {code} if code else set()
        one.unconfirmed += bool(unconfirmed)
        one.overdue_reviews += review_on is not None and review_on < on
    return found


def overdue_reviews(on: date, catalogue: Catalogue | None = None) -> QuerySet[EntryVersion]:
    """What is withheld and should have been looked at again by now (条例 第十八条)."""
    return versions_on(on, catalogue).filter(review_on__lt=on).order_by("review_on", "entry__code")
