"""Shared by the tests of handling and answering: days, refusals, clocks as tables show them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.clocks.models import Clock
from gongkai.files.operations import receive
from gongkai.foi.answer_content import AnswerContent, content_of, current_hash
from gongkai.foi.models import Answer, FoiRequest
from gongkai.foi.operations import answering, reviewing
from gongkai.journal.actors import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.recording import Refused
from gongkai.people.actors import Staff


def day(text: str) -> date:
    """A day of 2025, "09-19"."""
    return date.fromisoformat(f"2025-{text}")


def refused(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """The sentences with which something was refused; nothing may have been recorded."""
    before = Entry.objects.count()
    with pytest.raises(Refused) as answer:
        call(*args, **kwargs)
    assert Entry.objects.count() == before
    return "".join(answer.value.reasons)


def due(about: FoiRequest | str, rule: str = "foi.reply") -> date | None:
    """The due date in the table of clocks; None while it is paused."""
    reference = about if isinstance(about, str) else about.reference
    return Clock.objects.get(about=reference, rule=rule).due_on


def clock(about: FoiRequest | str, rule: str = "foi.reply") -> Clock:
    reference = about if isinstance(about, str) else about.reference
    return Clock.objects.get(about=reference, rule=rule)


def names(about: str) -> list[str]:
    """The names of the facts about a reference, in order."""
    return list(Entry.objects.filter(about=about).order_by("id").values_list("name", flat=True))


# --- answers in the making ---------------------------------------------------------------------

REMEDIES = {"review_body": "清江县人民政府", "court": "清江县人民法院"}
GRANTED = AnswerContent(
    "R2", facts={"how": "随本答复书邮寄", "when": "随本答复书一并提供", **REMEDIES}
)


def withheld(ground: str, ground_text: str = "", *, checked: bool = False) -> AnswerContent:
    facts = {"reasons": "公开后将影响正在进行的磋商", **REMEDIES}
    return AnswerContent("R4", ground, ground_text, facts, reverse_checked=checked)


def draft(office, foi_request, content=GRANTED) -> Answer:
    return answering.draft_answer(foi_request, content, staff=office.clerk)


def change(answer: Answer, staff: Staff, **changes: Any) -> answering.AnswerSaving:
    now = Answer.objects.get(pk=answer.pk)
    content = AnswerContent(**{**content_of(now).__dict__, **changes})
    return answering.change_answer(now, content, revision=now.revision, staff=staff)


def fresh(answer: Answer) -> Answer:
    return Answer.objects.get(pk=answer.pk)


def approve(answer: Answer, *people: Staff) -> Answer:
    for person in people:
        seen = current_hash(fresh(answer))
        reviewing.approve_answer(fresh(answer), seen_hash=seen, staff=person)
    return fresh(answer)


def approve_all(office, answer: Answer) -> Answer:
    reviewing.submit_answer(answer, staff=office.clerk)
    return approve(answer, office.reviewer, office.secrecy, office.leader)


def text_file(text: str, name: str = "说明.txt"):
    return receive(text.encode(), name=name, actor=SYSTEM)
