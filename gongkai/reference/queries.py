"""The questions about lists, divisions and the working calendar."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Count, Max
from django.utils import timezone

from gongkai.journal.actors import Actor
from gongkai.kernel.calendar import (
    Calendar,
    CalendarError,
    YearTable,
    builtin_calendar,
    reasons_against_year,
)
from gongkai.kernel.identifiers import is_division_code
from gongkai.people.actors import Staff
from gongkai.people.queries import acting_anywhere
from gongkai.people.verbs import MAINTAIN_REFERENCE
from gongkai.reference import calendar_tables
from gongkai.reference.models import CalendarYear, Code, CodeList, Division


def calendar() -> Calendar:
    """The working calendar: the years shipped with the platform, and over them the loaded ones.

    Costs one small query; whoever counts for a whole list asks once.
    """
    loaded = CalendarYear.objects.aggregate(at=Max("loaded_at"), years=Count("pk"))
    return _calendar(loaded["at"], loaded["years"])


@lru_cache(maxsize=4)
def _calendar(_loaded_at: datetime | None, years: int) -> Calendar:
    """Built again only when a year was loaded since, in whatever process."""
    return Calendar.from_years(_tables().values()) if years else builtin_calendar()


def _tables() -> dict[int, YearTable]:
    tables = {table.year: table for table in builtin_calendar().years}
    for row in CalendarYear.objects.all():
        tables[row.year] = calendar_tables.from_json(row.table)
    return tables


def year_table(year: int) -> YearTable | None:
    """The arrangement of a year as it holds here; None when its notice is not known yet."""
    return _tables().get(year)


def codes(list_code: str, on: date | None = None) -> list[Code]:
    """The codes of a list that may be chosen on a day (today), in order; parents come loaded."""
    day = on or timezone.localdate()
    rows = Code.objects.filter(list__code=list_code).select_related("parent")
    return [code for code in rows if code.holds_on(day)]


def label(list_code: str, code: str) -> str:
    """How a code is written, its class before it (综合政务\\政务公开); an unknown one as it is.

    Codes that have ended keep their label: what was marked with them stays readable.
    """
    row = Code.objects.filter(list__code=list_code, code=code).select_related("parent").first()
    return written(row) if row else code


def labels(list_code: str) -> dict[str, str]:
    """All labels of a list by code, in one query, for tables."""
    rows = Code.objects.filter(list__code=list_code).select_related("parent")
    return {row.code: written(row) for row in rows}


def written(code: Code) -> str:
    """A code as papers write it: 综合政务\\政务公开."""
    return f"{code.parent.name}\\{code.name}" if code.parent else code.name


Choices = list[tuple[str, str | list[tuple[str, str]]]]


def choices(list_code: str, on: date | None = None, *, chosen: str = "") -> Choices:
    """A list for a select box, sub-classes grouped below their class; the empty choice first.

    `chosen` stays in the list even where its time has ended, so that an old form saves as it was.
    """
    day = on or timezone.localdate()
    rows = list(Code.objects.filter(list__code=list_code).select_related("parent"))
    offered = [row for row in rows if row.holds_on(day) or row.code == chosen]
    below: dict[int, list[tuple[str, str]]] = {}
    for row in offered:
        if row.parent_id:
            below.setdefault(row.parent_id, []).append((row.code, row.name))
    found: Choices = [("", "请选择")]
    for row in offered:
        if row.pk in below:
            found.append((row.name, [(row.code, row.name), *below[row.pk]]))
        elif row.parent_id is None:
            found.append((row.code, row.name))
    return found


def code_of(list_code: str, text: str) -> str:
    """The code that a person means by a name, an alias, a full label or the code; '' for none."""
    wanted = text.strip()
    for row in Code.objects.filter(list__code=list_code).select_related("parent"):
        if wanted in {row.code, row.name, written(row), *row.aliases}:
            return row.code
    return ""


def reasons_not_to_maintain(actor: Actor) -> list[str]:
    """Why this actor may not change reference data. It belongs to no unit, so any reach will do."""
    if not isinstance(actor, Staff) or acting_anywhere(actor, MAINTAIN_REFERENCE):
        return []
    return [f"您没有“{MAINTAIN_REFERENCE.label}”的权限，如需办理请联系管理员。"]


def reasons_not_to_load_year(table: YearTable, actor: Actor) -> list[str]:
    """Why the arrangement of a year cannot be taken into the calendar."""
    reasons = reasons_not_to_maintain(actor) + reasons_against_year(table)
    if reasons:
        return reasons
    if CalendarYear.objects.filter(year=table.year, table=calendar_tables.to_json(table)).exists():
        return [f"{table.year}年的放假安排与已载入的完全相同，无需再次载入。"]
    try:
        Calendar.from_years({**_tables(), table.year: table}.values())
    except CalendarError as error:
        return error.reasons
    return []


@dataclass(frozen=True)
class CodeDetails:
    """A code as a form gives it."""

    code: str
    name: str
    parent: Code | None
    order: int
    aliases: tuple[str, ...]
    origin: str
    valid_from: date | None
    valid_until: date | None


def reasons_not_to_add_code(a_list: CodeList, details: CodeDetails, actor: Actor) -> list[str]:
    """Why this code cannot be added to the list."""
    reasons = reasons_not_to_maintain(actor)
    if Code.objects.filter(list=a_list, code=details.code).exists():
        reasons.append(f"代码“{details.code}”已经用过，代码不能重复使用，请另取一个。")
    return reasons + _faults_of_details(a_list, details, None)


def reasons_not_to_change_code(code: Code, details: CodeDetails, actor: Actor) -> list[str]:
    """Why this code cannot be changed so."""
    reasons = reasons_not_to_maintain(actor)
    if details.code != code.code:
        reasons.append("代码一经使用不能改变；如需换用新的代码，请设失效日期后另行新增。")
    return reasons + _faults_of_details(code.list, details, code)


def _faults_of_details(a_list: CodeList, details: CodeDetails, own: Code | None) -> list[str]:
    reasons = [
        f"请填写{what}。"
        for what, value in (
            ("代码", details.code),
            ("名称", details.name),
            ("来源", details.origin),
        )
        if not value.strip()
    ]
    begins, ends = details.valid_from, details.valid_until
    if begins and ends and ends < begins:
        reasons.append(f"失效日期{ends}早于生效日期{begins}，请检查。")
    namesakes = Code.objects.filter(list=a_list, name=details.name, parent=details.parent)
    if namesakes.exclude(pk=own.pk if own else 0).exists():
        reasons.append(f"同一上级下已有名称“{details.name}”，请改用其他名称。")
    if own and details.parent and (details.parent == own or details.parent.parent_id == own.pk):
        reasons.append("上级不能是自己或自己的下级。")
    return reasons


def reasons_not_to_keep_division(
    code: str, name: str, parent: Division | None, actor: Actor, own: Division | None = None
) -> list[str]:
    """Why a division cannot be added or (`own`) changed so."""
    reasons = reasons_not_to_maintain(actor)
    if not is_division_code(code):
        reasons.append(f"区划代码“{code}”应当是6位（县级以上）、9位（乡级）或12位（村级）数字。")
    if not name.strip():
        reasons.append("请填写区划名称。")
    if own is None and Division.objects.filter(code=code).exists():
        reasons.append(f"区划代码“{code}”已经存在。")
    if own is not None and code != own.code:
        reasons.append("区划代码不能改变；区划调整请设失效日期后另行新增。")
    if parent is not None and own is not None and parent.pk == own.pk:
        reasons.append("上级区划不能是自己。")
    return reasons


def month_grid(year: int, month: int) -> Sequence[Sequence[date | None]]:
    """The days of a month in weeks from Monday; None outside the month."""
    weeks = Weeks().monthdatescalendar(year, month)
    return [[day if day.month == month else None for day in week] for week in weeks]
