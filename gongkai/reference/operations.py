"""The verbs on reference data: load lists and calendar years, keep codes and divisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.journal.actors import SYSTEM, Actor
from gongkai.journal.queries import story
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.kernel.calendar import CalendarError, YearTable, load_year
from gongkai.reference import calendar_tables, list_files
from gongkai.reference.events import (
    CalendarYearLoaded,
    CodeAdded,
    CodeChanged,
    CodeListLoaded,
    DivisionAdded,
    DivisionChanged,
)
from gongkai.reference.list_files import ListFile, ListRow
from gongkai.reference.models import CalendarYear, Code, CodeList, Division
from gongkai.reference.queries import (
    CodeDetails,
    reasons_not_to_add_code,
    reasons_not_to_change_code,
    reasons_not_to_keep_division,
    reasons_not_to_load_year,
    reasons_not_to_maintain,
)

RULES = Path(__file__).resolve().parents[1] / "rules"


def load_calendar(folder: Path = RULES / "calendar", *, actor: Actor) -> list[int]:
    """Take in every year of a folder of TOML files that is new or other; the years taken in.

    All files are read before the first is believed: one with a fault stops them all (`Refused`).
    A year that people loaded or amended on screen stays as they left it: this runs at every start.
    """
    tables = _read_years(sorted(folder.glob("*.toml")))
    known = {row.year: row for row in CalendarYear.objects.all()}
    other = [one for one in tables if _is_for_us(known.get(one.year), one)]
    with transaction.atomic():
        for table in other:
            load_calendar_year(table, actor=actor)
    return [table.year for table in other]


def _is_for_us(row: CalendarYear | None, table: YearTable) -> bool:
    """Whether a shipped year is new, or differs from what the platform itself loaded last."""
    if row is None:
        return True
    last = story(row.reference).last()
    by_people = last is not None and last.actor != SYSTEM.snapshot()
    return not by_people and row.table != calendar_tables.to_json(table)


def _read_years(paths: Sequence[Path]) -> list[YearTable]:
    tables, faults = [], []
    for path in paths:
        try:
            tables.append(load_year(path))
        except CalendarError as error:
            faults += [f"{path.name}：{reason}" for reason in error.reasons]
    refuse_if(faults)
    return tables


@operation
def load_calendar_year(source: Path | YearTable, *, actor: Actor) -> CalendarYear:
    """Take in the official arrangement of one year, or its amendment; from a TOML file or a table.

    From now on due dates in that year are counted by it, everywhere.
    """
    table = _read_years([source])[0] if isinstance(source, Path) else source
    refuse_if(reasons_not_to_load_year(table, actor))
    year, created = CalendarYear.objects.update_or_create(
        year=table.year,
        defaults={
            "notice": table.notice,
            "table": calendar_tables.to_json(table),
            "loaded_at": timezone.now(),
        },
    )
    record(
        CalendarYearLoaded(
            year=table.year,
            notice=table.notice,
            days_off=sum(len(holiday.days_off) for holiday in table.holidays),
            makeup_days=sum(len(holiday.makeup_days) for holiday in table.holidays),
            amended=not created,
        ),
        about=year.reference,
        actor=actor,
    )
    return year


def load_lists(folder: Path = RULES / "lists", *, actor: Actor) -> list[str]:
    """Take in all lists of a folder; the codes of the lists in which something changed.

    One row with a fault and nothing is taken in (`Refused`, one sentence for each fault). Rows
    that are kept on screen here stay as they are; rows missing from the file stay, because things
    are marked with them: a code ends by its `valid_until`.
    """
    lists = list_files.read_folder(folder)
    refuse_if([fault for one in lists for fault in one.faults])
    refuse_if(reasons_not_to_maintain(actor))
    with transaction.atomic():
        changed = [one for one in lists if _differs(one)]
        for one in changed:
            _load_list(one, actor=actor)
    return [one.code for one in changed]


def _differs(file: ListFile) -> bool:
    a_list = CodeList.objects.filter(code=file.code).first()
    if a_list is None or (a_list.name, a_list.basis) != (file.name, file.basis):
        return True
    known = {code.code: code for code in a_list.codes.select_related("parent")}
    return any(row.code not in known or _is_other(known[row.code], row) for row in file.rows)


def _is_other(code: Code, row: ListRow) -> bool:
    return not code.kept_here and _as_row(code) != row


def _as_row(code: Code) -> ListRow:
    return ListRow(
        code=code.code,
        name=code.name,
        parent=code.parent.code if code.parent else "",
        order=code.order,
        aliases=tuple(code.aliases),
        origin=code.origin,
        valid_from=code.valid_from,
        valid_until=code.valid_until,
    )


@operation
def _load_list(file: ListFile, *, actor: Actor) -> None:
    a_list, _ = CodeList.objects.update_or_create(
        code=file.code, defaults={"name": file.name, "basis": file.basis}
    )
    known = {code.code: code for code in a_list.codes.select_related("parent")}
    added = tuple(row.code for row in file.rows if row.code not in known)
    changed = tuple(
        row.code for row in file.rows if row.code in known and _is_other(known[row.code], row)
    )
    for row in file.rows:
        if row.code in {*added, *changed}:
            _keep(a_list, row)
    for row in file.rows:  # parents last: a row may stand before its parent
        if row.code in {*added, *changed}:
            parent = a_list.codes.get(code=row.parent) if row.parent else None
            a_list.codes.filter(code=row.code).update(parent=parent)
    left_alone = sum(1 for row in file.rows if row.code in known and known[row.code].kept_here)
    record(
        CodeListLoaded(a_list.code, added, changed, left_alone),
        about=a_list.reference,
        actor=actor,
    )


def _keep(a_list: CodeList, row: ListRow) -> None:
    Code.objects.update_or_create(
        list=a_list,
        code=row.code,
        defaults={
            "name": row.name,
            "order": row.order,
            "aliases": list(row.aliases),
            "origin": row.origin,
            "valid_from": row.valid_from,
            "valid_until": row.valid_until,
        },
    )


@operation
def add_code(a_list: CodeList, details: CodeDetails, *, actor: Actor) -> Code:
    """Add a code on screen; loading the list's file again will leave it alone."""
    refuse_if(reasons_not_to_add_code(a_list, details, actor))
    code = Code.objects.create(list=a_list, kept_here=True, **_values(details))
    record(CodeAdded(a_list.code, code.code), about=a_list.reference, actor=actor)
    return code


