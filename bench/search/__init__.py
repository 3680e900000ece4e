"""The search: how well it finds, how fast, how fresh; beside SQLite FTS5 and PostgreSQL."""

from __future__ import annotations

import os

from bench.results import Table
from bench.scales import Scale
from bench.search.freshness import freshness
from bench.search.kind import Papers
from bench.search.laws import laws
from bench.search.relevance import relevance
from bench.search.sizes import SIZES
from bench.search.speed import from_database, speed


def run(scale: Scale) -> list[Table]:
    """All tables."""
    sizes = SIZES[scale.name]
    server = os.environ.get("BENCH_POSTGRES", "")
    return [
        *relevance(Papers(sizes.judged), server, sizes.every),
        *laws(os.environ.get("BENCH_LAWS", "")),
        *speed(sizes, server),
        from_database(scale, sizes),
        *freshness(scale, sizes),
    ]
