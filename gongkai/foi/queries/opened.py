"""A request opened for its page: what thirty buttons and a timeline ask of it is read once.

The rows that belong to it are fetched as Django prefetches them; the journal, the clocks and the
calendar are kept on the object itself. Operations never see any of this: they lock the request,
and that reads another object (`foi.locking`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from gongkai.clocks.models import Clock
from gongkai.clocks.queries import clocks_of, reading_of, reading_told
from gongkai.foi.models import Answer, Extension, FoiRequest, UnitTask
from gongkai.journal.models import Entry
from gongkai.journal.queries import story
from gongkai.kernel.calendar import Calendar
from gongkai.kernel.clock import Reading
from gongkai.reference.queries import calendar

# Rows that several questions of one page are about.
ROWS = (
    Prefetch("answers", Answer.objects.select_related("author")),
    "clarifications",
    "consultations",
    Prefetch("extensions", Extension.objects.select_related("decided_by")),
    "fee_notices",
    "parts",
    Prefetch("unit_tasks", UnitTask.objects.select_related("unit__body", "person")),
)
_KEPT = "opened_for_its_page"  # attribute of a request


@dataclass(frozen=True)
class _Opened:
    """What was read beside the rows."""

    entries: Sequence[Entry]  # about the request and its parts
    clocks: Sequence[Clock]
    working: Calendar


def opened(foi_request: FoiRequest) -> FoiRequest:
    """The same request, with everything that its page asks about it."""
    prefetch_related_objects([foi_request], *ROWS)
    parts = (
        *(one.reference for one in foi_request.consultations.all()),
        *(one.reference for one in foi_request.fee_notices.all()),
        *(one.reference for one in foi_request.unit_tasks.all()),
    )
    kept = _Opened(
        list(story([foi_request.reference, *parts])),
        list(clocks_of(foi_request.reference, with_parts=True)),
        calendar(),
    )
    setattr(foi_request, _KEPT, kept)
    return foi_request


def _kept(foi_request: FoiRequest) -> _Opened | None:
    kept = getattr(foi_request, _KEPT, None)
    return kept if isinstance(kept, _Opened) else None


def entries_of(foi_request: FoiRequest) -> Sequence[Entry]:
    """The journal about the request itself, in the order of recording."""
    kept, reference = _kept(foi_request), foi_request.reference
    if kept is None:
        return list(story(reference))
    return [one for one in kept.entries if one.about == reference]


def all_clocks(foi_request: FoiRequest) -> Sequence[Clock]:
    """Its clocks and those of its parts, the running ones first."""
    kept = _kept(foi_request)
    return kept.clocks if kept else list(clocks_of(foi_request.reference, with_parts=True))


def working_calendar(foi_request: FoiRequest) -> Calendar:
    """The calendar by which its page counts."""
    kept = _kept(foi_request)
    return kept.working if kept else calendar()


def reading(foi_request: FoiRequest, rule: str, part: str = "") -> Reading | None:
    """One clock of the request, or of its part with this reference, read from the journal; None
    where it has not begun."""
    kept, about = _kept(foi_request), part or foi_request.reference
    if kept is None:
        return reading_of(about, rule)
    return reading_told(about, rule, kept.entries, kept.working)
