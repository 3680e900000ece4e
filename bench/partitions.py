"""The journal by years, tried on a copy: one table beside twelve partitions of the same rows.

It answers whether partitions would pay at this size. They cost two promises of the database: that
`seq` is unique over all years, and that an id names one entry for everybody who refers to it.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.child import say
from bench.clusters import SCRIPT, why_no_postgresql
from bench.results import Cell, Table
from bench.scales import Scale

FIRST, LAST = 2015, 2026
ROUNDS = 30
TITLE = "The journal by years, on a copy"
COLUMNS = """
    id bigint NOT NULL, seq bigint, name varchar(80) NOT NULL, about varchar(80) NOT NULL,
    actor jsonb NOT NULL, "on" date NOT NULL, at timestamptz NOT NULL, data jsonb NOT NULL
"""
INDEXES = (
    "CREATE UNIQUE INDEX ON {0} (id{1})",
    "CREATE UNIQUE INDEX ON {0} (seq{1})",
    "CREATE INDEX ON {0} (about, id)",
    "CREATE INDEX ON {0} (id) WHERE seq IS NULL",
    'CREATE INDEX ON {0} (name, "on")',
)
FILL = """
    INSERT INTO {0}
    SELECT n, n, (ARRAY['ItemDrafted','ItemReleased','ReviewPassed','DeadlineNear'])[mod(n, 4) + 1],
        'item:' || n / 8, '{{"person": 17, "unit": 4, "post": 9}}', day, day,
        '{{"number": 1, "index_number": "115209990/2026-00001", "hash": "{1}"}}'
    FROM generate_series(1, %(rows)s) n,
        LATERAL (SELECT timestamptz '2015-01-01' + n * interval '12 years' / (%(rows)s + 1)) d(day)
"""
HASH = "0123456789abcdef" * 4

QUESTIONS = {
    "a follower's next 500": "SELECT * FROM {0} WHERE seq > %(near)s ORDER BY seq LIMIT 500",
    "has anything no place yet": "SELECT EXISTS (SELECT 1 FROM {0} WHERE seq IS NULL)",
    "the history of one thing": "SELECT * FROM {0} WHERE about = %(about)s ORDER BY id",
    "one fact, counted over a year": (
        "SELECT count(*) FROM {0} WHERE name = 'ItemReleased' "
        "AND \"on\" BETWEEN '2025-01-01' AND '2025-12-31'"
    ),
    "the same, the year named for the partition too": (
        "SELECT count(*) FROM {0} WHERE name = 'ItemReleased' "
        "AND \"on\" BETWEEN '2025-01-01' AND '2025-12-31' "
        "AND at >= '2025-01-01' AND at < '2026-01-01'"
    ),
}


def run(scale: Scale) -> list[Table]:
    """One table, or a sentence where there is no PostgreSQL."""
    if missing := why_no_postgresql():
        return [Table(TITLE, (), [], f"Not measured: {missing}.")]
    with tempfile.TemporaryDirectory(prefix="gongkai-partitions-") as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        cluster = str(folder / "cluster")
        started = subprocess.run([SCRIPT, "start", cluster], check=True, capture_output=True)
        try:
            return [_table(started.stdout.decode().strip(), scale.log_entries)]
        finally:
            subprocess.run([SCRIPT, "stop", cluster], check=False)


def _table(url: str, rows: int) -> Table:
    import psycopg

    with psycopg.connect(url, autocommit=True) as db:
        _make(db, rows)
        known = {"near": rows - 400, "about": f"item:{rows // 16}", "rows": rows}
        told: list[list[Cell]] = []
        for what, query in QUESTIONS.items():
            both = [_milliseconds(db, query.format(name), known) for name in ("whole", "parted")]
            told.append([what, *both, both[1] / both[0]])
        told.append(
            _compared("one entry added", *(_adding(db, name, rows) for name in ("whole", "parted")))
        )
        told.append(
            _compared(
                "the first year put away",
                _once(lambda: db.execute("DELETE FROM whole WHERE at < '2016-01-01'")),
                _once(lambda: db.execute("ALTER TABLE parted DETACH PARTITION parted_2015")),
            )
        )
    head = ("what", "one table, ms", "by years, ms", "ratio")
    note = f"{rows:,} entries over {LAST - FIRST + 1} years; medians of {ROUNDS}."
    return Table(TITLE, head, told, note)


def _make(db: Any, rows: int) -> None:
    db.execute(f"CREATE TABLE whole ({COLUMNS})")
    db.execute(f"CREATE TABLE parted ({COLUMNS}) PARTITION BY RANGE (at)")
    for year in range(FIRST, LAST + 1):
        span = f"FROM ('{year}-01-01') TO ('{year + 1}-01-01')"
        db.execute(f"CREATE TABLE parted_{year} PARTITION OF parted FOR VALUES {span}")
    for name, key in (("whole", ""), ("parted", ", at")):
        say(f"filling {name}")
        for index in INDEXES:  # a unique index of a partitioned table must hold the time as well
            db.execute(index.format(name, key))
        db.execute(FILL.format(name, HASH), {"rows": rows})
        db.execute(f"VACUUM ANALYZE {name}")


def _milliseconds(db: Any, query: str, known: dict[str, Any]) -> float:
    wanted = {name: value for name, value in known.items() if f"%({name})s" in query}
    return median(_once(lambda: db.execute(query, wanted).fetchall()) for _ in range(ROUNDS))


def _adding(db: Any, name: str, after: int) -> float:
    query = (
        f"INSERT INTO {name} VALUES (%(n)s, %(n)s, 'ItemDrafted', 'item:1', '{{}}', "
        "'2026-11-01', '2026-11-01', '{}')"
    )
    times = [_once(lambda n=n: db.execute(query, {"n": after + n})) for n in range(1, ROUNDS + 1)]
    return median(times)


def _once(do: Callable[[], object]) -> float:
    begun = perf_counter()
    do()
    return (perf_counter() - begun) * 1000


def _compared(what: str, whole: float, parted: float) -> list[Cell]:
    return [what, whole, parted, parted / whole]
