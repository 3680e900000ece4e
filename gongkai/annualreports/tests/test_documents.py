"""规章 and 行政规范性文件 in the first table: by what whoever drafted them said, in every year."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from gongkai.annualreports.form import form_for
from gongkai.annualreports.queries.saying import say
from gongkai.annualreports.tests.cast import YEAR, day
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


class Publishing:
    """Items of one body as the database has them once they were released."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.count = 0

    def paper(self, adopted_on: date | None, *, on: date | None = None, **said: Any) -> Item:
        """Released on its day of adoption, or `on`."""
        self.count += 1
        at = _moment(on or adopted_on or day("01-02"))
        item = Item.objects.create(
            number=f"2025-{self.count:05d}", duty=self.cast.duty, body=self.cast.unit.body,
            unit=self.cast.unit, author=self.cast.clerk.person, created_at=at,
            formed_on=at.date(), index_number=f"索引{self.count}", first_released_at=at,
        )  # fmt: skip
        return self.again(item, at, adopted_on=adopted_on, **said)

    def again(self, item: Item, at: datetime, **said: Any) -> Item:
        """Another version of it."""
        item.released = Version.objects.create(
            item=item, number=item.versions.count() + 1, status="closed", outcome="released",
            title="办法", author=self.cast.clerk.person, created_at=at, changed_at=at,
            released_at=at, **said,
        )  # fmt: skip
        item.visibility = "public"
        item.save()
        return item


def _moment(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, datetime.min.time()))


@pytest.fixture
def publishing(cast) -> Publishing:
    return Publishing(cast)


def row(cast: Cast, key: str = "normative", year: int = YEAR) -> tuple[object, ...]:
    """本年制发、本年废止、现行有效."""
    cells = say(cast.unit.body, year).cells
    return tuple(cells[f"1/{key}.{column}"] for column in ("made", "repealed", "valid"))


@pytest.mark.parametrize(
    ("nature", "regulations", "normative"),
    [
        ("regulation", (1, 0, 1), (0, 0, 0)),
        ("normative", (0, 0, 0), (1, 0, 1)),
        ("other", (0, 0, 0), (0, 0, 0)),
        ("", (0, 0, 0), (0, 0, 0)),
    ],
)
def test_article_20_1_a_document_counts_as_what_it_is_said_to_be(
    cast, publishing, nature, regulations, normative
):
    publishing.paper(day("03-03"), validity="in_force", nature=nature)
    assert row(cast, "regulations") == regulations
    assert row(cast) == normative


@pytest.mark.parametrize(
    ("said", "here", "next_year"),
    [
        ({"validity": "in_force"}, (1, 0, 1), (0, 0, 1)),
        ({"validity": "amended"}, (1, 0, 1), (0, 0, 1)),
        ({"validity": "in_force", "expires_on": day("12-31")}, (1, 1, 0), (0, 0, 0)),
        ({"validity": "in_force", "expires_on": day("+01-01")}, (1, 0, 1), (0, 1, 0)),
        ({"validity": "expired", "expires_on": day("+06-30")}, (1, 0, 1), (0, 1, 0)),
        ({"validity": "repealed"}, (1, 1, 0), (0, 0, 0)),
    ],
)
def test_a_document_of_this_year(cast, publishing, said, here, next_year):
    publishing.paper(day("03-03"), nature="normative", **said)
    assert row(cast) == here
    assert row(cast, year=YEAR + 1) == next_year


def test_one_repealed_later_without_a_day_was_valid_until_it_was_published_as_ended(
    cast, publishing
):
    item = publishing.paper(day("03-03"), nature="normative", validity="in_force")
    said = {"adopted_on": day("03-03"), "nature": "normative", "validity": "repealed"}
    publishing.again(item, _moment(day("+05-05")), **said)
    publishing.again(item, _moment(day("+09-09")), **said)  # a correction ends it once
    assert row(cast) == (1, 0, 1)
    assert row(cast, year=YEAR + 1) == (0, 1, 0)
    assert row(cast, year=YEAR + 2) == (0, 0, 0)


def test_made_less_ended_is_what_is_valid_in_every_year(cast, publishing):
    for adopted in ("-02-02", "03-03", "11-30", "+04-04"):
        for ends in (None, day("-12-31"), day("12-31"), day("+01-01")):
            if ends is None or day(adopted) < ends:
                publishing.paper(day(adopted), nature="normative", expires_on=ends)
    valid = 0
    for year in (YEAR - 1, YEAR, YEAR + 1, YEAR + 2):
        made, repealed, at_end = row(cast, year=year)
        valid += int(str(made)) - int(str(repealed))
        assert at_end == valid


def test_what_is_not_public_does_not_count(cast, publishing):
    item = publishing.paper(day("03-03"), nature="normative", validity="in_force")
    Item.objects.filter(pk=item.pk).update(
        visibility="withdrawn", end_ground="mistake", ended_at=timezone.now()
    )
    assert row(cast) == (0, 0, 0)


def test_what_an_old_site_did_not_say_counts_under_the_duties_that_the_form_names(
    cast, publishing, monkeypatch
):
    publishing.paper(day("03-03"), validity="in_force")
    assert row(cast) == (0, 0, 0)
    form = form_for(YEAR)
    assert form is not None
    duty = cast.duty.reference.removeprefix("duty:")
    monkeypatch.setitem(form.choices, "normative_duties", [duty])
    assert row(cast) == (1, 0, 1)
    publishing.paper(day("04-04"), validity="in_force", nature="other")
    assert row(cast) == (1, 0, 1), "what says that it is something else does not count"
