"""Requests for information of the county: believable, at every stage, and adding up."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from gongkai.clocks.models import Clock
from gongkai.demo import cast
from gongkai.demo.accounts import LOOK_UP_CODE
from gongkai.demo.bodies import AREA_CODE, COUNTY_CODE
from gongkai.demo.requests import ASKED
from gongkai.demo.texts.requesters import REQUESTERS
from gongkai.foi.models import Answer, FoiRequest
from gongkai.foi.process import with_stage
from gongkai.foi.queries.faults import faults_of_who
from gongkai.foi.queries.visibility import opened_by, requests_visible_to
from gongkai.kernel.calendar import builtin_calendar
from gongkai.people.models import Person


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
    today, soon = working.add_workdays(anchor, 0).on, working.add_workdays(anchor, 3).on
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
