"""The embedded server beside Django views that answer with the same page, under wrk's load.

All run on granian with one process; only the ratio says something about us.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median
from urllib.error import URLError

from bench.child import say
from bench.filling import baked, filled
from bench.results import Cell, Table
from bench.scales import Scale
from gongkai.disclosure.models import Item

CONNECTIONS = 64
TITLE = "The embedded server, requests a second for an item's page"


@dataclass(frozen=True)
class _Contestant:
    """Something that answers with the page."""

    name: str
    words: tuple[str, ...]  # of the command, without the port
    prefix: str = ""  # before the page's address


CONTESTANTS = (
    _Contestant(
        "baked file, embedded server", ("-m", "gongkai.config.cli", "web", "--port")
    ),
    _Contestant("Django view returning the same bytes", ("-m", "bench.stock",), "/bytes"),
    _Contestant("Django view rendering it from the database", ("-m", "bench.stock",), "/rendered"),
)  # fmt: skip


def run(scale: Scale) -> list[Table]:
    """One table, or a sentence when there is no wrk."""
    if not shutil.which("wrk"):
        return [Table(TITLE, (), [], "Not measured: wrk is not installed (`apt install wrk`).")]
    filled(scale)
    baked()
    rounds, seconds = scale.load
    newest = Item.objects.filter(visibility=Item.Visibility.PUBLIC).order_by("-pk")[0]
    with ExitStack() as running:
        addresses = [running.enter_context(_serving(one)) for one in CONTESTANTS]
        rates: list[list[float]] = [[] for _ in CONTESTANTS]
        for _ in range(rounds):  # in turn, so that a busy moment of the machine hits all
            for place, address in enumerate(addresses):
                rates[place].append(_rate(address + newest.path, seconds))
    return [_table(rates, scale)]


def _table(rates: list[list[float]], scale: Scale) -> Table:
    best = [median(one) for one in rates]
    rows: list[list[Cell]] = [
        [one.name, rate, best[0] / rate] for one, rate in zip(CONTESTANTS, best, strict=True)
    ]
    note = (
        f"wrk, {CONNECTIONS} connections from the same machine, medians of {scale.load[0]} rounds "
        f"of {scale.load[1]} s in turn."
    )
    return Table(TITLE, ("what answers", "requests/s", "baked is × faster"), rows, note)


@contextmanager
def _serving(one: _Contestant) -> Iterator[str]:
    port = _free_port()
    words = [sys.executable, *one.words, str(port)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        yield address + one.prefix
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(address: str) -> None:
    patience = time.monotonic() + 30
    while time.monotonic() < patience:
        try:
            urllib.request.urlopen(f"{address}/about/", timeout=5).close()
            return
        except URLError as problem:
            if hasattr(problem, "code"):
                return  # it answers, whatever it says
            time.sleep(0.1)
    raise TimeoutError(f"{address} does not answer")


def _rate(url: str, seconds: int) -> float:
    say(f"asking {url}")
    with urllib.request.urlopen(url, timeout=10) as answer:
        assert answer.status == 200
    words = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", url]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in told, told
    found = re.search(r"Requests/sec:\s*([\d.]+)", told)
    assert found, told
    return float(found[1])
