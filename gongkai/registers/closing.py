"""A body that still answers for duties is not closed: they are handed over first."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from gongkai.people.closing import stands_against_closing_a_body
from gongkai.people.models import Body
from gongkai.registers.models import EntryVersion
from gongkai.registers.queries import duties_of


@stands_against_closing_a_body
def duties(body: Body) -> Iterator[str]:
    """Duties that name the body today, or will from a later day on."""
    today = timezone.localdate()
    named = Q(responsible_body=body) | Q(also_responsible=body)
    coming = EntryVersion.objects.filter(named, effective_on__gt=today)
    coming = coming.exclude(entry__ended_on__isnull=False)
    count = len(
        {*duties_of(body, today).values_list("entry", flat=True)}
        | {*coming.values_list("entry", flat=True)}
    )
    if count:
        yield (
            f"公开目录中还有{count}项由{body.name}负责，"
            "请先在目录中调整这些事项的公开主体，把它们移交出去。"
        )
