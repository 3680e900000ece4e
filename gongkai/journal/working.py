"""The `work` loop: sequence, follow, do the chores. One process is active, others stand by.

The lock goes with the process: a file lock on SQLite, an advisory lock of the session on
PostgreSQL. When the active one dies, however it dies, a stand-by takes over at once.
"""

from __future__ import annotations

import fcntl
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from gongkai.journal.chores import CHORES, Chore
from gongkai.journal.followers import follow_all
from gongkai.journal.models import Worker
from gongkai.journal.sequencing import sequence

log = logging.getLogger(__name__)

ADVISORY_LOCK = 0x60_4E_4B_41_49  # "gongkai", once per database
HEARTBEAT = timedelta(seconds=5)


def work(stop: threading.Event, pause: float = 0.1, once: bool = False) -> None:
    """Work until `stop` is set; with `once`, until nothing is left to do. Seconds in `pause`."""
    while not stop.is_set():
        try:
            with _lock(stop, pause) as held:
                if held:
                    _work_while_active(stop, pause, once)
            return
        except OperationalError as problem:
            # The database went away, and on PostgreSQL the lock with it: begin again in line.
            log.warning("the database did not answer: %s", type(problem).__name__)
            connection.close()
            stop.wait(1)


def _work_while_active(stop: threading.Event, pause: float, once: bool) -> None:
    heartbeat = _heartbeat()
    done: dict[str, float] = {}
    while not stop.is_set():
        heartbeat()
        moved = sequence() + follow_all()
        for each in list(CHORES.values()):
            _do_if_time(each, done)
        if once and not moved:
            return
        if not moved:
            stop.wait(pause)


def _do_if_time(each: Chore, done: dict[str, float]) -> None:
    now = time.monotonic()
    if each.name in done and now - done[each.name] < each.every.total_seconds():
        return
    done[each.name] = now
    try:
        each.do()
    except OperationalError:
        raise
    except Exception as problem:  # one chore must not stop the others
        log.exception("chore %s failed: %s", each.name, type(problem).__name__)


def _heartbeat() -> Callable[[], None]:
    """A function that notes, at most every few seconds, that this worker is alive."""
    started = timezone.now()
    name = f"{socket.gethostname()}:{os.getpid()}"
    last = [started - HEARTBEAT]

    def beat() -> None:
        now = timezone.now()
        if now - last[0] >= HEARTBEAT:
            last[0] = now
            Worker.objects.update_or_create(
                pk=1, defaults={"name": name, "active_since": started, "seen_at": now}
            )

    return beat


@contextmanager
def _lock(stop: threading.Event, pause: float) -> Iterator[bool]:
    """Wait for the lock; yields whether it is ours (not so only when told to stop)."""
    if connection.vendor == "postgresql":
        yield from _advisory_lock(stop, pause)
    else:
        yield from _file_lock(stop, pause)


def _advisory_lock(stop: threading.Event, pause: float) -> Iterator[bool]:
    held = False
    try:
        while not held and not stop.is_set():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
                held = bool(cursor.fetchone()[0])
            if not held:
                stop.wait(pause)
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


def _file_lock(stop: threading.Event, pause: float) -> Iterator[bool]:
    path = Path(settings.HOME) / "work.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        held = False
        while not held and not stop.is_set():
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                held = True
            except BlockingIOError:
                stop.wait(pause)
        yield held
