"""The course of one request: which day it has come to, who acts, and what is known so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from gongkai.demo.asking import Asked
from gongkai.demo.bodies import BY_CODE
from gongkai.demo.cast import TEAMS, Team
from gongkai.demo.clock import moment
from gongkai.demo.setting_up import County
from gongkai.demo.stories import HOURS, workday_before
from gongkai.foi.models import FoiRequest
from gongkai.people.actors import Staff
from gongkai.people.models import Body


@dataclass
class Course:
    """Each step asks for its moment with `later`, and then acts on `on`."""

    made: County
    asked: Asked
    today: date  # the anchor
    known: dict[str, int] = field(default_factory=dict)  # keys of all requests of the story
    hour: int = 0

    def __post_init__(self) -> None:
        self.on = workday_before(self.today, self.asked.ago)
        self.last = workday_before(self.today)
        self.chance = Random(f"{self.asked.key}/course")

    def later(self, days: int = 0) -> datetime:
        """The moment of the next step: so many working days on, never past yesterday."""
        before = self.on
        if days:
            self.on = min(workday_before(self.on, -days), self.last)
        if self.on > before:
            self.hour = self.chance.randint(0, 2)
        else:
            self.hour = min(self.hour + 1, len(HOURS) - 1)
        return moment(self.on, HOURS[self.hour], self.chance.randint(2, 57))

    @property
    def team(self) -> Team:
        """Who handles it."""
        return TEAMS[self.asked.organ]

    @property
    def body(self) -> Body:
        """Who was asked."""
        return self.made.bodies[BY_CODE[self.asked.organ].code]

    def who(self, username: str) -> Staff:
        """Someone of the cast, ready to act."""
        return self.made.staff(username)

    @property
    def clerk(self) -> Staff:
        """Who registers and handles."""
        return self.who(self.team.clerk)

    @property
    def request(self) -> FoiRequest:
        """The request as it is now."""
        return self.of(self.asked.key)

    def of(self, key: str) -> FoiRequest:
        """A request of the story by its key."""
        found = FoiRequest.objects.select_related("unit__body", "body", "handler")
        return found.get(pk=self.known[key])
