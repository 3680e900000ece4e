"""Add, adjust and end duties. What one said stays readable: every adjustment is a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils import timezone

from gongkai.journal.actors import SYSTEM, Actor
from gongkai.journal.recording import operation, record, record_many, refuse_if
from gongkai.registers import writing
from gongkai.registers.columns import DutyColumns, changed_columns
from gongkai.registers.events import (
    DutyAdded,
    DutyAdjusted,
    DutyColumnSet,
    DutyEnded,
    DutyInForce,
)
from gongkai.registers.fields import FieldNames
from gongkai.registers.models import Catalogue, CatalogueEntry, EntryVersion
from gongkai.registers.queries.comparing import next_code
from gongkai.registers.queries.duties import versions_on
from gongkai.registers.queries.reasons import (
    capacity,
    changed_remarks,
    latest_of,
    reasons_not_to_add_duty,
    reasons_not_to_adjust_duty,
    reasons_not_to_end_duty,
    reasons_not_to_set_column,
)
from gongkai.registers.responsibility import Bodies


@operation
def add_duty(
    catalogue: Catalogue,
    columns: DutyColumns,
    *,
    actor: Actor,
    effective_on: date,
    explanation: str = "",
    source: str = "",
    unconfirmed: str = "",
    column_code: str = "",
    bodies: Bodies | None = None,
) -> CatalogueEntry:
    """Add a duty from a day on. `columns.field` is a code; a duty without a code gets one."""
    catalogue = Catalogue.objects.select_for_update().get(pk=catalogue.pk)
    refuse_if(reasons_not_to_add_duty(catalogue, actor, columns))
    if not columns.code:
        taken = catalogue.entries.values_list("code", flat=True)
        columns = replace(columns, code=next_code(columns.field, taken, FieldNames()))
    extra = {
        "adjustment": explanation,
        "source": source,
        "unconfirmed": unconfirmed,
        "column_code": column_code,
    }
    (entry,) = writing.add_entries(catalogue, [columns], effective_on, bodies or Bodies(), extra)
    record(
        DutyAdded(effective_on=effective_on),
        about=entry.reference,
        actor=capacity(actor, catalogue.body) or actor,
    )
    return entry


@operation
def adjust_duty(
    entry: CatalogueEntry,
    columns: DutyColumns,
    *,
    actor: Actor,
    effective_on: date,
    explanation: str,
    against: int | None = None,
    remarks: Mapping[str, str] | None = None,
) -> EntryVersion:
    """Let the duty say `columns` from a day on; `remarks` may renew `source` and `unconfirmed`.

    `against` is the number of the version that the editor saw; if another was made meanwhile the
    adjustment is refused, so that nobody overwrites a colleague unknowingly.
    """
    Catalogue.objects.select_for_update().get(pk=entry.catalogue_id)
    entry = CatalogueEntry.objects.select_related("catalogue__body").get(pk=entry.pk)
    refuse_if(
        reasons_not_to_adjust_duty(
            entry,
            actor,
            columns,
            effective_on=effective_on,
            explanation=explanation,
            against=against,
            remarks=remarks,
        )
    )
    latest = latest_of(entry)
    changed = changed_columns(latest.columns, columns) + changed_remarks(latest, remarks)
    extra = {"adjustment": explanation.strip()} | dict(remarks or {})
    (version,) = writing.add_versions([(latest, columns)], effective_on, Bodies(), extra)
    record(
        DutyAdjusted(version=version.number, effective_on=effective_on, columns=tuple(changed)),
        about=entry.reference,
        actor=capacity(actor, entry.catalogue.body) or actor,
    )
    return version


@operation
def end_duty(entry: CatalogueEntry, *, actor: Actor, on: date, note: str) -> None:
    """End a duty; `on` is its last day. It stays in the catalogue's history."""
    Catalogue.objects.select_for_update().get(pk=entry.catalogue_id)
    entry.refresh_from_db()
    refuse_if(reasons_not_to_end_duty(entry, actor, on=on, note=note))
    entry.ended_on, entry.end_note = on, note.strip()
    entry.save(update_fields=["ended_on", "end_note"])
    record(
        DutyEnded(ended_on=on),
        about=entry.reference,
        actor=capacity(actor, entry.catalogue.body) or actor,
    )


@operation
def set_column(entry: CatalogueEntry, column_code: str, *, actor: Actor) -> None:
    """Let items of the duty appear in a column of the site.

    Where the site shows things is no part of what the duty says, so it makes no new version; the
    journal keeps who arranged it.
    """
    refuse_if(reasons_not_to_set_column(entry, actor))
    entry.versions.filter(number__gte=latest_of(entry).number).update(column_code=column_code)
    if entry.current_id:
        EntryVersion.objects.filter(pk=entry.current_id).update(column_code=column_code)
    record(
        DutyColumnSet(column=column_code),
        about=entry.reference,
        actor=capacity(actor, entry.catalogue.body) or actor,
    )


def waiting_for_force(today: date) -> list[EntryVersion]:
    """Versions whose day has come while their duty still points to an older one."""
    standing = versions_on(today).select_related("entry__catalogue")
    return [one for one in standing if one.entry.current_id != one.pk]


def bring_into_force(today: date | None = None) -> int:
    """Let every duty say what holds today; how many changed. Done again, it changes nothing."""
    day = today or timezone.localdate()
    return _bring(day) if waiting_for_force(day) else 0


@operation
def _bring(day: date) -> int:
    versions = waiting_for_force(day)
    for version in versions:
        version.entry.current = version
        version.entry.save(update_fields=["current"])
    record_many(
        [(one.entry.reference, DutyInForce(version=one.number)) for one in versions],
        actor=SYSTEM,
        on=day,
    )
    return len(versions)
