"""Requests for information, told step by step through the operations of `gongkai.foi`.

Each takes its way (`asking.Asked`) through the people of the body that was asked, day by day under
the county's clock. What is open today rests at its stage since the last working day before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from gongkai.demo.accounts import LOOK_UP_CODE
from gongkai.demo.answers import answered, disputed
from gongkai.demo.asking import Fee, Maker, Part, Party, Unclear
from gongkai.demo.bodies import BY_CODE
from gongkai.demo.course import Course
from gongkai.demo.setting_up import County
from gongkai.demo.stories import Story, workday_before
from gongkai.demo.texts.requesters import REQUESTERS
from gongkai.demo.texts.requests_ended import ENDED
from gongkai.demo.texts.requests_granted import GRANTED
from gongkai.demo.texts.requests_open import OPEN
from gongkai.foi.codes import hash_of_code
from gongkai.foi.content import Wanted
from gongkai.foi.models import FoiRequest
from gongkai.foi.operations import (
    clarifying,
    consulting,
    extending,
    fees,
    joint,
    receiving,
    routing,
)
from gongkai.foi.operations.archiving import archive
from gongkai.foi.queries.reasons_receiving import RECEIVED_AT_ONCE
from gongkai.foi.queries.routing import receiving_unit

Steps = Iterator[datetime]
Channel = FoiRequest.Channel

ASKED = (*GRANTED, *ENDED, *OPEN)

PAY_HOW = "凭缴费通知书到县政务服务大厅非税收入窗口缴纳，或者扫描通知书上的二维码缴纳"


def requests(made: County, today: date, *, small: bool) -> Iterator[Story]:
    """The stories of all requests; of the small county a handful, most of them open."""
    known: dict[str, int] = {}
    for asked in ASKED:
        if asked.small or not small:
            yield _told(Course(made, asked, today, known))


def first_day(today: date) -> date:
    """The day before the oldest request: people must sit on their posts by then."""
    return workday_before(today, max(one.ago for one in ASKED) + 1)


def _told(course: Course) -> Steps:
    """One request, as far as it has come."""
    asked = course.asked
    yield from _received(course)
    if asked.until in ("submitted", "unassigned"):
        return
    if asked.withdrawn:
        yield course.later(3)
        routing.register_withdrawal(course.request, on=course.on, staff=course.clerk)
        return
    yield from _taken_up(course)
    yield from _asked_around(course)
    if not course.request.is_open:
        yield from _archived(course)
        return
    if asked.reply is not None and asked.until != "consulting":
        yield from answered(course, asked.reply, pace=asked.pace, until=asked.until)
    if asked.dispute is not None:
        yield from disputed(course, asked.dispute)
    if not asked.until:
        yield from _archived(course)


def _received(course: Course) -> Steps:
    """It comes in, and is received: at once, or when both sides have confirmed."""
    yield course.later()
    course.known[course.asked.key] = _taken_in(course).pk
    if course.asked.channel in RECEIVED_AT_ONCE or course.asked.until == "submitted":
        return
    yield course.later(1)
    receiving.confirm_receipt(course.request, on=course.on, staff=course.clerk)


def _taken_in(course: Course) -> FoiRequest:
    asked, who = course.asked, REQUESTERS[course.asked.who]
    wanted = Wanted(asked.wanted, wanted_title=asked.title, way=asked.way, carrier=asked.carrier)
    key = uuid5(NAMESPACE_URL, f"{asked.key}.mingchuan.example")
    if asked.channel == Channel.ONLINE:
        taken = receiving.submit_online(course.body, wanted, who, form_key=key)
    else:
        unit = receiving_unit(course.body)
        assert unit is not None
        taken = receiving.register(
            unit, wanted, who, channel=asked.channel, on=course.on, staff=course.clerk, form_key=key
        )
    return _with_the_known_code(taken.foi_request)


def _with_the_known_code(foi_request: FoiRequest) -> FoiRequest:
    foi_request.code_hash = hash_of_code(foi_request.number, LOOK_UP_CODE)
    foi_request.save(update_fields=["code_hash"])
    return foi_request


def _taken_up(course: Course) -> Steps:
    """Given to somebody, and examined: clear, or to be clarified."""
    yield course.later(1)
    handler = course.clerk.person
    routing.assign(course.request, course.request.unit, handler, staff=course.clerk)
    if course.asked.unclear is not None:
        yield from _clarified(course, course.asked.unclear)
        return
    yield course.later()
    joint.find_clear(course.request, on=course.on, staff=course.clerk)


def _clarified(course: Course, unclear: Unclear) -> Steps:
    yield course.later(1)
    answer_by = workday_before(course.on, -10)
    clarifying.ask_to_clarify(
        course.request, unclear.points, answer_by=answer_by, on=course.on, staff=course.clerk
    )
    if unclear.abandoned:
        yield course.later(12)
        clarifying.abandon_unclarified(
            course.request, staff=course.clerk, without_good_reason=True, on=course.on
        )
    elif unclear.online:
        yield course.later(4)
        clarifying.offer_clarification(course.request, unclear.answer)
    elif unclear.answer:
        yield course.later(4)
        clarifying.clarify(course.request, on=course.on, staff=course.clerk, text=unclear.answer)


def _asked_around(course: Course) -> Steps:
    """Units, third parties, joint makers; the head puts the reply off; the fee is asked."""
    asked = course.asked
    if asked.part is not None:
        yield from _part(course, asked.part)
    for party in asked.parties:
        yield from _third_party(course, party)
    for maker in asked.makers:
        yield from _joint_maker(course, maker)
    if asked.extend:
        yield course.later(8)
        extending.extend(
            course.request, days=20, reason=asked.extend, on=course.on,
            staff=course.who(course.team.reviewer),
        )  # fmt: skip
    if asked.fee is not None:
        yield from _fee(course, asked.fee)


def _part(course: Course, part: Part) -> Steps:
    yield course.later(1)
    unit = course.made.unit(BY_CODE[part.organ], part.place)
    task = joint.ask_unit(course.request, unit, part.question, on=course.on, staff=course.clerk)
    yield course.later(3)
    joint.reply_for_unit(task, part.opinion, on=course.on, staff=course.who(part.by))


def _third_party(course: Course, party: Party) -> Steps:
    yield course.later(1)
    called = consulting.ThirdParty(
        party.name, party.interests, is_person=party.is_person, address=party.address
    )
    (asked,) = consulting.consult_third_party(
        course.request, [called], question=party.question, on=course.on, staff=course.clerk
    )
    yield course.later(2)
    consulting.letter_received(asked, on=course.on, staff=course.clerk)
    if party.position == "silent":
        yield course.later(16)  # the day after the 15 working days of 第三十二条
        consulting.record_silence(asked, on=course.on, staff=course.clerk)
    elif party.position:
        yield course.later(5)
        consulting.record_reply(
            asked, position=party.position, opinion=party.opinion, on=course.on,
            staff=course.clerk,
        )  # fmt: skip
    if party.overruled:
        yield course.later(1)
        consulting.overrule(asked, party.overruled, staff=course.who(course.team.leader))


def _joint_maker(course: Course, maker: Maker) -> Steps:
    yield course.later(1)
    body = course.made.bodies[maker.organ]
    (asked,) = consulting.consult_other_body(
        course.request, [consulting.OtherBody(body.name, body, body.address, body.phone)],
        question=maker.question, on=course.on, staff=course.clerk,
    )  # fmt: skip
    yield course.later(1)
    consulting.letter_received(asked, on=course.on, staff=course.clerk)
    yield course.later(4)
    consulting.record_reply(
        asked, position=maker.position, opinion=maker.opinion, on=course.on, staff=course.clerk
    )


def _fee(course: Course, fee: Fee) -> Steps:
    yield course.later(2)
    notice = fees.issue_fee_notice(
        course.request, standard="pages", pages=fee.pages, pay_how=PAY_HOW, on=course.on,
        staff=course.clerk,
    )  # fmt: skip
    yield course.later(2)
    fees.fee_notice_received(notice, on=course.on, staff=course.clerk)
    if fee.paid:
        yield course.later(4)
        fees.pay(notice, on=course.on, staff=course.clerk)
    elif fee.paid is False:
        yield course.later(21)  # the day after the 20 working days
        fees.abandon_unpaid(notice, on=course.on, staff=course.clerk)


def _archived(course: Course) -> Steps:
    """Closed for a month: the papers go to the archive."""
    if course.asked.withdrawn:
        return
    month_later = workday_before(course.on, -22)
    if month_later >= course.today:
        return
    yield course.later(22)
    archive(course.request, retention="10-years", staff=course.clerk)
