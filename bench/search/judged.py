"""The judged set: questions with the papers that answer them.

`questions.csv` was written and judged by hand, against the papers of the demonstration county:
questions as citizens put them, and short ones as they are typed into boxes. Papers are named by a
piece of their title, `*` for anything, several parted by |. `answers` answer, `also` helps.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from bench.search.known import known_items
from bench.search.measures import Grades
from gongkai.search.registry import Searchable

FILE = Path(__file__).with_name("questions.csv")
ANSWERS, HELPS = 2, 1


@dataclass(frozen=True)
class Judged:
    """One question, and a grade for each paper that is worth finding."""

    kind: str
    text: str
    grades: Grades


def judged_set(
    county: Sequence[Searchable], organs: Sequence[Searchable], large: Sequence[Searchable]
) -> list[Judged]:
    """All questions; by hand first."""
    found = [_by_hand(row, county) for row in csv.DictReader(FILE.open(encoding="utf-8"))]
    for kind, text, answers in known_items(county, large, organs):
        found.append(Judged(kind, text, dict.fromkeys(answers, ANSWERS)))
    return found


def _by_hand(row: dict[str, str], county: Sequence[Searchable]) -> Judged:
    grades: dict[str, int] = {}
    for column, grade in (("also", HELPS), ("answers", ANSWERS)):
        for piece in filter(None, map(str.strip, row[column].split("|"))):
            fitting = [one.about for one in county if fnmatchcase(one.title, f"*{piece}*")]
            if not fitting:
                raise ValueError(f"{FILE.name}: no paper of the county is called {piece}")
            grades |= dict.fromkeys(fitting, grade)
    return Judged(row["kind"], row["query"], grades)
