"""Tables: what a bench gives, as Markdown and as JSON; and the quantiles in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from math import ceil

Cell = str | int | float


@dataclass(frozen=True)
class Table:
    """Some figures that belong together, and how to read them."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""

    def as_markdown(self) -> str:
        """The title, the table, and the note below it."""
        lines = [f"### {self.title}", "", _line(self.head), _line(_rule(self.rows, self.head))]
        lines += [_line([written(cell) for cell in row]) for row in self.rows]
        if not self.rows:
            lines = lines[:2]
        return "\n".join([*lines, *(["", self.note] if self.note else []), ""])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(rows: Sequence[Sequence[Cell]], head: Sequence[str]) -> list[str]:
    """Figures to the right."""
    last = rows[-1] if rows else head
    return ["---" if isinstance(cell, str) else "---:" for cell in last]


def written(cell: Cell) -> str:
    """A figure as people read it: three digits that count, thousands apart."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int) or abs(cell) >= 100:
        return f"{cell:,.0f}"
    return f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}"


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)) - 1, 0)]


def spread(seconds: Sequence[float]) -> list[float]:
    """p50, p95 and the longest, in milliseconds."""
    found = [quantile(seconds, 0.5), quantile(seconds, 0.95), max(seconds)]
    return [one * 1000 for one in found]


SPREAD = ("p50 ms", "p95 ms", "max ms")


def to_json(tables: Iterable[Table]) -> str:
    """For the parent process, and for `--json`."""
    return json.dumps([asdict(table) for table in tables], ensure_ascii=False, indent=1)


def from_json(text: str) -> list[Table]:
    """What `to_json` wrote."""
    return [Table(**one) for one in json.loads(text)]
