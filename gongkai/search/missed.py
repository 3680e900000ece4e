"""What was searched for in vain: counted by day, without anything that might be about a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Max, Sum
from django.utils import timezone

from gongkai.journal.chores import chore
from gongkai.kernel import search_text
from gongkai.kernel.personal_data import find_personal_data
from gongkai.search.models import Missed

LONGEST = 40
KEPT = timedelta(days=400)
OFTEN = 2  # times: what was asked once only may be about somebody, and is not shown
_LONG_NUMBER = re.compile(r"\d{5,}")


def note_missed(words: str) -> None:
    """Count a question that found nothing, unless it looks like personal data."""
    if not may_be_kept(words):
        return
    today = timezone.localdate()
    row, new = Missed.objects.get_or_create(day=today, words=words)
    if not new:
        Missed.objects.filter(pk=row.pk).update(times=F("times") + 1)


def may_be_kept(words: str) -> bool:
    """Whether a question says nothing about a person: no name, no number that could be one's."""
    if not words or len(words) > LONGEST or _LONG_NUMBER.search(words):
        return False
    return not find_personal_data(words) and not search_text.names_a_person(words)


@dataclass(frozen=True)
class MissedOften:
    """A question that found nothing, over some time."""

    words: str
    times: int
    days: int
    last: date


def missed_often(since: date, most: int = 200) -> list[MissedOften]:
    """What was asked for in vain more than once, the most frequent first."""
    rows = (
        Missed.objects.filter(day__gte=since)
        .values("words")
        .annotate(sum=Sum("times"), days=Count("day"), last=Max("day"))
        .filter(sum__gte=OFTEN)
        .order_by("-sum", "-last", "words")[:most]
    )
    return [MissedOften(row["words"], row["sum"], row["days"], row["last"]) for row in rows]


@chore("search.missed", every=timedelta(hours=6))
def forget_old_questions() -> None:
    """Keep a little more than a year."""
    Missed.objects.filter(day__lt=timezone.localdate() - KEPT).delete()
