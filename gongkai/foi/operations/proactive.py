"""转为主动公开 (第四十四条): an answer that interests everybody becomes a draft item."""

from __future__ import annotations

from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Version
from gongkai.disclosure.operations import drafting
from gongkai.foi import events, verbs
from gongkai.foi.locking import locked_answer
from gongkai.foi.models import Answer
from gongkai.foi.queries.proactive import suggested_item, traces_left, without_requester
from gongkai.foi.queries.reasons_after import reasons_not_to_make_proactive
from gongkai.journal.recording import operation, record, refuse_if
from gongkai.people.actors import Staff
from gongkai.people.queries import acting
from gongkai.registers.models import CatalogueEntry


@operation
def make_proactive(
    answer: Answer, duty: CatalogueEntry, *, staff: Staff, content: Content | None = None
) -> Version:
    """Draft an item under this duty from the answer, with its files; returns the item's version.

    Of a redacted file only the copy goes along. `content` is what an editor made of the suggestion;
    it must not tell who asked. The item then takes its own way through review and release.
    """
    answer = locked_answer(answer)
    content = content or suggested_item(answer)
    refuse_if(reasons_not_to_make_proactive(answer, staff) + traces_left(answer, content))
    assert answer.answered_on is not None
    unit = answer.foi_request.unit
    version = drafting.draft(duty, unit, content, formed_on=answer.answered_on, staff=staff)
    for attached in answer.files.select_related("file"):
        name = without_requester(answer, attached.name)
        drafting.attach(version, attached.file, name, staff=staff)
    staff = acting(staff, verbs.HANDLE, unit) or staff
    fact = events.MadeProactive(version.item.reference)
    record(fact, about=answer.foi_request.reference, actor=staff)
    return version
