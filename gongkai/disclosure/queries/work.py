"""What waits for whom: the inbox, by due date, and a unit's items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from gongkai.disclosure import verbs
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.queries.approvals import VERB_OF, by_others
from gongkai.disclosure.queries.due import ItemDue, dates_of, dues_of
from gongkai.people.models import Person, Unit
from gongkai.people.queries import Viewer, person_of, reach_of, somewhere
from gongkai.people.verbs import Verb

Status = Version.Status
LONGEST_INBOX = 500

VERBS = (*VERB_OF.values(), verbs.RELEASE)

# What a line of the inbox shows, and no more: a few hundred texts are not read for it.
_SHOWN = (
    "number",
    "status",
    "title",
    "urgent",
    "author__name",
    "item__number",
    "item__duty_id",
    "item__formed_on",
    "item__unit__name",
    "item__unit__body__name",
    "item__duty__code",
    *(f"item__duty__current__{name}" for name in ("level1", "level2", "level3")),
)

Reach = Mapping[Verb, Q]  # over which units the person may do each of the verbs


@dataclass(frozen=True)
class Task:
    """Something that waits for this person."""

    version: Version
    what: str  # 起草、单位审核 …
    due: ItemDue | None


@dataclass(frozen=True)
class Waiting:
    """A task whose version is not loaded yet: enough to count it and to put it in order."""

    version_id: int
    what: str
    due_on: date | None


def inbox(person: Person) -> list[Task]:
    """What the person can move on now, the most pressing first."""
    return tasks(waiting(person))


def waiting(viewer: Viewer) -> list[Waiting]:
    """The same without the versions: a page shows only some of them."""
    reach, person = reach_of(viewer, VERBS), person_of(viewer)
    opened = _steps_open_to(person, reach).order_by("submitted_at", "pk")
    afterwards = _to_review_afterwards(person, reach).order_by("released_at", "pk")
    rows = [
        row
        for versions in (opened, afterwards)
        for row in versions.values_list(*_WAITING)[:LONGEST_INBOX]
    ]
    dates = dates_of(number for _, _, number in rows)
    found = [_waiting(pk, status, dates.get(number)) for pk, status, number in rows]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.version_id))


_WAITING = ("pk", "status", "item__number")


def _waiting(pk: int, status: str, due_on: date | None) -> Waiting:
    # What is closed and waits all the same was released urgently.
    what = "事后审签" if status == Status.CLOSED else str(Status(status).label)
    return Waiting(pk, what, due_on)


def tasks(rows: Sequence[Waiting]) -> list[Task]:
    """The rows with their versions and how their dates came about, in the same order."""
    versions = _with_duty(Version.objects.all()).in_bulk([row.version_id for row in rows])
    dues = dues_of([one.item for one in versions.values()])
    return [
        Task(version, row.what, dues.get(version.item.number) if row.due_on else None)
        for row in rows
        if (version := versions.get(row.version_id))
    ]


def _with_duty(versions: QuerySet[Version]) -> QuerySet[Version]:
    return versions.select_related("item__unit__body", "item__duty__current", "author").only(
        *_SHOWN
    )


def _steps_open_to(person: Person, reach: Reach) -> QuerySet[Version]:
    """Open versions that the person can move on: their own drafts, what others wrote and they
    review, and what they release."""
    wanted = Q(status=Status.DRAFT, author=person)
    if somewhere(reach[verbs.RELEASE]):
        releasing = Q(item__unit__in=_units(reach, verbs.RELEASE))
        wanted |= Q(status=Status.APPROVED, release_at__isnull=True) & releasing
    steps = [(step, verb) for step, verb in VERB_OF.items() if somewhere(reach[verb])]
    if steps:
        reviewing = (Q(status=step, item__unit__in=_units(reach, verb)) for step, verb in steps)
        wanted |= reduce(or_, reviewing) & by_others(person)
    # Said this way, the condition is that of an index over the few versions that are open.
    still_open = ~Q(status=Status.CLOSED)
    return Version.objects.filter(still_open, wanted)


def _to_review_afterwards(person: Person, reach: Reach) -> QuerySet[Version]:
    """Urgent releases by others whose review the person can make up for."""
    if not somewhere(reach[verbs.SIGN_OFF]):
        return Version.objects.none()
    return Version.objects.filter(
        by_others(person),
        urgent=True,
        approved_afterwards_at__isnull=True,
        outcome=Version.Outcome.RELEASED,
        item__visibility=Item.Visibility.PUBLIC,
        item__unit__in=_units(reach, verbs.SIGN_OFF),
    )


def _units(reach: Reach, verb: Verb) -> QuerySet[Unit]:
    return Unit.objects.filter(reach[verb]).order_by()


def waiting_count(viewer: Viewer) -> int:
    """How many things wait for the person, for the number beside the inbox."""
    reach, person = reach_of(viewer, VERBS), person_of(viewer)
    opened = _steps_open_to(person, reach).count()
    return opened + _to_review_afterwards(person, reach).count()
