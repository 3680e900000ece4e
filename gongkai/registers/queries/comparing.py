"""An uploaded table beside the catalogue as it stands: what would be added, changed and ended.

Duties are matched by code where the table has codes, else by field and names. A table says nothing
about fields that it does not contain: those are left alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gongkai.registers.columns import WITHHELD, DutyColumns
from gongkai.registers.fields import FieldNames
from gongkai.registers.models import Catalogue, EntryVersion
from gongkai.registers.queries.histories import ColumnChange, changes_between
from gongkai.registers.responsibility import Bodies
from gongkai.registers.xlsx_reading import Problem, Reading, ReadRow, read_catalogue


@dataclass(frozen=True)
class Added:
    """A duty that the catalogue does not have yet; `columns.code` is the one it will get."""

    columns: DutyColumns
    row: ReadRow


@dataclass(frozen=True)
class Changed:
    """A duty that says something else in the table."""

    version: EntryVersion
    columns: DutyColumns
    row: ReadRow
    changes: list[ColumnChange]


@dataclass(frozen=True)
class Comparison:
    """What taking over the table would do. `missing` duties are ended only when asked for."""

    added: list[Added]
    changed: list[Changed]
    missing: list[EntryVersion]
    unchanged: int
    fields: list[str]  # names, of the fields that the table speaks of
    problems: list[Problem]
    legend: str
    seen: str  # the state of the catalogue that was compared

    @property
    def errors(self) -> list[Problem]:
        return [one for one in self.problems if one.kind == "error"]

    @property
    def warnings(self) -> list[Problem]:
        return [one for one in self.problems if one.kind == "warning"]

    @property
    def is_idle(self) -> bool:
        """Whether nothing would happen, whatever is done about missing duties."""
        return not (self.added or self.changed or self.missing)


def compare(catalogue: Catalogue, data: bytes) -> Comparison:
    """Read a workbook and lay it beside the catalogue. Changes nothing."""
    names = FieldNames()
    reading = read_catalogue(data, names.known)
    rows, problems = _fitted(reading, catalogue, names)
    standing = latest_versions(catalogue)
    pairs, fresh = _match(rows, standing)
    changed = [
        Changed(version, columns, row, changes)
        for version, columns, row in pairs
        if (changes := changes_between(version.columns, columns, names))
    ]
    covered = {columns.field for columns, _ in rows}
    matched = {version.pk for version, _, _ in pairs}
    missing = [one for one in standing if one.pk not in matched and one.field in covered]
    return Comparison(
        added=_with_new_codes(fresh, catalogue, names),
        changed=changed,
        missing=missing,
        unchanged=len(pairs) - len(changed),
        fields=[
            names.name_of(one) or "（不分领域）" for one in sorted(covered, key=names.order_of)
        ],
        problems=[*problems, *_code_problems(fresh, catalogue)],
        legend=reading.legend,
        seen=state_of(catalogue),
    )


def latest_versions(catalogue: Catalogue) -> list[EntryVersion]:
    """The newest version of every duty that has not been ended, in the order of the table."""
    newest: dict[int, EntryVersion] = {}
    versions = EntryVersion.objects.filter(
        entry__catalogue=catalogue, entry__ended_on__isnull=True
    ).select_related("entry__catalogue", "responsible_body")
    for version in versions.order_by("entry__code", "number"):
        newest[version.entry_id] = version
    return list(newest.values())


def state_of(catalogue: Catalogue) -> str:
    """A digest that changes with every adjustment of the catalogue."""
    rows = EntryVersion.objects.filter(entry__catalogue=catalogue).order_by("pk")
    told = rows.values_list("pk", "entry__ended_on", "column_code")
    return hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()


Fitted = tuple[DutyColumns, ReadRow]


def _fitted(
    reading: Reading, catalogue: Catalogue, names: FieldNames
) -> tuple[list[Fitted], list[Problem]]:
    """The rows with codes of fields and the routes of this kind of catalogue."""
    problems = list(reading.problems)
    bodies = Bodies()
    withheld = catalogue.kind == Catalogue.Kind.WITHHELD
    rows: list[Fitted] = []
    for row in reading.rows:
        columns = replace(row.columns, field=names.code_of(row.columns.field))
        columns = as_withheld(columns) if withheld else columns
        for kind, sentence in _faults(columns, withheld=withheld):
            problems.append(Problem(row.sheet, row.cell(kind), sentence, "error"))
        unknown = bodies.named_in(columns.responsible).unknown
        if unknown:
            sentence = f"没有名为“{'、'.join(unknown)}”的机关，公开主体只保留原文，不计入该机关。"
            problems.append(Problem(row.sheet, row.cell("responsible"), sentence))
        if columns.responsible == "":
            problems.append(Problem(row.sheet, row.cell("responsible"), "公开主体为空。"))
        rows.append((columns, row))
    return rows, problems


def as_withheld(columns: DutyColumns) -> DutyColumns:
    """The same row as a withheld catalogue keeps it: nothing of it is public."""
    elements = tuple(one._replace(routes=(WITHHELD,)) for one in columns.elements)
    return replace(columns, route=WITHHELD, elements=elements)


def _faults(columns: DutyColumns, *, withheld: bool) -> Iterable[tuple[str, str]]:
    """The column at fault and a sentence about it."""
    if not withheld and columns.route == WITHHELD:
        yield "route", "“不予公开”的事项请列入不予公开目录，不能列入公开目录。"
    if withheld and not columns.ground:
        yield "ground", "不予公开的理由为空，请填写代码（E14a 至 E16c）。"
    if withheld and columns.review_on is None:
        yield "review_on", "下次复审日期为空，请填写（条例第十八条要求定期评估审查）。"


def _match(
    rows: list[Fitted], standing: list[EntryVersion]
) -> tuple[list[tuple[EntryVersion, DutyColumns, ReadRow]], list[Fitted]]:
    """Pairs of a duty and its row, and the rows left over: first by code, then by names."""
    by_code = {one.entry.code: one for one in standing}
    pairs: list[tuple[EntryVersion, DutyColumns, ReadRow]] = []
    rest: list[Fitted] = []
    for columns, row in rows:
        version = by_code.pop(columns.code, None) if columns.code else None
        if version is not None:
            pairs.append((version, columns, row))
        else:
            rest.append((columns, row))
    by_names: dict[tuple[str, ...], list[EntryVersion]] = {}
    for version in by_code.values():
        by_names.setdefault(version.columns.identity, []).append(version)
    fresh: list[Fitted] = []
    for columns, row in rest:
        alike = by_names.get(columns.identity, []) if not columns.code else []
        if alike:
            version = alike.pop(0)
            pairs.append((version, replace(columns, code=version.entry.code), row))
        else:
            fresh.append((columns, row))
    return pairs, fresh


def _with_new_codes(fresh: list[Fitted], catalogue: Catalogue, names: FieldNames) -> list[Added]:
    taken = set(catalogue.entries.values_list("code", flat=True))
    taken |= {columns.code for columns, _ in fresh}
    added = []
    for columns, row in fresh:
        if not columns.code:
            columns = replace(columns, code=next_code(columns.field, taken, names))
            taken.add(columns.code)
        added.append(Added(columns, row))
    return added


def next_code(field: str, taken: Iterable[str], names: FieldNames) -> str:
    """The next free code of a field: 社会救助-012."""
    prefix = (names.name_of(field) or "事项")[:30]
    used = [one.removeprefix(f"{prefix}-") for one in taken if one.startswith(f"{prefix}-")]
    last = max((int(one) for one in used if one.isdecimal()), default=0)
    return f"{prefix}-{last + 1:03d}"


def _code_problems(fresh: Iterable[Fitted], catalogue: Catalogue) -> Iterable[Problem]:
    ended = set(catalogue.entries.filter(ended_on__isnull=False).values_list("code", flat=True))
    for columns, row in fresh:
        if columns.code in ended:
            sentence = f"编号“{columns.code}”属于已取消的事项，不能再用，请改用新的编号。"
            yield Problem(row.sheet, row.cell("code"), sentence, "error")
