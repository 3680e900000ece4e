"""What the worker does by the clock: tries to sign in that no longer count are forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from gongkai.journal.chores import chore
from gongkai.people.models import AddressTally


@chore("people.tallies", timedelta(hours=1))
def forget_tallies() -> None:
    """An address is kept as long as it counts, and no longer."""
    AddressTally.objects.filter(until__lte=timezone.now()).delete()
