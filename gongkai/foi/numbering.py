"""The running number of a request: the one that people say on the phone, 2026-00017."""

from __future__ import annotations

from datetime import date

from gongkai.foi.models import YearCounter


def request_number(on: date) -> str:
    """Take the next number of the year; the year's row stays locked until the operation ends."""
    counter, _ = YearCounter.objects.get_or_create(year=on.year)
    counter = YearCounter.objects.select_for_update().get(pk=counter.pk)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{on.year}-{counter.last:05d}"
