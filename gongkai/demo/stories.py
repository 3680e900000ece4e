"""Stories: what happens to one item, step by step, each step at its moment.

A story is a generator: it yields the moment of its next step and does the step when that moment has
come. `tell` runs many of them side by side in the order of time, so that the journal reads as it
would have been written.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from gongkai.demo.clock import Clock, moment
from gongkai.kernel.calendar import builtin_calendar

Story = Iterator[datetime]


def tell(stories: Iterable[Story], clock: Clock) -> None:
    """Run the stories; the clock shows the moment of the step that is being done."""
    waiting: list[tuple[datetime, int, Story]] = []
    for order, story in enumerate(stories):
        _wait(waiting, order, story)
    while waiting:
        at, order, story = heapq.heappop(waiting)
        clock.at = max(at, clock.at)  # a step that waited for another is late, never early
        _wait(waiting, order, story)


def _wait(waiting: list[tuple[datetime, int, Story]], order: int, story: Story) -> None:
    following = next(story, None)
    if following is not None:
        heapq.heappush(waiting, (following, order, story))


def after(at: datetime, story: Story) -> Story:
    """The same story, not begun before this moment."""
    yield at
    yield from story


HOURS = (8, 9, 10, 11, 14, 15, 16, 17)  # of eight steps, in office hours


class Timetable:
    """Moments for the steps of one item between two days, each later than the one before."""

    def __init__(self, key: str, first: date, last: date) -> None:
        self.chance = Random(f"{key}/times")
        self.days = workdays(first, last) or [last]
        self.step = 0
        self.hour = 0
        self.day = self.days[0]

    def at(self, share: float) -> datetime:
        """The moment of the next step, when this share (0 to 1) of the days has passed."""
        day = self.days[round(share * (len(self.days) - 1))]
        if day > self.day:
            self.day, self.hour = day, self.chance.randint(0, 3)
        elif self.step:
            self.hour = min(self.hour + 1, len(HOURS) - 1)
        self.step += 1
        return moment(self.day, HOURS[self.hour], self.chance.randint(2, 57))


def workdays(first: date, last: date) -> list[date]:
    """The working days from one day to another, both included."""
    calendar = builtin_calendar()
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in span if calendar.is_workday(day)]


def workday_before(day: date, count: int = 1) -> date:
    """The working day so many before a day."""
    return builtin_calendar().add_workdays(day, -count).on
