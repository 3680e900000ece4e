"""The form of a year's arrangement, as the yearly notice gives it: holiday by holiday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.kernel.calendar import Holiday, YearTable
from gongkai.kernel.dates import parse_date
from gongkai.people.forms.fields import DayField, PiecesField

SPARE_ROWS = 4  # beside the usual seven: room for what a notice adds
USUAL = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")


class DaysField(PiecesField):
    """Several days in one line."""

    def to_python(self, value: Any) -> tuple[date, ...]:  # type: ignore[override]
        """The days; a sentence for a piece that is none."""
        if isinstance(value, tuple):
            return value
        days = []
        for piece in super().to_python(value):
            day = parse_date(piece)
            if day is None:
                raise ValidationError(f"“{piece}”不是日期，请写作 2026-05-08，多个用顿号分开。")
            days.append(day)
        return tuple(days)

    def prepare_value(self, value: Any) -> Any:
        """The days as one line again."""
        if isinstance(value, tuple):
            return "、".join(day.isoformat() for day in value)
        return value


class YearForm(forms.Form):
    """The notice of a year."""

    year = forms.IntegerField(label="年份", min_value=2000, max_value=2099)
    notice = forms.CharField(
        label="放假通知的发文字号", max_length=60, help_text="例如 国办发明电〔2025〕7号。"
    )
    amended_by = PiecesField(
        label="调整通知的发文字号",
        max_length=200,
        required=False,
        help_text="后来另发通知调整的，写在这里，多个用顿号分开。",
    )
    notice_checked = forms.BooleanField(label="已与通知原文逐日核对", required=False)


class HolidayForm(forms.Form):
    """One holiday: first and last day off, and the weekend days worked for it."""

    name = forms.CharField(label="节日", max_length=40, required=False)
    first = DayField(label="放假自", required=False)
    last = DayField(label="放假至", required=False)
    makeup_days = DaysField(label="调休上班日", max_length=200, required=False)
    notice = forms.CharField(label="所依通知", max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        """Either empty, or a name and a run of days."""
        found = super().clean() or {}
        if self.errors or not any(found.values()):
            return found  # a spare row stays empty
        if not found.get("name"):
            self.add_error("name", "请填写节日名称。")
        if not found.get("first"):
            self.add_error("first", "请填写放假的第一天。")
        first, last = found.get("first"), found.get("last") or found.get("first")
        if first and last and last < first:
            self.add_error("last", "放假的最后一天早于第一天，请检查。")
        elif first and last and (last - first).days > 30:
            self.add_error("last", "放假超过30天，请检查年份是否写错。")
        return found

    def holiday(self) -> Holiday | None:
        """What the row says; None for an empty one. Weekends inside the run do no harm."""
        found = self.cleaned_data
        if not found.get("name"):
            return None
        first, last = found["first"], found["last"] or found["first"]
        days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
        return Holiday(
            found["name"].strip(), days, tuple(found["makeup_days"]), found["notice"].strip()
        )


HolidayFormSet = forms.formset_factory(HolidayForm, extra=SPARE_ROWS, max_num=30)


def table_of(year: YearForm, holidays: Sequence[HolidayForm]) -> YearTable:
    """The arrangement that valid forms describe."""
    found = year.cleaned_data
    return YearTable(
        year=found["year"],
        notice=found["notice"].strip(),
        amended_by=tuple(found["amended_by"]),
        notice_checked=found["notice_checked"],
        holidays=tuple(one for form in holidays if (one := form.holiday())),
    )


def initial_year(table: YearTable) -> dict[str, Any]:
    """The first form filled with an arrangement, to amend it."""
    return {
        "year": table.year,
        "notice": table.notice,
        "amended_by": table.amended_by,
        "notice_checked": table.notice_checked,
    }


def initial_rows(table: YearTable | None) -> list[dict[str, Any]]:
    """The rows filled with an arrangement; without one, the names of the usual holidays."""
    if table is None:
        return [{"name": name} for name in USUAL]
    return [row for holiday in table.holidays for row in _rows(holiday)]


def _rows(holiday: Holiday) -> list[dict[str, Any]]:
    rows = [
        {
            "name": holiday.name,
            "first": run[0],
            "last": run[-1],
            "makeup_days": (),
            "notice": holiday.notice,
        }
        for run in _runs(holiday.days_off)
    ]
    rows[0]["makeup_days"] = holiday.makeup_days
    return rows


def _runs(days: Sequence[date]) -> list[list[date]]:
    """Runs of days off; a gap that is all weekend does not part them."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and _only_weekend_between(runs[-1][-1], day):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _only_weekend_between(earlier: date, later: date) -> bool:
    gap = range(1, (later - earlier).days)
    return all((earlier + timedelta(days=n)).weekday() > 4 for n in gap)
