"""All benches by name, and what each of them runs against."""

from __future__ import annotations

from dataclasses import dataclass

COUNTY = "county"  # filled to the size of the run; the benches in it run one after another


@dataclass(frozen=True)
class Bench:
    """One bench: `run(scale)` of its module gives tables.

    `instance` is the name of the instance it works in, "" for none. Such a bench runs once for
    each database; where `sqlite_only`, the database has no part in what is measured.
    """

    name: str
    what: str
    instance: str = ""
    sqlite_only: bool = False

    @property
    def module(self) -> str:
        return f"bench.{self.name}"


BENCHES = (
    Bench("calendar", "working days added, beside the holidays package"),
    Bench("clock", "clock readings, beside a loop over the days"),
    Bench("intake", "how well real documents are read"),
    Bench("log", "the publication log: adding, proving, checking, beside pymerkle"),
    Bench("journal", "facts recorded, sequenced and followed", "journal"),
    Bench("growth", "bulk import, full rebuild, and the cost of one release", COUNTY),
    Bench("desk", "pages of the desk", COUNTY),
    Bench("requests", "requests for information, and the board of deadlines", "requests"),
    Bench(
        "search", "what is found, how fast, how fresh; beside others", "search", sqlite_only=True
    ),
    Bench("visible", "from sign-off to the public page", COUNTY),
    Bench("server", "a page from nginx, the embedded server, a Django view", COUNTY, True),
    Bench("newsday", "mixed visits while somebody publishes", COUNTY),
    Bench("partitions", "the journal by years, tried on a copy (PostgreSQL)"),
    Bench("failover", "the worker and the database are killed under load (PostgreSQL)"),
)

BY_NAME = {bench.name: bench for bench in BENCHES}
