"""What lies on the desks on the anchor day: one story for each draft that is not finished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from gongkai.demo import opinions
from gongkai.demo.bodies import BY_CODE
from gongkai.demo.cast import CIVIL_LEADER, CIVIL_REVIEWER, EDUCATION_REVIEWER, TEAMS
from gongkai.demo.chain import Ground, Steps, Way
from gongkai.demo.clock import moment
from gongkai.demo.contents import table_annex
from gongkai.demo.stories import Story, Timetable, workday_before
from gongkai.demo.texts.unfinished import DRAFTS, Unfinished
from gongkai.demo.writing import Text, first_sentence, to_html
from gongkai.disclosure import verbs
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Opinion, Version
from gongkai.disclosure.operations import drafting, releasing
from gongkai.disclosure.queries.due import due_by, term_for
from gongkai.kernel.calendar import builtin_calendar
from gongkai.people.models import Post
from gongkai.people.operations import delegate
from gongkai.registers.models import CatalogueEntry

STAGES = tuple(Version.Status)  # draft, unit_review, secrecy_review, sign_off, approved …
WORDS = {
    Opinion.Step.UNIT_REVIEW: opinions.UNIT_PLAIN,
    Opinion.Step.SECRECY_REVIEW: opinions.SECRECY,
    Opinion.Step.SIGN_OFF: opinions.SIGNED,
}
STEPS = tuple(WORDS)


def desks(ground: Ground) -> Iterator[Story]:
    """All that is unfinished, and the delegation that is in force."""
    yield _delegation(ground)
    for one in DRAFTS:
        yield _unfinished(ground, one)


def _delegation(ground: Ground) -> Steps:
    """A leader is away and has lent the post."""
    begins_on = workday_before(ground.today, 3)
    yield moment(begins_on, 8, 5)
    post = Post.objects.get(
        tenures__person__username=CIVIL_LEADER, rights__verb=verbs.SIGN_OFF.code
    )
    delegate(
        post,
        to=ground.made.people[CIVIL_REVIEWER],
        begins_on=begins_on,
        ends_on=ground.today + timedelta(days=10),
        reason="外出参加业务培训",
        actor=ground.made.staff(CIVIL_LEADER),
    )


def _unfinished(ground: Ground, one: Unfinished) -> Steps:
    duty = ground.duties[one.duty]
    formed_on = formed_for(duty, due_day(ground.today, one.due_in), ground.today)
    last = workday_before(ground.today)
    first = min(max(formed_on, workday_before(ground.today, 5)), last)
    way = Way(ground, TEAMS[one.organ], Random(one.key), Timetable(one.key, first, last))
    content = _content(one, formed_on)
    yield way.times.at(0)
    way.draft(one.duty, ground.made.unit(BY_CODE[one.organ], one.unit), content, formed_on)
    if one.table:
        way.attach([table_annex(one.table, formed_on)])
    yield from _onward(way, one, content)


def due_day(today: date, due_in: int) -> date:
    """The working day so many from today; 0: today, or the next one when today is none."""
    return builtin_calendar().add_workdays(today, due_in).on


def formed_for(duty: CatalogueEntry, due_on: date, today: date) -> date:
    """The latest day of formation, before today, from which the duty counts to this due date.

    When none counts to it exactly, the one that comes nearest before it.
    """
    before, working = workday_before(today), builtin_calendar()
    limit = duty.current.limit if duty.current else ()
    for back in range(120):
        formed_on = before - timedelta(days=back)
        due = due_by(term_for(limit, formed_on, working), formed_on, working)
        if due is not None and due.due_on is not None and due.due_on <= due_on:
            return formed_on
    return before


def _content(one: Unfinished, formed_on: date) -> Content:
    organ = BY_CODE[one.organ]
    text = Text(one.title, one.paragraphs)
    return Content(
        title=one.title,
        body_html=to_html(text, organ.name, formed_on),
        issued_by=organ.name,
        document_kind=one.kind,
        subject=one.subject,
        column_code=one.column,
        summary=first_sentence(one.paragraphs) if one.stage != "planted" else "",
        source=organ.name,
        adopted_on=formed_on,
    )


def _onward(way: Way, one: Unfinished, content: Content) -> Steps:
    """From the draft to where it stands today."""
    if one.stage == "conflict":
        yield from _two_editors(way, content)
    elif one.stage == "returned":
        yield way.times.at(0.5)
        way.submit("请审核。")
        yield way.times.at(1)
        way.send_back(Opinion.Step.UNIT_REVIEW, one.remark)
    elif one.stage not in ("draft", "planted"):
        yield from _as_far_as(way, one.stage)


def _as_far_as(way: Way, stage: str) -> Steps:
    yield way.times.at(0.2)
    way.submit(way.chance.choice(opinions.SUBMITTED))
    reached = Version.Status.APPROVED if stage == "scheduled" else stage
    for place, step in enumerate(STEPS[: STAGES.index(Version.Status(reached)) - 1]):
        yield way.times.at(0.4 + 0.2 * place)
        way.approve(step, way.chance.choice(WORDS[step]))
    if stage == "scheduled":
        yield way.times.at(1)
        when = moment(due_day(way.ground.today, 3), 9, 0)
        releasing.appoint(way.now(), when, staff=way.who(way.team.publisher))


def _two_editors(way: Way, content: Content) -> Steps:
    """The clerk and a colleague had the same draft open; the clerk saved second."""
    yield way.times.at(0.6)
    opened = way.now()
    drafting.save(
        opened,
        replace(content, title=content.title.replace("通知", "通知（征求学校意见后）")),
        revision=opened.revision,
        staff=way.who(EDUCATION_REVIEWER),
    )
    yield way.times.at(0.6)
    body = content.body_html.replace("8时20分", "8时30分")
    drafting.save(
        way.now(),
        replace(content, body_html=body),
        revision=opened.revision,
        staff=way.who(way.team.clerk),
    )
