"""What the worker does by the clock: tries that no longer count are forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from gongkai.journal.chores import chore
from gongkai.people.models import Tally


@chore("people.tallies", timedelta(hours=1))
def forget_tallies() -> None:
    """Whom a count is about is kept as long as it counts, and no longer."""
    Tally.objects.filter(until__lte=timezone.now()).delete()
