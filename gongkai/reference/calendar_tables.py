"""The arrangement of a year between the kernel's table and the JSON of our row."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.kernel.calendar import Holiday, YearTable


def to_json(table: YearTable) -> dict[str, Any]:
    """The table as JSON values, in the form of `rules/calendar/*.toml`; dates as YYYY-MM-DD."""
    return {
        "year": table.year,
        "notice": table.notice,
        "amended_by": list(table.amended_by),
        "notice_checked": table.notice_checked,
        "holidays": [
            {
                "name": holiday.name,
                "notice": holiday.notice,
                "days_off": [day.isoformat() for day in holiday.days_off],
                "makeup_days": [day.isoformat() for day in holiday.makeup_days],
            }
            for holiday in table.holidays
        ],
    }


def from_json(data: dict[str, Any]) -> YearTable:
    """The table that `to_json` wrote."""
    return YearTable(
        year=data["year"],
        notice=data["notice"],
        amended_by=tuple(data["amended_by"]),
        notice_checked=data["notice_checked"],
        holidays=tuple(
            Holiday(
                name=holiday["name"],
                notice=holiday["notice"],
                days_off=_days(holiday["days_off"]),
                makeup_days=_days(holiday["makeup_days"]),
            )
            for holiday in data["holidays"]
        ),
    )


def _days(texts: list[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)
