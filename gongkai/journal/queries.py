"""Questions to the journal: the story of one thing, and how far behind everyone is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from gongkai.journal.followers import FOLLOWERS
from gongkai.journal.models import Bookmark, Entry, Line, Worker

STILL_ALIVE = timedelta(seconds=30)


def story(references: str | Iterable[str]) -> QuerySet[Entry]:
    """All that was recorded about a thing, or about several, in the order it happened."""
    wanted = [references] if isinstance(references, str) else list(references)
    return Entry.objects.filter(about__in=wanted).order_by("id")


@dataclass(frozen=True)
class Lag:
    """How far one follower is behind the end of the line."""

    follower: str
    behind: int  # entries
    problem: str


def lags() -> list[Lag]:
    """One line per follower; 0 behind means that all is done."""
    last = Line.objects.filter(pk=1).values_list("last", flat=True).first() or 0
    marks = {mark.follower: mark for mark in Bookmark.objects.all()}
    found = []
    for name in FOLLOWERS:
        mark = marks.get(name)
        found.append(Lag(name, last - (mark.seq if mark else 0), mark.problem if mark else ""))
    return found


def waiting() -> int:
    """Entries that have no place in line yet."""
    return Entry.objects.filter(seq__isnull=True).count()


def worker_is_alive() -> bool:
    """Whether a worker was seen within the last half minute."""
    worker = Worker.objects.filter(pk=1).first()
    return worker is not None and timezone.now() - worker.seen_at < STILL_ALIVE
