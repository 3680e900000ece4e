"""The processes of `test_crashes`: writers, and a worker with one follower that copies the line.

Run as a module, with the test database's name in the environment.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings_test"
    from gongkai.config import settings_test

    settings_test.DATABASES["default"]["NAME"] = os.environ["CRASH_DATABASE"]
    settings_test.HOME = Path(os.environ["CRASH_HOME"])
    import django

    django.setup()

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.journal.models import Entry


class Copy(models.Model):
    """What the follower copied; the table exists only while these tests run."""

    seq = models.BigIntegerField(unique=True)

    class Meta:
        app_label = "journal"
        db_table = "journal_test_copy"
        managed = False


def write(number: int, count: int) -> None:
    """Record `count` facts, each in its own transaction."""
    from gongkai.journal.actors import SYSTEM
    from gongkai.journal.recording import operation, record
    from gongkai.journal.tests.facts import StoneLaid

    @operation
    def lay(stone: int) -> None:
        record(StoneLaid(stone), about=f"wall:{number}", actor=SYSTEM)

    for stone in range(count):
        lay(stone)


def work(once: bool) -> None:
    """The real loop, with one atomic follower that takes its time, so that kills hit it."""
    import time

    from gongkai.journal import chores, followers
    from gongkai.journal.working import work as loop

    def copy(entries: Sequence[Entry]) -> None:
        for entry in entries:
            Copy.objects.create(seq=entry.seq)
            time.sleep(0.001)

    followers.FOLLOWERS.clear()
    chores.CHORES.clear()
    followers.FOLLOWERS["copyist"] = followers.Follower(
        "copyist", copy, frozenset(), atomic=True, batch=40
    )
    loop(threading.Event(), pause=0.02, once=once)


def main(words: list[str]) -> Any:
    if words[0] == "write":
        return write(int(words[1]), int(words[2]))
    return work(once="once" in words)


if __name__ == "__main__":
    main(sys.argv[1:])
