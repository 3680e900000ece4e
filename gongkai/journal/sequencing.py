"""The sequencer gives committed entries their place in line.

An autoincrement id is handed out before commit, so a reader that remembers "the last id I read"
skips entries whose transaction was slower: with eight writers on PostgreSQL more than a third were
never seen. `seq` is given after commit, by one sequencer at a time, so the line has no holes and
never changes behind a reader.
"""

from __future__ import annotations

from django.db import connection, transaction

from gongkai.journal.models import Entry, Line


def sequence(limit: int = 1000) -> int:
    """Give up to `limit` waiting entries their place; returns how many. Safe under several callers.

    If the power fails before the commit, nobody has a place and the next call starts over; after
    it, all of them have.
    """
    if not Entry.objects.filter(seq__isnull=True).exists():
        return 0  # the usual case, asked ten times a second: no lock, no write
    with transaction.atomic():
        Line.objects.get_or_create(pk=1)
        line = Line.objects.select_for_update().get(pk=1)
        waiting = list(
            Entry.objects.filter(seq__isnull=True)
            .order_by("id")
            .values_list("id", flat=True)[:limit]
        )
        _place(waiting, after=line.last)
        line.last += len(waiting)
        line.save(update_fields=["last"])
    return len(waiting)


def _place(waiting: list[int], after: int) -> None:
    """One prepared statement for all rows: the ORM's CASE WHEN is twenty times slower."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE journal_entry SET seq = %s WHERE id = %s AND seq IS NULL",
            [(after + place, entry) for place, entry in enumerate(waiting, start=1)],
        )
