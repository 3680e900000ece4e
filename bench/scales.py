"""How large a run is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """The sizes of one run."""

    name: str
    steps: tuple[int, ...]  # how many public items there are when growth is measured
    duties: int
    open_versions: int  # drafts, and what waits at some step of review
    releases: int  # rounds of sign-off
    visits: int  # of each person to each page of the desk
    facts: int  # recorded for each number of writers
    load: tuple[int, int]  # on the server: rounds, and seconds for each of the things compared
    terms: int  # of working days
    requests: int  # for information, of all the years
    open_requests: int
    log_entries: int  # in the large publication log
    log_batches: int  # added to a log for each size of batch; rounds of everything else there
    day: tuple[int, int]  # of mixed visits: seconds, and requests a second
    failures: int  # operations acknowledged before something is killed

    @property
    def items(self) -> int:
        """Public items that the benches of the finished county find there."""
        return self.steps[-1]


SCALES = {
    one.name: one
    for one in (
        Scale(
            "smoke", (200,), 40, 50, 4, 1, 160, (1, 1), 500, 300, 60, 2_000, 5, (5, 20), 40,
        ),
        Scale(
            "small", (1_000, 10_000), 300, 500, 50, 10, 2_400, (3, 3), 5_000, 20_000, 2_000,
            100_000, 100, (30, 40), 400,
        ),
        Scale(
            "full", (1_000, 10_000, 100_000), 1_000, 2_000, 200, 10, 8_000, (3, 5), 20_000,
            1_000_000, 20_000, 1_000_000, 300, (600, 200), 4_000,
        ),
    )
}  # fmt: skip
