"""How good a list of hits is, for one question: what is judged has a grade, 2 answers, 1 helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2

SHOWN = 10

Grades = Mapping[str, int]


def recall(hits: Sequence[str], grades: Grades) -> float:
    """Which share of the answers stands on the first page; of at most as many as it can hold."""
    answers = {about for about, grade in grades.items() if grade == max(grades.values())}
    return len(answers & set(hits[:SHOWN])) / min(len(answers), SHOWN)


def reciprocal_rank(hits: Sequence[str], grades: Grades) -> float:
    """1 when the first hit answers, 1/2 when the second does, 0 when none of the page does."""
    best = max(grades.values())
    places = [at for at, hit in enumerate(hits[:SHOWN], 1) if grades.get(hit) == best]
    return 1 / places[0] if places else 0.0


def ndcg(hits: Sequence[str], grades: Grades) -> float:
    """Gain of the page, hits further down counting for less, as a share of the best possible."""
    ideal = _gain(sorted(grades.values(), reverse=True))
    return _gain([grades.get(hit, 0) for hit in hits]) / ideal


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(at + 1) for at, grade in enumerate(grades[:SHOWN], 1))
