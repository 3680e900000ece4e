"""When which paper is written: the plan of two years, with dates, numbers and texts.

First all dates, so that every document number is given in the order of adoption; then the texts,
because an interpretation names the number of the policy that it explains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import gongkai.demo.texts  # noqa: F401 - announces the templates
from gongkai.demo.bodies import Organ
from gongkai.demo.genres import GENRES, Case, Genre, Slot, organs_of, to_workday
from gongkai.demo.writing import Text
from gongkai.kernel.calendar import builtin_calendar

SEED = "mingchuan"
YEARS = 2
DAYS = 365 * YEARS + 1


@dataclass(frozen=True)
class Paper:
    """One paper of the plan."""

    genre: Genre
    organ: Organ
    slot: Slot
    adopted_on: date
    published_on: date
    number: str = ""
    text: Text | None = None

    @property
    def key(self) -> str:
        """Names it for good: the same template, organ and date is the same paper.

        What papers speak about may hang on the anchor (the newest first); it is named too.
        """
        about = getattr(self.slot.about, "key", self.slot.about)
        return f"{SEED}/{self.genre.key}/{self.organ.code}/{self.adopted_on}/{about}"

    @property
    def subject(self) -> str:
        """Its class (主题分类): the template's, or that of the policy it is about."""
        about = self.slot.about
        return about.subject if self.genre.subject == "plan" else self.genre.subject


def plan(anchor: date) -> list[Paper]:
    """All papers published in the two years before the anchor, by day of publication."""
    dated = list(_in_step(list(_dated(anchor)), anchor))
    papers = sorted(dated, key=lambda one: (one.adopted_on, one.key))
    numbered = list(_numbered(papers))
    numbers = {one.slot.about.key: one.number for one in numbered if _is_policy(one)}
    written = [_written(one, numbers) for one in numbered]
    return sorted(written, key=lambda one: (one.published_on, one.adopted_on, one.key))


def _is_policy(paper: Paper) -> bool:
    return paper.genre.prefix is not None and hasattr(paper.slot.about, "key")


def _dated(anchor: date) -> Iterator[Paper]:
    start = anchor - timedelta(days=DAYS)
    for genre in GENRES:
        for organ in organs_of(genre):
            for slot in genre.when(start, anchor):
                paper = _paper(genre, organ, slot)
                if start <= paper.published_on < anchor:
                    yield paper


def _in_step(papers: list[Paper], anchor: date) -> Iterator[Paper]:
    """Interpretations go with their policy: public the same day, or within three working days."""
    policies = {one.slot.about.key: one for one in papers if _is_policy(one)}
    for paper in papers:
        if not hasattr(paper.slot.about, "key") or _is_policy(paper):
            yield paper
            continue
        policy = policies.get(paper.slot.about.key)
        wait = Random(f"{paper.key}/wait").randint(0, 2)
        if policy and (on := _later(policy.published_on, wait)) < anchor:
            adopted = min(max(paper.adopted_on, policy.adopted_on), on)
            yield replace(paper, adopted_on=adopted, published_on=on)


def _later(day: date, workdays: int) -> date:
    return builtin_calendar().add_workdays(day, workdays).on


def _paper(genre: Genre, organ: Organ, slot: Slot) -> Paper:
    """Clerks are not punctual to the day: some days later than the schedule has it."""
    chance = Random(f"{SEED}/{genre.key}/{organ.code}/{slot.on}")
    late = chance.randint(0, 3) if genre.wait[1] > 1 else 0
    adopted = to_workday(slot.on + timedelta(days=late))
    published = _later(adopted, chance.randint(*genre.wait))
    return Paper(genre, organ, slot, adopted, published)


def _numbered(papers: Iterable[Paper]) -> Iterator[Paper]:
    """Each with its number; between two public papers an organ issues some that are not."""
    last: dict[tuple[str, int], int] = {}
    for paper in papers:
        if paper.genre.prefix is None:
            yield paper
            continue
        prefix = paper.genre.prefix or paper.organ.prefix
        series = (prefix, paper.adopted_on.year)
        step = Random(f"{paper.key}/number").randint(1, 3)
        last[series] = last.get(series, 0) + step
        yield replace(paper, number=f"{prefix}〔{series[1]}〕{last[series]}号")


def _written(paper: Paper, numbers: dict[str, str]) -> Paper:
    case = Case(
        on=paper.adopted_on,
        organ=paper.organ,
        random=Random(paper.key),
        about=paper.slot.about,
        number=paper.number,
        numbers=numbers,
    )
    return replace(paper, text=paper.genre.write(case))
