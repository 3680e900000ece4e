"""Requests for the search of the desk: what is wanted, never who asked.

Public is none of it. Requests are marked with the unit that handles them and, apart from it, with
the units that were asked for their part, because other rights open those.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from django.urls import reverse

from gongkai.foi import events
from gongkai.foi.models import FoiRequest
from gongkai.foi.queries.visibility import GIVING_OPINIONS, requests_visible_to, units_seen_by
from gongkai.journal.facts import Fact
from gongkai.journal.models import Entry
from gongkai.people.models import Person
from gongkai.people.queries import units_where_any
from gongkai.search.registry import Audience, Searchable, SearchKind, announce

KIND = "foi"
TITLE = 60  # characters of what is wanted, where the information was not named

# Facts after which a request says something else, stands elsewhere, or is seen by others.
FACTS: tuple[type[Fact], ...] = (
    events.RequestSubmitted, events.RequestReceived, events.RequestTransferred,
    events.RequestAssigned, events.ClarificationAsked, events.RequestClarified,
    events.RequestAbandoned, events.RequestFoundClear, events.UnitAsked, events.RequestAnswered,
    events.RequestWithdrawn, events.RequestReopened, events.PartEnded,
)  # fmt: skip


def _matter(entry: Entry) -> Iterable[str]:
    return [entry.about.partition("/")[0]]


def _with_parts(entry: Entry) -> Iterable[str]:
    """A paper that was split, and the requests that came of it."""
    parts = entry.data.get("parts", ())
    return [entry.about, *(f"{KIND}:{str(part).removeprefix(f'{KIND}:')}" for part in parts)]


def _touched() -> dict[str, Callable[[Entry], Iterable[str]]]:
    return {
        **{fact.__name__: _matter for fact in FACTS},
        events.RequestSplit.__name__: _with_parts,
    }


def _numbers(references: Iterable[str]) -> list[str]:
    return [one.partition(":")[2] for one in references]


def _following(after: str, most: int) -> list[str]:
    rows = FoiRequest.objects.order_by("pk")
    if after:
        rows = rows.filter(pk__gt=FoiRequest.objects.get(number=_numbers([after])[0]).pk)
    return [f"{KIND}:{number}" for number in rows.values_list("number", flat=True)[:most]]


def _load(references: Sequence[str]) -> Iterable[Searchable]:
    rows = (
        FoiRequest.objects.filter(number__in=_numbers(references))
        .select_related("body", "unit")
        .prefetch_related("unit_tasks")
    )
    return [_searchable(row) for row in rows]


def _searchable(row: FoiRequest) -> Searchable:
    wanted = " ".join(row.wanted.split())
    asked = {task.unit_id for task in row.unit_tasks.all()}
    return Searchable(
        about=row.reference,
        title=row.wanted_title or (f"{wanted[:TITLE]}…" if len(wanted) > TITLE else wanted),
        url=reverse("foi:case", args=[row.number]),
        number=row.wanted_number,
        issued_by=row.body.name,
        names=(row.body.name, *map(str, row.body.short_names)),
        text=wanted,
        words=(row.number,),
        body=row.body.code,
        on=row.received_on or row.submitted_at.date(),
        state=str(row.get_status_display()),
        units=(row.unit_id, *(-unit for unit in asked)),
    )


def _visible(references: Collection[str], viewer: Person | None) -> set[str]:
    if viewer is None:
        return set()
    rows = requests_visible_to(viewer).filter(number__in=_numbers(references))
    return {f"{KIND}:{number}" for number in rows.values_list("number", flat=True)}


def _units_of(viewer: Person) -> Iterable[int]:
    """Units whose requests are seen as a whole; as negative numbers, those that give opinions."""
    whole = units_seen_by(viewer).values_list("pk", flat=True)
    asked = units_where_any(viewer, GIVING_OPINIONS).values_list("pk", flat=True)
    return [*whole, *(-unit for unit in asked)]


announce(
    SearchKind(
        KIND,
        "公开申请",
        touched=_touched(),
        following=_following,
        count=lambda: FoiRequest.objects.count(),
        load=_load,
        visible=_visible,
        audience=Audience.DESK,
        units_of=_units_of,
    )
)
