"""行政复议、行政诉讼: begun and decided, in the classes that the annual report counts."""

from __future__ import annotations

from datetime import date

from gongkai.foi import events, verbs
from gongkai.foi.locking import locked
from gongkai.foi.models import FoiRequest, Remedy
from gongkai.foi.queries.reasons_after import (
    reasons_not_to_decide_remedy,
    reasons_not_to_record_remedy,
)
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting


@operation
def record_remedy(
    foi_request: FoiRequest,
    *,
    kind: str,
    organ: str,
    on: date,
    staff: Staff,
    case_number: str = "",
) -> Remedy:
    """Reconsideration or lawsuit was begun on this day before this organ; `kind` is one of
    `Remedy.Kind`. What is odd about it is said by `queries.reasons_after.doubts_about`."""
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_record_remedy(foi_request, staff, kind=kind, organ=organ, on=on))
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    remedy = Remedy.objects.create(
        foi_request=foi_request,
        serial=foi_request.remedies.count() + 1,
        kind=kind,
        filed_on=on,
        organ=organ.strip(),
        case_number=case_number.strip(),
    )
    fact = events.RemedyRecorded(kind, remedy.serial)
    record(fact, about=foi_request.reference, actor=staff, on=on)
    return remedy


@operation
def decide_remedy(remedy: Remedy, *, result: str, decision: str, on: date, staff: Staff) -> Remedy:
    """It was decided on this day: the class for the report, and the words as the decision has them
    (维持、撤销、确认违法、责令重作 …). A corrected answer is then redone: `archiving.reopen`."""
    foi_request = locked(remedy.foi_request)
    remedy = Remedy.objects.select_for_update(of=("self",)).get(pk=remedy.pk)
    remedy.foi_request = foi_request
    refuse_if(reasons_not_to_decide_remedy(remedy, staff, result=result, decision=decision, on=on))
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    remedy.result, remedy.decision, remedy.decided_on = result, decision.strip(), on
    remedy.save(update_fields=["result", "decision", "decided_on"])
    fact = events.RemedyDecided(remedy.kind, remedy.serial, result)
    record(fact, about=foi_request.reference, actor=staff, on=on)
    return remedy
