"""One tag: a clock's due date in words, with the day-by-day explanation to be opened."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from gongkai.clocks import showing
from gongkai.clocks.keeping import UNREADABLE, in_words
from gongkai.clocks.models import Clock
from gongkai.clocks.queries import reading_of
from gongkai.kernel.calendar import Calendar
from gongkai.kernel.clock import Reading
from gongkai.reference.queries import calendar

register = template.Library()


@register.inclusion_tag("clocks/due.html")
def due(
    clock: Clock | None,
    explained: bool = True,
    reading: Reading | None = None,
    working: Calendar | None = None,
    opened: bool = False,
) -> dict[str, Any]:
    """The due date of a clock, how long is left, and how it was counted.

    The explanation is read anew from the journal (a few small queries) where the page does not
    hand in the `reading`, and the `working` calendar, that it knows. With `explained=False`, for
    pages of the desk that show many, it is a link; with `opened` it lies open. Nothing is shown for
    None. Works on public pages and without script.
    """
    if clock is None:
        return {"clock": None}
    working = working or calendar()
    context: dict[str, Any] = {
        "clock": clock,
        "badge": showing.due_words(clock, timezone.localdate(), timezone.now(), working),
        "trouble": clock.trouble,
    }
    if not explained:
        return context | {"why_pk": clock.pk}
    try:
        reading = reading or reading_of(clock.about, clock.rule, working)
    except UNREADABLE as error:
        return context | {"trouble": in_words(error)}
    return context | {"why": showing.explanation(reading) if reading else None, "opened": opened}
