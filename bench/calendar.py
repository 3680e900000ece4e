"""Working days added per second, beside the holidays package in the same run.

    python -m bench.calendar

Both are given the same starting days and terms and must give the same answers; the figure that
matters is the ratio, which does not depend on the machine.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

if sys.path and Path(sys.path[0]) == Path(__file__).resolve().parent:
    # Started as a file: this folder would hide the standard library's calendar module.
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from importlib.metadata import version

import holidays

from gongkai.kernel.calendar import builtin_calendar

Term = tuple[date, int]

ROUNDS = 5
TERMS = 20_000
TERMS_FOR_HOLIDAYS = 1_000
LABOUR_DAY_2019 = range(date(2019, 4, 1).toordinal(), date(2019, 5, 6).toordinal())


def main() -> None:
    """Print both rates and their ratio; stop if the two disagree on any term."""
    calendar = builtin_calendar()
    china = holidays.country_holidays("CN", years=range(2015, 2027))
    terms = _terms(TERMS)
    some = terms[:TERMS_FOR_HOLIDAYS]
    for start, n in some:
        assert calendar.add_workdays(start, n).on == china.get_nth_working_day(start, n)
    ours, theirs = [], []
    for _ in range(ROUNDS):  # in turn, so that a busy moment of the machine hits both
        ours.append(_rate(calendar.add_workdays, terms))
        theirs.append(_rate(china.get_nth_working_day, some))
    print(f"gongkai.kernel.calendar  add_workdays         {median(ours):>12,.0f} /s")
    print(f"holidays {version('holidays'):<15} get_nth_working_day  {median(theirs):>12,.0f} /s")
    ratio = median(ours) / median(theirs)
    print(f"ratio (median of {ROUNDS} rounds)                    {ratio:>12.1f}")


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


if __name__ == "__main__":
    main()
