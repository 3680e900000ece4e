"""The answer of a request on its way: drafted, reviewed, signed, given, served, and disputed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from gongkai.demo import opinions
from gongkai.demo.asking import Dispute, Paper, Reply
from gongkai.demo.course import Course
from gongkai.demo.pdf import pdf
from gongkai.files.operations import receive
from gongkai.files.queries import path_of
from gongkai.files.redacting import find_text
from gongkai.foi.answer_content import AnswerContent, current_hash
from gongkai.foi.models import Answer, FoiRequest
from gongkai.foi.operations import answering, enclosing, giving, remedies, reviewing
from gongkai.foi.operations.archiving import reopen
from gongkai.foi.queries.answer_kinds import suggested_facts
from gongkai.foi.queries.reasons_after import last_answer
from gongkai.foi.queries.reasons_answering import open_answer

Steps = Iterator[datetime]
Status = Answer.Status

REVIEWED = (
    "要素齐全，依据准确，同意。",
    "答复内容与档案一致，同意送保密审查。",
    "同意，请保密审查。",
)
# Stages of a request by the step at which its answer rests.
RESTING = {"review": 0, "secrecy_review": 1, "sign_off": 2, "signed": 3}


def answered(course: Course, reply: Reply, *, pace: int, until: str = "") -> Steps:
    """From the first line to the day on which the requester has it, or as far as `until`."""
    yield course.later(pace)
    _draft(course, reply)
    if until == "drafting":
        return
    yield course.later(1)
    reviewing.submit_answer(_answer(course), staff=course.clerk, text="请审核。")
    if reply.returned:
        yield from _returned(course, reply)
    yield from _reviewed(course, until)
    if until in RESTING:
        return
    yield course.later(1)
    giving.give(_answer(course), on=course.on, staff=course.clerk)
    if until != "serving":
        yield course.later(2)
        _serve(course)


def _answer(course: Course) -> Answer:
    found = open_answer(course.request)
    assert found is not None
    return found


def _draft(course: Course, reply: Reply) -> None:
    foi_request = course.request
    content = AnswerContent(
        reply.kind,
        ground=reply.ground,
        ground_text=reply.ground_text,
        facts={**suggested_facts(foi_request, reply.kind), **reply.facts, **_earlier(course)},
        text=reply.text,
        reverse_checked=reply.checked,
    )
    answer = answering.draft_answer(foi_request, content, staff=course.clerk)
    for paper in reply.papers:
        _enclose(course, answer, paper)


def _earlier(course: Course) -> dict[str, Any]:
    """The answer that the same person got before, where the request repeats one."""
    if not course.asked.repeats:
        return {}
    before = last_answer(course.of(course.asked.repeats))
    assert before is not None
    return {"earlier_answer": before.letter, "earlier_on": before.answered_on}


def _enclose(course: Course, answer: Answer, paper: Paper) -> None:
    title = paper.name.removesuffix(".pdf")
    stored = receive(pdf(title, paper.paragraphs), name=paper.name, actor=course.clerk)
    if not paper.hidden:
        enclosing.add_answer_file(answer, stored, paper.name, staff=course.clerk)
        return
    areas = find_text(path_of(stored).read_bytes(), paper.hidden)
    enclosing.attach_redacted(answer, stored, areas, paper.name, staff=course.clerk)


def _returned(course: Course, reply: Reply) -> Steps:
    yield course.later(1)
    reviewer = course.who(course.team.reviewer)
    reviewing.return_answer(_answer(course), text=reply.returned, staff=reviewer)
    yield course.later(1)
    reviewing.submit_answer(_answer(course), staff=course.clerk, text="已按意见修改，请审核。")


def _reviewed(course: Course, until: str) -> Steps:
    """Through the three steps, or as many as were taken."""
    team = course.team
    steps = (
        (team.reviewer, course.chance.choice(REVIEWED)),
        (team.secrecy, course.chance.choice(opinions.SECRECY)),
        (team.leader, course.chance.choice(opinions.SIGNED)),
    )
    for username, words in steps[: RESTING.get(until, len(steps))]:
        yield course.later(1)
        answer = _answer(course)
        reviewing.approve_answer(
            answer, seen_hash=current_hash(answer), staff=course.who(username), text=words
        )


def _serve(course: Course) -> None:
    answer = last_answer(course.request)
    assert answer is not None
    note = "挂号信" if course.request.way == FoiRequest.Way.POST else ""
    giving.record_service(
        answer, way=course.request.way, on=course.on, staff=course.clerk, note=note
    )


def disputed(course: Course, dispute: Dispute) -> Steps:
    """Brought before somebody else, decided, and answered anew where it was put right."""
    yield course.later(12)
    remedy = remedies.record_remedy(
        course.request, kind=dispute.kind, organ=dispute.organ, on=course.on,
        staff=course.clerk, case_number=dispute.case_number.format(year=course.on.year),
    )  # fmt: skip
    if not dispute.result:
        return
    yield course.later(35)
    remedies.decide_remedy(
        remedy, result=dispute.result, decision=dispute.decision, on=course.on, staff=course.clerk
    )
    if dispute.reply is not None:
        yield course.later(2)
        leader = course.who(course.team.leader)
        reopen(course.request, why="reconsideration", on=course.on, staff=leader)
        yield from answered(course, dispute.reply, pace=3)
