"""Letters are issued and voided, usually inside an operation of the app whose matter it is.

letter = issue_letter("foi.receipt", facts, matter=foi_request.reference, body=..., actor=staff)
record(RequestReceived(...), about=foi_request.reference, actor=staff)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from gongkai.cases.events import LetterIssued, LetterVoided
from gongkai.cases.letters import Facts, Template, compose, content_hash, template
from gongkai.cases.models import Letter
from gongkai.cases.numbering import next_number
from gongkai.cases.queries import reasons_not_to_issue, reasons_not_to_void
from gongkai.journal.actors import Actor
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.models import Body


@operation
def issue_letter(
    code: str,
    facts: Facts,
    *,
    matter: str,
    body: Body,
    actor: Actor,
    on: date | None = None,
    supersedes: Letter | None = None,
) -> Letter:
    """Number and keep a letter of the template `code`, dated `on` (today when nothing is said).

    `facts` are those of the template and the standard ones except number, body and on, which are
    filled in here. `matter` is the reference of what it is about. The caller has decided that the
    actor may. Raise `Refused` with what is missing.
    """
    on = on or timezone.localdate()
    supersedes = _locked(supersedes) if supersedes else None
    refuse_if(reasons_not_to_issue(code, facts, body=body, on=on, supersedes=supersedes))
    chosen = template(code, on)
    whole: dict[str, Any] = {
        **facts,
        "body": body.name,
        "on": on,
        "number": next_number(chosen, body, on),
    }
    letter = _kept(chosen, whole, matter, body, actor)
    record(
        LetterIssued(matter, code, chosen.version, letter.number, letter.content_hash),
        about=letter.reference,
        actor=actor,
        on=on,
    )
    if supersedes:
        _void(supersedes, "被替代", letter, actor)
    return letter


@operation
def void_letter(letter: Letter, *, actor: Actor, reason: str) -> None:
    """Say that a letter no longer holds; it stays, with its number and a mark above it."""
    letter = _locked(letter)
    refuse_if(reasons_not_to_void(letter, reason))
    _void(letter, reason, None, actor)


def _locked(letter: Letter) -> Letter:
    return Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)


def _kept(
    chosen: Template, whole: Mapping[str, Any], matter: str, body: Body, actor: Actor
) -> Letter:
    lines = compose(chosen, whole)
    return Letter.objects.create(
        matter=matter,
        body=body,
        template=chosen.code,
        version=chosen.version,
        number=whole["number"],
        title=chosen.title,
        facts=_as_json(whole),
        lines=[[one.kind.value, one.text] for one in lines],
        content_hash=content_hash(lines),
        issued_on=whole["on"],
        issued_at=timezone.now(),
        issued_by=actor.snapshot()["person"],
    )


def _as_json(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _void(letter: Letter, reason: str, successor: Letter | None, actor: Actor) -> None:
    letter.voided_at = timezone.now()
    letter.void_reason, letter.superseded_by = reason.strip(), successor
    letter.save(update_fields=["voided_at", "void_reason", "superseded_by"])
    record(
        LetterVoided(letter.number, successor.number if successor else ""),
        about=letter.reference,
        actor=actor,
    )
