"""Facts put in the order of time, from the day on which the case began.

Several beginnings, none, or a fact before the beginning: no reading would be true (`ClockError`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from gongkai.kernel.clock_rules import ClockError, Kind, Role, Rule
from gongkai.kernel.dates import chinese_date

# The legal day is the day in China, wherever the server stands. China keeps no summer time.
BEIJING = timezone(timedelta(hours=8), "北京时间")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened: an event by name, the day or the moment, and maybe how much.

    A correction (`ReceiptCorrected`) carries the right day. `amount` is the number of days of an
    extension; without it the extension is the longest that the rule allows. `until` is the day that
    a delay names.
    """

    event: str
    on: date | datetime
    amount: int | None = None
    until: date | None = None


def legal_date(on: date | datetime) -> date:
    """Return the day in China; raise `ClockError` for a moment without a time zone."""
    if not isinstance(on, datetime):
        return on
    if on.tzinfo is None:
        raise ClockError([f"时刻“{on:%Y-%m-%d %H:%M}”没有写明时区，无法确定是哪一天。"])
    return on.astimezone(BEIJING).date()


# A member reached through its class costs a look-up of several steps; these run for every fact.
START, CORRECTION, REOPENING = Kind.START, Kind.CORRECTION, Kind.REOPENING

Placed = tuple[date, Kind, int, Fact, Role]


def began_on(rule: Rule, facts: Iterable[Fact]) -> date | None:
    """The day on which the case began under this rule, corrected; None if it has not."""
    starts = [fact for fact in facts if _kind(rule, fact) in (START, CORRECTION)]
    if not any(_kind(rule, fact) is START for fact in starts):
        return None
    return in_order(rule, starts)[0]


def _kind(rule: Rule, fact: Fact) -> Kind | None:
    role = rule.roles.get(fact.event)
    return role.kind if role else None


def in_order(rule: Rule, facts: Iterable[Fact]) -> tuple[date, list[Placed]]:
    """The day on which the case began, and all other facts that the rule knows, in order."""
    starts: list[date] = []
    placed: list[Placed] = []
    corrected = None
    roles = rule.roles
    for place, fact in enumerate(facts):
        role = roles.get(fact.event)
        if role is None:
            continue
        kind = role.kind
        on = fact.on if type(fact.on) is date else legal_date(fact.on)
        if kind is START:
            starts.append(on)
        elif kind is CORRECTION:
            corrected = on
        else:
            placed.append((on, kind, place, fact, role))
    _sort(placed)
    if not starts or (corrected is None and len(starts) > 1):
        _refuse_beginning(rule, starts, corrected)
    return corrected or starts[0], placed


def _sort(placed: list[Placed]) -> None:
    """By day, then by what they do; on a day of reopening in the order of recording."""
    days = {on for on, kind, *_ in placed if kind is REOPENING}
    if days:
        placed.sort(key=lambda one: (one[0], 0 if one[0] in days else one[1], one[2]))
    else:
        placed.sort()


def _refuse_beginning(rule: Rule, starts: list[date], corrected: date | None) -> None:
    names = "或者".join(f"“{rule.label(event)}”（{event}）" for event in rule.starts)
    if not starts and corrected:
        raise ClockError([f"只有更正，没有{names}的记录，无从更正。"])
    if not starts:
        raise ClockError([f"没有{names}的记录，“{rule.name}”的期限还没有起算。"])
    if len(set(starts)) > 1:
        days = "、".join(chinese_date(day) for day in sorted(set(starts)))
        mend = f"；更正日期请用 {rule.corrections[0]}" if rule.corrections else ""
        raise ClockError([f"起算日有{days}几个，只能有一个{mend}。"])


def before_the_beginning(rule: Rule, one: Placed, began_on: date) -> str:
    """Why a fact before the beginning is refused."""
    on, fact = one[0], one[3]
    names = "、".join(rule.label(event) for event in rule.starts)
    return (
        f"“{rule.label(fact.event)}”（{chinese_date(on)}）早于"
        f"“{names}”（{chinese_date(began_on)}），请核对日期。"
    )
