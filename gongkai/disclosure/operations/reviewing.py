"""Submit, approve, return: 谁提供谁审查、谁发布谁审查、先审查后发布.

Every decision is an `Opinion` with person, time and text, about exactly the content they saw.
"""

from __future__ import annotations

from django.utils import timezone

from gongkai.cases.reviewing import too_long
from gongkai.disclosure import events, verbs
from gongkai.disclosure.content import current_hash
from gongkai.disclosure.locking import locked
from gongkai.disclosure.models import Opinion, Version
from gongkai.disclosure.queries.approvals import AFTER, VERB_OF
from gongkai.disclosure.queries.reasons import (
    reasons_not_to_decide,
    reasons_not_to_recall,
    reasons_not_to_submit,
)
from gongkai.journal.recording import Refused, operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting


@operation
def submit(version: Version, *, staff: Staff, text: str = "") -> Version:
    """Send the draft into review, beginning with the unit's own."""
    version = locked(version)
    refuse_if(reasons_not_to_submit(version, staff) + too_long(text))
    staff = acting(staff, verbs.DRAFT, version.item.unit) or staff
    version.status = Version.Status.UNIT_REVIEW
    version.submitted_at = timezone.now()
    version.content_hash = current_hash(version)
    version.save(update_fields=["status", "submitted_at", "content_hash"])
    give_opinion(version, Opinion.Step.SUBMISSION, Opinion.Decision.APPROVED, text, staff)
    record(
        events.VersionSubmitted(version.number, version.content_hash),
        about=version.item.reference,
        actor=staff,
    )
    return version


def give_opinion(version: Version, step: str, decision: str, text: str, staff: Staff) -> Opinion:
    """Write down who thought what about which content."""
    return Opinion.give(
        version=version, step=step, content_hash=current_hash(version),
        decision=decision, text=text, staff=staff,
    )  # fmt: skip


@operation
def recall(version: Version, *, staff: Staff) -> Version:
    """Take a submitted version back to the draft before it is released."""
    version = locked(version)
    refuse_if(reasons_not_to_recall(version, staff))
    staff = acting(staff, verbs.DRAFT, version.item.unit) or staff
    version.status = Version.Status.DRAFT
    version.save(update_fields=["status"])
    record(events.VersionRecalled(version.number), about=version.item.reference, actor=staff)
    return version


@operation
def approve(version: Version, *, seen_hash: str, staff: Staff, text: str = "") -> Version:
    """Approve at the step where the version stands; `seen_hash` is of the content on the screen.

    A reviewer approves what they saw: if it changed meanwhile, nothing is approved.
    """
    version = locked(version)
    refuse_if(reasons_not_to_decide(version, staff) + too_long(text))
    refuse_if(_changed_meanwhile(version, seen_hash))
    step = version.status
    staff = acting(staff, VERB_OF[step], version.item.unit) or staff
    opinion = give_opinion(version, step, Opinion.Decision.APPROVED, text, staff)
    version.status = AFTER[step]
    version.save(update_fields=["status"])
    record(
        events.StepApproved(version.number, step, opinion.pk, opinion.content_hash),
        about=version.item.reference,
        actor=staff,
    )
    if version.status == Version.Status.APPROVED:
        _lapse(version, staff)
    return version


def _lapse(version: Version, staff: Staff) -> None:
    """An appointed moment that went by during review counts no more: it is released when someone
    says so, and not at once because the last signature came late."""
    if version.release_at is None or version.release_at > timezone.now():
        return
    version.release_at = None
    version.save(update_fields=["release_at"])
    record(events.ReleaseAppointed(version.number, None), about=version.item.reference, actor=staff)


def _changed_meanwhile(version: Version, seen_hash: str) -> list[str]:
    if seen_hash == current_hash(version):
        return []
    return ["您打开页面后稿件内容有改动，请重新阅读后再签署意见。"]


@operation
def return_for_changes(version: Version, *, text: str, staff: Staff) -> Version:
    """Send the version back to its author, saying what has to change."""
    version = locked(version)
    refuse_if(reasons_not_to_decide(version, staff) + too_long(text))
    if not text.strip():
        raise Refused(["请写明退回的原因和修改要求。"])
    step = version.status
    staff = acting(staff, VERB_OF[step], version.item.unit) or staff
    opinion = give_opinion(version, step, Opinion.Decision.RETURNED, text, staff)
    version.status = Version.Status.DRAFT
    version.save(update_fields=["status"])
    record(
        events.VersionReturned(version.number, step, opinion.pk),
        about=version.item.reference,
        actor=staff,
    )
    return version
