"""A whole table of legacy items at once, as people bring it to the desk: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.disclosure import events, verbs
from gongkai.disclosure.models import Item
from gongkai.disclosure.operations.importing import Legacy, take_over
from gongkai.files.models import StoredFile
from gongkai.journal.queries import story
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.models import Unit
from gongkai.people.queries import acting

BATCH = 300


def reasons_not_to_import_file(file: StoredFile, unit: Unit) -> list[str]:
    """Why this file is not taken over: a second click, or a second visit, makes nothing double."""
    for entry in story(file.reference):
        if isinstance(entry.fact, events.LegacyFileImported) and entry.fact.unit == unit.code:
            return [f"这个文件已经为“{unit}”导入过，没有重复导入。"]
    return []


@operation
def take_over_file(
    file: StoredFile, rows: Sequence[Legacy], unit: Unit, *, staff: Staff
) -> list[Item]:
    """Take over what was read from a file, in one transaction."""
    locked = StoredFile.objects.select_for_update().get(pk=file.pk)
    refuse_if([] if rows else ["没有可以导入的信息。"])
    refuse_if(reasons_not_to_import_file(locked, unit))
    items = [
        item
        for first in range(0, len(rows), BATCH)
        for item in take_over(rows[first : first + BATCH], unit, staff=staff)
    ]
    record(
        events.LegacyFileImported(unit.code, len(items)),
        about=locked.reference,
        actor=acting(staff, verbs.IMPORT, unit) or staff,
    )
    return items
