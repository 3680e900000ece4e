"""The command: which benches, how large, on which databases; tables on stdout."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from dataclasses import asdict
from pathlib import Path

from bench.benches import BENCHES, BY_NAME, Bench
from bench.machine import described
from bench.results import Table
from bench.running import SQLITE, BenchFailed, Stage, stage
from bench.scales import SCALES


def main() -> int:
    """Run what was asked for; 1 when a bench could not be run. Times never decide that."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers are stopped on the way out
    arguments = _arguments()
    chosen = [bench for bench in BENCHES if not arguments.names or bench.name in arguments.names]
    with stage(arguments.home, arguments.postgres) as place:
        if not arguments.json:
            print(described(place, sys.argv[1:]), flush=True)
        failed, whole = False, []
        for bench in chosen:
            for database in place.databases if _by_database(bench) else [SQLITE]:
                try:
                    tables = _run(place, bench, arguments.size, database)
                except BenchFailed as problem:
                    print(f"failed: {problem}", file=sys.stderr)
                    failed = True
                    continue
                whole += tables
                if not arguments.json:
                    print("\n".join(table.as_markdown() for table in tables), flush=True)
        if arguments.json:
            print(json.dumps([asdict(one) for one in whole], ensure_ascii=False, indent=1))
    return int(failed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    names = ", ".join(f"{bench.name} ({bench.what})" for bench in BENCHES)
    parser.add_argument("names", nargs="*", help=f"{names}; all when none is named")
    parser.add_argument("--size", choices=list(SCALES), default="small")
    parser.add_argument("--postgres", action="store_true", help="also on a throw-away PostgreSQL")
    parser.add_argument("--json", action="store_true", help="JSON instead of Markdown")
    parser.add_argument(
        "--laws", default="", help="a file of laws, for search (bench/search/laws.py)"
    )
    parser.add_argument("--home", default="", help="keep the instances here, and use them again")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(BY_NAME):
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    if arguments.laws:
        os.environ["BENCH_LAWS"] = str(Path(arguments.laws).resolve())
    return arguments


def _by_database(bench: Bench) -> bool:
    return bool(bench.instance) and not bench.sqlite_only


def _run(place: Stage, bench: Bench, size: str, database: str) -> list[Table]:
    on = f" on {database}" if _by_database(bench) else ""
    print(f"--- {bench.name}{on} ({size})", file=sys.stderr, flush=True)
    begun = time.monotonic()
    tables = place.run(bench, size, database)
    print(f"--- {bench.name}{on}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return [_named(table, on) for table in tables]


def _named(table: Table, on: str) -> Table:
    return Table(table.title + on, table.head, table.rows, table.note)


if __name__ == "__main__":
    sys.exit(main())
