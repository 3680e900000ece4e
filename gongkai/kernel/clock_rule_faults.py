"""What a rule contradicts itself in: found when the rules are read, before any clock is."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.kernel.clock_rules import LONGEST, MARKS, Rule, Unit, roles_of

REOPENED_COUNTS = ("anew", "left", "through")


def reasons_against_rule(rule: Rule) -> list[str]:
    """Return in Chinese sentences what this rule contradicts itself in; empty if nothing."""
    return [
        *_faults_of_events(rule),
        *_faults_of_dates_and_lengths(rule),
        *_faults_of_hours(rule),
        *_faults_of_marks(rule),
    ]


def _faults_of_events(rule: Rule) -> Iterator[str]:
    if not rule.starts:
        yield "没有写明从哪个事实起算（starts）。"
    seen: set[str] = set()
    for event, _ in roles_of(rule):
        if event in seen:
            yield f"事实“{event}”写了两种作用，请只留一种。"
        seen.add(event)
        if event not in rule.labels:
            yield f"事实“{event}”没有中文名称，请在 [events] 里补上。"


def _faults_of_dates_and_lengths(rule: Rule) -> Iterator[str]:
    if rule.effective_until is not None and rule.effective_until < rule.effective_from:
        yield "失效日期早于施行日期。"
    if rule.extension and not 1 <= rule.extension.at_most <= LONGEST:
        yield f"延长的上限（at_most）应当在1到{LONGEST}之间。"
    for one in rule.reopens:
        if one.counts not in REOPENED_COUNTS:
            yield f"重新办理后怎么计算（counts）可以写：{'、'.join(REOPENED_COUNTS)}。"
    if rule.promise is None:
        return
    if rule.promise.unit is not rule.length.unit:
        yield f"承诺时限应当与法定时限用同一单位：{rule.length.unit.value}。"
    elif rule.promise.n > rule.length.n:
        yield f"承诺时限（{rule.promise}）不能长于法定时限（{rule.length}）。"


def _faults_of_hours(rule: Rule) -> Iterator[str]:
    changing = (rule.pauses, rule.restarts, rule.extension, rule.delay, rule.reopens)
    if rule.length.unit is Unit.HOURS and any(changing):
        yield "以小时计算的期限不能停算、重新起算、延长、延迟或者重新办理。"


def _faults_of_marks(rule: Rule) -> Iterator[str]:
    marks = [rule.mark, *(one.mark for one in rule.restarts)]
    marks += [one.mark for one in rule.reopens]
    for pause in rule.pauses:
        marks += [pause.mark, pause.days_mark]
    if rule.extension:
        marks.append(rule.extension.mark)
    if rule.delay:
        marks += [rule.delay.mark, rule.delay.late_mark]
    for mark in marks:
        if mark not in MARKS:
            yield f"把握程度“{mark}”不认识，可以写：{'、'.join(MARKS)}。"
