"""Put a draft under another duty, or mend the day on which its information was formed.

Both decide when it must be public, so nobody approved the new ones: approvals are void.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from gongkai.disclosure import events, verbs
from gongkai.disclosure.locking import locked_item
from gongkai.disclosure.models import Item, Version
from gongkai.disclosure.operations.drafting import back_to_draft
from gongkai.disclosure.queries.approvals import valid_approvals
from gongkai.disclosure.queries.reasons import reasons_not_to_draft, reasons_not_to_place
from gongkai.journal.recording import Refused, operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting
from gongkai.registers.models import CatalogueEntry


@operation
def place(item: Item, duty: CatalogueEntry, *, formed_on: date, staff: Staff) -> Item:
    """Put an item that was never public under this duty, formed on this day."""
    item = locked_item(item)
    refuse_if(reasons_not_to_place(item, staff) or reasons_not_to_draft(duty, item.unit, staff))
    if formed_on > timezone.localdate():
        raise Refused([f"信息形成日期 {formed_on} 晚于今天，请核对。"])
    if (item.duty_id, item.formed_on) == (duty.pk, formed_on):
        raise Refused(["目录事项和信息形成日期没有改动。"])
    staff = acting(staff, verbs.DRAFT, item.unit) or staff
    version = item.versions.exclude(status=Version.Status.CLOSED).get()
    approved = tuple(valid_approvals(version)) if version.status != Version.Status.DRAFT else ()
    item.duty, item.formed_on = duty, formed_on
    item.save(update_fields=["duty", "formed_on"])
    record(events.ItemPlaced(duty.reference, formed_on), about=item.reference, actor=staff)
    back_to_draft(version, approved, staff)
    return item
