"""Deleted rows must not linger in the database's files.

SQLite writes zeros over what is deleted (`secure_delete`, config/settings.py), but the old pages
stay in its write-ahead log until that is emptied. PostgreSQL keeps dead rows until a vacuum.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import Model


def scrub(*models: type[Model]) -> None:
    """Bring what was deleted from these tables out of the files of the database; outside a
    transaction only.

    A reader that is busy may stop SQLite from emptying its log; the next call, or the next
    checkpoint, does it then.
    """
    if connection.in_atomic_block:
        return  # in a test that rolls back; there is nothing to be said for waiting here
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            names = (connection.ops.quote_name(model._meta.db_table) for model in models)
            cursor.execute(f"VACUUM {', '.join(names)}")
