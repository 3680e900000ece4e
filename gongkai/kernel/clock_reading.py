"""What the clock says, as a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from gongkai.kernel.calendar import Calendar
from gongkai.kernel.clock_counting import Span
from gongkai.kernel.clock_rules import Rule


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading. Everything in it follows from rule, facts and calendar, and may be thrown away.

    `due_on` is None while the clock is paused: the law gives no date then, `remaining` says how
    much of the rule's unit is left. What the date would be, had the reply come on some day, is the
    reading with that fact added. `provisional`: the holidays of a day that matters are not known
    yet. The fields that end in `_at` are filled for lengths in hours only.
    """

    rule: Rule
    began_on: date  # the day that decides which version of the rule holds
    started_on: date  # the day from which is counted: `began_on`, or the last restart
    due_on: date | None
    provisional: bool = False
    paused_since: date | None = None
    paused_for: str = ""
    remaining: int | None = None
    stopped_on: date | None = None
    stopped_by: str = ""  # the event
    extended_by: int = 0
    extended_on: date | None = None
    promised_on: date | None = None  # 承诺时限, beside the statutory one
    delayed_on: date | None = None  # when a delay was told that holds
    delayed_until: date | None = None  # the day that it names
    limit_on: date | None = None  # the end of the length itself, where a delay goes beyond it
    doubts: tuple[str, ...] = ()
    calendar: Calendar | None = field(default=None, repr=False, compare=False)
    spans: tuple[Span, ...] = field(default=(), repr=False, compare=False)
    started_at: datetime | None = None
    due_at: datetime | None = None
    stopped_at: datetime | None = None
    restarted_by: str = ""  # the event from which `started_on` counts anew

    @property
    def why(self) -> str:
        """The reading in one Chinese sentence that can be read out on the phone."""
        from gongkai.kernel.clock_explaining import summary

        return summary(self)

    def is_late_on(self, today: date) -> bool:
        """Say whether it was done after the due day, or is still open when that day has passed.

        For lengths in hours compare moments with `due_at` instead.
        """
        if self.due_on is None:
            return False
        return (self.stopped_on or today) > self.due_on
