"""How fast: building an index and asking it, at each size; and others with the same text.

The index is built by the platform's own rebuild and asked through the same function as the public
page, with facets and marked snippets. The papers are made when they are loaded and in no database
(`kind.py`); the time that goes into making them is taken off. `from_database` says what loading
costs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings

from bench.child import Steps, say
from bench.county import county
from bench.filling import analyse, taking_over
from bench.results import Cell, Table, quantile
from bench.scales import Scale
from bench.search import peers
from bench.search.kind import Papers
from bench.search.mixed import FOR_ALL_ENGINES, IN_THE_MIX, mixed
from bench.search.sizes import Sizes
from gongkai.search.rebuilding import rebuild

QUANTILES = ("p50 ms", "p95 ms", "p99 ms", "max ms")
Times = Sequence[tuple[str, float]]


def speed(sizes: Sizes, server: str) -> list[Table]:
    """Tables for every number of papers."""
    built: list[list[Cell]] = []
    tables: list[Table] = []
    for count in sizes.papers:
        say(f"an index of {count:,} papers")
        made = start("build", count)
        answered = _asked(count, sizes.rounds)
        built.append(_built(made, answered))
        tables += [_answers(made["papers"], answered), _threads(count, made["papers"], sizes)]
        tables += _compared(count, made["papers"], sizes, server, answered["warm"])
    head = (
        "papers", "build s", "papers/s", "index MB", "peak MB while building", "MB when asked",
        "of which mapped files",
    )  # fmt: skip
    note = "Making the papers is taken off; memory of mapped files the system may take back."
    return [Table("Search: building", head, built, note), *tables]


def start(what: str, *numbers: int) -> dict[str, Any]:
    """What a process of its own found."""
    words = [sys.executable, "-m", "bench.searching", what, *map(str, numbers)]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _asked(count: int, rounds: int) -> dict[str, Any]:
    """By a new process, whose first round finds nothing of the index in memory."""
    forget_files(Path(settings.HOME) / "search")
    return start("ask", count, rounds, 1)


def forget_files(folder: Path) -> None:
    """Tell the system to drop what it keeps of these files in memory."""
    for path in (one for one in folder.rglob("*") if one.is_file()):
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _built(made: dict[str, Any], answered: dict[str, Any]) -> list[Cell]:
    mb = 1_000_000
    return [
        made["papers"], made["seconds"], made["papers"] / made["seconds"], made["bytes"] / mb,
        made["peak"] / mb, (answered["memory"] + answered["mapped"]) / mb, answered["mapped"] / mb,
    ]  # fmt: skip


def _answers(papers: int, answered: dict[str, Any]) -> Table:
    rows: list[list[Cell]] = []
    for kind in dict.fromkeys(kind for kind, _ in answered["warm"]):
        rows.append(["warm", kind, *of_kinds(answered["warm"], (kind,))])
    rows.append(["warm", "the mix", *of_kinds(answered["warm"], IN_THE_MIX)])
    rows.append(["cold", "the mix", *of_kinds(answered["cold"], IN_THE_MIX)])
    note = (
        "Ten hits with marked snippets, and five facets. The mix is all but questions and slips. "
        "Cold: a new process, nothing of the index in memory, each question once."
    )
    return Table(f"Search: answers from {papers:,} papers", ("", "asked", *QUANTILES), rows, note)


def of_kinds(times: Times, kinds: Sequence[str]) -> list[float]:
    """p50, p95, p99 and the longest, in milliseconds, of these kinds of questions."""
    seconds = [took for kind, took in times if kind in kinds]
    if not seconds:
        return [0.0] * len(QUANTILES)
    found = [*(quantile(seconds, share) for share in (0.5, 0.95, 0.99)), max(seconds)]
    return [one * 1000 for one in found]


def _threads(count: int, papers: int, sizes: Sizes) -> Table:
    """As the server asks: several threads of one process, and two processes."""
    rows: list[list[Cell]] = []
    for threads in sizes.threads:
        found = start("ask", count, max(sizes.rounds // threads, 1), threads)
        warm = found["warm"]
        rows.append([threads, len(warm) / found["seconds"], *of_kinds(warm, IN_THE_MIX)])
    head = ("threads of a process", "answers/s", *QUANTILES)
    return Table(f"Search: several at once, {papers:,} papers", head, rows)


def _compared(count: int, papers: int, sizes: Sizes, server: str, ours: Times) -> list[Table]:
    """The other engines on the same text; ratios of quantiles over the same questions."""
    asked = [(kind, one.text) for kind, one in mixed(count) if kind in FOR_ALL_ENGINES]
    mine = of_kinds(ours, FOR_ALL_ENGINES)
    rows: list[list[Cell]] = [["Gongkai", "", "", *mine[:3], 1.0, 1.0]]
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
        engines: list[peers.Peer] = list(peers.sqlite_peers(Path(folder)))
        engines += [one for one in peers.postgresql_peers(server) if one.is_cut]
        for peer in engines:
            say(f"filling {peer.name}")
            begun = perf_counter()
            peer.fill(Papers(count).all())
            rate = papers / (perf_counter() - begun)
            took = _peer_times(peer, asked, sizes.compared)
            theirs = of_kinds(took, FOR_ALL_ENGINES)
            ratios = [theirs[at] / mine[at] for at in (0, 1)]
            rows.append([peer.name, rate, peer.size() / 1_000_000, *theirs[:3], *ratios])
    head = ("engine", "papers/s", "MB", *QUANTILES[:3], "p50 ratio", "p95 ratio")
    note = (
        "Common words, rare words, two words, phrases and numbers: a count, and ten ranked hits "
        "with a snippet each; ours with five facets besides. Their rate includes making the papers."
    )
    return [Table(f"Search: beside others, {papers:,} papers", head, rows, note)]


def _peer_times(peer: peers.Peer, asked: Sequence[tuple[str, str]], rounds: int) -> Times:
    times = []
    steps = Steps(f"asking {peer.name}")
    for done in range(rounds * len(asked)):
        kind, text = asked[done % len(asked)]
        begun = perf_counter()
        peer.ask(text, highlight=True)
        times.append((kind, perf_counter() - begun))
        steps.at(done + 1, rounds * len(asked))
    return times


def from_database(scale: Scale, sizes: Sizes) -> Table:
    """The index of the county's items, built from its database."""
    found = county(scale.duties)
    rows: list[list[Cell]] = []
    for count in sizes.items:
        for _ in taking_over(found, count):
            pass
        analyse()
        begun = perf_counter()
        filed = rebuild(progress=Steps("filing").at, workers=os.cpu_count() or 1)
        took = perf_counter() - begun
        rows.append([count, filed, took, filed / took])
    head = ("items", "things filed", "s", "things/s")
    note = f"Loaded and cut by {os.cpu_count()} processes, as `gongkai search rebuild` does."
    return Table("Search: an index from the database", head, rows, note)
