"""What waits for whom: the same thing for those who can move it on, and for nobody else."""

from __future__ import annotations

import pytest
from django.db import connection

from gongkai.foi.models import Answer, FoiRequest, UnitTask
from gongkai.foi.operations import archiving, giving, joint, reviewing
from gongkai.foi.queries.work import open_requests, work_count, work_of
from gongkai.foi.testing import make_office, make_request
from gongkai.foi.tests.answering import approve, approve_all, day, draft
from gongkai.people.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def waits(staff) -> list[str]:
    return [one.what for one in work_of(staff.person)]


def given_to_clerk(office, **more) -> FoiRequest:
    return office.request(handler=office.clerk.person, **more)


def test_what_is_not_confirmed_waits_for_those_who_register(office):
    make_request(office.unit, status="submitted")
    assert waits(office.clerk) == ["确认收到"]
    assert waits(office.leader) == waits(office.outsider) == []


def test_what_has_no_handler_waits_for_distribution_then_for_its_handler_alone(office):
    foi_request = office.request()
    assert waits(office.clerk) == waits(office.second) == ["分办"]
    FoiRequest.objects.filter(pk=foi_request.pk).update(handler=office.second.person)
    assert (waits(office.clerk), waits(office.second)) == ([], ["办理"])


def test_the_answer_goes_from_hand_to_hand(office):
    foi_request = given_to_clerk(office, on=day("03-03"))
    answer = draft(office, foi_request)
    everybody = (office.clerk, office.reviewer, office.secrecy, office.leader)

    def who_waits() -> list[list[str]]:
        return [waits(one) for one in everybody]

    assert who_waits() == [["办理"], [], [], []]
    reviewing.submit_answer(answer, staff=office.clerk)
    assert who_waits() == [[], ["审核"], [], []]
    approve(answer, office.reviewer)
    assert who_waits() == [[], [], ["保密审查"], []]
    approve(answer, office.secrecy)
    assert who_waits() == [[], [], [], ["签发"]]
    approve(answer, office.leader)
    assert who_waits() == [["发出答复"], [], [], []]
    giving.give(answer, on=day("03-20"), staff=office.clerk)
    assert who_waits() == [["登记送达"], [], [], []]
    giving.record_service(answer, way="post", on=day("03-24"), staff=office.clerk)
    assert who_waits() == [[], [], [], []]


def test_a_part_waits_for_its_unit_until_the_request_ends(office):
    foi_request = given_to_clerk(office, on=day("03-03"))
    joint.ask_unit(foi_request, office.section, "请提供", on=day("03-05"), staff=office.clerk)
    [work] = work_of(office.expert.person)
    # 6-7 (2), 10-12 (5).
    assert (work.what, work.due_on) == ("协办", day("03-12"))
    assert work.reference == f"{foi_request.reference}/unit/1"
    answer = approve_all(office, draft(office, foi_request))
    giving.give(answer, on=day("03-20"), staff=office.clerk)
    assert waits(office.expert) == []


def test_the_most_pressing_comes_first_and_what_is_paused_last(office):
    late = given_to_clerk(office, on=day("09-19"))
    early = given_to_clerk(office, on=day("03-03"))
    submitted = make_request(office.unit, status="submitted")
    assert [one.number for one in work_of(office.clerk.person)] == [
        early.number,
        late.number,
        submitted.number,
    ]
    assert work_of(office.clerk.person)[0].due_on == day("03-31")


def test_after_a_reopening_the_day_of_the_decision_counts(office):
    foi_request = given_to_clerk(office, on=day("03-03"))
    answer = approve_all(office, draft(office, foi_request))
    giving.give(answer, on=day("03-20"), staff=office.clerk)
    giving.record_service(answer, way="post", on=day("03-24"), staff=office.clerk)
    archiving.reopen(
        foi_request,
        why="own_correction",
        on=day("04-10"),
        redo_by=day("04-20"),
        staff=office.leader,
    )
    [work] = work_of(office.clerk.person)
    assert (work.what, work.due_on) == ("办理", day("04-20"))


def test_the_number_beside_the_link_is_the_number_of_rows(office):
    given_to_clerk(office)
    make_request(office.unit, status="submitted")
    assert work_count(office.clerk.person) == len(work_of(office.clerk.person)) == 2


def test_open_requests_leave_out_what_is_closed(office):
    foi_request = office.request()
    units = Unit.objects.filter(pk=office.unit.pk)
    assert list(open_requests(units)) == [foi_request]
    FoiRequest.objects.filter(pk=foi_request.pk).update(
        status="closed", outcome="R17", closed_on=day("10-09")
    )
    assert not open_requests(units).exists()


def test_a_long_queue_costs_as_many_queries_as_a_short_one(office, django_assert_num_queries):
    for _ in range(3):
        given_to_clerk(office)
    with django_assert_num_queries(7):  # rights, five sorts of work, clocks
        work_of(office.clerk.person)


def test_what_is_closed_and_done_is_not_read(office):
    if connection.vendor != "sqlite":
        return  # an empty table is scanned on PostgreSQL, whatever indexes there are
    units = Unit.objects.filter(pk=office.unit.pk)
    assert "foi_status_unit (status=?" in open_requests(units).explain()
    unserved = Answer.objects.filter(status="given", served_on__isnull=True)
    assert "foi_answer_unserved (status=?" in unserved.explain()
    waiting = UnitTask.objects.filter(replied_on__isnull=True, unit__in=units)
    assert "foi_unit_waiting" in waiting.explain()
