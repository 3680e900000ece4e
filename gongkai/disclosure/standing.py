"""The counters of each duty, kept inside the recording transaction, rebuilt and checked at will."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Max

from gongkai.disclosure import events
from gongkai.disclosure.models import Item, Standing
from gongkai.disclosure.queries.visibility import items_visible_to
from gongkai.journal.models import Entry
from gongkai.journal.recording import at_once
from gongkai.registers.models import CatalogueEntry

Counters = tuple[int, datetime | None]  # public items, and when the last was released
NOTHING: Counters = (0, None)


@at_once(
    events.ItemReleased,
    events.ItemCorrected,
    events.ItemWithdrawn,
    events.ItemRestored,
    events.ItemErased,
)
def recount_duty(entry: Entry) -> None:
    """One duty's items are counted anew: an index makes that cheaper than being clever."""
    number = entry.about.removeprefix("item:")
    duty = Item.objects.values_list("duty", flat=True).get(number=number)
    recount([duty])


def recount(duties: list[int] | None = None) -> None:
    """Work the counters out anew, of these duties or of all."""
    counted = _counted(duties)
    wanted = sorted({*counted, *_standings()}) if duties is None else duties
    Standing.objects.bulk_create(
        [
            Standing(duty_id=duty, public_items=items, last_released_at=last)
            for duty in wanted
            for items, last in (counted.get(duty, NOTHING),)
        ],
        update_conflicts=True,
        unique_fields=["duty"],
        update_fields=["public_items", "last_released_at"],
    )


def wrong_counters() -> list[str]:
    """The duties whose counters differ from what counting anew would give."""
    counted, kept = _counted(None), _standings()
    wrong = [pk for pk in {*counted, *kept} if counted.get(pk, NOTHING) != kept.get(pk, NOTHING)]
    return [duty.reference for duty in CatalogueEntry.objects.filter(pk__in=wrong)]


def _counted(duties: list[int] | None) -> dict[int, Counters]:
    """By duty, as counting gives it; duties without public items are absent."""
    public = items_visible_to(None)
    if duties is not None:
        public = public.filter(duty__in=duties)
    rows = public.values("duty").annotate(items=Count("pk"), last=Max("first_released_at"))
    return {row["duty"]: (row["items"], row["last"]) for row in rows}


def _standings() -> dict[int, Counters]:
    """By duty, as it is kept."""
    rows = Standing.objects.values_list("duty", "public_items", "last_released_at")
    return {duty: (items, last) for duty, items, last in rows}
