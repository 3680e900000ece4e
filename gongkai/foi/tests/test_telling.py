"""Nothing that is recorded is passed over by oversight, neither for staff nor for the requester."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.clocks import events as clock_events
from gongkai.foi import events
from gongkai.foi.telling import timeline
from gongkai.foi.telling_requester import STEPS, UNTOLD, public_steps
from gongkai.foi.telling_sentences import SENTENCES, SILENT
from gongkai.foi.testing import make_office
from gongkai.foi.tests.answering import day
from gongkai.journal.actors import SYSTEM
from gongkai.journal.facts import Fact
from gongkai.journal.recording import operation, record


def facts_in(module: object) -> set[type[Fact]]:
    found = [one for one in vars(module).values() if isinstance(one, type)]
    return {one for one in found if issubclass(one, Fact) and one is not Fact}


KNOWN = facts_in(events) | facts_in(clock_events)


def test_every_fact_has_a_sentence_for_staff_or_is_silent_on_purpose():
    """Whoever adds a fact adds a sentence, or names it among the silent ones."""
    assert len(KNOWN) > 50
    assert SENTENCES.keys() | SILENT == KNOWN
    assert not SENTENCES.keys() & SILENT


def test_every_fact_is_told_to_the_requester_or_kept_on_purpose():
    assert STEPS.keys() | UNTOLD == KNOWN
    assert not STEPS.keys() & UNTOLD


@operation
def happen(about: str, *facts: Fact) -> None:
    for fact in facts:
        record(fact, about=about, actor=SYSTEM)


@pytest.mark.django_db
def test_deadlines_are_told_to_staff_and_nobody_else():
    foi_request = make_office().request(on=day("09-19"))
    happen(
        foi_request.reference,
        clock_events.DeadlineNear("foi.reply", date(2025, 10, 23)),
        clock_events.DeadlineMoved("foi.reply", date(2025, 10, 23), None, False, 0),
        clock_events.DeadlinePassed("foi.clarify", date(2025, 9, 28)),
    )
    told = [(one.title, one.text) for one in timeline(foi_request)][2:]
    assert told == [
        ("答复期限将满：2025年10月23日", ""),
        ("工作日历调整，答复期限随之变动", "由2025年10月23日变为暂停计算"),
        ("告知补正的期限已满：2025年9月28日", ""),
    ]
    assert len(public_steps(foi_request)) == 2


@pytest.mark.django_db
def test_a_new_look_up_code_is_told_to_its_holder():
    foi_request = make_office().request(on=day("09-19"))
    happen(foi_request.reference, events.LookUpCodeRenewed())
    assert public_steps(foi_request)[-1].title == "重新发放查询码，原查询码失效"
