"""Take over a whole table: first uploaded and compared, then applied in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.journal.facts import Fact
from gongkai.journal.recording import operation, record, record_many, refuse_if
from gongkai.people.actors import Staff
from gongkai.registers import writing
from gongkai.registers.columns import changed_columns
from gongkai.registers.events import (
    CatalogueImported,
    CatalogueUploaded,
    DutyAdded,
    DutyAdjusted,
    DutyEnded,
)
from gongkai.registers.models import Catalogue, CatalogueEntry, CatalogueImport
from gongkai.registers.queries.comparing import Comparison, compare
from gongkai.registers.queries.reasons import (
    capacity,
    reasons_not_to_import,
    reasons_not_to_upload,
)
from gongkai.registers.responsibility import Bodies


@operation
def upload(catalogue: Catalogue, data: bytes, file_name: str, *, actor: Actor) -> CatalogueImport:
    """Keep a table so that it can be compared and confirmed; the catalogue does not change."""
    refuse_if(reasons_not_to_upload(catalogue, actor))
    pending = CatalogueImport.objects.create(
        catalogue=catalogue,
        file_name=file_name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        content=data,
        person=actor.person if isinstance(actor, Staff) else None,
        uploaded_at=timezone.now(),
    )
    record(
        CatalogueUploaded(sha256=pending.sha256),
        about=catalogue.reference,
        actor=capacity(actor, catalogue.body) or actor,
    )
    return pending


@operation
def import_catalogue(
    pending: CatalogueImport,
    *,
    seen: str,
    actor: Actor,
    effective_on: date,
    explanation: str,
    end_missing: bool = False,
) -> Comparison:
    """Apply an uploaded table: all of it, or nothing.

    Refused when the catalogue moved since `seen`, the state it was compared with on screen
    (`Comparison.seen`). `end_missing`: duties of the table's fields
    that the table no longer has end on the day before. Returns what was done.
    """
    catalogue = Catalogue.objects.select_for_update().get(pk=pending.catalogue_id)
    pending = CatalogueImport.objects.select_for_update().get(pk=pending.pk)
    comparison = compare(catalogue, bytes(pending.content))
    refuse_if(reasons_not_to_import(pending, actor, comparison, seen=seen, end_missing=end_missing))
    refuse_if(_reasons_against_day(comparison, effective_on, explanation))
    ended = comparison.missing if end_missing else []
    bodies, extra = Bodies(), {"adjustment": explanation.strip()}
    entries = writing.add_entries(
        catalogue, [one.columns for one in comparison.added], effective_on, bodies, extra
    )
    writing.add_versions(
        [(one.version, one.columns) for one in comparison.changed], effective_on, bodies, extra
    )
    last_day = effective_on - timedelta(days=1)
    CatalogueEntry.objects.filter(pk__in=[one.entry_id for one in ended]).update(
        ended_on=last_day, end_note=explanation.strip()
    )
    _close(pending, catalogue, comparison)
    facts = [*_facts(comparison, entries, effective_on), *(
        (one.entry.reference, DutyEnded(ended_on=last_day)) for one in ended
    )]  # fmt: skip
    imported = CatalogueImported(
        sha256=pending.sha256,
        effective_on=effective_on,
        added=len(entries),
        adjusted=len(comparison.changed),
        ended=len(ended),
        unchanged=comparison.unchanged,
    )
    who = capacity(actor, catalogue.body) or actor
    record_many([*facts, (catalogue.reference, imported)], actor=who)
    return comparison


def _reasons_against_day(comparison: Comparison, effective_on: date, explanation: str) -> list[str]:
    reasons = [] if explanation.strip() else ["请填写调整说明：为什么调整、依据是什么。"]
    later = [one for one in comparison.changed if one.version.effective_on > effective_on]
    later_ended = [one for one in comparison.missing if one.effective_on >= effective_on]
    if later or later_ended:
        newest = max(
            [one.version.effective_on for one in later] + [one.effective_on for one in later_ended]
        )
        reasons.append(f"生效日期须晚于现行各版本的生效日期（最晚的是{newest}）。")
    return reasons


def _close(pending: CatalogueImport, catalogue: Catalogue, comparison: Comparison) -> None:
    pending.applied_at = timezone.now()
    pending.content = b""
    pending.save(update_fields=["applied_at", "content"])
    if comparison.legend and comparison.legend != catalogue.channel_legend:
        catalogue.channel_legend = comparison.legend
        catalogue.save(update_fields=["channel_legend"])


def _facts(
    comparison: Comparison, entries: list[CatalogueEntry], effective_on: date
) -> Iterator[tuple[str, Fact]]:
    for entry in entries:
        yield entry.reference, DutyAdded(effective_on=effective_on)
    for one in comparison.changed:
        yield (
            one.version.entry.reference,
            DutyAdjusted(
                version=one.version.number + 1,
                effective_on=effective_on,
                columns=tuple(changed_columns(one.version.columns, one.columns)),
            ),
        )
