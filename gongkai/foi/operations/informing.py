"""A message that could not be sent: the requester was told by other means."""

from __future__ import annotations

from datetime import date

from gongkai.foi import events, verbs
from gongkai.foi.locking import locked
from gongkai.foi.models import Message
from gongkai.foi.queries.reasons_informing import reasons_not_to_note_told
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting


@operation
def note_told(message: Message, *, way: str, on: date, staff: Staff) -> Message:
    """Note how and when the requester was told what the mail should have said."""
    foi_request = locked(message.foi_request)
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    message.foi_request = foi_request
    refuse_if(reasons_not_to_note_told(message, staff, way=way, on=on))
    staff = acting(staff, verbs.HANDLE, foi_request.unit) or staff
    message.told_way, message.told_on, message.told_by = way, on, staff.person
    message.save(update_fields=["told_way", "told_on", "told_by"])
    fact = events.RequesterToldOtherwise(message.about, way)
    record(fact, about=foi_request.reference, actor=staff, on=on)
    return message
