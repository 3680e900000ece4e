"""The papers and organs of the demonstration county as the search files them, without a database.

The day is fixed, so that the same papers are there in every run.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from gongkai.demo.bodies import COUNTY_NAME, ORGANS, Organ
from gongkai.demo.contents import content_of
from gongkai.demo.planning import Paper, plan
from gongkai.kernel.text import html_to_text
from gongkai.search.registry import Searchable

TODAY = date(2026, 11, 27)
A_NAME = 1.6  # as `portal` weighs the page of a body


@cache
def county_papers() -> tuple[Searchable, ...]:
    """What the county has published."""
    return tuple(_thing(number, paper) for number, paper in enumerate(plan(TODAY)))


def _thing(number: int, paper: Paper) -> Searchable:
    content = content_of(paper, TODAY)
    organ = paper.organ
    return Searchable(
        about=f"paper:c{number:07d}",
        title=content.title,
        url=f"/county/{number}/",
        number=paper.number,
        issued_by=organ.name,
        names=(organ.name, organ.short),
        text="\n".join(filter(None, [content.summary, html_to_text(content.body_html)])),
        words=tuple(content.keywords),
        body=organ.code,
        subject=content.subject.partition(".")[0],
        on=paper.published_on,
        validity=content.validity,
    )


@cache
def county_organs() -> tuple[Searchable, ...]:
    """The pages of its organs."""
    return tuple(_organs())


def _organs() -> Iterator[Searchable]:
    for organ in ORGANS:
        yield Searchable(
            about=f"paper:b-{organ.code}",
            title=organ.name,
            url=f"/bodies/{organ.code}/",
            names=(organ.name, organ.short),
            text=f"{organ.address}\n{organ.phone}",
            words=(organ.prefix,),
            sounds=(organ.name, organ.short, _plain_name(organ)),
            body=organ.code,
            weight=A_NAME,
        )


def _plain_name(organ: Organ) -> str:
    """名川县财政局 is called 财政局."""
    return organ.name.removeprefix(COUNTY_NAME)
