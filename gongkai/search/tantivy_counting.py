"""How much is found, and how it divides: exactly, or from a sample when it is very much.

One thing of sixteen is in the sample. What is found there is counted first; it costs a sixteenth,
and tells whether counting everything would take long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tantivy
from tantivy import Query

from gongkai.search.engine import Wanted
from gongkai.search.tantivy_asking import Asking
from gongkai.search.tantivy_schema import SAMPLES

MOST_VALUES = 60  # of a facet
MOST_MONTHS = 1_200
COUNTED = 10_000  # hits that are counted one by one

Counts = dict[str, dict[str, int]]
Months = Mapping[int, int]


@dataclass(frozen=True)
class Counted:
    """What is found: how much, and by each facet. `months`, where the sample told it:
    in which month about how much is."""

    total: int
    facets: Counts
    total_estimated: bool = False
    facets_estimated: bool = False
    months: Months = field(default_factory=dict)


class Counting:
    """Counts in one index."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._all = Asking(schema)
        self._sample = Asking(schema, of_sample=True)

    def count(self, searcher: tantivy.Searcher, wanted: Wanted) -> Counted:
        """Everything to be said about numbers. A facet by which something was chosen is counted
        over what the other choices leave, so that one sees what else there is."""
        chosen = [name for name in wanted.facets if wanted.filters.get(name)]
        free = [name for name in wanted.facets if name not in chosen]
        counts, estimated = self._counted(searcher, wanted, [*free, "kind"])
        total = sum(counts["kind"].values())  # everything is of one kind
        guessed = dict.fromkeys(free, estimated)
        for name in chosen:
            beside, guessed[name] = self._counted(searcher, wanted, [name], without_facet=name)
            counts[name] = beside[name]
        return Counted(
            _rounded(total) if estimated else total,
            {name: _all_rounded(counts[name]) if guessed[name] else counts[name]
             for name in wanted.facets},
            estimated,
            any(guessed.values()),
            self._months(searcher, wanted) if estimated else {},
        )  # fmt: skip

    def months_of_titled(self, searcher: tantivy.Searcher, wanted: Wanted) -> Months:
        """In which months about how much has it all in the title; {} when that is not very much."""
        months = self._months(searcher, wanted, titled=True)
        return months if sum(months.values()) > COUNTED else {}

    def _months(
        self, searcher: tantivy.Searcher, wanted: Wanted, titled: bool | None = None
    ) -> Months:
        query = self._sample.query(wanted, titled=titled, scored=False)
        found = buckets_of(searcher, query, ["month"], MOST_MONTHS)["month"]
        return {int(month): number * SAMPLES for month, number in found.items()}

    def _counted(
        self,
        searcher: tantivy.Searcher,
        wanted: Wanted,
        names: Sequence[str],
        without_facet: str = "",
    ) -> tuple[Counts, bool]:
        """Of all that is found, when that is not too much; else of the sample."""
        query = self._sample.query(wanted, without_facet=without_facet, scored=False)
        sample = buckets_of(searcher, query, names)
        most = max(sum(counts.values()) for counts in sample.values()) * SAMPLES
        if most > COUNTED:
            return {
                name: {value: one * SAMPLES for value, one in counts.items()}
                for name, counts in sample.items()
            }, True
        query = self._all.query(wanted, without_facet=without_facet, scored=False)
        return buckets_of(searcher, query, names), False


def buckets_of(
    searcher: tantivy.Searcher, query: Query, names: Sequence[str], most: int = MOST_VALUES
) -> Counts:
    """How many of what a question finds have each value of these fields."""
    wanted = {name: {"terms": {"field": name, "size": most}} for name in names}
    found: dict[str, Any] = searcher.aggregate(query, wanted)
    return {
        name: {_value(one["key"]): int(one["doc_count"]) for one in result["buckets"]}
        for name, result in found.items()
    }


def _all_rounded(counts: dict[str, int]) -> dict[str, int]:
    return {value: _rounded(number) for value, number in counts.items()}


def _rounded(number: int) -> int:
    """An estimate, with the two digits that can be trusted."""
    return int(float(f"{number:.2g}"))


def _value(key: Any) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)
