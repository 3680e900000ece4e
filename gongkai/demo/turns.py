"""Turns that an item takes after its release, or instead of the usual way to it.

Corrected, withdrawn, erased, released urgently: each happens at least once in every county, so that
each can be seen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from gongkai.demo.cast import EMERGENCY_CLERK, EMERGENCY_LEADER, LEADER
from gongkai.demo.chain import Ground, Steps, Way, published, reviewed, way_of
from gongkai.demo.contents import Annex, annexes_of, content_of
from gongkai.demo.planning import Paper
from gongkai.demo.stories import Timetable, workday_before
from gongkai.disclosure.content import Content
from gongkai.disclosure.operations import ending, erasing, releasing

_FIGURE = re.compile(r"(?<![\d.,—])\d\d[\d,]*(?:\.\d+)?(?![\d.,年月日时%—])")


def corrected(ground: Ground, paper: Paper, *, finished: bool = True) -> Steps:
    """Released with a slip in a figure, found some days later, corrected with a note.

    Unfinished: the correction is drafted and waits for its first review.
    """
    way = way_of(ground, paper)
    annexes = annexes_of(paper, table=True)
    right = content_of(paper, ground.today, annexes)
    wrong, note = _with_a_slip(right)
    yield from _published_as(way, paper, wrong, annexes)
    last = _soon(ground, paper) if finished else workday_before(ground.today)
    way.times = Timetable(f"{paper.key}/correction", paper.published_on, last)
    yield way.times.at(0.4 if finished else 1)
    item = way.now().item
    way.version = ending.start_correction(item, staff=way.who(way.team.clerk))
    way.save(replace(right, correction_note=note))
    yield way.times.at(0.4 if finished else 1)
    way.submit("发布后发现一处数据录入错误，现予更正，请审核。")
    if finished:
        yield from reviewed(way, paper)
        yield way.times.at(1)
        way.release()


def _published_as(way: Way, paper: Paper, content: Content, annexes: list[Annex]) -> Steps:
    yield way.times.at(0)
    unit = way.ground.made.unit(paper.organ, paper.genre.unit)
    way.draft(paper.genre.duty, unit, content, paper.adopted_on)
    way.attach(annexes)
    yield way.times.at(0.1)
    way.submit("请审核。")
    yield from reviewed(way, paper)
    yield way.times.at(1)
    way.release()


def _with_a_slip(right: Content) -> tuple[Content, str]:
    """Two figures of the text changed about, as fingers do, and the note that mends it."""
    found = next(
        match[0]
        for match in _FIGURE.finditer(right.body_html)
        if match[0][0] != match[0][1] and match[0][1] != "0"  # 33 and 30 would not look wrong
    )
    slip = found[1] + found[0] + found[2:]
    body = right.body_html.replace(found, slip, 1)
    summary = right.summary.replace(found, slip, 1)
    note = f"正文中的“{slip}”应为“{found}”，系录入错误，现予更正。"
    return replace(right, body_html=body, summary=summary), note


def withdrawn(ground: Ground, paper: Paper) -> Steps:
    """Released, and taken out of public view some days later."""
    way = way_of(ground, paper)
    yield from published(ground, paper, way)
    yield Timetable(f"{paper.key}/end", paper.published_on, _soon(ground, paper)).at(1)
    ending.withdraw(
        way.now().item,
        ground="content-wrong",
        note="所列统计口径有误，现予撤回，核实后重新发布。",
        staff=way.who(way.team.leader),
    )


def erased(ground: Ground, paper: Paper) -> Steps:
    """Released, and its content destroyed when it turned out to say too much about someone."""
    way = way_of(ground, paper)
    yield from published(ground, paper, way)
    yield Timetable(f"{paper.key}/end", paper.published_on, _soon(ground, paper)).at(1)
    erasing.erase(
        way.now().item,
        ground="personal-data",
        note="正文中可以辨认出个别村民的家庭情况，内容已删除，并已向当事人说明。",
        staff=way.who(LEADER),
    )


def _soon(ground: Ground, paper: Paper) -> date:
    """Four working days after the release, as far as the story has come."""
    later = workday_before(paper.published_on, -4)
    return max(paper.published_on, min(later, workday_before(ground.today)))


def urgent(ground: Ground, paper: Paper, *, made_up_for: bool) -> Steps:
    """A warning that cannot wait: public at once, reviewed afterwards by someone else."""
    way = way_of(ground, paper)
    yield way.times.at(0)
    unit = ground.made.unit(paper.organ, paper.genre.unit)
    content = content_of(paper, ground.today)
    version = way.draft(paper.genre.duty, unit, content, paper.adopted_on)
    yield way.times.at(0)
    releasing.release_urgently(
        version,
        reason="气象部门已发布预警信号，须立即告知群众防范，先行发布、事后补审。",
        staff=way.who(EMERGENCY_CLERK),
    )
    if made_up_for:
        yield way.times.at(1)
        releasing.review_afterwards(
            way.now(),
            approved=True,
            text="情况属实，措施提示得当，同意补审。",
            staff=way.who(EMERGENCY_LEADER),
        )
