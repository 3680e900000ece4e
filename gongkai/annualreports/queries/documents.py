"""Normative documents, counted from what the body has published: a proposal for the first table.

No field says that a paper is a normative document (行政规范性文件); one whose validity (有效性) is
filled in is taken for one [I]. Whoever writes the report may type the figure instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gongkai.disclosure.models import Item, Version

Validity = Version.Validity
IN_FORCE = (Validity.IN_FORCE, Validity.AMENDED)
ENDED = (Validity.REPEALED, Validity.EXPIRED)


def _normative(body_id: int, duties: Sequence[str]) -> QuerySet[Item]:
    found = Item.objects.filter(body=body_id, visibility=Item.Visibility.PUBLIC)
    found = found.exclude(released__validity="")
    if not duties:
        return found
    under = Q(pk__in=[])
    for reference in duties:
        catalogue, _, code = reference.partition(".")
        under |= Q(duty__catalogue__code=catalogue, duty__code=code)
    return found.filter(under)


def made_in(body_id: int, year: int, duties: Sequence[str]) -> int:
    """Adopted in the year."""
    return _normative(body_id, duties).filter(released__adopted_on__year=year).count()


def ended_in(body_id: int, year: int, duties: Sequence[str]) -> int:
    """Whose last day lies in the year, or, lacking such a day, first published as ended in it."""
    normative = _normative(body_id, duties).filter(released__validity__in=ENDED)
    first = _moment(date(year, 1, 1))
    told = Version.objects.filter(
        item=OuterRef("pk"), outcome=Version.Outcome.RELEASED, validity__in=ENDED
    )
    in_year = told.filter(released_at__gte=first, released_at__lt=_moment(date(year + 1, 1, 1)))
    return normative.filter(
        Q(released__expires_on__year=year)
        | (
            Q(released__expires_on__isnull=True)
            & Exists(in_year)
            & ~Exists(told.filter(released_at__lt=first))
        )
    ).count()


def valid_at_end_of(body_id: int, year: int, duties: Sequence[str]) -> int:
    """Adopted by the end of the year, in force now, and not expired by then."""
    last = date(year, 12, 31)
    return (
        _normative(body_id, duties)
        .filter(released__validity__in=IN_FORCE, released__adopted_on__lte=last)
        .exclude(released__expires_on__lte=last)
        .count()
    )


def released_in(body_id: int, year: int) -> int:
    """How many items the body published for the first time in the year."""
    first, after = _moment(date(year, 1, 1)), _moment(date(year + 1, 1, 1))
    return Item.objects.filter(
        body=body_id, first_released_at__gte=first, first_released_at__lt=after
    ).count()


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
