"""Who may bake now. A page rendered before a change must never be written after the one behind it.

Whoever renders holds the lock until the file is renamed. A rebuild shares it (its processes bake
different pages); the follower, which bakes what has changed, holds it alone. So a page that a
rebuild read just before a change is replaced by the follower, never the other way round.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def baking(*, alone: bool) -> Iterator[None]:
    """Hold the lock; wait for it in line.

    The line is a lock of its own: without it a rebuild, taking the lock again and again, would
    hardly ever let the follower in.
    """
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    with (home / "publishing.line").open("a") as line, (home / "publishing.lock").open("a") as lock:
        fcntl.flock(line, fcntl.LOCK_EX)
        fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(line, fcntl.LOCK_UN)
        yield
