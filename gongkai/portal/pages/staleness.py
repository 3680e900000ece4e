"""Which facts make which pages stale. Items speak for themselves in `disclosure.pages`."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.journal.models import Entry
from gongkai.people import events as people
from gongkai.people.models import Body
from gongkai.portal import events
from gongkai.publishing.registry import SITE, touches
from gongkai.reference import events as reference
from gongkai.registers import events as registers


@touches(events.SiteOpened, events.SiteChanged)
def keys_of_site(_: Entry) -> Iterable[str]:
    """Head and foot of every page."""
    return [SITE]


@touches(events.ColumnAdded, events.ColumnChanged, events.ColumnRemoved)
def keys_of_column(entry: Entry) -> Iterable[str]:
    """The column, those above it, the tree; the navigation asks for a rebuild when it changes."""
    return [entry.about]


@touches(events.TopicAdded, events.TopicChanged)
def keys_of_topic(entry: Entry) -> Iterable[str]:
    return [entry.about]


@touches(events.GuideChanged)
def keys_of_guide(entry: Entry) -> Iterable[str]:
    """The guide, and the body's page, which shows whom to ask."""
    return [entry.about, f"guide:{entry.about.removeprefix('body:')}"]


@touches(people.BodyClosed)
def keys_of_closed_body(entry: Entry) -> Iterable[str]:
    """The page that says where the body went, and the page of the body that it went into."""
    into = entry.data["successor"]
    return [entry.about, f"body:{into}"] if into else [entry.about]


@touches(people.BodyCreated, people.BodyChanged)
def keys_of_body(entry: Entry) -> Iterable[str]:
    """The body's own pages; its name and phone stand on every page of its items as well, which
    may be thousands: those are baked in the background."""
    own = [entry.about, f"guide:{entry.about.removeprefix('body:')}"]
    return [*own, SITE] if {"name", "phone"} & set(entry.data.get("fields", ())) else own


@touches(reference.CodeListLoaded, reference.CodeAdded, reference.CodeChanged)
def keys_of_list(entry: Entry) -> Iterable[str]:
    return [f"list:{entry.data['list']}"]


@touches(
    registers.DutyAdded,
    registers.DutyAdjusted,
    registers.DutyInForce,
    registers.DutyEnded,
    registers.DutyColumnSet,
)
def keys_of_duty(entry: Entry) -> Iterable[str]:
    """The duty, its catalogue's tables, and the bodies that owe it or owed it."""
    catalogue, _, code = entry.about.removeprefix("duty:").partition(".")
    bodies = Body.objects.filter(
        duties__entry__catalogue__code=catalogue, duties__entry__code=code
    ) | Body.objects.filter(
        shared_duties__entry__catalogue__code=catalogue, shared_duties__entry__code=code
    )
    owing = bodies.distinct().values_list("code", flat=True)
    return [entry.about, f"table:{catalogue}", *(f"body:{body}" for body in owing)]


@touches(registers.CatalogueCreated, registers.CatalogueImported)
def keys_of_catalogue(entry: Entry) -> Iterable[str]:
    return [f"table:{entry.about.removeprefix('catalogue:')}"]
