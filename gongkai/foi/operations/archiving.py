"""归档 (第四十五条), and opening again what was answered wrongly."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from gongkai.foi import events, verbs
from gongkai.foi.locking import locked
from gongkai.foi.models import FoiRequest
from gongkai.foi.queries.reasons_after import reasons_not_to_archive, reasons_not_to_reopen
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting


@operation
def archive(foi_request: FoiRequest, *, retention: str, staff: Staff) -> FoiRequest:
    """Archive a closed request; `retention` is a code of the list "retention-periods"."""
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_archive(foi_request, staff, retention=retention))
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    foi_request.archived_at, foi_request.retention = timezone.now(), retention
    foi_request.save(update_fields=["archived_at", "retention"])
    record(events.RequestArchived(retention), about=foi_request.reference, actor=staff)
    return foi_request


@operation
def reopen(
    foi_request: FoiRequest,
    *,
    why: str,
    on: date,
    staff: Staff,
    redo_by: date | None = None,
) -> FoiRequest:
    """Open a request again: its answer was annulled ("reconsideration", "litigation") or is found
    wrong ("own_correction"). Answers that were given stay as they are; the reply clock runs again
    as its rule says, and `redo_by` is the day that a decision or judgment names itself.
    """
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_reopen(foi_request, staff, why=why, on=on, redo_by=redo_by))
    staff = acting(staff, verbs.SIGN_OFF, foi_request.unit) or staff
    foi_request.status = FoiRequest.Status.OPEN
    foi_request.outcome, foi_request.closed_on = "", None
    foi_request.archived_at, foi_request.retention = None, ""
    foi_request.redo_by = redo_by
    foi_request.save(
        update_fields=["status", "outcome", "closed_on", "archived_at", "retention", "redo_by"]
    )
    fact = events.RequestReopened(why, redo_by)
    record(fact, about=foi_request.reference, actor=staff, on=on)
    return foi_request
