"""Areas to take out of a PDF, one row of numbers each, the edges in percent of the page.

Rows come as lists of equal names, because a script adds rows as areas are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from gongkai.files.redacting import Area

NUMBERS = ("page", "left", "top", "right", "bottom")
MOST = 500  # rows


@dataclass(frozen=True)
class Row:
    """One area as it was typed; all empty: a spare row."""

    page: str = ""
    left: str = ""
    top: str = ""
    right: str = ""
    bottom: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any((self.page, self.left, self.top, self.right, self.bottom))


def rows_of(areas: Sequence[Area]) -> list[Row]:
    """Areas as rows of percent."""
    return [
        Row(str(one.page), *(f"{100 * edge:.2f}" for edge in one.as_json()[1:])) for one in areas
    ]


def rows_from(typed: QueryDict) -> list[Row]:
    """The rows that were sent, without the spare ones and those marked to go."""
    lists = [[one.strip()[:12] for one in typed.getlist(name)[:MOST]] for name in NUMBERS]
    rows = [Row(*values) for values in zip(*lists, strict=False)]
    gone = set(typed.getlist("gone"))
    return [row for place, row in enumerate(rows) if not row.is_empty and str(place) not in gone]


def areas_from(rows: Sequence[Row]) -> tuple[list[Area], list[str]]:
    """The areas, and what is wrong with rows that are none."""
    areas, faults = [], []
    for place, row in enumerate(rows, start=1):
        area = _area(row)
        if area is None:
            faults.append(f"第{place}处：页码应当是整数，左、上、右、下应当是0到100之间的数字。")
        else:
            areas.append(area)
    return areas, faults


def _area(row: Row) -> Area | None:
    try:
        page = int(row.page)
        edges = [float(one) / 100 for one in (row.left, row.top, row.right, row.bottom)]
    except ValueError:
        return None
    if not all(0 <= one <= 1 for one in edges):  # also what is no number at all
        return None
    left, top, right, bottom = edges
    return Area(page, min(left, right), min(top, bottom), max(left, right), max(top, bottom))
