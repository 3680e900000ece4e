"""`gongkai deadline`: when something is due, and why, without an instance."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from gongkai.kernel.calendar import CalendarError, builtin_calendar
from gongkai.kernel.clock import (
    ClockError,
    DayLine,
    Fact,
    Length,
    Reading,
    Rule,
    Unit,
    builtin_rules,
    explain,
    parse_length,
    read,
)
from gongkai.kernel.clock_facts import BEIJING
from gongkai.kernel.clock_rules import MARKS
from gongkai.kernel.dates import parse_date

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_DAY_AND_AMOUNT = re.compile(r"(?P<day>[^:]+?)(?::(?P<amount>-?\d{1,6}))?", re.ASCII)


def configure(parser: argparse.ArgumentParser) -> None:
    """Either a rule and facts, or a bare length and a first day."""
    parser.add_argument("rule", nargs="?", metavar="规则", help="期限规则的代码，如 foi.reply")
    parser.add_argument(
        "--fact", dest="facts", nargs="+", action="extend", default=[], metavar="事实=日期",
        help="发生了什么、在哪一天，如 RequestReceived=2025-09-19，"
        "也可以写中文名称：收到申请=2025-09-19；"
        "延期可写天数：DeadlineExtended=2025-10-20:20；按小时的期限写时刻：2025-09-19T14:30（北京时间）",
    )  # fmt: skip
    parser.add_argument("--from", dest="start", metavar="日期", help="起算之日，代替起算的那个事实")
    parser.add_argument(
        "--length", metavar="长度",
        help="不用规则，只按长度推算，如 20 workdays（工作日）、60 days、6 months、48 hours",
    )  # fmt: skip
    parser.add_argument("--list", action="store_true", help="列出全部规则、依据和可用的事实")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序读取")


def run(arguments: argparse.Namespace) -> int:
    """Print the reading; 2 with sentences on stderr when it cannot be read."""
    try:
        if arguments.list:
            print(_list_of_rules())
            return 0
        reading, notes = _reading(arguments)
        lines = explain(reading)
    except (ClockError, CalendarError) as error:
        print("\n".join(error.reasons), file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(as_json(reading, lines, notes), ensure_ascii=False, indent=2))
    else:
        print(as_text(reading, lines, notes))
    return 0


def _reading(arguments: argparse.Namespace) -> tuple[Reading, list[str]]:
    """The reading, and what in the facts had no effect on it."""
    if arguments.length:
        rule = _bare_rule(parse_length(arguments.length))
        if arguments.rule or arguments.facts or not arguments.start:
            raise ClockError(
                ["--length 只和 --from 一起用，例如：--length 20workdays --from 2025-09-19。"]
            )
        return read(rule, [Fact("Started", _when(arguments.start))], builtin_calendar()), []
    if not arguments.rule:
        raise ClockError(
            ["请写明期限规则（gongkai deadline --list 列出全部），或者用 --length 写明长度。"]
        )
    versions = builtin_rules().versions(arguments.rule)
    facts = [_fact(text, versions) for text in arguments.facts]
    if arguments.start:
        facts.insert(0, Fact(versions[-1].starts[0], _when(arguments.start)))
    rule = builtin_rules().for_case(arguments.rule, facts)
    reading = read(rule, facts, builtin_calendar())
    return reading, [*reading.doubts, *_without_effect(rule, facts)]


def _bare_rule(length: Length) -> Rule:
    return Rule(
        code="", version="", name="推算期限", article="民法典第二百零一条至第二百零三条", mark="T",
        effective_from=date.min, length=length, starts=("Started",),
        rolls=length.unit is not Unit.HOURS,
    )  # fmt: skip


def _fact(text: str, versions: list[Rule]) -> Fact:
    event, equals, when = text.partition("=")
    if not equals:
        raise ClockError(
            [f"“{text}”不是“事实=日期”，例如 RequestReceived=2025-09-19；规则代码请写在最前面。"]
        )
    labels = {label: name for rule in versions for name, label in rule.labels.items()}
    event = labels.get(event.strip(), event.strip())
    if event not in labels.values():
        raise ClockError([f"没有事实“{event}”，这条规则可以写：{_events_of(versions)}。"])
    match = None if _MOMENT.fullmatch(when) else _DAY_AND_AMOUNT.fullmatch(when)
    if match is None or match["amount"] is None:
        return Fact(event, _when(when))
    if not any(rule.extension and rule.extension.event == event for rule in versions):
        raise ClockError([f"“{text}”：只有延期可以在日期后面写天数。"])
    return Fact(event, _when(match["day"]), int(match["amount"]))


def _events_of(versions: list[Rule]) -> str:
    events = {event: rule.label(event) for rule in versions for event in rule.roles}
    return "、".join(f"{event}（{label}）" for event, label in events.items())


def _when(text: str) -> date | datetime:
    """A day in any writing, or a moment, in Beijing time unless it says otherwise."""
    if _MOMENT.fullmatch(text.strip()):
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            raise ClockError([f"没有“{text}”这个时刻，请检查月、日、时、分。"]) from None
        return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
    day = parse_date(text)
    if day is None:
        raise ClockError(
            [f"看不懂日期“{text}”，或者没有这一天，请写成 2025-09-19 或 2025年9月19日。"]
        )
    return day


def _without_effect(rule: Rule, facts: Iterable[Fact]) -> list[str]:
    names = [rule.label(fact.event) for fact in facts if fact.event not in rule.roles]
    return [f"“{name}”不影响“{rule.name}”的期限（{rule.version}版）。" for name in names]


def as_json(reading: Reading, lines: list[DayLine], notes: list[str]) -> dict[str, Any]:
    """The reading for programs; days and moments as ISO texts."""
    rule = reading.rule
    return {
        "rule": rule.code or None,
        "version": rule.version or None,
        "name": rule.name,
        "article": rule.article,
        "length": {"n": rule.length.n, "unit": rule.length.unit.value},
        "began_on": _iso(reading.began_on),
        "started_on": _iso(reading.started_on),
        "due_on": _iso(reading.due_on),
        "due_at": _iso(reading.due_at),
        "provisional": reading.provisional,
        "paused_since": _iso(reading.paused_since),
        "paused_for": reading.paused_for or None,
        "remaining": reading.remaining,
        "stopped_on": _iso(reading.stopped_on),
        "extended_by": reading.extended_by,
        "promised_on": _iso(reading.promised_on),
        "why": reading.why,
        "doubts": notes,
        "days": [
            {"on": line.on.isoformat(), "counts": line.counts, "n": line.n, "why": line.why}
            for line in lines
        ],
    }


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None


def as_text(reading: Reading, lines: list[DayLine], notes: list[str]) -> str:
    """The reading for people."""
    rule = reading.rule
    title = f"{rule.name}（{rule.code}，{rule.version}版）" if rule.code else rule.name
    sure = "" if rule.mark == "T" else f"（{MARKS[rule.mark]}）"
    text = [title, f"{rule.length}，{rule.article}{sure}", "", reading.why, ""]
    for line in lines:
        n = f"{line.n:>4}" if line.counts else "   -"
        text.append(f"{line.on} {n}  {line.why}")
    if notes:
        text += ["", *(f"请注意：{note}" for note in notes)]
    return "\n".join(text)


def _list_of_rules() -> str:
    text = []
    for rule in builtin_rules().rules:
        until = f"至{rule.effective_until}" if rule.effective_until else "起"
        text += [
            f"{rule.code}  {rule.name}：{rule.length}，{rule.article}（{MARKS[rule.mark]}），"
            f"{rule.effective_from}{until}施行",
            f"    事实：{_events_of([rule])}",
        ]
    return "\n".join(text)
