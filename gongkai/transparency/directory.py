"""`/log/documents.json`: on which page each document of the log stands; a convenience for monitors.

Nobody has to believe it. It lets a monitor name a page that is missing, and look whether what was
withdrawn is really gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from gongkai.journal.chores import chore
from gongkai.transparency import keys, logs
from gongkai.transparency.models import PUBLIC, Document, LogEntry
from gongkai.transparency.queries import state
from gongkai.transparency.registry import address_of

NAME = "documents.json"


@chore("transparency.directory", every=timedelta(minutes=5))
def write_directory() -> None:
    """Write it anew when the log has grown; a little late is early enough."""
    size = state().size
    path = logs.public_folder() / NAME
    if size and _written_for(path) != size:
        said = {
            "v": 1,
            "origin": keys.origin_of(),
            "size": size,
            "documents": dict(_documents(size)),
        }
        beside = path.with_name(f".{NAME}.new")
        beside.write_text(json.dumps(said, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        beside.replace(path)


def _written_for(path: Path) -> int | None:
    """The size for which it was written last; a file that cannot be read is written anew."""
    try:
        return int(json.loads(path.read_text(encoding="utf-8"))["size"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _documents(size: int) -> Iterator[tuple[str, str]]:
    """Every document that the log up to this size speaks of, with the address of its page."""
    told = LogEntry.objects.filter(log=PUBLIC, index__lt=size, document__isnull=False)
    rows = Document.objects.filter(pk__in=told.values("document")).order_by("pk")
    for doc, reference in rows.values_list("doc", "reference").iterator(chunk_size=5000):
        if address := address_of(reference):
            yield str(doc), address
