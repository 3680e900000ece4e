"""What a page asks of rights once is what would be asked anew; operations ask anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.journal.facts import Fact
from gongkai.journal.recording import operation, record
from gongkai.people.actors import Staff
from gongkai.people.models import Delegation, Right, Unit
from gongkai.people.queries import (
    HeldRights,
    acting,
    acting_anywhere,
    acting_over_body,
    may_any,
    reach_of,
    units_held,
    units_of_posts,
    units_where_any,
    widest_reach,
)
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.people.verbs import MAINTAIN_REFERENCE, MANAGE_PEOPLE, OPERATE, SUPERVISE

pytestmark = pytest.mark.django_db
VERBS = (MAINTAIN_REFERENCE, MANAGE_PEOPLE, OPERATE, SUPERVISE)


@pytest.fixture
def house():
    """Two units of one body, one of another."""
    body = make_body("finance", "清江县财政局")
    other = make_unit(make_body("culture", "清江县文化和旅游局"), "办公室")
    return [make_unit(body, "办公室"), make_unit(body, "预算股"), other]


def lend(giver, taker) -> None:
    today = timezone.localdate()
    Delegation.objects.create(
        giver=giver, taker=taker, post=giver.tenures.get().post, begins_on=today,
        ends_on=today + timedelta(days=1), reason="出差",
    )  # fmt: skip


def people(house) -> list:
    """Of each reach one, one without rights, one to whom two posts were lent, one whose account is
    closed."""
    unit, _, other = house
    found = [
        make_person("unit", "单位", unit=unit, verbs=[OPERATE], reach="unit"),
        make_person("body", "机关", unit=unit, verbs=[OPERATE, SUPERVISE], reach="body"),
        make_person("all", "全县", unit=other, verbs=[SUPERVISE], reach="everywhere"),
        make_person("none", "无权", unit=unit),
    ]
    taker = make_person("taker", "受托", unit=other, verbs=[MANAGE_PEOPLE], reach="unit")
    lend(found[1], taker)
    lend(found[2], taker)
    closed = make_person("closed", "停用", unit=unit, verbs=[OPERATE], reach="body")
    closed.is_active = False
    closed.save()
    return [*found, taker, closed]


def told(staff: Staff, house) -> list:
    """Everything that one can ask."""
    bodies = [None, *{unit.body for unit in house}]
    return [
        *(acting(staff, verb, unit) for verb in VERBS for unit in house),
        *(acting_over_body(staff, verb, body) for verb in VERBS for body in bodies),
        *(acting_anywhere(staff, verb) for verb in VERBS),
        *(may_any(staff, VERBS[:2], unit) for unit in house),
        *(set(Unit.objects.filter(where)) for where in reach_of(staff, VERBS).values()),
        set(units_where_any(staff, VERBS)),
        widest_reach(staff, VERBS),
        units_held(staff),
        units_of_posts(staff),
    ]


def test_what_was_asked_once_is_what_would_be_asked_anew(house):
    givers = set()
    for person in people(house):
        asked_once = told(Staff(person, held=HeldRights(person)), house)
        assert asked_once == told(Staff(person), house), person
        givers |= {one.on_behalf_of for one in asked_once if isinstance(one, Staff)}
    assert {giver.username for giver in givers if giver} == {"body", "all"}


def test_a_page_reads_them_in_two_queries(house):
    person = make_person("clerk", "陈静", unit=house[0], verbs=VERBS, reach="body")
    staff = Staff(person, held=HeldRights(person))
    with CaptureQueriesContext(connection) as captured:
        for unit in house:
            for verb in VERBS:
                acting(staff, verb, unit)
    assert len(captured) == 2


@dataclass(frozen=True)
class Tried(Fact):
    """Somebody tried."""


def test_a_right_withdrawn_since_the_page_began_acts_no_more(house):
    unit = house[0]
    person = make_person("clerk", "陈静", unit=unit, verbs=[OPERATE], reach="unit")
    staff = Staff(person, held=HeldRights(person))
    assert acting(staff, OPERATE, unit)
    Right.objects.all().delete()

    @operation
    def attempt() -> list:
        record(Tried(), about="test:1", actor=staff)
        return [acting(staff, OPERATE, unit), acting_anywhere(staff, OPERATE),
                acting_over_body(staff, OPERATE, unit.body), may_any(staff, [OPERATE], unit),
                list(units_where_any(staff, [OPERATE]))]  # fmt: skip

    assert attempt() == [None, None, None, False, []]
