"""征求意见: third parties (第三十二条), joint makers (第三十四条) and bodies concerned are asked.

The time that asking takes is not counted (第三十三条第三款). A third party that stays silent leaves
the decision to the organ; a joint maker that stays silent consents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.cases.models import Letter
from gongkai.cases.operations import issue_letter
from gongkai.foi import events, verbs
from gongkai.foi.letters import reply_to_of
from gongkai.foi.locking import locked
from gongkai.foi.models import Consultation, FoiRequest
from gongkai.foi.operations.parts import tell
from gongkai.foi.queries.reasons_consulting import (
    last_day_to_reply,
    reasons_not_to_ask_bodies,
    reasons_not_to_consult,
    reasons_not_to_note_receipt,
    reasons_not_to_note_reply,
    reasons_not_to_note_silence,
    reasons_not_to_overrule,
)
from gongkai.journal.facts import Fact
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.models import Body
from gongkai.people.queries import acting

Kind, Position = Consultation.Kind, Consultation.Position


@dataclass(frozen=True)
class ThirdParty:
    """Whose interests the information touches, and how a letter reaches them."""

    name: str
    interests: str  # 商业秘密、个人隐私 …
    is_person: bool = False
    address: str = ""
    phone: str = ""


@dataclass(frozen=True)
class OtherBody:
    """A body that is asked; `body` where it is one of this platform."""

    name: str
    body: Body | None = None
    address: str = ""
    phone: str = ""


@operation
def consult_third_party(
    foi_request: FoiRequest,
    parties: Sequence[ThirdParty],
    *,
    question: str,
    on: date,
    staff: Staff,
) -> list[Consultation]:
    """Ask third parties in writing, several at once; the reply clock pauses (第三十二条).

    `question` names the information, and never the requester. Each gets a letter of its own.
    """
    foi_request = locked(foi_request)
    names = [one.name for one in parties]
    refuse_if(reasons_not_to_consult(foi_request, staff, names=names, question=question, on=on))
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    return [_ask_third_party(foi_request, one, question, on, staff) for one in parties]


def _ask_third_party(
    foi_request: FoiRequest, party: ThirdParty, question: str, on: date, staff: Staff
) -> Consultation:
    facts = {
        "addressee": party.name.strip(),
        "you": "person" if party.is_person else "organisation",
        "information": question.strip(),
        "interests": party.interests.strip(),
    }
    asked = Consultation(
        kind=Kind.THIRD_PARTY,
        name=party.name.strip(),
        address=party.address.strip(),
        phone=party.phone.strip(),
        interests=party.interests.strip(),
        question=question.strip(),
    )
    return _send(foi_request, asked, "foi.third_party", facts, on, staff)


@operation
def consult_other_body(
    foi_request: FoiRequest,
    bodies: Sequence[OtherBody],
    *,
    question: str,
    on: date,
    staff: Staff,
    joint: bool = True,
    answer_by: date | None = None,
) -> list[Consultation]:
    """Ask the joint makers of the information (第三十四条), or, with `joint` False, bodies that it
    concerns, until `answer_by`; the reply clock pauses either way (第三十三条第三款)."""
    foi_request = locked(foi_request)
    names = [one.name for one in bodies]
    reasons = reasons_not_to_consult(foi_request, staff, names=names, question=question, on=on)
    refuse_if(reasons + reasons_not_to_ask_bodies(joint=joint, answer_by=answer_by, on=on))
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    kind = Kind.OTHER_BODY if joint else Kind.CONCERNED_BODY
    return [_ask_body(foi_request, one, kind, question, answer_by, on, staff) for one in bodies]


def _ask_body(
    foi_request: FoiRequest,
    body: OtherBody,
    kind: Consultation.Kind,
    question: str,
    answer_by: date | None,
    on: date,
    staff: Staff,
) -> Consultation:
    facts = {
        "addressee": body.name.strip(),
        "you": "organisation",
        "information": question.strip(),
        "relation": "joint" if kind == Kind.OTHER_BODY else "concerned",
        "question": ["是否同意公开", "不同意公开的，请说明理由和依据"],
        "answer_by": answer_by,
    }
    asked = Consultation(
        kind=kind,
        name=body.name.strip(),
        body=body.body,
        address=body.address.strip(),
        phone=body.phone.strip(),
        question=question.strip(),
        answer_by=answer_by,
    )
    return _send(foi_request, asked, "foi.other_body", facts, on, staff)


def _send(
    foi_request: FoiRequest,
    asked: Consultation,
    template: str,
    facts: Mapping[str, Any],
    on: date,
    staff: Staff,
) -> Consultation:
    letter = issue_letter(
        template,
        {**facts, "reply_to": reply_to_of(foi_request)},
        matter=foi_request.reference,
        body=foi_request.body,
        actor=staff,
        on=on,
    )
    asked.foi_request, asked.letter, asked.asked_on = foi_request, letter.number, on
    asked.serial = _next_serial(foi_request, asked.kind)
    asked.save()
    fact: Fact = events.OtherBodyAsked(letter.number, asked.serial)
    if asked.kind == Kind.THIRD_PARTY:
        fact = events.ThirdPartyAsked(letter.number, asked.serial)
    tell(foi_request, asked.reference, fact, actor=staff, on=on)
    return asked


def _next_serial(foi_request: FoiRequest, kind: str) -> int:
    """Third parties and bodies are counted apart, so that a number in a fact means one of them."""
    third = foi_request.consultations.filter(kind=Kind.THIRD_PARTY).count()
    if kind == Kind.THIRD_PARTY:
        return third + 1
    return foi_request.consultations.count() - third + 1


@operation
def letter_received(consultation: Consultation, *, on: date, staff: Staff) -> Consultation:
    """The letter arrived on this day: the 15 working days run from it (第三十二条、第三十四条)."""
    consultation = _locked(consultation)
    refuse_if(reasons_not_to_note_receipt(consultation, staff, on))
    consultation.letter_received_on = on
    consultation.save(update_fields=["letter_received_on"])
    fact: Fact = events.OtherBodyLetterReceived(consultation.serial)
    if consultation.kind == Kind.THIRD_PARTY:
        fact = events.ThirdPartyLetterReceived(consultation.serial)
    _tell(consultation, fact, on, staff)
    return consultation


def _locked(consultation: Consultation) -> Consultation:
    foi_request = locked(consultation.foi_request)
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    consultation.foi_request = foi_request
    return consultation


def _tell(consultation: Consultation, fact: Fact, on: date, staff: Staff) -> None:
    foi_request = consultation.foi_request
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    tell(foi_request, consultation.reference, fact, actor=staff, on=on)


@operation
def record_reply(
    consultation: Consultation, *, position: str, opinion: str, on: date, staff: Staff
) -> Consultation:
    """The opinion came in on this day; `position` is consent, objection or partial."""
    consultation = _locked(consultation)
    refuse_if(
        reasons_not_to_note_reply(consultation, staff, position=position, opinion=opinion, on=on)
    )
    _close(consultation, position, opinion, on)
    fact: Fact = events.OtherBodyReplied(consultation.serial, position)
    if consultation.kind == Kind.THIRD_PARTY:
        fact = events.ThirdPartyReplied(consultation.serial, position)
    _tell(consultation, fact, on, staff)
    return consultation


def _close(consultation: Consultation, position: str, opinion: str, on: date) -> None:
    consultation.replied_on, consultation.position = on, position
    consultation.opinion = opinion.strip()
    consultation.save(update_fields=["replied_on", "position", "opinion"])


@operation
def record_silence(consultation: Consultation, *, on: date, staff: Staff) -> Consultation:
    """The limit passed without a word: the organ decides (第三十二条); of a joint maker it is
    consent to disclosure (第三十四条). `on` is the day on which somebody notes it, after the limit.

    The legal day is the last of the limit: noted late, it does not lengthen the reply clock.
    """
    consultation = _locked(consultation)
    refuse_if(reasons_not_to_note_silence(consultation, staff, on))
    last = last_day_to_reply(consultation)
    assert last is not None
    _close(consultation, Position.SILENT, "", last)
    fact: Fact = events.OtherBodyDidNotReply(consultation.serial)
    if consultation.kind == Kind.THIRD_PARTY:
        fact = events.ThirdPartyDidNotReply(consultation.serial)
    _tell(consultation, fact, last, staff)
    return consultation


@operation
def overrule(consultation: Consultation, reason: str, *, staff: Staff) -> Consultation:
    """Disclose in spite of an objection, because withholding would greatly harm the public
    interest (第十五条); decided by whoever signs answers. The third party is told in writing what
    is disclosed and why (第三十二条)."""
    consultation = _locked(consultation)
    refuse_if(reasons_not_to_overrule(consultation, staff, reason))
    foi_request = consultation.foi_request
    staff = acting(staff, verbs.SIGN_OFF, foi_request.unit) or staff
    letter = _told_to_third_party(consultation, reason.strip(), staff)
    consultation.overruled_because = reason.strip()
    consultation.overruled_letter = letter.number
    consultation.save(update_fields=["overruled_because", "overruled_letter"])
    fact = events.ThirdPartyOverruled(letter.number, consultation.serial)
    record(fact, about=foi_request.reference, actor=staff)
    return consultation


def _told_to_third_party(consultation: Consultation, reason: str, staff: Staff) -> Letter:
    """It never learns who asked: the letter names the information alone."""
    asked = Letter.objects.get(number=consultation.letter)
    return issue_letter(
        "foi.third_party_disclosed",
        {
            "addressee": consultation.name,
            "you": asked.facts["you"],
            "information": consultation.question,
            "asked_letter": consultation.letter,
            "replied_on": consultation.replied_on,
            "reason": reason.rstrip("。"),
        },
        matter=consultation.foi_request.reference,
        body=consultation.foi_request.body,
        actor=staff,
    )
