"""Where a request goes: divided, transferred, assigned, withdrawn."""

from __future__ import annotations

import pytest

from gongkai.foi.models import Clarification, FoiRequest
from gongkai.foi.operations import receiving, routing
from gongkai.foi.queries.routing import bodies_to_ask, receiving_unit
from gongkai.foi.queries.visibility import opened_by
from gongkai.foi.tests.cast import Cast, facts_about, make_cast, today
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people.closing import still_owed_by_unit

pytestmark = pytest.mark.django_db

PARTS = ["2025年公路养护资金的安排", "2025年公路养护资金的使用", " "]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def refusal(verb, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        verb(*args, **kwargs)
    return "".join(refused.value.reasons)


def test_one_paper_for_two_things_becomes_two_requests_from_the_same_day(cast):
    whole = cast.register("counter", days_ago=2)
    first, second = routing.split(whole, PARTS, staff=cast.clerk)
    assert first.number == whole.number
    assert first.wanted_before_split == whole.wanted
    assert (second.part_of, second.received_on, second.status) == (first, today(-2), "open")
    assert second.requester.name == "赵明远"
    assert second.requester.pk != first.requester.pk
    assert facts_about(second) == [
        ("RequestSubmitted", today(-2)),
        ("RequestReceived", today(-2)),
    ]
    assert Entry.objects.get(name="RequestSplit").data == {"parts": [second.reference]}


def test_parts_open_with_the_code_of_the_whole(cast):
    taken = cast.online()
    _, second = routing.split(taken.foi_request, PARTS, staff=cast.clerk)
    assert opened_by(second.number, taken.code) == second
    for one in (taken.foi_request, second):  # asked for either, renewed for both
        renewed = receiving.renew_code(one, staff=cast.clerk)
        assert opened_by(second.number, taken.code) is None
        assert opened_by(second.number, renewed) == second
        assert opened_by(taken.foi_request.number, renewed) == taken.foi_request


def test_after_a_clarification_the_parts_count_from_the_corrected_request(cast):
    whole = cast.register("counter", days_ago=9)
    Clarification.objects.create(
        foi_request=whole, asked_on=today(-8), points="分开写", answer_by=today(9), letter="1",
        answered_on=today(-1),
    )  # fmt: skip
    _, second = routing.split(whole, PARTS, staff=cast.clerk)
    assert second.received_on == today(-1)


def test_a_request_is_not_divided_into_one_or_twice(cast):
    whole = cast.register()
    assert "至少有两件" in refusal(routing.split, whole, ["一件"], staff=cast.clerk)
    assert "至少有两件" in refusal(routing.split, whole, [], staff=cast.clerk)
    assert "完全相同" in refusal(routing.split, whole, ["甲一", "甲一"], staff=cast.clerk)
    _, second = routing.split(whole, PARTS, staff=cast.clerk)
    assert "不能再次拆分" in refusal(routing.split, whole, PARTS, staff=cast.clerk)
    assert "不能再次拆分" in refusal(routing.split, second, PARTS, staff=cast.clerk)


def test_before_receipt_it_is_handed_to_the_body_that_was_meant(cast):
    foi_request = cast.online().foi_request
    moved = routing.transfer(foi_request, cast.finance, staff=cast.clerk)
    assert (moved.body, moved.unit.body, moved.handler) == (cast.finance, cast.finance, None)
    assert Entry.objects.get(name="RequestTransferred").data == {
        "from_body": "body:transport",
        "to_body": "body:finance",
    }
    words = refusal(receiving.confirm_receipt, moved, on=today(), staff=cast.clerk)
    assert "没有对" in words


def test_after_receipt_the_body_answers_itself(cast):
    words = refusal(routing.transfer, cast.register(), cast.finance, staff=cast.clerk)
    assert "第三十六条第五项" in words
    same = refusal(routing.transfer, cast.online().foi_request, cast.transport, staff=cast.clerk)
    assert "选择其他机关" in same


def test_it_is_assigned_within_the_body_to_somebody_who_handles(cast):
    foi_request = cast.register()
    given = routing.assign(foi_request, cast.roads, cast.colleague.person, staff=cast.clerk)
    assert (given.unit, given.handler) == (cast.roads, cast.colleague.person)
    outside = refusal(
        routing.assign, foi_request, cast.roads,
        cast.outsider.person, staff=cast.clerk,
    )  # fmt: skip
    assert "没有在" in outside
    again = refusal(
        routing.assign, foi_request, cast.roads, cast.colleague.person, staff=cast.clerk
    )
    assert "没有变化" in again


def test_it_is_not_assigned_to_another_body(cast):
    elsewhere = cast.finance.units.get()
    words = refusal(routing.assign, cast.register(), elsewhere, None, staff=cast.clerk)
    assert "交办协办" in words


def test_the_requester_withdraws_even_before_receipt(cast):
    foi_request = routing.withdraw(cast.online().foi_request)
    assert (foi_request.status, foi_request.outcome) == ("closed", "R17")
    assert (foi_request.closed_on, foi_request.received_on) == (today(), None)
    entry = Entry.objects.get(name="RequestWithdrawn")
    assert entry.actor == {"person": "requester", "name": "申请人"}
    assert "不能再撤回" in refusal(routing.withdraw, foi_request)


def test_a_written_withdrawal_counts_from_its_day(cast):
    foi_request = cast.register(days_ago=4)
    early = refusal(routing.register_withdrawal, foi_request, on=today(-5), staff=cast.clerk)
    assert "早于申请提交的日期" in early
    assert "没有对" in refusal(
        routing.register_withdrawal, foi_request, on=today(), staff=cast.outsider
    )
    routing.register_withdrawal(foi_request, on=today(-1), staff=cast.clerk)
    assert FoiRequest.objects.get().closed_on == today(-1)
    assert facts_about(foi_request)[-1] == ("RequestWithdrawn", today(-1))


def test_a_unit_that_still_handles_requests_is_not_closed(cast):
    foi_request = cast.register()
    assert "还有1件公开申请没有办结" in "".join(still_owed_by_unit(cast.office))
    routing.withdraw(foi_request)
    assert not still_owed_by_unit(cast.office)


def test_a_body_that_was_closed_gets_no_requests(cast):
    cast.finance.closed_on = today()
    cast.finance.save()
    assert cast.finance not in bodies_to_ask()
    assert receiving_unit(cast.finance) is None  # though its units were not closed one by one
    words = refusal(routing.transfer, cast.online().foi_request, cast.finance, staff=cast.clerk)
    assert "已撤销" in words
