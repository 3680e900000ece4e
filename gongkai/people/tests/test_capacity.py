"""Who may do what, where, on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.people.actors import Staff
from gongkai.people.models import Delegation, Tenure
from gongkai.people.queries import (
    acting,
    acting_anywhere,
    acting_over_body,
    holders,
    may,
    units_where,
)
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.people.verbs import verb

pytestmark = pytest.mark.django_db

STAMP = verb("test.stamp", "盖章")
DAY = date(2026, 5, 8)


class County:
    """Two bodies; Lin may stamp for the finance office, Zhao has nothing."""

    def __init__(self) -> None:
        finance, education = make_body("finance", "清江县财政局"), make_body("jy", "清江县教育局")
        self.office, self.budget = make_unit(finance, "办公室"), make_unit(finance, "预算股")
        self.schools = make_unit(education, "基础教育股")
        self.lin = make_person("lin", "林晓", unit=self.office, verbs=[STAMP])
        self.zhao = make_person("zhao", "赵明", unit=self.budget)

    def lend(self, begins_on: date, ends_on: date) -> Delegation:
        post = self.lin.tenures.get().post
        return Delegation.objects.create(
            giver=self.lin,
            taker=self.zhao,
            post=post,
            begins_on=begins_on,
            ends_on=ends_on,
            reason="外出培训",
        )


@pytest.fixture
def county() -> County:
    return County()


@pytest.mark.parametrize(
    ("reach", "office", "budget", "schools"),
    [("unit", True, False, False), ("body", True, True, False), ("everywhere", True, True, True)],
)
def test_a_right_reaches_unit_body_or_county(county, reach, office, budget, schools):
    person = make_person("qian", "钱进", unit=county.office, verbs=[STAMP], reach=reach)
    assert may(person, STAMP, county.office, DAY) is office
    assert may(person, STAMP, county.budget, DAY) is budget
    assert may(person, STAMP, county.schools, DAY) is schools
    units = {county.office: office, county.budget: budget, county.schools: schools}
    assert set(units_where(person, STAMP, DAY)) == {unit for unit, yes in units.items() if yes}


def test_only_a_right_over_the_body_acts_for_the_body(county):
    over_unit = Staff(county.lin)
    over_body = Staff(make_person("qian", "钱进", unit=county.office, verbs=[STAMP], reach="body"))
    over_all = Staff(
        make_person("sun", "孙立", unit=county.office, verbs=[STAMP], reach="everywhere")
    )
    finance, education = county.office.body, county.schools.body
    assert acting_over_body(over_unit, STAMP, finance, DAY) is None
    assert acting_over_body(over_body, STAMP, finance, DAY)
    assert acting_over_body(over_body, STAMP, education, DAY) is None
    assert acting_over_body(over_body, STAMP, None, DAY) is None
    assert acting_over_body(over_all, STAMP, None, DAY)
    assert acting_anywhere(over_unit, STAMP, DAY)
    assert acting_anywhere(Staff(county.zhao), STAMP, DAY) is None


def test_a_tenure_counts_on_its_first_and_last_day_whole(county):
    Tenure.objects.filter(person=county.lin).update(begins_on=DAY, ends_on=DAY + timedelta(days=2))
    days = [DAY + timedelta(days=n) for n in range(-1, 4)]
    assert [may(county.lin, STAMP, county.office, day) for day in days] == [
        False, True, True, True, False,
    ]  # fmt: skip


def test_a_delegation_counts_on_its_first_and_last_day_whole(county):
    county.lend(DAY, DAY + timedelta(days=1))
    days = [DAY + timedelta(days=n) for n in range(-1, 3)]
    assert [may(county.zhao, STAMP, county.office, day) for day in days] == [
        False, True, True, False,
    ]  # fmt: skip


def test_acting_for_someone_names_the_post_and_the_giver(county):
    county.lend(DAY, DAY)
    capacity = acting(Staff(county.zhao), STAMP, county.office, DAY)
    assert capacity.snapshot() == {
        "person": "person:zhao",
        "name": "赵明",
        "post": "林晓岗",
        "unit": "办公室",
        "body": "清江县财政局",
        "on_behalf_of": "林晓",
    }


def test_own_posts_come_before_lent_ones(county):
    own = make_person("qian", "钱进", unit=county.office, verbs=[STAMP])
    Delegation.objects.create(
        giver=county.lin,
        taker=own,
        post=county.lin.tenures.get().post,
        begins_on=DAY,
        ends_on=DAY,
        reason="外出培训",
    )
    assert acting(Staff(own), STAMP, county.office, DAY).on_behalf_of is None


@pytest.mark.parametrize("loss", ["the post", "the account"])
def test_a_delegation_ends_when_the_giver_loses(county, loss):
    county.lend(DAY, DAY + timedelta(days=9))
    if loss == "the post":
        Tenure.objects.filter(person=county.lin).update(ends_on=DAY)
    else:
        county.lin.is_active = False
        county.lin.save()
    next_day = DAY + timedelta(days=1)
    assert not may(county.zhao, STAMP, county.office, next_day)
    assert holders(STAMP, county.office, next_day) == []
    assert not units_where(county.zhao, STAMP, next_day).exists()


def test_a_delegation_gives_nothing_to_a_closed_account(county):
    county.lend(DAY, DAY)
    county.zhao.is_active = False
    county.zhao.save()
    assert not may(county.zhao, STAMP, county.office, DAY)
    assert holders(STAMP, county.office, DAY) == [county.lin]


def test_a_task_waits_for_all_who_hold_the_right_and_who_have_it_lent(county):
    everywhere = make_person("sun", "孙立", unit=county.schools, verbs=[STAMP], reach="everywhere")
    county.lend(DAY, DAY)
    assert holders(STAMP, county.office, DAY) == [county.lin, everywhere, county.zhao]
    assert holders(STAMP, county.schools, DAY) == [everywhere]
