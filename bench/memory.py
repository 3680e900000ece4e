"""Memory and time of processes and of all that they started, as Linux counts them."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

PAUSE = 1.0  # seconds between two looks
WARMING = 0.2  # the share of the time after which a process should have all that it needs


def resident(pids: Iterable[int]) -> float:
    """RSS of these processes and their descendants, in MB. Shared pages count in each of them."""
    return sum(_rss(pid) for pid in family(pids)) / 1024


def processor_seconds(pids: Iterable[int]) -> float:
    """What these processes and their descendants have used of the processors so far."""
    return sum(_ticks(pid) for pid in family(pids)) / os.sysconf("SC_CLK_TCK")


def family(pids: Iterable[int]) -> set[int]:
    """These processes and their descendants."""
    parents = _parents()
    wanted = set(pids)
    while more := {pid for pid, parent in parents.items() if parent in wanted} - wanted:
        wanted |= more
    return wanted


def _parents() -> dict[int, int]:
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                told = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:  # ended meanwhile
                continue
            found[int(folder.name)] = int(told.rpartition(")")[2].split()[1])
    return found


def _rss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def _ticks(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return sum(map(int, told.rpartition(")")[2].split()[11:13]))  # of its own and the kernel's


class Watch:
    """Looks at some processes again and again."""

    def __init__(self, named: dict[str, tuple[int, ...]]) -> None:
        self.named = named
        self.seen: dict[str, list[float]] = {name: [] for name in named}

    def look(self) -> None:
        for name, pids in self.named.items():
            self.seen[name].append(resident(pids))

    def told(self, name: str) -> tuple[float, float, float]:
        """Medians after warming up and at the end (a fifth of the time each), and the most."""
        seen = self.seen[name]
        fifth = max(int(len(seen) * WARMING), 1)
        warm, last = seen[fifth : 2 * fifth] or seen, seen[-fifth:]
        return median(warm), median(last), max(seen)


@contextmanager
def watching(named: dict[str, tuple[int, ...]]) -> Iterator[Watch]:
    """Look once a second until the block ends."""
    watch, stop = Watch(named), threading.Event()

    def run() -> None:
        while not stop.is_set():
            watch.look()
            stop.wait(PAUSE)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield watch
    finally:
        stop.set()
        thread.join()
