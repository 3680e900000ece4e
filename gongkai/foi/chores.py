"""What the worker does for requests by the clock: forget what was never sent."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from gongkai.foi.drafts import empty_waiting_room
from gongkai.journal.chores import chore


@chore("foi.forget", timedelta(hours=1))
def forget_what_was_never_sent() -> None:
    """Applications in sessions that ended, and their files."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    empty_waiting_room()
