"""Lengths in hours run from the moment itself, through nights and holidays.

民法典 第二百零一条 第二款: counted in hours, a length begins at the time that the law names;
neither the first day nor days off are left out. Public concerns are answered so
(国办发〔2016〕61号, 国办发〔2016〕80号).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from gongkai.kernel.clock_facts import BEIJING, Fact, legal_date
from gongkai.kernel.clock_reading import Reading
from gongkai.kernel.clock_rules import ClockError, Kind, Rule


def read_hours(rule: Rule, facts: Iterable[Fact]) -> Reading:
    """Read a clock in hours. Raise `ClockError` without a moment to begin from."""
    started_at, stops, doubts = _moments(rule, facts)
    due_at = started_at + timedelta(hours=rule.length.n)
    promised_at = started_at + timedelta(hours=rule.promise.n) if rule.promise else None
    stopped_at, stopped_by = min(stops) if stops else (None, "")
    if stopped_at and stopped_at < started_at:
        raise ClockError(
            [
                f"“{rule.label(stopped_by)}”（{stopped_at:%Y-%m-%d %H:%M}）"
                f"早于起算的时刻（{started_at:%Y-%m-%d %H:%M}），请核对。"
            ]
        )
    return Reading(
        rule,
        began_on=started_at.date(),
        started_on=started_at.date(),
        due_on=due_at.date(),
        stopped_on=stopped_at.date() if stopped_at else None,
        stopped_by=stopped_by,
        promised_on=promised_at.date() if promised_at else None,
        doubts=tuple(doubts),
        started_at=started_at,
        due_at=due_at,
        stopped_at=stopped_at,
    )


def _moments(
    rule: Rule, facts: Iterable[Fact]
) -> tuple[datetime, list[tuple[datetime, str]], list[str]]:
    starts: set[datetime] = set()
    stops: list[tuple[datetime, str]] = []
    corrected = None
    for fact in facts:
        role = rule.roles.get(fact.event)
        if role is None:
            continue
        moment = _moment(rule, fact)
        if role.kind is Kind.STOP:
            stops.append((moment, fact.event))
        elif role.kind is Kind.CORRECTION:
            corrected = moment
        else:
            starts.add(moment)
    names = "或者".join(f"“{rule.label(event)}”（{event}）" for event in rule.starts)
    if not starts:
        raise ClockError([f"没有{names}的记录，“{rule.name}”的期限还没有起算。"])
    if len(starts) > 1 and corrected is None:
        raise ClockError([f"{names}的时刻有{len(starts)}个，只能有一个。"])
    doubts = ["终止的事实不止一个，以最早的为准。"] if len(stops) > 1 else []
    return corrected or min(starts), stops, doubts


def _moment(rule: Rule, fact: Fact) -> datetime:
    if not isinstance(fact.on, datetime):
        raise ClockError(
            [f"“{rule.name}”按小时计算，“{rule.label(fact.event)}”要写明时刻，不能只写日期。"]
        )
    legal_date(fact.on)  # refuses a moment without a time zone
    return fact.on.astimezone(BEIJING)
