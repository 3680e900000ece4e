"""Rules read from their files, checked before they are believed, and chosen by date.

Each file holds the Chinese names of the events (`[events]`) and rules (`[[rules]]`), each version
of a rule a table of its own with its article and the dates between which it is in force. A case
keeps the version that was in force on the day it began.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from gongkai.kernel.clock_facts import Fact, began_on
from gongkai.kernel.clock_rule_faults import reasons_against_rule
from gongkai.kernel.clock_rules import (
    ClockError,
    Delay,
    Extension,
    Pause,
    Reopening,
    Restart,
    Rule,
    parse_length,
)
from gongkai.kernel.dates import chinese_date

BUILTIN_RULES = Path(__file__).resolve().parents[1] / "rules" / "clocks"

Shape = Mapping[str, tuple[type, bool]]  # key: type, and whether it must be there

_RULE: Shape = {
    "code": (str, True), "version": (str, True), "name": (str, True), "article": (str, True),
    "mark": (str, True), "effective_from": (date, True), "effective_until": (date, False),
    "length": (str, True), "starts": (list, True), "stops": (list, False),
    "corrections": (list, False), "restarts": (list, False), "pauses": (list, False),
    "extension": (dict, False), "delay": (dict, False), "reopens": (list, False),
    "promise": (str, False), "promise_article": (str, False),
    "ends_for_good": (bool, False), "rolls": (bool, True), "rolls_article": (str, False),
}  # fmt: skip
_EXTENSION: Shape = {
    "event": (str, True), "at_most": (int, True), "decided_by": (str, True),
    "article": (str, True), "mark": (str, True),
}  # fmt: skip
_DELAY: Shape = {
    "event": (str, True), "name": (str, True), "article": (str, True), "mark": (str, True),
    "late_counts": (bool, True), "late_mark": (str, True),
}  # fmt: skip
_RESTART: Shape = {
    "event": (str, True), "asked": (str, False), "article": (str, True), "mark": (str, True),
}  # fmt: skip
_PAUSE: Shape = {
    "name": (str, True), "begins": (str, True), "ends": (list, True), "article": (str, True),
    "mark": (str, True), "asking_day_counts": (bool, True), "reply_day_counts": (bool, True),
    "days_mark": (str, True),
}  # fmt: skip
_REOPENING: Shape = {
    "event": (str, True), "counts": (str, True), "article": (str, True), "mark": (str, True),
}  # fmt: skip
_TYPES = {
    str: "文字", int: "整数", bool: "true 或 false", date: "日期（不加引号）",
    list: "列表", dict: "一组栏目",
}  # fmt: skip


@dataclass(frozen=True)
class RuleBook:
    """All versions of all rules, ordered by code and date."""

    rules: tuple[Rule, ...]

    def codes(self) -> list[str]:
        """The codes, each once, in order."""
        return sorted({rule.code for rule in self.rules})

    def versions(self, code: str) -> list[Rule]:
        """All versions of a rule, oldest first; raise `ClockError` if there is no such rule."""
        found = [rule for rule in self.rules if rule.code == code]
        if not found:
            raise ClockError([f"没有期限规则“{code}”，可用的有：{'、'.join(self.codes())}。"])
        return found

    def in_force(self, code: str, on: date) -> Rule:
        """The version in force on a day; raise `ClockError` if none was."""
        versions = self.versions(code)
        for rule in versions:
            if rule.is_in_force(on):
                return rule
        first = versions[0].effective_from
        raise ClockError(
            [f"{chinese_date(on)}没有施行中的“{versions[0].name}”规则（自{first}起施行）。"]
        )

    def for_case(self, code: str, facts: Iterable[Fact]) -> Rule:
        """The version that a case keeps: the one in force on the day it began, as corrected.

        Without a beginning the newest version, whose reading then says what is missing.
        """
        facts = list(facts)
        versions = self.versions(code)
        began = [day for rule in versions if (day := began_on(rule, facts)) is not None]
        return self.in_force(code, began[0]) if began else versions[-1]


@cache
def builtin_rules() -> RuleBook:
    """Return the rules shipped with the platform, read once a process."""
    return load_rules(sorted(BUILTIN_RULES.glob("*.toml")))


def load_rules(paths: Iterable[Path]) -> RuleBook:
    """Read rules from TOML files; raise `ClockError` if any cannot be read or believed."""
    rules: list[Rule] = []
    reasons: list[str] = []
    for path in paths:
        try:
            rules += read_rules(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            reasons.append(f"读不到期限规则文件“{path.name}”，请检查文件和编码（UTF-8）。")
        except ClockError as error:
            reasons += [f"{path.name}：{reason}" for reason in error.reasons]
    rules.sort(key=lambda rule: (rule.code, rule.effective_from))
    reasons += _faults_between_versions(rules)
    if reasons:
        raise ClockError(reasons)
    return RuleBook(tuple(rules))


def read_rules(text: str) -> list[Rule]:
    """Read the rules of one file; raise `ClockError` if it is malformed or contradictory."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ClockError([f"文件格式有误，请对照其他规则文件修改（{error}）。"]) from error
    events, tables = data.get("events"), data.get("rules")
    if not isinstance(events, dict) or not isinstance(tables, list) or not tables:
        raise ClockError(["文件里应当有 [events]（事实的中文名称）和至少一个 [[rules]]。"])
    rules: list[Rule] = []
    reasons = [f"不认识的栏目“{key}”。" for key in data.keys() - {"events", "rules"}]
    for table in tables:
        name = f"规则“{table.get('code', '（未写代码）')}”"
        faults = list(_faults_of_rule(table))
        if not faults:
            try:
                rule = _rule_from(table, events)
            except ClockError as error:
                faults = error.reasons
            else:
                rules.append(rule)
                faults = reasons_against_rule(rule)
        reasons += [f"{name}：{fault}" for fault in faults]
    used = {event for rule in rules for event in rule.roles}
    if not reasons:
        reasons = [f"事实“{event}”没有规则用到，请删去。" for event in events if event not in used]
    if reasons:
        raise ClockError(reasons)
    return rules


