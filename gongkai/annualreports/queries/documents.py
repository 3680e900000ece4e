"""规章 and 行政规范性文件 that the body has published, for the first table.

What a document is, whoever drafted it said (`Version.nature`), and reviewers saw it. Items taken
over from an old site may say nothing; the form names the duties under which those are normative
documents (`choices.normative_duties`), and no others count. Whoever writes the report may type the
figure instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gongkai.disclosure.models import Item, Version

Nature, Validity = Version.Nature, Version.Validity
ENDED = (Validity.REPEALED, Validity.EXPIRED)


def documents_of(body_id: int, nature: str, duties: Sequence[str] = ()) -> QuerySet[Item]:
    """What the body has in public of one nature; what says none, under these duties."""
    found = Item.objects.filter(body=body_id, visibility=Item.Visibility.PUBLIC)
    wanted = Q(released__nature=nature)
    for reference in duties:
        catalogue, _, code = reference.partition(".")
        here = Q(duty__catalogue__code=catalogue, duty__code=code)
        wanted |= Q(released__nature=Nature.UNSAID) & here
    return found.filter(wanted)


def made_in(documents: QuerySet[Item], year: int) -> int:
    """Adopted in the year (成文日期)."""
    return documents.filter(released__adopted_on__year=year).count()


def ended_in(documents: QuerySet[Item], year: int) -> int:
    """Those that ended in the year."""
    last, before = date(year, 12, 31), date(year - 1, 12, 31)
    return documents.filter(_ended_by(last)).exclude(_ended_by(before)).count()


def valid_at_end_of(documents: QuerySet[Item], year: int) -> int:
    """Adopted by the end of the year and not ended by then, whatever became of them since."""
    last = date(year, 12, 31)
    return documents.filter(released__adopted_on__lte=last).exclude(_ended_by(last)).count()


def _ended_by(day: date) -> Q:
    """The last day has come by then; lacking such a day, it had been published as ended by then."""
    told = Version.objects.filter(
        item=OuterRef("pk"), outcome=Version.Outcome.RELEASED, validity__in=ENDED,
        released_at__lt=_moment(date(day.year + 1, 1, 1)),
    )  # fmt: skip
    undated = Q(released__expires_on__isnull=True, released__validity__in=ENDED)
    # Spelt so that it is true or false, never NULL: it is negated above.
    dated = Q(released__expires_on__isnull=False, released__expires_on__lte=day)
    return dated | (undated & Q(Exists(told)))


def released_in(body_id: int, year: int) -> int:
    """How many items the body published for the first time in the year."""
    first, after = _moment(date(year, 1, 1)), _moment(date(year + 1, 1, 1))
    return Item.objects.filter(
        body=body_id, first_released_at__gte=first, first_released_at__lt=after
    ).count()


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
