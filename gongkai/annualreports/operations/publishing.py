"""Make a draft item of a frozen report; it is reviewed and released like everything published.

The report stands under the duty of 条例 第四十九条, its text with the tables as HTML, the Word
document and the workbook beside it. A report that was frozen anew is a correction of its item.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from gongkai.annualreports import events, verbs
from gongkai.annualreports.content import Said, from_kept
from gongkai.annualreports.exporting import KINDS
from gongkai.annualreports.exporting.as_html import body_html
from gongkai.annualreports.models import AnnualReport, Edition
from gongkai.annualreports.operations.writing import locked
from gongkai.annualreports.queries.duty import duty_of, reasons_without_duty
from gongkai.annualreports.queries.reasons import reasons_not_to_publish
from gongkai.disclosure.content import Content, content_of
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.operations.drafting import attach, detach, draft, save
from gongkai.disclosure.operations.ending import start_correction
from gongkai.files.operations import receive
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.models import Unit
from gongkai.people.queries import acting_over_body

ATTACHED = ("docx", "xlsx")


@operation
def publish(report: AnnualReport, unit: Unit, *, staff: Staff) -> Version:
    """Draft the item of a frozen report, or write its open draft or a correction anew.

    `unit` provides it; `staff` must be allowed to draft for that unit.
    """
    report = locked(report)
    refuse_if(reasons_not_to_publish(report, staff) + reasons_without_duty(report))
    edition = report.editions.get(reopened_at__isnull=True)
    said = from_kept(edition.content)
    version = _write(report, edition, said, unit, staff)
    _attach_files(version, said, staff)
    report.item = version.item
    report.save(update_fields=["item"])
    record(
        events.ReportDrafted(version.item.reference, edition.number),
        about=report.reference,
        actor=acting_over_body(staff, verbs.WRITE, report.body) or staff,
    )
    version.refresh_from_db()
    return version


def _write(report: AnnualReport, edition: Edition, said: Said, unit: Unit, staff: Staff) -> Version:
    version = _version_to_write(report.item, staff) if report.item else None
    if version is None:
        duty = duty_of(report)
        assert duty is not None
        formed_on = timezone.localdate(edition.frozen_at)
        return draft(duty, unit, _content(report, said), formed_on=formed_on, staff=staff)
    content = replace(
        content_of(version), title=said.title, body_html=body_html(said),
        correction_note=_note(report),
    )  # fmt: skip
    return save(version, content, revision=version.revision, staff=staff).version


def _version_to_write(item: Item, staff: Staff) -> Version | None:
    """The open version, or a correction of what is public; None: the item is over."""
    opened = item.versions.exclude(status=Version.Status.CLOSED).first()
    if opened is not None:
        return opened
    if item.visibility in (Item.Visibility.PUBLIC, Item.Visibility.WITHDRAWN):
        return start_correction(item, staff=staff)
    return None


def _note(report: AnnualReport) -> str:
    """What the public reads about a correction: why the edition before was taken back."""
    before = report.editions.exclude(reopened_at__isnull=True).order_by("-number").first()
    return f"更正：{before.reopen_reason}"[:300] if before else ""


def _content(report: AnnualReport, said: Said) -> Content:
    return Content(
        title=said.title,
        body_html=body_html(said),
        issued_by=said.body_name,
        document_kind=said.form.duty["document_kind"],
        column_code=_column_of(report),
        summary=f"{said.body_name}{said.year}年主动公开、依申请公开、行政复议和行政诉讼情况。",
        keywords=("政府信息公开", "年度报告"),
    )


def _column_of(report: AnnualReport) -> str:
    duty = duty_of(report)
    return duty.current.column_code if duty and duty.current else ""


def _attach_files(version: Version, said: Said, staff: Staff) -> None:
    """Those of the edition in place of those of an earlier one; other files stay."""
    names = [f"{said.title}.{kind}" for kind in ATTACHED]
    for one in version.attachments.filter(name__in=names):
        detach(one, staff=staff)
    for kind, name in zip(ATTACHED, names, strict=True):
        file = receive(KINDS[kind].write(said), name=name, actor=staff)
        attach(version, file, name, staff=staff)
