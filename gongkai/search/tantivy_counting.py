"""How much is found, and how it divides: exactly, or from a sample when it is very much.

One sixteenth of all things is a sample. What is found there is counted first; it costs a sixteenth,
and tells whether counting everything would take long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tantivy
from tantivy import Query

from gongkai.search.engine import Wanted
from gongkai.search.tantivy_asking import Asking
from gongkai.search.tantivy_schema import SAMPLES

MOST_VALUES = 60  # of a facet
COUNTED = 20_000  # hits that are counted one by one

Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Counted:
    """What is found: how much, by each facet, by year; `estimated` when a sample tells it."""

    total: int
    facets: Counts
    years: dict[int, int]
    estimated: bool = False


def count(searcher: tantivy.Searcher, asking: Asking, wanted: Wanted) -> Counted:
    """Everything to be said about numbers. A facet by which something was chosen is counted over
    what the other choices leave, so that one sees what else there is."""
    chosen = [name for name in wanted.facets if wanted.filters.get(name)]
    free = [name for name in wanted.facets if name not in chosen]
    query = asking.query(wanted, scored=False)
    counts, estimated = _counted(searcher, asking, query, [*free, "kind", "year"])
    facets = {name: counts.get(name, {}) for name in free}
    total = sum(counts.get("kind", {}).values())  # everything is of one kind
    years = {int(year): number for year, number in counts.get("year", {}).items()}
    for name in chosen:
        others = asking.query(wanted, without_facet=name, scored=False)
        beside, guessed = _counted(searcher, asking, others, [name])
        facets[name] = beside.get(name, {})
        estimated |= guessed
    return Counted(
        _rounded(total) if estimated else total,
        {name: {value: _rounded(one) if estimated else one for value, one in facets[name].items()}
         for name in wanted.facets},
        years,
        estimated,
    )  # fmt: skip


def _counted(
    searcher: tantivy.Searcher, asking: Asking, query: Query, names: Sequence[str]
) -> tuple[Counts, bool]:
    """Of all that is found, when that is not too much; else of a sample."""
    sample = buckets_of(searcher, asking.sampled(query), names)
    most = max(sum(counts.values()) for counts in sample.values()) * SAMPLES
    if most > COUNTED:
        return {
            name: {value: one * SAMPLES for value, one in counts.items()}
            for name, counts in sample.items()
        }, True
    return buckets_of(searcher, query, names), False


def buckets_of(searcher: tantivy.Searcher, query: Query, names: Sequence[str]) -> Counts:
    """How many of what a question finds have each value of these fields."""
    wanted = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names}
    found: dict[str, Any] = searcher.aggregate(query, wanted)
    return {
        name: {_value(one["key"]): int(one["doc_count"]) for one in result["buckets"]}
        for name, result in found.items()
    }


def _rounded(number: int) -> int:
    """An estimate, with the two digits that can be trusted."""
    return int(float(f"{number:.2g}"))


def _value(key: Any) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)
