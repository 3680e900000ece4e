"""What was public before the platform opened, and what organs without staff here still send in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from gongkai.demo.cast import ADMINISTRATOR
from gongkai.demo.clock import moment
from gongkai.demo.contents import content_of
from gongkai.demo.planning import Paper
from gongkai.demo.setting_up import County
from gongkai.demo.stories import Story
from gongkai.disclosure.operations.importing import Legacy, take_over
from gongkai.people.models import Unit
from gongkai.registers.models import CatalogueEntry

Duties = dict[str, CatalogueEntry]


def take_over_all(made: County, duties: Duties, papers: Iterable[Paper], today: date) -> None:
    """The old site's publications, month by month and organ by organ.

    A batch is ordered by date on its shelves, but batches stand one after the other: with whole
    years in a batch, lists that gather many organs would not read in the order of time.
    """
    ordered = sorted(papers, key=lambda one: one.published_on)
    for _, month in groupby(
        ordered, key=lambda one: (one.published_on.year, one.published_on.month)
    ):
        for unit, theirs in _by_unit(made, month).items():
            rows = [_legacy(paper, duties, today) for paper in theirs]
            take_over(rows, unit, staff=made.staff(ADMINISTRATOR))


def _by_unit(made: County, papers: Iterable[Paper]) -> dict[Unit, list[Paper]]:
    found: dict[Unit, list[Paper]] = defaultdict(list)
    for paper in papers:
        # The old site knew organs, not their units: everything went to the office.
        found[made.unit(paper.organ, 0)].append(paper)
    return found


def _legacy(paper: Paper, duties: Duties, today: date) -> Legacy:
    return Legacy(duties[paper.genre.duty], content_of(paper, today), paper.published_on)


def later_batches(
    made: County, duties: Duties, papers: Sequence[Paper], today: date
) -> Iterator[Story]:
    """After the opening: what the other organs publish is taken over on the same evening."""
    by_day: dict[date, list[Paper]] = defaultdict(list)
    for paper in papers:
        by_day[paper.published_on].append(paper)
    for day, theirs in by_day.items():
        yield _batch(made, duties, day, theirs, today)


def _batch(
    made: County, duties: Duties, day: date, papers: list[Paper], today: date
) -> Iterator[datetime]:
    yield moment(day, 18, 20)
    take_over_all(made, duties, papers, today)
