"""Tell the database how large its tables have become, after much was written at once.

A planner that still believes a table empty reads it row by row for each row of another: after a
bulk load that is minutes instead of milliseconds, until the database looks by itself, which it
cannot do before the loading transaction ends.
"""

from __future__ import annotations

from django.db import connection


def refresh_statistics() -> None:
    """Let the database count again; cheap (it samples), and allowed inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
