"""Processes of their own, so that memory is theirs alone: `python -m bench.searching …`.

    build COUNT             the index of so many papers, by the platform's own rebuild
    ask COUNT ROUNDS THREADS [PARENT]   the mixed set; without rounds (0) until the parent is gone

Answers with one line of JSON on stdout, the last one; `ask` says before that it is ready.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from types import FrameType
from typing import Any

from bench.child import Steps, set_up


def build(count: int) -> dict[str, Any]:
    """Seconds of the search's own work, peak memory, size on disk."""
    from bench.search.kind import Papers, only
    from gongkai.search import places
    from gongkai.search.rebuilding import rebuild
    from gongkai.search.registry import Audience

    papers = Papers(count)
    with only(papers):
        before = memory()
        begun = perf_counter()
        rebuild(progress=Steps("filing").at)
        took = perf_counter() - begun
        folder = places.current(Audience.PUBLIC)
    assert folder is not None
    return {
        "papers": papers.size,
        "seconds": took - papers.making,
        "making": papers.making,
        "bytes": sum(one.stat().st_size for one in folder.iterdir()),
        "before": before,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


def ask(count: int, rounds: int, threads: int, parent: int) -> dict[str, Any]:
    """Seconds of every search, the first round apart; memory afterwards."""
    from bench.search.kind import Papers, only
    from bench.search.mixed import mixed
    from gongkai.search.asking import search

    questions = mixed(count)
    times: list[list[tuple[str, float]]] = []

    def one_round() -> None:
        mine = []
        for kind, asked in questions:
            if rounds == 0 and (stopped.is_set() or os.getppid() != parent):
                break
            begun = perf_counter()
            search(asked)
            mine.append((kind, perf_counter() - begun))
        times.append(mine)

    def go() -> None:
        for _ in range(rounds):
            one_round()
        while rounds == 0 and not stopped.is_set() and os.getppid() == parent:
            one_round()

    with only(Papers(count)), told_to_stop() as stopped:
        if rounds:
            one_round()  # cold
        print("ready", flush=True)
        begun = perf_counter()
        running = [threading.Thread(target=go) for _ in range(threads)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        took = perf_counter() - begun
    cold = times.pop(0) if rounds else []
    warm = [one for some in times for one in some]
    return {"cold": cold, "warm": warm, "seconds": took, "memory": memory(), "mapped": mapped()}


@contextmanager
def told_to_stop() -> Iterator[threading.Event]:
    """Set when the parent has had enough."""
    stop = threading.Event()

    def leave(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, leave)
    yield stop


def memory() -> int:
    """Bytes of this process's own, without the files that it has mapped."""
    return _status("RssAnon")


def mapped() -> int:
    """Bytes of files that it has mapped and that lie in memory now; the system may take them."""
    return _status("RssFile")


def _status(name: str) -> int:
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0


def main(words: list[str]) -> None:
    """Do what the words say."""
    what, *numbers = words
    if what == "build":
        found = build(int(numbers[0]))
    else:
        count, rounds, threads = map(int, numbers[:3])
        found = ask(count, rounds, threads, int(numbers[3]) if numbers[3:] else 0)
    print(json.dumps(found))


if __name__ == "__main__":
    set_up()
    main(sys.argv[1:])
