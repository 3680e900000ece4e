"""Begin a report and write in it. Whatever is written after approval voids the approval."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from gongkai.annualreports import events, verbs
from gongkai.annualreports.form import form_for, form_named
from gongkai.annualreports.models import AnnualReport, Figure, Note, RowChoice, Section
from gongkai.annualreports.numbers import written
from gongkai.annualreports.queries.reasons import (
    reasons_not_to_choose_members,
    reasons_not_to_choose_row,
    reasons_not_to_enter,
    reasons_not_to_explain,
    reasons_not_to_start,
    reasons_not_to_write,
)
from gongkai.annualreports.queries.saying import draft_texts, members_of
from gongkai.foi.models import FoiRequest
from gongkai.journal.facts import Fact
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.models import Body
from gongkai.people.queries import acting_over_body

Status = AnnualReport.Status


def locked(report: AnnualReport) -> AnnualReport:
    """The report as it is now, locked until the operation ends."""
    return (
        AnnualReport.objects.select_for_update(of=("self",))
        .select_related("body")
        .get(pk=report.pk)
    )


@operation
def start(body: Body, year: int, *, staff: Staff, rolled_up: bool = False) -> AnnualReport:
    """Begin the report of a body on a year, with texts to begin with.

    A rolled-up one adds up all bodies below, until others are chosen.
    """
    Body.objects.select_for_update().get(pk=body.pk)  # two clicks come one by one
    refuse_if(reasons_not_to_start(body, year, rolled_up, staff))
    form = form_for(year)
    assert form is not None
    report = AnnualReport.objects.create(
        key=f"{body.code}-{year}{'-all' if rolled_up else ''}",
        body=body,
        year=year,
        rolled_up=rolled_up,
        form=form.code,
        started_at=timezone.now(),
        started_by=staff.person,
    )
    if rolled_up:
        report.members.set(members_of(body, year))
    _begin_sections(report)
    _record(events.ReportStarted(form.code, rolled_up), report, staff)
    return report


def _begin_sections(report: AnnualReport) -> None:
    now = timezone.now()
    Section.objects.bulk_create(
        Section(report=report, number=number, text=text, at=now)
        for number, text in draft_texts(report).items()
    )


def _record(fact: Fact, report: AnnualReport, staff: Staff) -> None:
    capacity = acting_over_body(staff, verbs.WRITE, report.body) or staff
    record(fact, about=report.reference, actor=capacity)


@operation
def write_section(
    report: AnnualReport, number: str, text: str, *, revision: int, staff: Staff
) -> Section:
    """Write the prose of a section over `revision`, the one that the writer saw.

    Refused when somebody else has saved meanwhile: the form keeps what was typed.
    """
    report = locked(report)
    refuse_if(reasons_not_to_write(report, staff))
    section = report.sections.select_related("person").filter(number=number).first()
    if section is None:
        refuse_if([f"这份报告没有要写的第{number}部分。"])
    assert section is not None
    if section.revision != revision:
        who = section.person.name if section.person else "别人"
        refuse_if([f"{who}已在您之后保存过这一部分，请对照现有文字合并后再保存。"])
    text = text.replace("\r\n", "\n").strip()
    if section.text == text:
        refuse_if(["内容与已保存的相同，没有需要保存的改动。"])
    section.text, section.person, section.at = text, staff.person, timezone.now()
    section.revision += 1
    section.save()
    digest = hashlib.sha256(text.encode()).hexdigest()
    _record(events.ReportSectionWritten(number, section.revision, digest), report, staff)
    _void_approval(report, staff)
    return section


def _void_approval(report: AnnualReport, staff: Staff) -> None:
    if report.status != Status.APPROVED:
        return
    report.status, report.approved_hash = Status.DRAFT, ""
    report.approved_by, report.approved_at = None, None
    report.save()
    _record(events.ReportApprovalVoided(), report, staff)


@operation
def enter_figure(
    report: AnnualReport, cell_id: str, value: Decimal | None, *, staff: Staff, source: str = ""
) -> Figure | None:
    """Type a number of the first table; None takes it back, and the cell is counted or blank."""
    report = locked(report)
    cell = form_named(report.form).cells.get(cell_id)
    refuse_if(reasons_not_to_enter(report, cell, value, staff))
    figure = _put(report, cell_id, value, source, staff)
    number = written(figure.value) if figure else ""
    _record(events.ReportFigureEntered(cell_id, number), report, staff)
    _void_approval(report, staff)
    return figure


def _put(
    report: AnnualReport, cell: str, value: Decimal | None, source: str, staff: Staff
) -> Figure | None:
    if value is None:
        report.figures.filter(cell=cell).delete()
        return None
    figure, _ = Figure.objects.update_or_create(
        report=report,
        cell=cell,
        defaults={
            "value": value,
            "source": source.strip(),
            "person": staff.person,
            "at": timezone.now(),
        },
    )
    return figure


@operation
def explain(report: AnnualReport, rule: str, text: str, *, staff: Staff) -> Note:
    """Write why the numbers carried over differ from last year's report."""
    report = locked(report)
    refuse_if(reasons_not_to_explain(report, rule, text, staff))
    note, _ = Note.objects.update_or_create(
        report=report,
        rule=rule,
        defaults={"text": text.strip(), "person": staff.person, "at": timezone.now()},
    )
    _record(events.ReportDifferenceExplained(rule), report, staff)
    _void_approval(report, staff)
    return note


@operation
def choose_members(report: AnnualReport, bodies: Sequence[Body], *, staff: Staff) -> None:
    """Say which bodies a rolled-up report adds up, beside its own."""
    report = locked(report)
    refuse_if(reasons_not_to_choose_members(report, bodies, staff))
    report.members.set(bodies)
    codes = tuple(sorted(one.code for one in bodies))
    _record(events.ReportMembersChosen(codes), report, staff)
    _void_approval(report, staff)


@operation
def choose_row(foi_request: FoiRequest, row: str, *, reason: str, staff: Staff) -> None:
    """Count a request in this row of the second table, whatever its answer suggests; "": as it was.

    The row of an answer is read into the form [I], so a person decides in doubt.
    """
    foi_request = FoiRequest.objects.select_for_update(of=("self",)).get(pk=foi_request.pk)
    refuse_if(reasons_not_to_choose_row(foi_request, row, reason, staff))
    RowChoice.objects.filter(foi_request=foi_request).delete()
    if row:
        RowChoice.objects.create(
            foi_request=foi_request,
            row=row,
            reason=reason.strip(),
            person=staff.person,
            at=timezone.now(),
        )
    record(
        events.ReportRowChosen(row),
        about=foi_request.reference,
        actor=acting_over_body(staff, verbs.WRITE, foi_request.body) or staff,
    )
