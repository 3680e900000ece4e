"""The way of one item from draft to public, step by step, by the people whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from gongkai.demo import opinions
from gongkai.demo.cast import TEAMS, Team
from gongkai.demo.contents import Annex, annexes_of, content_of
from gongkai.demo.planning import Paper
from gongkai.demo.setting_up import County
from gongkai.demo.stories import Timetable
from gongkai.disclosure.content import Content, current_hash
from gongkai.disclosure.models import Item, Opinion, Version
from gongkai.disclosure.operations import drafting, releasing, reviewing
from gongkai.files.operations import receive
from gongkai.people.actors import Staff
from gongkai.registers.models import CatalogueEntry

Steps = Iterator[datetime]

# Shares of the time between adoption and release at which each step is done.
SUBMITTED, UNIT, SECRECY, SIGNED, RELEASED = 0.1, 0.4, 0.6, 0.8, 1.0


@dataclass
class Ground:
    """What every story stands on."""

    made: County
    duties: dict[str, CatalogueEntry]
    today: date  # the anchor
    opened_on: date

    def team(self, paper: Paper) -> Team:
        return TEAMS[paper.organ.code]


@dataclass
class Way:
    """One item on its way; each step takes up what the step before has left."""

    ground: Ground
    team: Team
    chance: Random
    times: Timetable
    version: Version | None = None

    def who(self, username: str) -> Staff:
        return self.ground.made.staff(username)

    def now(self) -> Version:
        """The version as it is now."""
        assert self.version is not None
        return Version.objects.select_related("item").get(pk=self.version.pk)

    def draft(self, duty: str, unit: object, content: Content, formed_on: date) -> Version:
        self.version = drafting.draft(
            self.ground.duties[duty], unit, content, formed_on=formed_on,  # type: ignore[arg-type]
            staff=self.who(self.team.clerk),
        )  # fmt: skip
        return self.version

    def attach(self, annexes: list[Annex]) -> None:
        clerk = self.who(self.team.clerk)
        for annex in annexes:
            stored = receive(annex.data, name=annex.name, actor=clerk)
            drafting.attach(self.now(), stored, annex.name, staff=clerk)

    def save(self, content: Content) -> None:
        version = self.now()
        drafting.save(version, content, revision=version.revision, staff=self.who(self.team.clerk))

    def submit(self, text: str = "") -> None:
        reviewing.submit(self.now(), staff=self.who(self.team.clerk), text=text)

    def approve(self, step: str, text: str) -> None:
        version = self.now()
        reviewing.approve(
            version, seen_hash=current_hash(version), staff=self.who(self.of(step)), text=text
        )

    def send_back(self, step: str, text: str) -> None:
        reviewing.return_for_changes(self.now(), text=text, staff=self.who(self.of(step)))

    def of(self, step: str) -> str:
        """Whose step it is."""
        return {
            Opinion.Step.UNIT_REVIEW.value: self.team.reviewer,
            Opinion.Step.SECRECY_REVIEW.value: self.team.secrecy,
            Opinion.Step.SIGN_OFF.value: self.team.leader,
        }[step]

    def release(self) -> Item:
        return releasing.release(self.now(), staff=self.who(self.team.publisher))


def way_of(ground: Ground, paper: Paper) -> Way:
    """The way of a paper, between its adoption (or the opening) and its publication."""
    first = max(paper.adopted_on, ground.opened_on)
    return Way(
        ground,
        ground.team(paper),
        Random(f"{paper.key}/way"),
        Timetable(paper.key, first, paper.published_on),
    )


def published(ground: Ground, paper: Paper, way: Way | None = None) -> Steps:
    """From draft to public; one in eight is sent back once for a missing summary."""
    way = way or way_of(ground, paper)
    annexes = annexes_of(paper)
    content = content_of(paper, ground.today, annexes)
    careless = way.chance.random() < 0.125
    yield way.times.at(0)
    unit = ground.made.unit(paper.organ, paper.genre.unit)
    first = replace(content, summary="") if careless else content
    way.draft(paper.genre.duty, unit, first, paper.adopted_on)
    way.attach(annexes)
    yield way.times.at(SUBMITTED)
    way.submit(way.chance.choice(opinions.SUBMITTED))
    if careless:
        yield from _sent_back(way, content)
    yield from reviewed(way, paper)
    yield way.times.at(RELEASED)
    way.release()


def _sent_back(way: Way, content: Content) -> Steps:
    words, step = way.chance.choice(opinions.RETURNED)
    if step == Opinion.Step.SIGN_OFF:
        yield way.times.at(SUBMITTED)
        way.approve(Opinion.Step.UNIT_REVIEW, "同意。")
        yield way.times.at(SUBMITTED)
        way.approve(Opinion.Step.SECRECY_REVIEW, "不涉密，同意。")
    yield way.times.at(SUBMITTED)
    way.send_back(step, words)
    yield way.times.at(SUBMITTED)
    way.save(content)
    yield way.times.at(SUBMITTED)
    way.submit("已按意见补充内容概述，请审核。")


def reviewed(way: Way, paper: Paper) -> Steps:
    """Through the three reviews."""
    yield way.times.at(UNIT)
    way.approve(Opinion.Step.UNIT_REVIEW, opinions.of_unit(paper, way.chance))
    yield way.times.at(SECRECY)
    way.approve(Opinion.Step.SECRECY_REVIEW, way.chance.choice(opinions.SECRECY))
    yield way.times.at(SIGNED)
    way.approve(Opinion.Step.SIGN_OFF, way.chance.choice(opinions.SIGNED))
