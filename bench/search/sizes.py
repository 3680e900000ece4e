"""How large a run of this bench is, by the name of the size."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """The sizes of one run."""

    judged: int  # papers beside those of the county, when relevance is measured
    every: int  # of the judged questions that are asked: each, or some only
    papers: tuple[int, ...]  # in the index when speed is measured
    compared: int  # rounds of the mixed set that the other engines are asked
    rounds: int  # that the search itself is asked
    threads: tuple[int, ...]  # of a process that ask at once
    items: tuple[int, ...]  # in the database, when an index is built from there
    fresh: int  # papers in the index, beside the items, when freshness is measured
    releases: int  # sign-offs that are watched
    beside: int  # people who draft meanwhile, and processes that search


SIZES = {
    "smoke": Sizes(300, 5, (400,), 1, 1, (2,), (60,), 400, 2, 1),
    "small": Sizes(10_000, 1, (10_000,), 2, 10, (1, 2, 4, 8), (2_000,), 10_000, 30, 2),
    "full": Sizes(
        100_000, 1, (10_000, 100_000, 1_000_000), 2, 30, (1, 2, 4, 8), (10_000, 100_000, 1_000_000),
        1_000_000, 200, 2,
    ),
}  # fmt: skip
