"""What the table answers: the clocks of a thing, and those that still run."""

from __future__ import annotations

from django.db.models import F, QuerySet

from gongkai.clocks.models import OPEN, Clock
from gongkai.clocks.registry import matter_of


def clocks_of(about: str, *, with_parts: bool = False) -> QuerySet[Clock]:
    """The clocks of a reference, the running ones first, then by due date.

    `with_parts`: those of the whole matter, for instance of its third parties too.
    """
    clocks = Clock.objects.filter(matter=matter_of(about))
    if not with_parts:
        clocks = clocks.filter(about=about)
    stopped_last = F("stopped_on").asc(nulls_first=True)
    return clocks.order_by(stopped_last, F("due_on").asc(nulls_last=True), "id")


def open_clocks() -> QuerySet[Clock]:
    """The clocks that have not stopped; paused ones among them."""
    return Clock.objects.filter(OPEN)
