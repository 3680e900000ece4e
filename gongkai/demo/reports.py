"""Last year's annual reports: written, approved and frozen in the months that the law names.

条例 第四十九条: departments by 31 January, the county's government by 31 March. What was published
on the old website is counted from the papers of the story; all other numbers the platform counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from random import Random

from gongkai.annualreports.form import form_named
from gongkai.annualreports.models import AnnualReport
from gongkai.annualreports.operations import finishing, writing
from gongkai.demo.bodies import ORGANS, Organ
from gongkai.demo.cast import CLERK, LEADER, TEAMS
from gongkai.demo.clock import moment
from gongkai.demo.planning import Paper
from gongkai.demo.setting_up import County
from gongkai.demo.stories import Story, workday_before
from gongkai.demo.texts.annual_reports import GAPS, PROBLEMS
from gongkai.people.actors import Staff

GOVERNMENT, SMALL = "government", "finance"
# Two-figure numbers of a small county's body; the last cell is in ten thousand yuan.
LARGEST = {"licensing": 400, "penalty": 60, "coercion": 8, "fees": 30}


def reports(made: County, papers: Sequence[Paper], today: date, *, small: bool) -> Iterator[Story]:
    """The story of each body's report on last year, as far as its day has come."""
    january, march = date(today.year, 1, 4), date(today.year, 3, 4)
    for place, organ in enumerate(ORGANS):
        if small and organ.code != SMALL:
            continue
        first = march if organ.code == GOVERNMENT else january
        yield _report(made, organ, papers, workday_before(first, -1 - place), today)
    if not small:
        yield _rolled_up(made, papers, workday_before(march, -12), today)


def _report(
    made: County, organ: Organ, papers: Sequence[Paper], on: date, today: date
) -> Iterator[datetime]:
    """One body's own report."""
    year = today.year - 1
    if workday_before(on, -1) >= today:
        return
    yield moment(on, 9, 10)
    clerk, leader = _people(made, organ)
    report = writing.start(made.bodies[organ.code], year, staff=clerk)
    _enter_figures(report, organ, clerk)
    published = [one for one in papers if one.organ == organ and one.published_on.year == year]
    _write(report, len(published), clerk)
    yield moment(workday_before(on, -1), 15, 20)
    _freeze(report, leader)


def _people(made: County, organ: Organ) -> tuple[Staff, Staff]:
    """Its own clerk and leader; the county's office writes for bodies that have none here."""
    team = TEAMS.get(organ.code)
    return made.staff(team.clerk if team else CLERK), made.staff(team.leader if team else LEADER)


def _enter_figures(report: AnnualReport, organ: Organ, clerk: Staff) -> None:
    """What the business units report; documents are counted from what the body published."""
    chance = Random(f"{organ.code}/annual-report")
    for cell in form_named(report.form).typed_table:
        if cell.query != "typed":
            continue
        subject = cell.id.removeprefix("1/").partition(".")[0]
        value = chance.randint(0, LARGEST.get(subject, 0))
        writing.enter_figure(report, cell.id, Decimal(value), staff=clerk, source="业务股室报送")


def _write(report: AnnualReport, published: int, clerk: Staff) -> None:
    """Fill the gaps of the draft with what only the body knows."""
    for section in report.sections.all():
        text = re.sub(r"主动公开政府信息\d+条", f"主动公开政府信息{published}条", section.text)
        for gap, words in GAPS:
            text = re.sub(rf"【请补充：[^】]*{gap}[^】]*】", words, text)
        if section.number == "五":
            text = PROBLEMS
        if text != section.text:
            writing.write_section(
                report, section.number, text, revision=section.revision, staff=clerk
            )


def _freeze(report: AnnualReport, leader: Staff) -> None:
    finishing.approve(report, staff=leader)
    finishing.freeze(report, staff=leader)


def _rolled_up(made: County, papers: Sequence[Paper], on: date, today: date) -> Iterator[datetime]:
    """The county's report over all bodies."""
    year = today.year - 1
    if workday_before(on, -1) >= today:
        return
    yield moment(on, 9, 30)
    clerk, leader = made.staff(CLERK), made.staff(LEADER)
    report = writing.start(made.bodies[GOVERNMENT], year, staff=clerk, rolled_up=True)
    _write(report, sum(1 for one in papers if one.published_on.year == year), clerk)
    yield moment(workday_before(on, -1), 16, 5)
    _freeze(report, leader)
