"""Rows of entries and versions, written in bulk: one duty on screen, a thousand from a table.

Below the operations, which check, lock and record; nothing else writes these tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils import timezone

from gongkai.people.models import Body
from gongkai.registers.columns import DutyColumns
from gongkai.registers.models import Catalogue, CatalogueEntry, EntryVersion
from gongkai.registers.responsibility import Bodies

BATCH = 300
_CARRIED = ("column_code", "source", "unconfirmed")  # not columns of the table: they stay


def add_entries(
    catalogue: Catalogue,
    duties: Sequence[DutyColumns],
    effective_on: date,
    bodies: Bodies,
    extra: Mapping[str, str],
) -> list[CatalogueEntry]:
    """New duties with their first versions, in the order given."""
    entries = CatalogueEntry.objects.bulk_create(
        [CatalogueEntry(catalogue=catalogue, code=one.code) for one in duties], batch_size=BATCH
    )
    versions = [
        _version(entry, 1, one, effective_on, bodies, extra)
        for entry, one in zip(entries, duties, strict=True)
    ]
    _save(versions, bodies)
    for entry, version in zip(entries, versions, strict=True):
        entry.current = version  # with nothing older to say, also before its day
    CatalogueEntry.objects.bulk_update(entries, ["current"], batch_size=BATCH)
    return entries


def add_versions(
    pairs: Iterable[tuple[EntryVersion, DutyColumns]],
    effective_on: date,
    bodies: Bodies,
    extra: Mapping[str, str],
) -> list[EntryVersion]:
    """The next version of each duty, after the newest one given."""
    given = list(pairs)
    versions = [
        _version(
            latest.entry,
            latest.number + 1,
            columns,
            effective_on,
            bodies,
            {name: getattr(latest, name) for name in _CARRIED} | dict(extra),
        )
        for latest, columns in given
    ]
    _save(versions, bodies)
    if effective_on <= timezone.localdate():
        entries = [version.entry for version in versions]
        for entry, version in zip(entries, versions, strict=True):
            entry.current = version
        CatalogueEntry.objects.bulk_update(entries, ["current"], batch_size=BATCH)
    return versions


def _version(
    entry: CatalogueEntry,
    number: int,
    columns: DutyColumns,
    effective_on: date,
    bodies: Bodies,
    extra: Mapping[str, str],
) -> EntryVersion:
    return EntryVersion(
        entry=entry,
        number=number,
        effective_on=effective_on,
        responsible_body=bodies.named_in(columns.responsible).lead,
        **columns.for_version(),
        **extra,
    )


def _save(versions: list[EntryVersion], bodies: Bodies) -> None:
    EntryVersion.objects.bulk_create(versions, batch_size=BATCH)
    through = EntryVersion.also_responsible.through
    rows = [
        through(entryversion_id=one.pk, body_id=body.pk)
        for one in versions
        for body in _others(one, bodies)
    ]
    through.objects.bulk_create(rows, batch_size=BATCH)


def _others(version: EntryVersion, bodies: Bodies) -> tuple[Body, ...]:
    return bodies.named_in(version.responsible_text).others
