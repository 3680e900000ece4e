"""Kinds of answer as the office chooses among them, and the letter that each becomes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from gongkai.cases.letters import (
    AnswerKind,
    Field,
    Kind,
    LetterError,
    Template,
    answer_kinds,
    fields,
    template_for_answer,
)
from gongkai.foi.letters import facts_of, remedies_of
from gongkai.foi.models import Answer, FoiRequest
from gongkai.journal.models import Entry

# These end a request by its course, not by an answer that somebody drafts.
BY_COURSE = {
    "R15": "逾期不补正的，请办理“逾期不补正，不再处理”，不用起草答复。",
    "R16": "逾期不缴费的，请办理“逾期不缴费，不再处理”，不用起草答复。",
}
GIVING = ("granted", "partial")  # groups whose answers hand something out
# What the letter takes from the request and from columns of the answer, not from its facts.
FILLED_IN = frozenset(
    {
        "request_number", "received_on", "wanted", "clarified_on",
        "ground", "ground_text", "explanation",
    }
)  # fmt: skip


def kinds_to_choose(on: date | None = None) -> list[AnswerKind]:
    """The kinds that may be drafted on a day, in the order of the rules."""
    day = on or timezone.localdate()
    return [
        one for one in answer_kinds().values() if one.term.covers(day) and one.code not in BY_COURSE
    ]


def kind_of(code: str) -> AnswerKind | None:
    """One kind; None when there is none of this code."""
    return answer_kinds().get(code)


def label_of(code: str) -> str:
    """How a kind is called; an unknown code as it is."""
    kind = kind_of(code)
    return kind.label if kind else code


def gives_something(code: str) -> bool:
    """Whether answers of this kind hand information out, so that files may go with them."""
    kind = kind_of(code)
    return kind is not None and kind.group in GIVING


def template_of(code: str, on: date | None = None) -> Template | None:
    """The letter of a kind on a day; None when there is none."""
    try:
        return template_for_answer(code, on or timezone.localdate())
    except LetterError:
        return None


def fields_to_fill(code: str, on: date | None = None) -> list[Field]:
    """What the form for this kind asks, in order: names go into the `facts` of the content."""
    day = on or timezone.localdate()
    template = template_of(code, day)
    if template is None:
        return []
    return [one for one in fields(template, {"on": day}) if one.name not in FILLED_IN]


def suggested_facts(foi_request: FoiRequest, code: str) -> dict[str, Any]:
    """What is known already, to be put into the empty form."""
    suggested: dict[str, Any] = dict(remedies_of(foi_request))
    if code in ("R2", "R3"):
        suggested["how"] = f"随本答复书提供，方式为{foi_request.get_way_display()}"
    if code == "R2":
        suggested["when"] = "随本答复书一并提供"
    if code == "R9":
        asked = foi_request.clarifications.order_by("pk").last()
        suggested["clarification_letter"] = asked.letter if asked else ""
    if code == "R13":
        entry = Entry.objects.filter(about=foi_request.reference, name="ReasonsAsked").last()
        suggested["reasons_letter"] = entry.data["letter"] if entry else ""
    return suggested


def letter_facts(answer: Answer, on: date) -> dict[str, Any]:
    """The facts of the answer's letter, dated `on`: what the request says, and what was typed.

    Only what the letter knows is handed in; days are days again.
    """
    foi_request = answer.foi_request
    template = template_of(answer.kind, on)
    if template is None:
        return {}
    known = {one.name: one for one in fields(template, {"on": on})}
    facts = {**facts_of(foi_request), **_columns_of(answer), **remedies_of(foi_request)}
    typed = {
        name: _typed(known[name], value) for name, value in answer.facts.items() if name in known
    }
    standard = {"addressee", "you", "contact", "enclosures", "service"}
    kept = {name: value for name, value in facts.items() if name in known or name in standard}
    return kept | typed


def _columns_of(answer: Answer) -> dict[str, Any]:
    foi_request = answer.foi_request
    clarified = foi_request.clarifications.exclude(answered_on=None).order_by("answered_on").last()
    return {
        "clarified_on": clarified.answered_on if clarified else None,
        "ground": answer.ground,
        "ground_text": answer.ground_text,
        "explanation": answer.text,
        "enclosures": [one.name for one in answer.files.all()],
        "service": foi_request.get_way_display(),
    }


def _typed(known: Field, value: Any) -> Any:
    """A fact as the letter wants it: JSON holds days as text."""
    if known.kind is not Kind.DATE or not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value  # the letter says what is wrong with it


def facts_that_fit(code: str, facts: Mapping[str, Any], on: date | None = None) -> dict[str, Any]:
    """Without those that the letter of this kind does not know: left over from another kind."""
    names = {one.name for one in fields_to_fill(code, on)}
    return {name: value for name, value in facts.items() if name in names}
