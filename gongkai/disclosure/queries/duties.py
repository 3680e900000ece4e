"""Finding the duty under which something is to be published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from gongkai.disclosure.models import Item
from gongkai.disclosure.queries.coverage import answered_for_by, coverage, overdue
from gongkai.people.models import Unit
from gongkai.reference.queries import labels
from gongkai.registers.models import CatalogueEntry, EntryVersion

MOST = 60
SUGGESTED = 6


@dataclass(frozen=True)
class DutyGroup:
    """Duties under one heading: a field, or a reason to suggest them."""

    title: str
    duties: Sequence[CatalogueEntry]


@dataclass(frozen=True)
class FoundDuties:
    """What a search found, and whether there was more than is shown."""

    groups: Sequence[DutyGroup]
    more: bool = False


def find_duties(words: str) -> FoundDuties:
    """The duties in force whose code, items or catalogue contain all the words, by field."""
    found = duties_in_force()
    for word in words.split():
        found = found.filter(
            Q(code__icontains=word)
            | Q(current__level1__icontains=word)
            | Q(current__level2__icontains=word)
            | Q(current__level3__icontains=word)
            | Q(catalogue__name__icontains=word)
        )
    duties = list(found.order_by("catalogue__order", "code")[: MOST + 1])
    return FoundDuties(_by_field(duties[:MOST]), more=len(duties) > MOST)


def duties_in_force() -> QuerySet[CatalogueEntry]:
    return (
        CatalogueEntry.objects.filter(current__isnull=False)
        .exclude(current__route=EntryVersion.Route.WITHHELD)
        .exclude(ended_on__lt=timezone.localdate())
        .select_related("catalogue", "current__responsible_body")
    )


def _by_field(duties: Iterable[CatalogueEntry]) -> list[DutyGroup]:
    names = labels("fields")
    groups: dict[str, list[CatalogueEntry]] = {}
    for duty in duties:
        assert duty.current is not None
        field = duty.current.field
        groups.setdefault(names.get(field, field) or str(duty.catalogue), []).append(duty)
    return [DutyGroup(title, its) for title, its in groups.items()]


def suggested_duties(units: Sequence[Unit]) -> FoundDuties:
    """What these units probably want: what is overdue, what they used last, what is theirs."""
    groups = [
        DutyGroup("已超期，应当公开", _overdue(units)),
        DutyGroup("最近用过", _recent(units)),
        DutyGroup("本机关负责的事项", _own(units)),
    ]
    return FoundDuties(_without_repeats(groups))


def _overdue(units: Sequence[Unit]) -> list[CatalogueEntry]:
    bodies = {unit.body_id: unit.body for unit in units}
    if len(bodies) != 1:
        return []  # whoever works for many bodies has the coverage page for that
    late = overdue(coverage(body=next(iter(bodies.values()))))
    return [one.duty for one in late[:SUGGESTED]]


def _recent(units: Sequence[Unit]) -> list[CatalogueEntry]:
    used = Item.objects.filter(unit__in=units).order_by("-pk").values_list("duty", flat=True)[:60]
    wanted = list(dict.fromkeys(used))[:SUGGESTED]
    found = duties_in_force().in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def _own(units: Sequence[Unit]) -> list[CatalogueEntry]:
    bodies = {unit.body_id for unit in units}
    own = duties_in_force().filter(answered_for_by(bodies))
    return list(own.order_by("catalogue__order", "code")[:MOST])


def with_chosen(found: FoundDuties, chosen: CatalogueEntry | None) -> FoundDuties:
    """The same with the duty that is chosen already at the top, so that it is not lost."""
    if chosen is None:
        return found
    groups = [DutyGroup("已选择", [chosen]), *found.groups]
    return FoundDuties(_without_repeats(groups), found.more)


def _without_repeats(groups: Iterable[DutyGroup]) -> list[DutyGroup]:
    seen: set[int] = set()
    kept = []
    for group in groups:
        fresh = [duty for duty in group.duties if duty.pk not in seen]
        seen |= {duty.pk for duty in fresh}
        if fresh:
            kept.append(DutyGroup(group.title, fresh))
    return kept