def _faults_of_rule(table: Mapping[str, Any]) -> Iterator[str]:
    yield from _faults_of_shape(table, _RULE, "")
    for key, shape in (("extension", _EXTENSION), ("delay", _DELAY)):
        if isinstance(one := table.get(key), dict):
            yield from _faults_of_shape(one, shape, f"{key} ")
    for key, shape in (("restarts", _RESTART), ("pauses", _PAUSE), ("reopens", _REOPENING)):
        for one in table.get(key, []) if isinstance(table.get(key, []), list) else []:
            if isinstance(one, dict):
                yield from _faults_of_shape(one, shape, f"{key} ")
            else:
                yield f"栏目 {key} 应当写成 [[rules.{key}]]。"


def _faults_of_shape(table: Mapping[str, Any], shape: Shape, where: str) -> Iterator[str]:
    for key in table.keys() - shape.keys():
        yield f"{where}不认识的栏目“{key}”，可用的有：{'、'.join(shape)}。"
    for key, (kind, needed) in shape.items():
        value = table.get(key)
        if value is None and needed:
            yield f"{where}缺少栏目 {key}。"
        elif value is not None and not _is_a(value, kind):
            yield f"{where}栏目 {key} 应当是{_TYPES[kind]}。"
        elif kind is str and needed and not str(value).strip():
            yield f"{where}栏目 {key} 不能空着。"


def _is_a(value: object, kind: type) -> bool:
    # To isinstance a truth is a number and a moment is a date, but neither was asked for.
    if isinstance(value, datetime) or (isinstance(value, bool) and kind is int):
        return False
    return isinstance(value, kind)


def _rule_from(table: Mapping[str, Any], events: Mapping[str, str]) -> Rule:
    parts = {
        **table,
        "length": parse_length(table["length"]),
        "promise": parse_length(table["promise"]) if "promise" in table else None,
        "restarts": tuple(Restart(**one) for one in table.get("restarts", [])),
        "reopens": tuple(Reopening(**one) for one in table.get("reopens", [])),
        "pauses": tuple(
            Pause(**{**one, "ends": tuple(one["ends"])}) for one in table.get("pauses", [])
        ),
        "extension": Extension(**table["extension"]) if "extension" in table else None,
        "delay": Delay(**table["delay"]) if "delay" in table else None,
        **{key: tuple(table.get(key, [])) for key in ("starts", "stops", "corrections")},
    }
    return Rule(**parts, labels=events)


def _faults_between_versions(rules: list[Rule]) -> Iterator[str]:
    for earlier, later in pairwise(rules):
        if earlier.code != later.code:
            continue
        if earlier.effective_until is None or earlier.effective_until >= later.effective_from:
            yield f"规则“{later.code}”的{earlier.version}版和{later.version}版施行日期重叠。"
