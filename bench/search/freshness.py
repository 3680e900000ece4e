"""From the last approval to being found, in an index of any size, while others read and write.

The index holds the papers of `kind.py` beside the county's own items, and the real `gongkai work`
keeps it. The watch starts before `approve`, goes on through `release`, and stops when a search for
the title, by the door of the public page, shows the item.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import perf_counter
from typing import Any

from bench.child import Steps, say
from bench.county import Bureau, county
from bench.filling import before_sign_off, read_to_the_end, taking_over
from bench.results import Cell, Table, quantile
from bench.scales import Scale
from bench.search.kind import Papers
from bench.search.mixed import IN_THE_MIX
from bench.search.sizes import Sizes
from bench.search.speed import QUANTILES, of_kinds
from bench.visible import drafting_beside, worker
from gongkai.disclosure.content import current_hash
from gongkai.disclosure.models import Version
from gongkai.disclosure.operations import releasing, reviewing
from gongkai.journal.models import Bookmark, Entry, Line
from gongkai.search import keeping
from gongkai.search.asking import Asked, search
from gongkai.search.rebuilding import rebuild

PATIENCE = 60  # seconds until an item that is not found is a failure
LOOK = 0.01  # seconds between two searches
BREATH = 0.05  # seconds between two rounds
QUIET = "nobody else"
BUSY = "{0} drafting, {0} processes searching"


def freshness(scale: Scale, sizes: Sizes) -> list[Table]:
    """Two tables: how soon what is signed off is found, and what searching costs meanwhile."""
    found = county(scale.duties)
    for _ in taking_over(found, sizes.items[0]):
        pass
    read_to_the_end()  # pages are no part of it; `work` bakes only what is released from now on
    papers = Papers(sizes.fresh)
    papers.announce()
    filed = rebuild(progress=Steps("filing").at)
    keeping.let_go()  # from now on `work` writes
    fresh: list[list[Cell]] = []
    searching: list[list[Cell]] = []
    with worker():
        for title, beside in ((QUIET, 0), (BUSY.format(sizes.beside), sizes.beside)):
            ready = before_sign_off(found, sizes.releases)
            _wait_until_read()
            say(f"signing off, beside {title}")
            with _beside(beside, sizes.fresh) as (drafted, asked):
                rounds = [_round(bureau, version) for bureau, version in ready]
            fresh.append([title, sum(drafted), *_spread([one[0] for one in rounds])])
            fresh[-1] += _spread([one[1] for one in rounds])[1:2]
            if asked:
                searching.append([title, *_searched(asked)])
    note = (
        f"{filed:,} things in the index; {sizes.releases} rounds each. The operations themselves "
        "(approve, release) are part of it, and stand alone in the last column."
    )
    head = ("beside", "drafts/s", *QUANTILES, "operations p95 ms")
    return [
        Table("Search: from sign-off to found", head, fresh, note),
        Table(
            "Search: answers meanwhile",
            ("beside", "answers/s", *QUANTILES),
            searching,
            f"{filed:,} things in the index.",
        ),
    ]


def _round(bureau: Bureau, version: Version) -> tuple[float, float]:
    """Seconds until it was found, and of the operations alone."""
    asked = Asked(f"“{version.title}”", size=1)
    seen = current_hash(version)
    begun = perf_counter()
    approved = reviewing.approve(version, seen_hash=seen, staff=bureau.leader)
    item = releasing.release(approved, staff=bureau.leader)
    operations = perf_counter() - begun
    about = f"item:{item.number}"
    while not any(hit.reference == about for hit in search(asked).hits):
        if perf_counter() - begun > PATIENCE:
            raise TimeoutError(f"{about} was not found within {PATIENCE} s")
        time.sleep(LOOK)
    took = perf_counter() - begun
    time.sleep(BREATH)
    return took, operations


def _wait_until_read() -> None:
    """Until the worker has filed all that happened before."""
    while Entry.objects.filter(seq__isnull=True).exists() or not _read():
        time.sleep(0.1)


def _read() -> bool:
    last = Line.objects.filter(pk=1).values_list("last", flat=True).first() or 0
    return not Bookmark.objects.filter(follower__in=("search", "publishing"), seq__lt=last).exists()


@contextmanager
def _beside(others: int, count: int) -> Iterator[tuple[list[float], list[dict[str, Any]]]]:
    """Others who write and read; afterwards what they did."""
    asked: list[dict[str, Any]] = []
    with ExitStack() as stack:
        drafted = stack.enter_context(drafting_beside(others))
        running = [stack.enter_context(_asker(count)) for _ in range(others)]
        yield drafted, asked
        for process in running:
            process.terminate()
            asked.append(json.loads(process.communicate(timeout=60)[0].splitlines()[-1]))


@contextmanager
def _asker(count: int) -> Iterator[subprocess.Popen[str]]:
    words = ["-m", "bench.searching", "ask", str(count), "0", "1", str(os.getpid())]
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout and process.stdout.readline()  # it is ready
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def _searched(asked: list[dict[str, Any]]) -> list[Cell]:
    warm = [one for each in asked for one in each["warm"]]
    rate = sum(len(each["warm"]) / each["seconds"] for each in asked)
    return [rate, *of_kinds(warm, IN_THE_MIX)]


def _spread(seconds: list[float]) -> list[float]:
    found = [*(quantile(seconds, share) for share in (0.5, 0.95, 0.99)), max(seconds)]
    return [one * 1000 for one in found]
