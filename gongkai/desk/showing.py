"""Rows of the desk's tables, made ready for the templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse

from gongkai.clocks.rows import why_url
from gongkai.disclosure.models import Version
from gongkai.disclosure.queries.coverage import Reckoned
from gongkai.disclosure.queries.due import ItemDue
from gongkai.disclosure.queries.work import Task, Waiting, tasks
from gongkai.foi.queries.work import CONFIRMING, TELLING, Work
from gongkai.kernel.calendar import Calendar
from gongkai.kernel.dates import chinese_date
from gongkai.screens.components import Due, Pagination, paginate

T = TypeVar("T")

# What has no date and comes before all, with what stands in place of the date.
NOTES = {CONFIRMING: "确认后起算", TELLING: "邮件没有发出，请尽快"}
ROWS = 100  # on a page of a table: what a morning's work needs, and quick to make


@dataclass(frozen=True)
class TaskRow:
    """One line of the inbox."""

    number: str
    title: str
    what: str
    unit: str
    author: str
    duty: str
    url: str
    urgent: bool
    due: Due | None
    note: str = ""  # in place of a date


def in_one_list(items: Sequence[Waiting], requests: Sequence[Work]) -> list[Waiting | Work]:
    """What waits in both domains, the most pressing first; without a date last.

    Requests that are not confirmed come before all: an ordinary letter is to be confirmed on the
    day that it comes (政府信息公开条例 第三十一条).
    So does telling a requester whom a mail did not reach.
    """
    return sorted([*items, *requests], key=_pressing)


def _pressing(one: Waiting | Work) -> date:
    if isinstance(one, Work) and one.what in NOTES:
        return date.min
    return one.due_on or date.max


def task_rows(shown: Sequence[Waiting | Work], today: date, working: Calendar) -> list[TaskRow]:
    """The lines of a page of the inbox, in the same order; only its items are loaded."""
    items = [one for one in shown if isinstance(one, Waiting)]
    loaded = {(one.version.pk, one.what): one for one in tasks(items)}
    rows = []
    for one in shown:
        if isinstance(one, Work):
            rows.append(work_row(one, today, working))
        elif task := loaded.get((one.version_id, one.what)):
            rows.append(task_row(task, today, working))
    return rows


def work_row(work: Work, today: date, working: Calendar) -> TaskRow:
    """A request, or a part of one, that waits."""
    due = _due_of_work(work, today, working)
    return TaskRow(
        number=work.number,
        title=work.title,
        what=work.what,
        unit="",
        author="",
        duty=f"公开申请 {work.number}",
        url=reverse("foi:case", args=[work.number]),
        urgent=False,
        due=due,
        note=NOTES.get(work.what, ""),
    )


def _due_of_work(work: Work, today: date, working: Calendar) -> Due | None:
    """The badge; the date opens its explanation, or says which decision named it."""
    if work.due_on is None:
        return None
    left = days_left(work.due_on, today, working)
    if work.clock is not None:
        return Due(work.due_on, left, why_url=why_url(work.clock))
    named = f"决定重新办理时确定：在{chinese_date(work.due_on)}前重新作出答复。"
    return Due(work.due_on, left, why=[named])


def task_row(task: Task, today: date, working: Calendar) -> TaskRow:
    """A task with its due badge, counted by this calendar, and the page where it is done."""
    version = task.version
    item = version.item
    page = "disclosure:item" if version.status in _AT_THE_WORKSPACE else "disclosure:review"
    return TaskRow(
        number=item.number,
        title=version.title or "（未填写名称）",
        what=task.what,
        unit=str(item.unit),
        author=version.author.name,
        duty=str(item.duty),
        url=reverse(page, args=[item.number]),
        urgent=version.urgent,
        due=due_badge(task.due, today, working),
    )


_AT_THE_WORKSPACE = {Version.Status.DRAFT, Version.Status.APPROVED, Version.Status.CLOSED}


def due_badge(due: ItemDue | None, today: date, working: Calendar) -> Due | None:
    """The badge of a due date: working days left, or late."""
    if due is None:
        return None
    left = days_left(due.on, today, working)
    return Due(due.on, left, why=due.why, provisional=due.provisional)


def days_left(due_on: date, today: date, working: Calendar) -> int:
    """Working days left, 0 on the last day, below 0 when it is late."""
    if due_on >= today:
        return working.workdays_between(today, due_on)
    return -max(working.workdays_between(due_on, today), 1)


@dataclass(frozen=True)
class Figure:
    """A number above a table, with the address that shows only those rows."""

    label: str
    value: int
    url: str = ""
    overdue: bool = False
    note: str = ""


def coverage_figures(covered: Sequence[Reckoned], body: str) -> list[Figure]:
    """The figures above the table of duties, each leading to its rows."""

    def rows(show: str) -> str:
        return "?" + urlencode({"body": body, "show": show})

    late = sum(1 for one in covered if one.overdue_by)
    empty = sum(1 for one in covered if one.empty)
    kept = sum(1 for one in covered if not one.empty and not one.overdue_by)
    return [
        Figure("全部事项", len(covered), rows("")),
        Figure("已超期", late, rows("overdue"), overdue=True),
        Figure("尚未公开过", empty, rows("empty")),
        Figure("按期公开", kept, rows("kept")),
    ]


def chosen(covered: Sequence[Reckoned], show: str) -> Sequence[Reckoned]:
    """The rows of one kind, or all."""
    if show == "overdue":
        return [one for one in covered if one.overdue_by]
    if show == "empty":
        return [one for one in covered if one.empty]
    if show == "kept":
        return [one for one in covered if not one.empty and not one.overdue_by]
    return covered


def page_of(rows: Sequence[T], query: QueryDict) -> tuple[Sequence[T], Pagination]:
    """The rows of the page that the address asks for, and the strip below them."""
    page = Paginator(rows, ROWS).get_page(query.get("page"))

    def address(number: int) -> str:
        asked = query.copy()
        asked["page"] = str(number)
        return f"?{asked.urlencode()}"

    pages = page.paginator.num_pages
    return list(page), paginate(page.number, pages, address, total=len(rows))
