"""What the worker does for files: examine the large ones, remove the destroyed, sweep up."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from gongkai.files import storing
from gongkai.files.events import FileDestroyed
from gongkai.files.models import StoredFile
from gongkai.files.operations import examine
from gongkai.journal.chores import chore
from gongkai.journal.followers import follower
from gongkai.journal.models import Entry

log = logging.getLogger(__name__)


@chore("files.examine", timedelta(seconds=5))
def examine_waiting() -> None:
    """Examine what stands in quarantine, oldest first; one that fails does not stop the others."""
    waiting = StoredFile.objects.filter(status=StoredFile.Status.QUARANTINED)
    for stored in waiting.order_by("received_at"):
        try:
            examine(stored)
        except (OSError, MemoryError) as problem:
            log.error("file %s could not be examined: %s", stored.sha256, type(problem).__name__)


@follower("files.destroyed", FileDestroyed, atomic=False)
def remove_destroyed(entries: Sequence[Entry]) -> None:
    """Remove from the disk what was destroyed; reading the same facts again does no harm."""
    for entry in entries:
        fact = entry.fact
        assert isinstance(fact, FileDestroyed)
        storing.remove(fact.sha256)


@chore("files.sweep", timedelta(hours=1))
def sweep() -> None:
    """Remove what crashes left behind: half-written files, and files that no row answers for."""
    for path in storing.leftovers():
        path.unlink(missing_ok=True)
    known = StoredFile.objects.exclude(status=StoredFile.Status.DESTROYED)
    for sha256, path in storing.named():
        if storing.is_old(path) and not known.filter(sha256=sha256).exists():
            storing.remove(sha256)
