"""The counters of each duty, kept inside the recording transaction, rebuilt and checked at will."""

from __future__ import annotations

from django.db.models import Count, Max

from gongkai.disclosure import events
from gongkai.disclosure.models import Item, Standing
from gongkai.disclosure.queries.visibility import visible_to
from gongkai.journal.models import Entry
from gongkai.journal.recording import at_once
from gongkai.registers.models import CatalogueEntry


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
    public = visible_to(None)
    if duties is not None:
        public = public.filter(item__duty__in=duties)
    counted = public.values("item__duty").annotate(
        items=Count("pk"), last=Max("item__first_released_at")
    )
    rows = {row["item__duty"]: row for row in counted}
    for duty in duties if duties is not None else _all_duties(rows):
        row = rows.get(duty, {"items": 0, "last": None})
        Standing.objects.update_or_create(
            duty_id=duty,
            defaults={"public_items": row["items"], "last_released_at": row["last"]},
        )


def _all_duties(rows: dict[int, dict[str, object]]) -> list[int]:
    return sorted({*rows, *Standing.objects.values_list("duty", flat=True)})


def wrong_counters() -> list[str]:
    """The duties whose counters differ from what counting anew would give."""
    counted = visible_to(None).values("item__duty").annotate(
        items=Count("pk"), last=Max("item__first_released_at")
    )
    rows = {row["item__duty"]: (row["items"], row["last"]) for row in counted}
    kept = {one.duty_id: (one.public_items, one.last_released_at) for one in _standings()}
    wrong = [pk for pk in {*rows, *kept} if rows.get(pk, (0, None)) != kept.get(pk, (0, None))]
    return [duty.reference for duty in CatalogueEntry.objects.filter(pk__in=wrong)]


def _standings() -> list[Standing]:
    return list(Standing.objects.all())
