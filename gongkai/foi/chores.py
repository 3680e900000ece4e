"""What the worker does for requests by the clock: forget what was never sent."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from gongkai.foi.drafts import empty_waiting_room
from gongkai.foi.models import Tally
from gongkai.journal.chores import chore


@chore("foi.forget", timedelta(hours=1))
def forget_what_was_never_sent() -> None:
    """Applications in sessions that ended, their files, and tallies that count no more."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    Tally.objects.filter(until__lt=timezone.now()).delete()
    empty_waiting_room()
