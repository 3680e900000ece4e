"""Running numbers of a year, without gaps: of letters, items, index numbers, requests."""

from __future__ import annotations

from gongkai.cases.models import Counter


def take_numbers(series: str, year: int, count: int = 1) -> int:
    """Take `count` running numbers and return the first.

    The series' row stays locked until the operation ends, and a refused one gives its numbers back.
    """
    counter, _ = Counter.objects.get_or_create(series=series, year=year)
    counter = Counter.objects.select_for_update().get(pk=counter.pk)
    counter.last += count
    counter.save(update_fields=["last"])
    return counter.last - count + 1
