"""Requests for information of the county: believable, at every stage, and adding up."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from django.utils import timezone

from gongkai.annualreports.content import Said
from gongkai.annualreports.form import NEW, TOTAL, request_cell
from gongkai.annualreports.models import AnnualReport
from gongkai.annualreports.queries.saying import say
from gongkai.clocks.models import Clock
from gongkai.demo import cast, clock
from gongkai.demo.accounts import LOOK_UP_CODE
from gongkai.demo.bodies import AREA_CODE, COUNTY_CODE
from gongkai.demo.reports import reports
from gongkai.demo.requests import ASKED, first_day, requests
from gongkai.demo.setting_up import set_up
from gongkai.demo.stories import tell
from gongkai.demo.texts.requesters import REQUESTERS
from gongkai.foi.models import Answer, FoiRequest, Remedy
from gongkai.foi.process import with_stage
from gongkai.foi.queries.faults import faults_of_who
from gongkai.foi.queries.visibility import opened_by, requests_visible_to
from gongkai.journal.actors import SYSTEM
from gongkai.kernel.calendar import builtin_calendar
from gongkai.people.models import Body, Person
from gongkai.reference.operations import load_calendar, load_lists


def test_every_channel_and_every_kind_of_requester_is_told_of():
    assert {one.channel for one in ASKED} == set(FoiRequest.Channel.values)
    assert {REQUESTERS[one.who].kind for one in ASKED} == set(FoiRequest.RequesterKind.values)
    assert len({one.organ for one in ASKED}) == 6
    assert len({one.key for one in ASKED}) == len(ASKED) >= 40


def test_requesters_belong_to_no_place_and_their_telephones_ring_nowhere():
    for who in REQUESTERS.values():
        assert faults_of_who(who) == {}, who.name
        assert COUNTY_CODE in who.identity_number[:8]
        assert re.fullmatch(rf"{AREA_CODE}-\d{{7}}", who.phone)
        assert who.email == "" or who.email.endswith("@mingchuan.example")


@pytest.mark.django_db
def test_requests_stand_at_every_stage_on_the_way_to_the_answer(small_county):
    stages = set(with_stage(FoiRequest.objects.all()).values_list("stage", flat=True))
    assert stages >= {
        "submitted", "clarifying", "consulting", "drafting", "reviewing", "signed", "archived",
    }  # fmt: skip
    steps = set(Answer.objects.values_list("status", flat=True))
    assert steps == set(Answer.Status.values) - {Answer.Status.DROPPED}


@pytest.mark.django_db
def test_one_is_overdue_one_due_today_one_soon_and_one_waits(small_county):
    working, anchor = builtin_calendar(), small_county.anchor
    today = working.add_workdays(anchor, 0).on  # on a Sunday, what is due on Monday
    soon = working.add_workdays(today, 3).on
    open_clocks = Clock.objects.filter(rule="foi.reply", stopped_on__isnull=True)
    days = [one.due_on for one in open_clocks]
    assert None in days, "paused"
    dated = [day for day in days if day]
    assert min(dated) < anchor
    assert today in dated
    assert any(today < day <= soon for day in dated)
    assert any(day > soon for day in dated)


@pytest.mark.django_db
def test_work_on_requests_waits_for_the_people_whose_turn_it_is(small_county):
    reviewing = {
        "review": cast.EDUCATION_REVIEWER,
        "secrecy_review": cast.SECRECY_REVIEWER,
        "sign_off": cast.LEADER,
    }
    for status, username in reviewing.items():
        answer = Answer.objects.get(status=status)
        person = Person.objects.get(username=username)
        assert requests_visible_to(person).filter(pk=answer.foi_request_id).exists()


@pytest.mark.django_db
def test_every_request_opens_with_the_printed_code(small_county):
    for one in FoiRequest.objects.all():
        assert opened_by(one.number, LOOK_UP_CODE) == one


def test_the_counts_of_working_days_span_two_years():
    assert max(one.ago for one in ASKED) >= 460
    by_year = Counter(one.ago // 245 for one in ASKED)
    assert min(by_year.values()) >= 10


@pytest.mark.django_db
@pytest.mark.slow
def test_two_years_of_requests_end_in_every_common_way_and_the_reports_add_up():
    today = builtin_calendar().add_workdays(timezone.localdate(), 0).on
    load_requests_and_reports(today)
    outcomes = set(FoiRequest.objects.exclude(outcome="").values_list("outcome", flat=True))
    assert outcomes == {f"R{place}" for place in range(1, 18)} - {"R13", "R14"}
    assert {one.result for one in Remedy.objects.all()} == {"upheld", "corrected"}
    assert {one.kind for one in Remedy.objects.all()} == {"reconsideration", "direct_litigation"}
    for body in Body.objects.all():
        for year in (today.year - 1, today.year):
            assert hard(say(body, year)) == [], body
    county = Body.objects.get(code="government")
    assert hard(say(county, today.year - 1, rolled_up=True)) == []
    assert hard(say(county, today.year, rolled_up=True)) == []
    last = say(county, today.year - 1, rolled_up=True)
    assert len(last.members) == Body.objects.count()
    assert last.cells[request_cell(NEW, TOTAL)] >= 10


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("today", [date(2026, 1, 12), date(2026, 2, 28), date(2026, 10, 7)])
def test_the_story_is_told_on_any_day_of_the_year(today):
    load_requests_and_reports(today)
    assert FoiRequest.objects.filter(status="closed").count() >= 25
    assert FoiRequest.objects.exclude(status="closed").count() >= 12
    for report in AnnualReport.objects.all():
        assert report.is_frozen, report


def load_requests_and_reports(today: date) -> None:
    """Bodies, people, requests and reports of the whole county, without its publications."""
    load_lists(actor=SYSTEM)
    load_calendar(actor=SYSTEM)
    began_on = first_day(today)
    now = clock.Clock(clock.moment(began_on, 7, 30))
    with clock.running(now):
        made = set_up(began_on)
        told = [*requests(made, today, small=False), *reports(made, [], today, small=False)]
        tell(told, now)


NOT_WRITTEN_YET = ("B1", "B3")  # blanks and prose of a year that has not ended


def hard(said: Said) -> list[str]:
    """What does not add up; of a report that nobody has begun, the blanks are none of it."""
    frozen_year = said.year < timezone.localdate().year
    return [
        one.text
        for one in said.problems
        if one.is_hard and (frozen_year or one.rule not in NOT_WRITTEN_YET)
    ]
