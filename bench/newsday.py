"""A busy day in public: readers, searches and forms at a steady rate, while somebody publishes.

Once at the embedded server alone, and once at nginx with the shipped configuration in front of it.
What must come out: no error, no growth of memory, and no reader who ever saw half a page.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from django.conf import settings

from bench.child import say
from bench.doors import WEB, Door, nginx_door, python_door
from bench.filling import baked, filled
from bench.memory import Watch, watching
from bench.results import Cell, Table, quantile
from bench.scales import Scale
from gongkai.disclosure.models import Item
from gongkai.testing.nginx import why_no_nginx

ITEMS_A_SECOND = 10
PAGES = 2_000  # different ones that people read
PATIENCE = 900  # seconds until the index stands, or the last item is public

# The load comes from other addresses of this machine; they must not pass for proxies.
OUTSIDE = {"GONGKAI_TRUSTED_PROXIES": "127.0.0.1"}


@dataclass(frozen=True)
class _Day:
    """What one day at one door came to."""

    door: str
    visits: dict[str, Any]
    watch: Watch
    published: dict[str, Any]
    caught_up: float
    checked: dict[str, int]


def run(scale: Scale) -> list[Table]:
    """Three tables: visits, memory, and publishing beside it."""
    filled(scale)
    baked()
    days = [_day("embedded server", python_door(WEB, OUTSIDE), scale)]
    missing = why_no_nginx()
    if not missing:
        days.append(_day("nginx in front of it", nginx_door(OUTSIDE), scale))
    return [_visits(days, scale, missing), _memory(days), _publishing(days)]


def _day(name: str, starting: AbstractContextManager[Door], scale: Scale) -> _Day:
    seconds, rate = scale.day
    paths = Path(settings.HOME) / "bench-paths"
    paths.write_text("\n".join(_pages()), encoding="utf-8")
    with _process("gongkai.config.cli", "work") as worker, starting as door:
        _wait_for_the_index(door.address)
        parent = str(os.getpid())
        with (
            _process("bench.wholeness", door.address, parent) as checker,
            _process("bench.newspaper", str(ITEMS_A_SECOND), parent) as writer,
        ):
            assert writer.stdout and writer.stdout.readline() == "ready\n"
            say(f"{name}: {rate} visits a second for {seconds} s")
            with watching({"web": door.pids, "work": (worker.pid,)}) as watch:
                words = [door.address, str(seconds), str(rate), str(paths)]
                with _process("bench.visitors", *words) as visitors:
                    visits = json.loads(visitors.communicate()[0])
            published = _stopped(writer)
            caught_up = _until_public(published["newest"])
            checked = _stopped(checker)
    return _Day(name, visits, watch, published, caught_up, checked)


def _pages() -> list[str]:
    """What people read: mostly items, and the lists that lead to them."""
    public = Item.objects.filter(visibility=Item.Visibility.PUBLIC).order_by("pk")
    numbers = list(public.values_list("pk", flat=True))
    some = random.Random(1).sample(numbers, min(PAGES, len(numbers)))
    items = [item.path for item in Item.objects.filter(pk__in=some)]
    return items + ["/", "/latest/", "/disclosure/", "/about/"] * max(len(items) // 10, 1)


def _process(module: str, *words: str) -> subprocess.Popen[str]:
    """A child whose words are read; a `with` block waits for its end."""
    return _Ended([sys.executable, "-m", module, *words], stdout=subprocess.PIPE, text=True)


class _Ended(subprocess.Popen[str]):
    """A process that is told to stop when its block ends."""

    def __exit__(self, *problem: Any) -> None:
        self.terminate()
        super().__exit__(*problem)


def _stopped(process: subprocess.Popen[str]) -> dict[str, Any]:
    process.terminate()
    found: dict[str, Any] = json.loads(process.communicate(timeout=60)[0].splitlines()[-1])
    return found


def _wait_for_the_index(address: str) -> None:
    say("waiting for the search index")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/search.json?q=2026", timeout=30).close()
            return
        except HTTPError as answer:
            assert answer.code == 503, answer.code
            time.sleep(1)
    raise TimeoutError("the search index was not built")


def _until_public(path: str) -> float:
    """Seconds until the last item's page stands."""
    begun = time.monotonic()
    while not (Path(settings.PUBLIC_ROOT) / path.strip("/") / "index.html").exists():
        if time.monotonic() > begun + PATIENCE:
            raise TimeoutError(f"{path} did not appear")
        time.sleep(0.05)
    return time.monotonic() - begun


def _visits(days: list[_Day], scale: Scale, missing: str) -> Table:
    rows: list[list[Cell]] = []
    for day in days:
        problems = Counter(day.visits["problems"])
        for kind, seconds in day.visits["seconds"].items():
            if not seconds:
                continue
            wrong = {k: v for k, v in problems.items() if k.startswith(kind)}
            spread = [quantile(seconds, share) * 1000 for share in (0.5, 0.95, 0.99)]
            told = ", ".join(f"{name} ({count})" for name, count in wrong.items()) or "none"
            rows.append([day.door, kind, *spread, max(seconds) * 1000, len(seconds), told])
    head = ("door", "visits", "p50 ms", "p95 ms", "p99 ms", "max ms", "number", "errors")
    note = (
        f"{scale.day[1]} visits a second for {scale.day[0]} s: 90 % pages, 8 % searches, 2 % forms "
        "(a form is three requests and a session); times from the moment at which each was due."
        + (f" {missing}." if missing else "")
    )
    return Table("A busy day", head, rows, note)


def _memory(days: list[_Day]) -> Table:
    rows: list[list[Cell]] = []
    for day in days:
        for name in day.watch.named:
            warm, last, most = day.watch.told(name)
            rows.append([day.door, name, warm, last, most, f"{(last / warm - 1) * 100:+.1f} %"])
    head = ("door", "processes", "MB when warm", "MB at the end", "most MB", "growth")
    note = "RSS of all processes; warm: the second fifth of the day, the end: its last fifth."
    return Table("Memory over a busy day", head, rows, note)


def _publishing(days: list[_Day]) -> Table:
    rows: list[list[Cell]] = []
    for day in days:
        checked = dict(day.checked)
        counted = ("read", "followed", "named early", "longest ms")
        read, followed, early, longest = (checked.pop(name) for name in counted)
        found = ", ".join(f"{name} ({count})" for name, count in checked.items()) or "none"
        rate = day.published["count"] / day.published["seconds"]
        rows.append([day.door, rate, day.caught_up, read, followed, early, longest, found])
    head = ("door", "items published/s", "last public after s", "pages read", "new items followed",
            "links to nothing", "longest ms", "not whole")  # fmt: skip
    note = (
        "Read in turn without and with compression: pages that change with each item, and each "
        "new item that they name, at once."
    )
    return Table("What a reader sees while somebody publishes", head, rows, note)
