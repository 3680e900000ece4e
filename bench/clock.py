"""Clock readings per second on one core, beside a loop over the days in the same run.

Cases have three facts: received, and asked and replied, or extended and answered, or clarified and
answered. The loop looks at every day from the first to the last, takes the facts to be sound and
gives the due day alone; both must agree on every case. Processor time is measured, so that what
else the machine does changes little.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from time import process_time

from bench.results import Table
from bench.scales import Scale
from gongkai.kernel.calendar import builtin_calendar
from gongkai.kernel.clock import Fact, builtin_rules, read

ROUNDS = 5
ONE_DAY = timedelta(days=1)
CALENDAR = builtin_calendar()
RULE = builtin_rules().in_force("foi.reply", date(2025, 1, 1))

Case = list[Fact]


def run(scale: Scale) -> list[Table]:
    """Both rates and their ratio; stops if the two disagree on any case."""
    cases = _cases(scale.terms)
    for case in cases:
        assert _clock(case) == _loop(case), case
    ours, theirs = [], []
    for _ in range(ROUNDS):  # in turn, so that a busy moment of the machine hits both
        ours.append(_rate(_clock, cases))
        theirs.append(_rate(_loop, cases))
    rows = [
        ("gongkai.kernel.clock", median(ours), median(ours) / median(theirs)),
        ("a loop over the days", median(theirs), 1.0),
    ]
    note = f"Cases of three facts; medians of {ROUNDS} rounds in turn, of processor time."
    return [Table("Clock readings", ("by", "readings/s", "ratio"), rows, note)]


def _cases(count: int) -> list[Case]:
    chance = random.Random(2026)
    first, last = date(2019, 6, 1), date(2026, 6, 30)
    cases = []
    for number in range(count):
        received = first + ONE_DAY * chance.randrange((last - first).days)
        second = received + ONE_DAY * chance.randint(1, 15)
        third = second + ONE_DAY * chance.randint(0, 30)
        pair = (
            ("ThirdPartyAsked", "ThirdPartyReplied"),
            ("DeadlineExtended", "RequestAnswered"),
            ("RequestClarified", "RequestAnswered"),
        )[number % 3]
        events = zip(("RequestReceived", *pair), (received, second, third), strict=True)
        cases.append([Fact(event, on) for event, on in events])
    return cases


def _clock(case: Case) -> date | None:
    return read(RULE, case, CALENDAR).due_on


def _loop(case: Case) -> date | None:
    on = {fact.event: fact.on for fact in case}
    day = on.get("RequestClarified", on["RequestReceived"])
    asked = on.get("ThirdPartyAsked", date.max)
    replied = on.get("ThirdPartyReplied", date.max)
    left = 40 if "DeadlineExtended" in on else 20
    while left:
        day += ONE_DAY
        left -= CALENDAR.is_workday(day) and not asked < day <= replied
    return day


def _rate(due_on: Callable[[Case], date | None], cases: list[Case]) -> float:
    begun = process_time()
    for case in cases:
        due_on(case)
    return len(cases) / (process_time() - begun)
