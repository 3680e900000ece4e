"""The journal: facts recorded a second with one writer and with eight, sequencer, followers."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from django.conf import settings

from bench.child import say, set_up
from bench.results import Cell, Table
from bench.scales import Scale
from gongkai.journal.facts import Fact

WRITERS = (1, 8)


def run(scale: Scale) -> list[Table]:
    """One table: writers, then those who read behind them."""
    from gongkai.journal.models import Entry

    rows: list[Sequence[Cell]] = []
    for writers in WRITERS:
        say(f"{writers} writing")
        rows.append((f"operations recorded, {writers} at once", _written(writers, scale.facts)))
    waiting = Entry.objects.filter(seq__isnull=True).count()
    rows.append(("entries given their place", _sequenced(waiting)))
    rows += _followed()
    first = float(rows[0][1])
    note = "Each operation is a transaction of its own, durable when it returns."
    return [
        Table(
            "Journal",
            ("what", "per second", "× one writer"),
            [(*row, float(row[1]) / first) for row in rows],
            note,
        )
    ]


def _written(writers: int, facts: int) -> float:
    """Operations a second of so many processes that begin together."""
    start = Path(settings.HOME) / "start"
    start.unlink(missing_ok=True)
    words = [sys.executable, "-m", "bench.journal", str(facts // writers), str(start)]
    processes = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(writers)]
    for process in processes:
        assert process.stdout and process.stdout.readline() == "ready\n"
    start.touch()
    spans = [process.communicate()[0].split() for process in processes]
    begun, ended = min(float(one[0]) for one in spans), max(float(one[1]) for one in spans)
    return facts // writers * writers / (ended - begun)


def _sequenced(waiting: int) -> float:
    from gongkai.journal.sequencing import sequence

    begun = perf_counter()
    while sequence():
        pass
    return waiting / (perf_counter() - begun)


def _followed() -> list[tuple[str, float]]:
    """A follower that counts in its own table, in one transaction with its bookmark; and one that
    works outside of it."""
    from gongkai.journal.followers import Follower
    from gongkai.journal.models import Entry

    def count(entries: Sequence[Entry]) -> None:
        assert sum(len(entry.data) for entry in entries)

    return [
        ("entries read by an atomic follower", _rate(Follower("bench.atomic", count, frozenset()))),
        (
            "entries read by one outside transactions",
            _rate(Follower("bench.loose", count, frozenset(), atomic=False)),
        ),
    ]


def _rate(one: object) -> float:
    from gongkai.journal.followers import Follower, follow

    assert isinstance(one, Follower)
    read, begun = 0, perf_counter()
    while moved := follow(one):
        read += moved
    return read / (perf_counter() - begun)


@dataclass(frozen=True)
class MeasureTaken(Fact):
    """Something happened, for the sake of measuring."""

    number: int
    code: str


def write(count: int, start: Path) -> None:
    """Record so many facts from the moment on at which the file appears."""
    from gongkai.journal.actors import SYSTEM
    from gongkai.journal.recording import operation, record

    @operation
    def take(number: int) -> None:
        record(MeasureTaken(number, "bench"), about=f"measure:{number}", actor=SYSTEM)

    take(0)  # connects
    print("ready", flush=True)
    while not start.exists():
        time.sleep(0.001)
    begun = time.monotonic()
    for number in range(count):
        take(number)
    print(begun, time.monotonic())


if __name__ == "__main__":
    set_up()
    write(int(sys.argv[1]), Path(sys.argv[2]))
