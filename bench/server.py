"""One baked page under wrk's load: nginx with the shipped configuration is the limit; then the
embedded server; then ordinary Django views of the same page.

All run on this machine, with one working process each, in turn in each round. The load comes from
the same machine, so only the ratios say something about us.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from statistics import median

from bench.child import say
from bench.doors import WEB, Door, nginx_door, python_door
from bench.filling import baked, filled
from bench.memory import processor_seconds, resident
from bench.results import Cell, Table
from bench.scales import Scale
from gongkai.disclosure.models import Item
from gongkai.testing.nginx import why_no_nginx

CONNECTIONS = (64, 1_000)
TITLE = "One item's page under load"
STOCK = ("-m", "bench.stock")
DRAIN = 300  # seconds
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class _Contestant:
    """Something that answers with the page."""

    name: str
    start: Callable[[], AbstractContextManager[Door]]
    prefix: str = ""  # before the page's address


CONTESTANTS = (
    _Contestant("nginx, baked file", nginx_door),
    _Contestant("embedded server, baked file", lambda: python_door(WEB)),
    _Contestant("Django view returning the same bytes", lambda: python_door(STOCK), "/bytes"),
    _Contestant("Django view rendering it", lambda: python_door(STOCK), "/rendered"),
)


@dataclass
class _Seen:
    """What wrk and the kernel told, one value for each round."""

    rates: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    each: list[float] = field(default_factory=list)  # microseconds of processor for one answer
    errors: int = 0


def run(scale: Scale) -> list[Table]:
    """One table, or a sentence when there is no wrk. Without nginx the others are compared."""
    if not shutil.which("wrk"):
        return [Table(TITLE, (), [], "Not measured: wrk is not installed (`apt install wrk`).")]
    filled(scale)
    baked()
    newest = Item.objects.filter(visibility=Item.Visibility.PUBLIC).order_by("-pk")[0]
    missing = why_no_nginx()
    contestants = [one for one in CONTESTANTS if not (missing and one.start is nginx_door)]
    seen = {(one.name, many): _Seen() for many in CONNECTIONS for one in contestants}
    with ExitStack() as running:
        doors = {one.name: running.enter_context(one.start()) for one in contestants}
        size = _size(doors[contestants[0].name].address + newest.path)
        for _ in range(scale.load[0]):  # in turn, so that a busy moment of the machine hits all
            for (name, many), into in seen.items():
                prefix = next(one.prefix for one in contestants if one.name == name)
                url = doors[name].address + prefix + newest.path
                _load(url, many, scale.load[1], doors[name].pids[0], into)
    return [_table(seen, contestants, scale, size, missing)]


def _size(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return len(answer.read())


def _load(url: str, connections: int, seconds: int, pid: int, into: _Seen) -> None:
    say(f"{connections} connections ask {url}")
    _drain(url)
    words = ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--latency",
             "--timeout", "10s", url]  # fmt: skip
    before = processor_seconds([pid])
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    used = processor_seconds([pid]) - before
    count = re.search(r"(\d+) requests in", told)
    rate = re.search(r"Requests/sec:\s*([\d.]+)", told)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", told)
    assert count and rate and p99, told
    into.rates.append(float(rate[1]))
    into.p99.append(float(p99[1]) * UNITS[p99[2]])
    into.each.append(used / max(int(count[1]), 1) * 1e6)
    into.memory.append(resident([pid]))
    into.errors += _errors(told)
    _drain(url)


def _drain(url: str) -> None:
    """One answer: a slow server first works off what it had accepted, and disturbs nobody later."""
    with urllib.request.urlopen(url, timeout=DRAIN) as answer:
        assert answer.status == 200


def _errors(told: str) -> int:
    """Answers that were none: another status, and sockets that broke or waited ten seconds."""
    statuses = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    sockets = re.search(r"Socket errors: (.*)", told)
    broken = sum(map(int, re.findall(r"\d+", sockets[1]))) if sockets else 0
    return broken + (int(statuses[1]) if statuses else 0)


def _table(
    seen: dict[tuple[str, int], _Seen],
    contestants: list[_Contestant],
    scale: Scale,
    size: int,
    missing: str,
) -> Table:
    rows: list[list[Cell]] = []
    for many in CONNECTIONS:
        first = median(seen[contestants[0].name, many].rates)
        for one in contestants:
            found = seen[one.name, many]
            rate = median(found.rates)
            rows.append([one.name, many, rate, rate / first, median(found.p99),
                         median(found.each), median(found.memory), found.errors])  # fmt: skip
    note = (
        f"A page of {size / 1024:.0f} KB, not compressed; wrk with one thread on the same machine, "
        f"medians of {scale.load[0]} rounds of {scale.load[1]} s in turn. One working process "
        "each. On a machine that does other work too, the processor time of one answer says more "
        "than requests a second. Memory is the RSS of all processes of the row right after its "
        "load; behind nginx a `gongkai web` was running, which it did not need to ask."
        + (f" {missing}: ratios are to the embedded server." if missing else "")
    )
    limit = "embedded server" if missing else "nginx"
    head = (
        "what answers", "connections", "requests/s", f"× {limit}", "p99 ms", "processor µs each",
        "MB", "errors",
    )  # fmt: skip
    return Table(TITLE, head, rows, note)
