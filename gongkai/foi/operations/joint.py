"""The request is examined, and units inside the house are asked for their part (审核、协办)."""

from __future__ import annotations

from datetime import date

from gongkai.foi import events, verbs
from gongkai.foi.locking import locked
from gongkai.foi.models import FoiRequest, UnitTask
from gongkai.foi.operations.parts import tell
from gongkai.foi.queries.reasons_joint import (
    reasons_not_to_ask_unit,
    reasons_not_to_find_clear,
    reasons_not_to_reply_for_unit,
)
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.models import Unit
from gongkai.people.queries import acting


@operation
def find_clear(foi_request: FoiRequest, *, on: date, staff: Staff) -> FoiRequest:
    """Note that the request was examined and is clear: the clock for 补正 stops (第四十五条)."""
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_find_clear(foi_request, staff, on))
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    record(events.RequestFoundClear(), about=foi_request.reference, actor=staff, on=on)
    return foi_request


@operation
def ask_unit(
    foi_request: FoiRequest, unit: Unit, question: str, *, on: date, staff: Staff
) -> UnitTask:
    """Ask a unit of the house for its part; the reply clock goes on meanwhile."""
    foi_request = locked(foi_request)
    refuse_if(reasons_not_to_ask_unit(foi_request, staff, unit=unit, question=question, on=on))
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    task = UnitTask.objects.create(
        foi_request=foi_request,
        serial=foi_request.unit_tasks.count() + 1,
        unit=unit,
        question=question.strip(),
        asked_on=on,
    )
    fact = events.UnitAsked(unit.reference, task.serial)
    tell(foi_request, task.reference, fact, actor=staff, on=on)
    return task


@operation
def reply_for_unit(task: UnitTask, opinion: str, *, on: date, staff: Staff) -> UnitTask:
    """The unit gives its opinion."""
    foi_request = locked(task.foi_request)
    task = UnitTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    task.foi_request = foi_request
    refuse_if(reasons_not_to_reply_for_unit(task, staff, opinion=opinion, on=on))
    staff = (
        acting(staff, verbs.GIVE_OPINION, task.unit)
        or acting(staff, verbs.HANDLE, task.unit)
        or staff
    )
    task.replied_on, task.opinion, task.person = on, opinion.strip(), staff.person
    task.save(update_fields=["replied_on", "opinion", "person"])
    fact = events.UnitReplied(task.unit.reference, task.serial)
    tell(foi_request, task.reference, fact, actor=staff, on=on)
    return task
