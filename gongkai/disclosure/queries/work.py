"""What waits for whom: the inbox, by due date, and a unit's items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.disclosure import verbs
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.queries.approvals import VERB_OF, wrote
from gongkai.disclosure.queries.due import ItemDue, due_of
from gongkai.disclosure.queries.visibility import units_seen_by
from gongkai.people.models import Person
from gongkai.people.queries import units_where
from gongkai.reference.queries import calendar

Status = Version.Status
LONGEST_INBOX = 500


@dataclass(frozen=True)
class Task:
    """Something that waits for this person."""

    version: Version
    what: str  # 起草、单位审核 …
    due: ItemDue | None


def inbox(person: Person) -> list[Task]:
    """What the person can move on now, the most pressing first."""
    working = calendar()
    tasks = [
        Task(version, what, due_of(version.item, working))
        for version, what in _waiting_for(person)
    ]
    return sorted(tasks, key=lambda task: (task.due.on if task.due else date.max, task.version.pk))


def _waiting_for(person: Person) -> Iterable[tuple[Version, str]]:
    rows = _with_duty(Version.objects.filter(_steps_open_to(person)))
    for version in rows.order_by("submitted_at", "pk")[:LONGEST_INBOX]:
        if version.status in VERB_OF and wrote(person, version):
            continue  # it waits for someone else
        yield version, version.get_status_display()
    urgent = Version.objects.filter(
        urgent=True,
        approved_afterwards_at__isnull=True,
        outcome=Version.Outcome.RELEASED,
        item__visibility=Item.Visibility.PUBLIC,
        item__unit__in=units_where(person, verbs.SIGN_OFF),
    )
    for version in _with_duty(urgent)[:LONGEST_INBOX]:
        if not wrote(person, version):
            yield version, "事后审签"


def _steps_open_to(person: Person) -> Q:
    mine = Q(status=Status.DRAFT, author=person)
    for step, verb in VERB_OF.items():
        mine |= Q(status=step, item__unit__in=units_where(person, verb))
    return mine | Q(
        status=Status.APPROVED,
        release_at__isnull=True,
        item__unit__in=units_where(person, verbs.RELEASE),
    )


def _with_duty(versions: QuerySet[Version]) -> QuerySet[Version]:
    return versions.select_related(
        "item__unit__body", "item__duty__current", "item__duty__catalogue", "author"
    ).prefetch_related("editors")


def items_of_my_units(person: Person) -> QuerySet[Item]:
    """The items of the units whose unpublished work is this person's business, newest first."""
    return (
        Item.objects.filter(unit__in=units_seen_by(person))
        .select_related("unit__body", "duty__current", "released", "author")
        .order_by("-created_at", "-pk")
    )


def waiting_count(person: Person) -> int:
    """How many things wait for the person, for the number beside the inbox."""
    return sum(1 for _ in _waiting_for(person))
