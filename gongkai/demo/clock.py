"""The county's own clock: while it is loaded, it is always the moment that the story has come to.

Operations ask the clock for dates of release, running numbers and what lies in the future; with
the machine's clock two years of history would all happen in one minute, and nothing would be the
same twice. Only the loading process sees this clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest.mock import patch

from django.utils import timezone


class Clock:
    """Shows the moment it was last set to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def moment(on: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day in the county's time zone."""
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))


@contextmanager
def running(clock: Clock) -> Iterator[Clock]:
    """Within this block `timezone.now()` is what the clock shows."""
    with patch.object(timezone, "now", clock.now):
        yield clock