@operation
def change_code(code: Code, details: CodeDetails, *, actor: Actor) -> Code:
    """Change a code on screen: its name, place, aliases, origin or time."""
    refuse_if(reasons_not_to_change_code(code, details, actor))
    values = _values(details)
    fields = tuple(name for name, value in values.items() if getattr(code, name) != value)
    refuse_if([] if fields else ["没有任何改动，无需保存。"])
    for name, value in values.items():
        setattr(code, name, value)
    code.kept_here = True
    code.save()
    record(CodeChanged(code.list.code, code.code, fields), about=code.list.reference, actor=actor)
    return code


def _values(details: CodeDetails) -> dict[str, Any]:
    return {**vars(details), "aliases": list(details.aliases)}


@operation
def add_division(
    code: str,
    name: str,
    *,
    level: str,
    parent: Division | None,
    origin: str,
    actor: Actor,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Division:
    """Add an administrative division."""
    refuse_if(reasons_not_to_keep_division(code, name, parent, actor))
    division = Division.objects.create(
        code=code,
        name=name,
        level=level,
        parent=parent,
        origin=origin,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    record(DivisionAdded(code), about=division.reference, actor=actor)
    return division


@operation
def change_division(division: Division, *, actor: Actor, **values: Any) -> Division:
    """Change fields of a division; its code stays."""
    refuse_if(
        reasons_not_to_keep_division(
            values.get("code", division.code),
            values.get("name", division.name),
            values.get("parent", division.parent),
            actor,
            division,
        )
    )
    fields = tuple(name for name, value in values.items() if getattr(division, name) != value)
    refuse_if([] if fields else ["没有任何改动，无需保存。"])
    for name in fields:
        setattr(division, name, values[name])
    division.save()
    record(DivisionChanged(division.code, fields), about=division.reference, actor=actor)
    return division
