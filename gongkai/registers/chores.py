"""What the worker does by the clock: a version comes into force on its day."""

from __future__ import annotations

from datetime import timedelta

from gongkai.journal.chores import chore
from gongkai.registers.operations import bring_into_force


@chore("registers.force", timedelta(minutes=30))
def force() -> None:
    """Move duties to the version of today."""
    bring_into_force()
