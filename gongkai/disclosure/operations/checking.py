"""Deal with what looks like personal data: mask it, or say why it may stay."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from gongkai.disclosure import events, verbs
from gongkai.disclosure.content import current_hash
from gongkai.disclosure.locking import locked
from gongkai.disclosure.models import ConfirmedFinding, Version
from gongkai.disclosure.operations.drafting import back_to_draft
from gongkai.disclosure.queries.approvals import valid_approvals
from gongkai.disclosure.queries.personal_data import TEXT_FIELDS, PlacedFinding, findings
from gongkai.disclosure.queries.reasons import reasons_not_to_edit
from gongkai.disclosure.richtext import replace_in_html
from gongkai.journal.recording import Refused, operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting


@operation
def mask(version: Version, fingerprints: Iterable[str], *, staff: Staff) -> Version:
    """Replace the chosen findings in title, summary and text by their masked form."""
    version = _open(version, staff)
    staff = acting(staff, verbs.DRAFT, version.item.unit) or staff
    wanted = set(fingerprints)
    chosen = [one for one in findings(version) if one.fingerprint in wanted and one.in_text]
    if not chosen:
        raise Refused(["没有可以遮盖的内容；附件中的个人信息请在原文件中处理后重新上传。"])
    approved = valid_approvals(version) if version.status != Version.Status.DRAFT else {}
    for finding in chosen:
        _replace(version, finding)
    version.revision += 1
    version.changed_at = timezone.now()
    version.content_hash = current_hash(version)
    version.save()
    version.editors.add(staff.person)
    kinds = tuple(sorted({one.kind for one in chosen}))
    record(
        events.PersonalDataMasked(version.number, kinds, version.content_hash),
        about=version.item.reference,
        actor=staff,
    )
    back_to_draft(version, tuple(approved), staff)
    return version


def _open(version: Version, staff: Staff) -> Version:
    version = locked(version)
    refuse_if(reasons_not_to_edit(version, staff))
    return version


def _replace(version: Version, finding: PlacedFinding) -> None:
    for name in TEXT_FIELDS:
        setattr(version, name, getattr(version, name).replace(finding.text, finding.masked))
    version.body_html = replace_in_html(version.body_html, finding.text, finding.masked)


@operation
def confirm(version: Version, fingerprint: str, reason: str, *, staff: Staff) -> ConfirmedFinding:
    """Keep one finding, with a reason that the reviewers will see."""
    version = _open(version, staff)
    staff = acting(staff, verbs.DRAFT, version.item.unit) or staff
    finding = next((one for one in findings(version) if one.fingerprint == fingerprint), None)
    if finding is None:
        raise Refused(["这一处内容已不在稿件中，请刷新页面。"])
    if len(reason.strip()) < 4:
        raise Refused(["请写明保留的理由（不少于4个字），审核人会看到它。"])
    if finding.confirmed and finding.confirmed.reason == reason.strip():
        raise Refused(["这一处已经按同样的理由确认保留。"])
    kept, _ = ConfirmedFinding.objects.update_or_create(
        version=version,
        fingerprint=fingerprint,
        defaults={
            "kind": finding.kind,
            "place": finding.place[:200],
            "reason": reason.strip()[:300],
            "person": staff.person,
            "at": timezone.now(),
        },
    )
    record(
        events.PersonalDataConfirmed(version.number, str(finding.kind)),
        about=version.item.reference,
        actor=staff,
    )
    return kept
