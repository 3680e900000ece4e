"""Eight writers at once, followers killed at any moment: nothing lost, nothing twice, order kept.

Real processes on a real database, on SQLite and on PostgreSQL alike.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict

import pytest
from django.conf import settings
from django.db import connection

from gongkai.journal.models import Bookmark, Entry, Line
from gongkai.journal.tests.crash_cast import Copy

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WRITERS = 8
EACH = 60
KILLS = 25


@pytest.fixture(autouse=True)
def table_of_copies():
    """Where the follower copies to."""
    with connection.schema_editor() as editor:
        editor.create_model(Copy)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Copy)


def start(*words: str) -> subprocess.Popen[bytes]:
    """A process of the crash cast on the test database."""
    environment = {
        **os.environ,
        "CRASH_DATABASE": str(connection.settings_dict["NAME"]),
        "CRASH_HOME": str(settings.HOME),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "gongkai.journal.tests.crash_cast", *words], env=environment
    )


def test_with_eight_writers_and_killed_followers_nothing_is_lost_or_doubled():
    dice = random.Random(20260503)
    writers = [start("write", str(number), str(EACH)) for number in range(WRITERS)]
    kills = 0
    while any(writer.poll() is None for writer in writers) or kills < KILLS:
        worker = start("work")
        time.sleep(dice.uniform(0.3, 1.2))  # long enough to start; then at any moment
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        kills += 1
    assert all(writer.wait() == 0 for writer in writers)
    assert start("work", "once").wait() == 0

    entries = list(Entry.objects.order_by("seq"))
    assert len(entries) == WRITERS * EACH
    assert [entry.seq for entry in entries] == list(range(1, WRITERS * EACH + 1))
    assert Line.objects.get().last == WRITERS * EACH
    assert Bookmark.objects.get(follower="copyist").seq == WRITERS * EACH

    copied = list(Copy.objects.order_by("pk").values_list("seq", flat=True))
    assert copied == list(range(1, WRITERS * EACH + 1)), "each once, and in order"

    by_writer: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        by_writer[entry.about].append(entry.data["number"])
    assert all(numbers == sorted(numbers) for numbers in by_writer.values())


def test_a_stand_by_takes_over_when_the_active_worker_is_killed():
    active = start("work")
    _wait_for_worker()
    stand_by = start("work")
    active.send_signal(signal.SIGKILL)
    active.wait()
    assert start("write", "0", "5").wait() == 0
    try:
        deadline = time.monotonic() + 30
        while Copy.objects.count() < 5 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert Copy.objects.count() == 5
    finally:
        stand_by.kill()
        stand_by.wait()


def _wait_for_worker() -> None:
    from gongkai.journal.models import Worker

    deadline = time.monotonic() + 30
    while not Worker.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
