"""The counters of each duty and body, kept inside the recording transaction, rebuilt at will."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from gongkai.disclosure import events
from gongkai.disclosure.models import Item, Standing
from gongkai.disclosure.queries.visibility import items_visible_to
from gongkai.journal.models import Entry
from gongkai.journal.recording import at_once
from gongkai.registers.models import CatalogueEntry

Pair = tuple[int, int]  # a duty and a body, by their primary keys
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
    """One body's items under a duty are counted anew: an index makes that cheaper than being
    clever."""
    number = entry.about.removeprefix("item:")
    duty, body = Item.objects.values_list("duty", "body").get(number=number)
    counted = _counted(items_visible_to(None).filter(duty=duty, body=body))
    _keep({(duty, body): counted.get((duty, body), NOTHING)})


def recount(duties: Iterable[int] | None = None) -> None:
    """Work the counters out anew, of these duties or of all."""
    public, kept = items_visible_to(None), Standing.objects.all()
    if duties is not None:
        wanted = list(duties)
        public, kept = public.filter(duty__in=wanted), kept.filter(duty__in=wanted)
    _keep(dict.fromkeys(_standings(kept), NOTHING) | _counted(public))


def wrong_counters() -> list[str]:
    """The duties whose counters differ from what counting anew would give."""
    counted, kept = _counted(items_visible_to(None)), _standings(Standing.objects.all())
    wrong = {
        duty
        for duty, body in {*counted, *kept}
        if counted.get((duty, body), NOTHING) != kept.get((duty, body), NOTHING)
    }
    return [duty.reference for duty in CatalogueEntry.objects.filter(pk__in=wrong)]


def _counted(public: QuerySet[Item]) -> dict[Pair, Counters]:
    """By duty and body, as counting gives it; pairs without public items are absent."""
    rows = public.values("duty", "body").annotate(items=Count("pk"), last=Max("first_released_at"))
    return {(row["duty"], row["body"]): (row["items"], row["last"]) for row in rows.order_by()}


def _standings(kept: QuerySet[Standing]) -> dict[Pair, Counters]:
    """By duty and body, as it is kept."""
    rows = kept.values_list("duty", "body", "public_items", "last_released_at")
    return {(duty, body): (items, last) for duty, body, items, last in rows}


def _keep(counters: dict[Pair, Counters]) -> None:
    Standing.objects.bulk_create(
        [
            Standing(duty_id=duty, body_id=body, public_items=items, last_released_at=last)
            for (duty, body), (items, last) in sorted(counters.items(), key=lambda one: one[0])
        ],
        update_conflicts=True,
        unique_fields=["duty", "body"],
        update_fields=["public_items", "last_released_at"],
        batch_size=1000,
    )
