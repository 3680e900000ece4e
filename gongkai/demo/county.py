"""Make the whole county: set up, take over, publish, and leave work on the desks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from gongkai.demo import turns
from gongkai.demo.cast import TEAMS
from gongkai.demo.chain import Ground, published
from gongkai.demo.clock import Clock, moment, running
from gongkai.demo.desks import desks
from gongkai.demo.duties import all_duties
from gongkai.demo.legacy import later_batches, take_over_all
from gongkai.demo.planning import Paper, plan
from gongkai.demo.reports import reports
from gongkai.demo.requests import first_day, requests
from gongkai.demo.setting_up import set_up, set_up_registers
from gongkai.demo.site import open_the_site
from gongkai.demo.stories import Story, after, tell, workday_before
from gongkai.journal.statistics import refresh_statistics

OPENED = 64  # working days before the anchor: since then everything goes the whole way here
SMALL_LEGACY, SMALL_CHAIN = 32, 10  # public items of the small county

# By template: which papers take which turn, the latest of that template since the opening.
CORRECTED = ("finance.execution", "emergency.inspections")
CORRECTING = "civil_affairs.monthly_payments"
WITHDRAWN = "civil_affairs.affairs"
ERASED = "townships.town_news"
URGENT = "emergency.warning"


def load(small: bool = False, *, anchor: date | None = None) -> None:
    """Make the county in an empty instance whose lists and calendars are loaded.

    `anchor` is the day on which the story ends, today when not given; the same anchor makes the
    same county. `small` makes all people, duties and unfinished work, but some forty public items
    only. All of it is made, or nothing.
    """
    today = anchor or timezone.localdate()
    began_on, opened_on = first_day(today), workday_before(today, OPENED)
    clock = Clock(moment(began_on, 7, 30))
    with transaction.atomic(), running(clock):
        made = set_up(began_on)
        ground = Ground(made, {}, today, opened_on)
        papers = plan(today)
        tell(_all_stories(ground, papers, small), clock)
        refresh_statistics()


def _all_stories(ground: Ground, papers: Sequence[Paper], small: bool) -> Iterator[Story]:
    """Requests were handled here for two years; publishing came when the site opened."""
    opened_at = moment(ground.opened_on, 7, 30)
    before = [one for one in papers if one.published_on < ground.opened_on]
    since = [one for one in papers if one.published_on >= ground.opened_on]
    yield _opening(ground, _some(before, SMALL_LEGACY) if small else before, opened_at)
    yield from requests(ground.made, ground.today, small=small)
    yield from reports(ground.made, papers, ground.today, small=small)
    yield from (after(opened_at, story) for story in _stories(ground, since, small))


def _opening(ground: Ground, before: Sequence[Paper], at: datetime) -> Story:
    """The duties are listed, the site opens, and what the old one had is taken over."""
    yield at
    set_up_registers(ground.made)
    open_the_site(ground.made, ground.opened_on)
    ground.duties.update(all_duties())
    take_over_all(ground.made, ground.duties, before, ground.today)
    refresh_statistics()


def _some(papers: Sequence[Paper], count: int) -> list[Paper]:
    """A sample: the newest of each column, and the rest from all of the time."""
    newest = list({paper.genre.column: paper for paper in papers}.values())
    rest = [paper for paper in papers if paper not in newest]
    step = len(rest) / (count - len(newest))
    chosen = [*newest, *(rest[int(step * place)] for place in range(count - len(newest)))]
    return sorted(chosen, key=lambda one: (one.published_on, one.key))


def _stories(ground: Ground, papers: Sequence[Paper], small: bool) -> Iterator[Story]:
    staffed = [one for one in papers if one.organ.code in TEAMS]
    others = [one for one in papers if one.organ.code not in TEAMS]
    turning = dict(_turning(ground, staffed))
    plain = [one for one in staffed if one.key not in turning]
    if small:
        plain, others = plain[-(SMALL_CHAIN - len(turning)) :], []
    yield from turning.values()
    yield from (published(ground, paper) for paper in plain)
    yield from later_batches(ground.made, ground.duties, others, ground.today)
    yield from desks(ground)


def _turning(ground: Ground, papers: Sequence[Paper]) -> Iterator[tuple[str, Story]]:
    """The stories that take a turn, by the key of their paper."""
    for paper, turn in turning_papers(papers):
        yield paper.key, turn(ground, paper)


Turn = Callable[[Ground, Paper], Story]


def turning_papers(papers: Sequence[Paper]) -> list[tuple[Paper, Turn]]:
    """Which papers take which turn; there is one for each turn, whatever the day."""
    warnings = _of(URGENT, papers)
    return [
        *((_of(template, papers)[0], turns.corrected) for template in CORRECTED),
        (_of(CORRECTING, papers)[-1], partial(turns.corrected, finished=False)),
        (_of(WITHDRAWN, papers)[-1], turns.withdrawn),
        (_of(ERASED, papers)[-1], turns.erased),
        *((paper, partial(turns.urgent, made_up_for=True)) for paper in warnings[:-1]),
        (warnings[-1], partial(turns.urgent, made_up_for=False)),
    ]


def _of(template: str, papers: Sequence[Paper]) -> list[Paper]:
    return [one for one in papers if one.genre.key == template]
