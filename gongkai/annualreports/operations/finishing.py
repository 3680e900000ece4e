"""Approve a report, freeze it, take it back. What is frozen keeps its numbers for good."""

from __future__ import annotations

from django.utils import timezone

from gongkai.annualreports import events, verbs
from gongkai.annualreports.content import Problem, hash_of, to_kept
from gongkai.annualreports.models import AnnualReport, Edition
from gongkai.annualreports.operations.writing import locked
from gongkai.annualreports.queries.reasons import (
    reasons_not_to_approve,
    reasons_not_to_freeze,
    reasons_not_to_reopen,
)
from gongkai.annualreports.queries.saying import said_by
from gongkai.journal.facts import Fact
from gongkai.journal.models import Line
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting_over_body

Status = AnnualReport.Status


@operation
def approve(report: AnnualReport, *, staff: Staff, seen_hash: str = "") -> AnnualReport:
    """审定: somebody who did not write it approves exactly what it says now.

    `seen_hash` is of the content that was on the screen; other content is not approved unseen.
    """
    report = locked(report)
    said = said_by(report, report.body, report.year, rolled_up=report.rolled_up)
    refuse_if(reasons_not_to_approve(report, staff, said=said, seen_hash=seen_hash))
    report.status, report.approved_hash = Status.APPROVED, hash_of(said)
    report.approved_by, report.approved_at = staff.person, timezone.now()
    report.save()
    _record(events.ReportApproved(report.approved_hash), report, staff)
    return report


def _record(fact: Fact, report: AnnualReport, staff: Staff) -> None:
    capacity = acting_over_body(staff, verbs.FREEZE, report.body) or staff
    record(fact, about=report.reference, actor=capacity)


@operation
def freeze(report: AnnualReport, *, staff: Staff) -> tuple[Edition, list[Problem]]:
    """定稿: keep all that the report says as an edition, with its warnings.

    Refused with sentences while a hard rule is not kept, or when a number changed since approval.
    `seq` is how far the journal was in line; facts that still waited for their place may be counted
    as well, so the numbers are kept, not worked out again.
    """
    report = locked(report)
    said = said_by(report, report.body, report.year, rolled_up=report.rolled_up)
    refuse_if(reasons_not_to_freeze(report, staff, said=said))
    edition = Edition.objects.create(
        report=report,
        number=report.editions.count() + 1,
        content=to_kept(said),
        content_hash=hash_of(said),
        seq=Line.objects.values_list("last", flat=True).first() or 0,
        frozen_at=timezone.now(),
        frozen_by=staff.person,
    )
    report.status = Status.FROZEN
    report.save(update_fields=["status"])
    fact = events.ReportFrozen(edition.number, edition.content_hash, edition.seq)
    _record(fact, report, staff)
    return edition, [one for one in said.problems if not one.is_hard]


@operation
def reopen(report: AnnualReport, *, reason: str, staff: Staff) -> AnnualReport:
    """Take a frozen report back to be changed; the edition stays, with the reason why it ended."""
    report = locked(report)
    refuse_if(reasons_not_to_reopen(report, reason, staff))
    edition = report.editions.get(reopened_at__isnull=True)
    edition.reopened_at, edition.reopened_by = timezone.now(), staff.person
    edition.reopen_reason = reason.strip()
    edition.save(update_fields=["reopened_at", "reopened_by", "reopen_reason"])
    report.status, report.approved_hash = Status.DRAFT, ""
    report.approved_by, report.approved_at = None, None
    report.save()
    _record(events.ReportReopened(edition.number, edition.content_hash), report, staff)
    return report
